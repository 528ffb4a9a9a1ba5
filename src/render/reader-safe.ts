/** What survives in readers: which elements and attributes stay, and plain forms for those that do not. */
import type { Element, Root } from 'hast';
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
  'iframe',
  'textarea',
  'select',
  'button',
  'title',
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
  'bdo',
  'col',
  'colgroup',
];

/** The sanitiser's list. Ids stay for footnotes; classes and styles go, since no reader keeps them. */
export const readerSafeSchema: Schema = {
  ...defaultSchema,
  strip: droppedWhole,
  tagNames: [...(defaultSchema.tagNames ?? []).filter((name) => name !== 'input'), ...alsoKept],
  clobber: [],
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

/** Elements that lose their sense in a reader take a form that keeps it. */
export function readerSafe(tree: Root): void {
  visitElements(tree, (node) => {
    if (node.tagName === 'input' && node.properties['type'] === 'checkbox') toBallotBox(node);
    if (node.tagName === 'section' && node.properties['dataFootnotes'] !== undefined) separateFootnotes(node);
    if (node.tagName === 'audio' || node.tagName === 'video') node.properties['controls'] = true;
  });
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
