/** What survives in readers: which elements and attributes stay, and plain forms for those that do not. */
import type { Element, ElementContent, Root, RootContent } from 'hast';
import { defaultSchema } from 'rehype-sanitize';
import { visitElements } from './visit.js';

type Schema = typeof defaultSchema;

/** Elements whose text is no prose: dropped whole. Readers drop the tags alone, and the text leaks. */
const droppedWhole = [
  'script',
  'style',
  'template',
  'noscript',
  'svg',
  'math',
  'object',
  'embed',
  'textarea',
  'select',
  'button',
  'title',
  'xmp',
  'noframes',
  'plaintext',
];

/** Beyond GitHub's list: elements that thirty tested readers show, or whose text they keep. */
const alsoKept = [
  'figure',
  'figcaption',
  'audio',
  'video',
  'track',
  'mark',
  'abbr',
  'cite',
  'small',
  'time',
  'u',
  'caption',
  'dfn',
  'wbr',
  'bdi',
  'col',
  'colgroup',
];

/** The sanitiser's list. Ids stay for footnotes; classes and styles go, since no reader keeps them. */
export const readerSafeSchema: Schema = {
  ...defaultSchema,
  strip: droppedWhole,
  tagNames: [...(defaultSchema.tagNames ?? []).filter((name) => name !== 'input'), ...alsoKept],
  clobber: [],
  ancestors: { ...defaultSchema.ancestors, caption: ['table'], col: ['table'], colgroup: ['table'] },
  attributes: {
    '*': ['id', 'title', 'lang', 'dir'],
    a: ['href'],
    abbr: ['title'],
    audio: ['src', 'controls'],
    blockquote: ['cite'],
    code: [['className', /^language-./]],
    col: ['span'],
    colgroup: ['span'],
    del: ['cite', 'dateTime'],
    details: ['open'],
    img: ['src', 'srcSet', 'sizes', 'alt', 'width', 'height'],
    ins: ['cite', 'dateTime'],
    li: ['value'],
    ol: ['start', 'reversed', 'type'],
    q: ['cite'],
    source: ['src', 'srcSet', 'sizes', 'media', 'type'],
    td: ['align', 'colSpan', 'rowSpan', 'headers'],
    th: ['align', 'colSpan', 'rowSpan', 'headers', 'scope'],
    time: ['dateTime'],
    track: ['src', 'kind', 'label', 'srcLang'],
    video: ['src', 'poster', 'controls', 'width', 'height'],
  },
  protocols: {
    href: ['http', 'https', 'mailto', 'tel'],
    src: ['http', 'https'],
    poster: ['http', 'https'],
    cite: ['http', 'https'],
  },
};

/**
 * Elements that lose their sense in a reader take a form that keeps it, and wrappers that no reader keeps go.
 * @returns whether wrappers went: what stood in one may not stand where it stood
 */
export function readerSafe(tree: Root): boolean {
  let unwrappings = 0;
  tree.children = unwrapped(tree.children, () => unwrappings++);
  visitElements(tree, (node) => {
    if (node.tagName === 'iframe') toLink(node);
    if (node.tagName === 'input' && node.properties['type'] === 'checkbox') toBallotBox(node);
    if (node.tagName === 'section' && node.properties['dataFootnotes'] !== undefined) separateFootnotes(node);
    if (node.tagName === 'audio' || node.tagName === 'video') node.properties['controls'] = true;
  });
  return unwrappings > 0;
}

const known = new Set([...(readerSafeSchema.tagNames ?? []), ...droppedWhole, 'iframe', 'input', 'section']);

/** Replaces each element that will not stay by what it holds. */
function unwrapped<Node extends RootContent>(children: readonly Node[], onUnwrap: () => void): Node[] {
  return children.flatMap((child) => {
    if (child.type !== 'element') return [child];
    const inside = unwrapped(child.children, onUnwrap);
    if (known.has(child.tagName)) {
      child.children = inside;
      return [child];
    }
    onUnwrap();
    return inside as Node[]; // What an element may hold, its parent may hold as well.
  });
}

/** What parsing leaves where a block stood in a paragraph. */
export function dropEmptyParagraphs(tree: Root): void {
  const isEmpty = (node: RootContent) => node.type === 'element' && node.tagName === 'p' && node.children.length === 0;
  tree.children = tree.children.filter((node) => !isEmpty(node));
  visitElements(tree, (node) => {
    node.children = node.children.filter((child) => !isEmpty(child));
  });
}

/** A frame becomes a link to what it shows: few readers keep frames, and only those of hosts that they know. */
function toLink(frame: Element): void {
  const source = String(frame.properties['src'] ?? frame.properties['dataSrc'] ?? '');
  const film = /^(?:https?:)?\/\/(?:www\.)?youtube(?:-nocookie)?\.com\/embed\/([\w-]+)/.exec(source)?.[1];
  const href = film === undefined ? source : `https://www.youtube.com/watch?v=${film}`;
  const title = String(frame.properties['title'] ?? '').trim();
  const label: ElementContent = { type: 'text', value: title || (film === undefined ? href : 'Watch on YouTube') };
  const picture: ElementContent[] =
    film === undefined
      ? []
      : [
          {
            type: 'element',
            tagName: 'img',
            properties: { src: `https://i.ytimg.com/vi/${film}/hqdefault.jpg`, alt: '' },
            children: [],
          },
          { type: 'element', tagName: 'br', properties: {}, children: [] },
        ];
  frame.tagName = 'a';
  frame.properties = href === '' ? {} : { href };
  frame.children = href === '' ? [] : [...picture, label];
}

/** Task lists: readers drop `<input>`, and with it what is done. */
function toBallotBox(node: Element): void {
  const box = node.properties['checked'] === true || node.properties['checked'] === '' ? '☑' : '☐';
  node.tagName = 'span';
  node.properties = {};
  node.children = [{ type: 'text', value: box }];
}

/** A rule in place of the English heading that is meant to be hidden by CSS, which readers do not have. */
function separateFootnotes(section: Element): void {
  section.tagName = 'div';
  section.children = section.children.map((child) =>
    child.type === 'element' && child.tagName === 'h2'
      ? { type: 'element', tagName: 'hr', properties: {}, children: [] }
      : child,
  );
}
