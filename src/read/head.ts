/** Finds the end of front matter in the first bytes of a file, so that the text below it need not be read. */
import type { Find } from '../files/site-folder.js';

const [tab, lineFeed, carriageReturn, space] = [9, 10, 13, 32];
/** Where YAML ends in another way, which is for its parser to see. */
const documentEnd = Buffer.from('\n...');
const fences = ['---', '+++'].map((mark) => ({ open: Buffer.from(mark), close: Buffer.from(`\n${mark}`) }));

/** The front matter, or the whole of a file that ends before: what tells of an article but its text. */
export const startOf: Find = (head, length) => frontMatterOf(head) ?? (head.length < length ? head : undefined);

/** @returns the bytes up to the end of the closing fence; undefined when they have another form, or go on */
export function frontMatterOf(head: Buffer): Buffer | undefined {
  const fence = fences.find(({ open }) => open.every((byte, at) => head[at] === byte));
  if (fence === undefined || (head[3] !== lineFeed && head[3] !== carriageReturn)) return undefined;
  const close = head.indexOf(fence.close, 3);
  const end = close < 0 ? undefined : endOfLine(head, close + fence.close.length);
  if (end === undefined) return undefined;
  const dots = head.indexOf(documentEnd);
  if (dots >= 0 && dots < end) return undefined;
  const matter = head.subarray(0, end);
  // A lone CR ends a line too.
  const first = head.indexOf(carriageReturn);
  return first >= 0 && first < end && /\r(?!\n)/.test(matter.toString('latin1')) ? undefined : matter;
}

/** @returns behind the end of a line that holds nothing more */
function endOfLine(bytes: Buffer, from: number): number | undefined {
  for (let at = from; at < bytes.length; at++) {
    if (bytes[at] === lineFeed) return at + 1;
    if (bytes[at] !== space && bytes[at] !== carriageReturn && bytes[at] !== tab) return undefined;
  }
  return undefined;
}
