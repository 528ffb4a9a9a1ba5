/** The one Markdown pipeline, built once: remark to rehype, ending in the sanitiser. */
import type { Element, Root as HtmlRoot } from 'hast';
import type { Root } from 'mdast';
import rehypeRaw from 'rehype-raw';
import rehypeSanitize from 'rehype-sanitize';
import rehypeStringify from 'rehype-stringify';
import { remark } from 'remark';
import remarkCjkFriendly from 'remark-cjk-friendly';
import remarkGfm from 'remark-gfm';
import remarkRehype from 'remark-rehype';
import { absoluteAddresses, type BodyPlace } from './absolute-addresses.js';
import { autolinksIn, whereAddresses, withAutolinks, type AutolinkKind } from './autolinks.js';
import { showTitles } from './code-blocks.js';
import { showEmoji } from './emoji.js';
import { hideWords } from './hidden-words.js';
import { excessIn } from './limits.js';
import { leadWith } from './pictures.js';
import { dropEmpty, toPlainForms, type FormPlace } from './plain-forms.js';
import { readerSafeSchema } from './reader-safe.js';
import { keepStable } from './stable-tree.js';
import { holdsRanges } from './tildes.js';
import type { Picture } from '../model.js';

/** What the steps to HTML know of the article besides its text. */
export interface HtmlPlace extends BodyPlace, Omit<FormPlace, 'serialize'> {
  /** What it begins with, if it does not hold it anyway. */
  readonly lead?: Picture | undefined;
}

const placeOf = (file: { readonly data: Readonly<Record<string, unknown>> }) => file.data['place'] as HtmlPlace;

/** GFM; emphasis that Chinese, Japanese and Korean punctuation does not break. */
function openReader(autolinks: readonly AutolinkKind[], singleTilde: boolean) {
  return remark()
    .use(remarkGfm, { singleTilde })
    .use(function () {
      const data = this.data();
      data.micromarkExtensions = (data.micromarkExtensions ?? []).map((extension) =>
        withAutolinks(extension, autolinks),
      );
      data.fromMarkdownExtensions = (data.fromMarkdownExtensions ?? []).flat().map(whereAddresses);
    })
    .use(remarkCjkFriendly)
    .freeze();
}

const readers = new Map<string, ReturnType<typeof openReader>>();

function read(text: string, autolinks: readonly AutolinkKind[], singleTilde = true): Root {
  const key = [...autolinks, singleTilde].join();
  const reader = readers.get(key) ?? openReader(autolinks, singleTilde);
  readers.set(key, reader);
  const tree = reader.parse(text);
  return singleTilde && holdsRanges(tree, text) ? read(text, autolinks, false) : tree;
}

const processor = remark()
  // Raw HTML is let through here to be parsed by the next step, like a browser parses it, and sanitised after.
  .use(remarkRehype, { allowDangerousHtml: true, clobberPrefix: '', footnoteBackContent: '↩\uFE0E' })
  .use(() => {
    const parse = rehypeRaw();
    return (tree: HtmlRoot, file) => (keepStable(tree) ? undefined : parse(tree, file));
  })
  .use(() => {
    const parseAgain = rehypeRaw();
    // A `<p>` whose wrapper in another `<p>` went: browsers do not nest them, and parsing like one sorts it out.
    return (tree: HtmlRoot, file) =>
      toPlainForms(tree, { ...placeOf(file), serialize }) ? parseAgain(tree, file) : undefined;
  })
  .use(() => dropEmpty)
  .use(() => (tree: HtmlRoot, file) => {
    const place = placeOf(file);
    absoluteAddresses(tree, place);
    dropEmpty(tree);
    if (place.lead !== undefined) leadWith(tree, place.lead);
  })
  // Nothing after this step adds markup.
  .use(rehypeSanitize, readerSafeSchema)
  .use(rehypeStringify)
  .freeze();

const serializer = remark().use(rehypeStringify).freeze();
const serialize = (node: Element): string => serializer.stringify({ type: 'root', children: [node] } as never);

/** A text that would take longer to parse than anybody waits. */
export class ExcessError extends Error {
  override readonly name = 'ExcessError';
}

/** @throws ExcessError */
export function parseMarkdown(markdown: string): Root {
  const excess = excessIn(markdown);
  if (excess !== undefined) throw new ExcessError(excess);
  const { text, show } = hideWords(markdown);
  const tree = read(text, autolinksIn(markdown));
  show(tree);
  showEmoji(tree);
  return tree;
}

/** @throws RangeError when it is nested deeper than the stack reaches */
export function toHtml(tree: Root, place: HtmlPlace): string {
  showTitles(tree);
  const html = processor.runSync(tree, { data: { place } } as never) as HtmlRoot;
  return processor.stringify(html).trim();
}
