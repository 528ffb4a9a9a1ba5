/** What survives in readers: which elements and attributes stay. */
import { defaultSchema } from 'rehype-sanitize';

type Schema = typeof defaultSchema;

/** Elements whose text is no prose: dropped whole. Readers drop the tags alone, and the text leaks. */
export const droppedWhole = [
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
