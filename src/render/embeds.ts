/** What other sites show within a page, as a link to it: few readers keep frames, and only those of hosts they know. */
import type { Element, RootContent } from 'hast';
import { become, classesOf, element, isElement, text } from './elements.js';
import { hosts } from './embed-hosts.js';

/** Scripts that write what is worth a link into the page; of all others nothing stays. */
const writing = /^(?:https?:)?\/\/(?:gist\.github\.com|asciinema\.org)\//;

/** Elements that show what lies elsewhere, and the attribute that says where. */
const sources: Readonly<Record<string, readonly string[]>> = {
  iframe: ['src', 'dataSrc'],
  object: ['data'],
  embed: ['src'],
  script: ['src'],
  'lite-youtube': ['videoid'],
};

export function isFrame(node: RootContent): node is Element {
  return (
    isElement(node) &&
    Object.hasOwn(sources, node.tagName) &&
    (node.tagName !== 'script' || writing.test(sourceOf(node) ?? ''))
  );
}

function sourceOf(node: Element): string | undefined {
  return (sources[node.tagName] ?? [])
    .map((name) => node.properties[name])
    .find((value): value is string => typeof value === 'string' && value.trim() !== '');
}

/** A frame, an object or a script that writes becomes a link. */
export function toLink(node: Element): void {
  const source = sourceOf(node);
  const inside = node.tagName === 'object' ? node.children : [];
  // What an object holds is meant for those that cannot show it.
  const hasFallback = inside.some(
    (child) => child.type === 'element' || (child.type === 'text' && child.value.trim() !== ''),
  );
  if (source === undefined || hasFallback) become(node, 'span', {}, inside);
  else
    link(
      node,
      frameOf(node, source.trim()),
      String(node.properties['title'] ?? node.properties['playlabel'] ?? '').trim(),
    );
}

/** The element of https://github.com/paulirish/lite-youtube-embed names the film alone. */
const frameOf = ({ tagName }: Element, source: string) =>
  tagName === 'lite-youtube' ? `https://www.youtube.com/embed/${source}` : source;

function link(node: Element, source: string, title: string): void {
  const address = URL.canParse(source, 'https://relative.invalid/')
    ? new URL(source, 'https://relative.invalid/')
    : undefined;
  const isElsewhere = address !== undefined && address.hostname !== 'relative.invalid';
  const bare = isElsewhere ? `${address.host.replace(/^www\./, '')}${address.pathname}${address.search}` : '';
  const host = hosts.find(({ frame }) => frame.test(bare));
  const match = host?.frame.exec(bare);
  if (host === undefined || match === undefined || match === null || address === undefined) {
    const label = isElsewhere ? `See it on ${address.host}` : (source.split(/[?#]/)[0]?.split('/').at(-1) ?? source);
    become(node, 'a', { href: source }, [text(title || label || source)]);
    return;
  }
  const picture = host.picture?.(match);
  const shown = picture === undefined ? [] : [element('img', { src: picture, alt: '' }), element('br')];
  become(node, 'a', { href: host.page(match, address) }, [...shown, text(title || host.label)]);
}

/**
 * Posts that a script would fill in: what is there has no link, or nothing at all.
 * @returns whether a link came into it
 */
export function linkPost(quotation: Element): boolean {
  const address = ['dataInstgrmPermalink', 'cite', 'dataBlueskyUri']
    .map((name) => quotation.properties[name])
    .find((value): value is string => typeof value === 'string' && value.startsWith('https:'));
  const isPost = /instagram-media|tiktok-embed|twitter-tweet|mastodon-embed|bluesky-embed/.test(classesOf(quotation));
  if (!isPost || address === undefined || hasLink(quotation)) return false;
  quotation.children.push(element('p', {}, [element('a', { href: address }, [text('See the post')])]));
  return true;
}

const hasLink = (node: Element): boolean =>
  node.children.some((child) => child.type === 'element' && (child.tagName === 'a' || hasLink(child)));

/**
 * A sound or film keeps controls, and a link to its file, which is all that some readers show.
 * @returns whether a link came into it
 */
export function linkFile(media: Element): boolean {
  media.properties['controls'] = true;
  const source = [media, ...media.children]
    .map((node) => (node.type === 'element' ? node.properties['src'] : undefined))
    .find((value): value is string => typeof value === 'string' && value !== '');
  if (source === undefined || hasLink(media)) return false;
  const name = source.split(/[?#]/)[0]?.split('/').at(-1) ?? '';
  media.children.push(element('a', { href: source }, [text(decoded(name) || source)]));
  return true;
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
