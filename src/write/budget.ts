/** Fits the entries of a feed into about so many bytes: whole texts while they fit, summaries after them. */
import type { Entry } from '../model.js';

/**
 * The newest entry is always whole, and a note without a title, which is its text. What is a summary once stays one
 * as it grows older: from the first entry that does not fit, all are.
 * @param entries newest first
 */
export function fitInto(entries: readonly Entry[], bytes: number): readonly Entry[] {
  let left = bytes;
  return entries.map((entry, index) => {
    left -= sizeOf(entry);
    return left >= 0 || index === 0 || entry.title === undefined ? entry : shortened(entry);
  });
}

function shortened({ summary: _summary, shortHtml, ...entry }: Entry): Entry {
  return { ...entry, html: shortHtml, shortHtml };
}

/** What an entry takes in the format that takes the most: JSON writes `<` in six bytes, XML both `<` and `&`. */
function sizeOf({ html, summary = '' }: Entry): number {
  const text = html + summary;
  return surroundings + Buffer.byteLength(text) + 5 * count(text, /[<&]/g) + count(text, /["\n\\]/g);
}

const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;

/** Bytes of its title, addresses, dates and names, with the names of all their elements. */
const surroundings = 1500;
