/** Fingerprints of texts: small, told from the words alone, and alike when the texts are alike. */

export interface Fingerprint {
  /** Characters of all words. */
  readonly size: number;
  /** 64 bytes in base64url, each the lowest of as many hashes of every three words in a row (b-bit MinHash). */
  readonly sketch: string;
}

/** The fingerprint of an article, by its file. */
export type PrintOf = (article: { readonly file: string }) => Fingerprint;

/** @param known taken already, by file */
export function withKnown(known: ReadonlyMap<string, Fingerprint>, printOf: PrintOf): PrintOf {
  return (article) => known.get(article.file) ?? printOf(article);
}

const slots = 64;

/** Scripts without spaces between words count each character as one. */
const word =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]|[\p{L}\p{M}\p{N}]+/gu;

/** What a move to another generator or domain changes, and no reader reads: addresses, tags, names of shortcodes. */
const markup = /<[^<>]*>|\]\([^()\s]*|https?:\/\/\S+|\{\{[^{}]*\}\}|\{%[^{}]*%\}/g;

/** @param source Markdown: what another version of this tool makes of it cannot count */
export function fingerprint(source: string): Fingerprint {
  const words = source.replace(markup, ' ').toLowerCase().match(word) ?? [];
  const lowest = new Uint32Array(slots).fill(0xffff_ffff);
  for (let at = 0; at === 0 || at + 2 < words.length; at++) addShingle(words.slice(at, at + 3).join(' '), lowest);
  const sketch = Buffer.from(Uint8Array.from(lowest, (hash) => hash & 0xff)).toString('base64url');
  return { size: words.reduce((size, { length }) => size + length, 0), sketch };
}

function addShingle(shingle: string, lowest: Uint32Array): void {
  const hash = fnv1a(shingle);
  for (let slot = 0; slot < slots; slot++) {
    // Another permutation for each slot: odd factors are invertible modulo 2³².
    let mixed = Math.imul(hash ^ Math.imul(slot + 1, 0x9e37_79b1), 0x85eb_ca6b | (slot << 1));
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0xc2b2_ae35);
    mixed = (mixed ^ (mixed >>> 13)) >>> 0;
    if (mixed < (lowest[slot] ?? 0)) lowest[slot] = mixed;
  }
}

/** http://www.isthe.com/chongo/tech/comp/fnv/ */
function fnv1a(text: string): number {
  let hash = 0x811c_9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x0100_0193);
  return hash >>> 0;
}

/** @returns the part of three-word sequences that two texts share, from 0 to 1, to within some hundredths */
export function likeness(a: Fingerprint, b: Fingerprint): number {
  return likenessOfSketches(readSketch(a), readSketch(b));
}

/** 64 bytes are 86 characters. */
export function isSketch(text: string): boolean {
  return /^[\w-]{86}$/.test(text);
}

/** For who compares one text with many. */
export function readSketch({ sketch }: Fingerprint): Uint8Array {
  return Buffer.from(sketch, 'base64url');
}

export function likenessOfSketches(a: Uint8Array, b: Uint8Array): number {
  let equal = 0;
  for (let slot = 0; slot < slots; slot++) if (a[slot] === b[slot]) equal++;
  return equal / slots;
}

/** Feedbin marks an entry as updated when its text changed by more than so many characters. */
const noticedCharacters = 50;
/** Likewise for a text that keeps its length: three-word sequences that are others, as in a sentence written anew. */
const noticedShingles = 10;
/** Of the bytes, so many may differ by the chance that a mended word hits them. */
const chanceSlots = 3;
const charactersPerWord = 5;

/** Whether a reader of the one text would want to be told of the other: a sentence, not a comma. */
export function isRealChange(before: Fingerprint, after: Fingerprint): boolean {
  if (Math.abs(after.size - before.size) > noticedCharacters) return true;
  const same = likeness(before, after);
  // Of N sequences on both sides, d of which are others, N - d of N + d are shared.
  const others = ((after.size / charactersPerWord) * (1 - same)) / (1 + same);
  return others >= noticedShingles && (1 - same) * slots > chanceSlots;
}
