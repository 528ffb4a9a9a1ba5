/** What components and shortcodes of the usual names mean, whatever tool they come from: one row each. */
import { argument, type Tag } from './tag.js';

type Meaning = (tag: Tag) => string;

/** A block on its own: Markdown needs the empty lines to see where HTML ends. */
const block = (text: string) => `\n\n${text.trim()}\n\n`;

/** Text as Markdown shows it letter by letter, and as the value of an HTML attribute. */
export const escapeHtml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

const link = (url: string, text: string) => `<a href="${escapeHtml(url)}">${escapeHtml(text)}</a>`;

const imageNames = ['src', 'url', 'href', 'image', 'path', 'file', 'link', '0'] as const;

const image: Meaning = (tag) => {
  const src = argument(tag, ...imageNames);
  if (src === undefined) return tag.inner ?? '';
  const size = ['width', 'height'].map((name) =>
    /^\d+$/.test(tag.named[name] ?? '') ? ` ${name}="${tag.named[name]}"` : '',
  );
  const picture = `<img src="${escapeHtml(src)}" alt="${escapeHtml(argument(tag, 'alt', 'title', 'caption') ?? '')}"${size.join('')}>`;
  const target = tag.named['src'] === undefined ? undefined : tag.named['link'];
  const linked = target === undefined ? picture : `<a href="${escapeHtml(target)}">${picture}</a>`;
  const caption = captionOf(tag);
  if (caption === '' || tag.named['alt'] === caption) return linked;
  return block(`<figure>${linked}<figcaption>\n\n${caption}\n\n</figcaption></figure>`);
};

/** What stands below a picture, as Hugo has it: its title, its caption, and whom it is due to. */
function captionOf(tag: Tag): string {
  const { title, caption, attr, attrlink } = tag.named;
  const credit = attr === undefined || attrlink === undefined ? attr : `<a href="${escapeHtml(attrlink)}">${attr}</a>`;
  const words = caption || (title ? undefined : tag.named['credit'] || tag.inner?.trim());
  // Elsewhere a title beside a caption is shown when the mouse is over the picture.
  const lead = title && words ? tag.name === 'figure' && `**${title}**` : title;
  return [lead, words, credit].filter(Boolean).join(' ');
}

/** What holds one line may stand in a sentence. */
const inner: Meaning = ({ inner = '' }) => (inner.includes('\n') ? block(inner) : inner);
const nothing: Meaning = () => '';

/** Within a sentence a block would tear it apart; what has a title is one all the same. */
const orInSentence =
  (meaning: Meaning, inSentence = inner): Meaning =>
  (tag) =>
    tag.isInSentence === true && argument(tag, 'title', 'label', 'name', 'cite', 'author') === undefined
      ? inSentence(tag)
      : meaning(tag);

/** An aside: a quotation with a bold lead, which every reader shows as something set apart. */
export function aside(label: string, text: string): string {
  const lines = `**${label}**\n\n${text.trim()}`.split('\n').map((line) => (line === '' ? '>' : `> ${line}`));
  return block(lines.join('\n'));
}

const note =
  (label: string): Meaning =>
  (tag) =>
    aside(
      argument(tag, 'title', 'heading', 'header', 'label') ??
        capital(argument(tag, 'type', 'kind', 'variant') ?? kindIn(tag) ?? label),
      tag.inner ?? argument(tag, 'text', 'content', '0') ?? '',
    );

/** `{% note warning %}`: of what holds a text, one word beside it is its kind. */
const kindIn = ({ inner, positional: [word, ...others] }: Tag) =>
  inner !== undefined && others.length === 0 && /^[a-z]+$/.test(word ?? '') ? word : undefined;

export const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** A film elsewhere: its picture where the address of that is known, and always a link. */
const video =
  (address: (id: string) => string, site: string, thumbnail?: (id: string) => string): Meaning =>
  (tag) => {
    const given = argument(tag, 'id', 'videoId', 'videoid', 'video', 'url', 'src', '0');
    if (given === undefined) return '';
    const id = /(?:v=|youtu\.be\/|embed\/|vimeo\.com\/(?:video\/)?|shorts\/)([\w-]+)/.exec(given)?.[1] ?? given;
    const url = /^https?:/.test(given) && id === given ? given : address(id);
    const title = argument(tag, 'title', 'label', 'alt') ?? `Watch on ${site}`;
    const picture = thumbnail === undefined || url === given ? '' : `<img src="${thumbnail(id)}" alt=""><br>`;
    return block(`<p><a href="${escapeHtml(url)}">${picture}${escapeHtml(title)}</a></p>`);
  };

export const youtube = video(
  (id) => `https://www.youtube.com/watch?v=${id}`,
  'YouTube',
  (id) => `https://i.ytimg.com/vi/${id}/hqdefault.jpg`,
);
export const vimeo = video((id) => `https://vimeo.com/${id}`, 'Vimeo');

/** A page elsewhere that scripts would show in place. */
const page =
  (address: (tag: Tag) => string | undefined, label: string): Meaning =>
  (tag) => {
    const url = address(tag);
    const title = argument(tag, 'title', 'label');
    const bold = title === undefined ? '' : `**${title}**\n\n`;
    const shown = url === undefined ? bold : `<p>${link(url, title ?? label)}</p>\n\n`;
    return block(shown + (tag.inner ?? tag.named['description'] ?? '').trim());
  };

/** `user id file` of Hugo; `id file` and `user/id file` of others. */
function gistAddress(tag: Tag): string | undefined {
  const first = own(tag) ?? argument(tag, 'id');
  const [, second = ''] = tag.positional;
  if (first === undefined || /^https?:/.test(first)) return first;
  return `https://gist.github.com/${first}${!first.includes('/') && /^[\da-f]+$/i.test(second) ? `/${second}` : ''}`;
}

const own = (tag: Tag) => argument(tag, 'url', 'href', 'src', 'link', '0');

const anchor: Meaning = (tag) => {
  const url = argument(tag, 'href', 'to', 'url', 'file', '0');
  const text = tag.inner?.trim() || argument(tag, 'label', 'text', 'title', 'name') || url || '';
  return url === undefined
    ? text
    : `<a href="${escapeHtml(url)}">${tag.inner === undefined ? escapeHtml(text) : text}</a>`;
};

const quote: Meaning = (tag) => {
  const text = tag.inner ?? argument(tag, 'text', 'quote', 'content', '0') ?? '';
  const words = tag.inner === undefined ? [] : tag.positional;
  const by = argument(tag, 'cite', 'author', 'attribution', 'name', 'source') ?? (sourceOf(words) || undefined);
  const lines = `${text.trim()}${by === undefined ? '' : `\n\n— ${by}`}`.split('\n');
  return block(lines.map((line) => `> ${line}`).join('\n'));
};

/** Hexo's `[author] [address [title]]`. */
function sourceOf(words: readonly string[]): string {
  const at = words.findIndex((word) => /^https?:\/\//.test(word));
  const address = words[at];
  if (address === undefined) return words.join(' ');
  const title = words.slice(at + 1).join(' ') || address.replace(/^https?:\/\/|\/$/g, '');
  return [words.slice(0, at).join(' '), link(address, title)].filter((part) => part !== '').join(', ');
}

const titled: Meaning = (tag) => {
  const title = argument(tag, 'title', 'label', 'value', 'name', 'summary', 'heading', 'question', '0');
  return block(`${title === undefined ? '' : `**${title}**\n\n`}${tag.inner ?? ''}`);
};

const details: Meaning = (tag) => {
  const summary = argument(tag, 'summary', 'title', 'label', '0') ?? 'Details';
  return block(`<details><summary>${escapeHtml(summary)}</summary>\n\n${tag.inner?.trim() ?? ''}\n\n</details>`);
};

const code: Meaning = (tag) => {
  const language = argument(tag, 'lang', 'language', '0') ?? '';
  const text = (tag.inner ?? argument(tag, 'code', 'source') ?? '').replace(/^\n|\s+$/g, '');
  if (/^\s*(`{3,}|~{3,})[^]*\1$/.test(text)) return block(text);
  if (tag.inLineOf === 'text' && text !== '') return `${ticks} ${text} ${ticks}`;
  return block(`${fence}${/^[\w+#-]+$/.test(language) ? language : ''}\n${text}\n${fence}`);
};

const codeInSentence: Meaning = ({ inner = '' }) => (inner.includes('`') ? inner : `\`${inner}\``);

/** Longer than any in what it holds, which cannot be seen: fences within are hidden as code. */
const fence = '~'.repeat(12);
const ticks = '`'.repeat(12);

const codeNames = ['codeblock', 'code'];

/** Names in small letters, without `-`, `_` and anything before a dot. */
const meanings: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ...[
    'image',
    'img',
    'picture',
    'figure',
    'fig',
    'imgright',
    'imgleft',
    'legacyimg',
    'legacyimgright',
    'assetimg',
    'illustration',
    'nextimage',
    'themeimage',
    'themedimage',
    'zoomimage',
  ].map((name) => [name, image] as const),
  ...[
    'note',
    'info',
    'tip',
    'warning',
    'caution',
    'danger',
    'important',
    'hint',
    'pitfall',
    'deprecated',
    'wip',
    'canary',
    'experimental',
    'success',
    'error',
    'question',
    'abstract',
    'example',
    'bug',
    'failure',
    'todo',
    'seealso',
    'attention',
  ].map((name) => [name, orInSentence(note(capital(name)))] as const),
  ...['callout', 'admonition', 'alert', 'aside', 'notice', 'box', 'cardprompt', 'banner', 'message'].map(
    (name) => [name, orInSentence(note('Note'))] as const,
  ),
  ...['youtube', 'youtubeembed', 'youtubeiframe', 'youtubevideo', 'liteyoutube'].map(
    (name) => [name, youtube] as const,
  ),
  ['vimeo', vimeo],
  ['gist', page(gistAddress, 'See the code on GitHub')],
  ...['tweet', 'x', 'twitter', 'twittersimple', 'xsimple'].map(
    (name) =>
      [
        name,
        page(
          (tag) =>
            tag.named['id'] === undefined
              ? own(tag)
              : `https://x.com/${tag.named['user'] ?? 'i'}/status/${tag.named['id']}`,
          'See the post on X',
        ),
      ] as const,
  ),
  ...['instagram', 'instagramsimple'].map(
    (name) =>
      [
        name,
        page(
          (tag) => (/^https?:/.test(own(tag) ?? '') ? own(tag) : `https://www.instagram.com/p/${own(tag)}/`),
          'See the post on Instagram',
        ),
      ] as const,
  ),
  ...[
    'spotify',
    'soundcloud',
    'codepen',
    'codesandbox',
    'stackblitz',
    'mastodon',
    'bluesky',
    'facebook',
    'fbvideo',
    'tiktok',
    'loom',
    'twitch',
    'iframe',
    'embed',
    'cspaniframe',
    'featuredresource',
    'linkcard',
    'blogcard',
    'card',
  ].map(
    (name) =>
      [
        name,
        page((tag) => (/^(https?:|\/|\.)/.test(own(tag) ?? '') ? own(tag) : undefined), 'See it on its page'),
      ] as const,
  ),
  ...[
    'a',
    'link',
    'nextlink',
    'navlink',
    'button',
    'linkbutton',
    'assetstatic',
    'legacyfile',
    'file',
    'download',
    'externallink',
  ].map((name) => [name, anchor] as const),
  ...['quote', 'blockquote', 'quoteblock', 'pullquote'].map((name) => [name, orInSentence(quote)] as const),
  ...['details', 'accordion', 'collapse', 'collapsible', 'expand', 'spoiler', 'deepdive', 'disclosure', 'toggle'].map(
    (name) => [name, details] as const,
  ),
  ...['tab', 'tabitem', 'tabpanel', 'codegroupitem', 'step', 'recipe'].map(
    (name) => [name, orInSentence(titled)] as const,
  ),
  ...[
    'tabs',
    'steps',
    'codegroup',
    'sandpack',
    'cards',
    'cardgroup',
    'columns',
    'column',
    'grid',
    'fragment',
    'intro',
    'center',
    'div',
    'span',
    'section',
    'main',
    'layout',
    'wrapper',
    'contributor',
    'lead',
    'bleed',
    'recipes',
    'challenges',
    'solution',
    'terminalblock',
    'consoleblock',
    'consoleblockmulti',
    'consolelogline',
    'codestep',
    'rsc',
    'ring',
    'blockquotes',
    'packagemanagers',
    'kbd',
    'sub',
    'sup',
    'small',
    'abbr',
  ].map((name) => [name, inner] as const),
  ...codeNames.map((name) => [name, orInSentence(code, codeInSentence)] as const),
  // Of words as well: Docusaurus paints some in its examples.
  ['highlight', orInSentence(code)],
  ...[
    'toc',
    'tocinline',
    'inlinetoc',
    'tableofcontents',
    'script',
    'style',
    'head',
    'bloglistitem',
    'blogindex',
    'newsletter',
    'blognewsletterform',
    'newsletterform',
    'avatar',
    'icon',
    'adsense',
    'comment',
    'comments',
    'disqus',
    'share',
    'sharebuttons',
    'pagebreak',
    'clear',
    'mathjax',
  ].map((name) => [name, nothing] as const),
]);

const plainName = (name: string) => name.replace(/^.*\./, '').replace(/[-_]/g, '').toLowerCase();

/** Whether what it holds is code, letter by letter, and no Markdown. */
export function holdsCode({ name, isInSentence }: Tag): boolean {
  return codeNames.includes(plainName(name)) || (plainName(name) === 'highlight' && isInSentence !== true);
}

/** @returns undefined when the name is none of the usual */
export function commonMeaning(tag: Tag): string | undefined {
  const address = tag.isAddress === true ? argument(tag, ...imageNames) : undefined;
  if (address !== undefined && /[./]/.test(address)) return address;
  return meanings.get(plainName(tag.name))?.(tag);
}
