/** Finds the end of front matter in the first bytes of a file, so that the text below it need not be read. */
import type { Find } from '../files/site-folder.js';

const [dash, plus, dot, tab, lineFeed, carriageReturn, space] = [45, 43, 46, 9, 10, 13, 32];

/** The front matter, or the whole of a file that ends before: what tells of an article but its text. */
export const startOf: Find = (head, length) => frontMatterOf(head) ?? (head.length < length ? head : undefined);

/** @returns the bytes up to the end of the closing fence; undefined when they have another form, or go on */
export function frontMatterOf(head: Buffer): Buffer | undefined {
  const mark = head[0];
  if ((mark !== dash && mark !== plus) || head[1] !== mark || head[2] !== mark) return undefined;
  if (head[3] !== lineFeed && head[3] !== carriageReturn) return undefined;
  // One loop: to ask the buffer for each of these would be five calls out of the language.
  for (let at = 3; at < head.length; at++) {
    const byte = head[at];
    // A lone CR ends a line too: that is for the parser to see, and so is the other end that YAML has.
    if (byte === carriageReturn && head[at + 1] !== lineFeed) return undefined;
    if (byte !== lineFeed) continue;
    const next = head[at + 1];
    if (head[at + 2] !== next || head[at + 3] !== next) continue;
    if (next === dot) return undefined;
    if (next === mark) return upToLineEnd(head, at + 4);
  }
  return undefined;
}

/** @returns nothing where the line holds something more */
function upToLineEnd(head: Buffer, from: number): Buffer | undefined {
  for (let at = from; at < head.length; at++) {
    const byte = head[at];
    if (byte === lineFeed) return head.subarray(0, at + 1);
    const isBlank = byte === space || byte === tab || (byte === carriageReturn && head[at + 1] === lineFeed);
    if (!isBlank) return undefined;
  }
  return undefined;
}
