/** Excerpts: the beginning of a text, never cut within a word or an emoji. */

/** Scripts that put no space between words: a line may end after any of their characters. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\u3000-\u303F\uFF00-\uFFEF]/u;
/** Characters that belong to the one before them: marks, joiners, skin tones, the second half of a flag. */
const attached = /\p{M}|\u200D|\p{Emoji_Modifier}|\p{Regional_Indicator}/u;

/** Letters that run from right to left, and those that run the other way. */
const leftward =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;
const rightward =
  /(?!\p{Script=Hebrew}|\p{Script=Arabic}|\p{Script=Syriac}|\p{Script=Thaana}|\p{Script=Nko}|\p{Script=Adlam})\p{L}/u;

/**
 * Whole words of one line of text, up to a length in characters, with an ellipsis where text was left out.
 *
 * `Intl.Segmenter` knows more scripts, but cuts where the ICU of the machine says: not the same bytes everywhere.
 */
export function firstWords(text: string, length: number): string {
  const characters = Array.from(text.slice(0, 2 * length + 64));
  if (characters.length <= length) return text;
  const isWhole = (at: number) => !attached.test(characters[at] ?? '') && characters[at - 1] !== '\u200D';
  const isWord = (at: number) =>
    /\s/.test(characters[at] ?? '') || (unspaced.test(characters[at - 1] ?? '') && isWhole(at));
  let end = length;
  while (end > 0 && !isWord(end)) end--;
  // One word longer than the whole: cut it between characters, and keep at least one of them.
  if (end === 0) for (end = length; end > 0 && !isWhole(end);) end--;
  if (end === 0) for (end = length; end < characters.length && !isWhole(end);) end++;
  const kept = characters
    .slice(0, beforeRun(characters, end))
    .join('')
    .replace(/[\s,;:–—-]+$/, '');
  return `${kept}…${closingMarks(kept)}`;
}

/**
 * In a text that runs from left to right, the end of a cut quotation from right to left would stand in its middle: it
 * is left out whole, unless it is most of the text.
 */
function beforeRun(characters: readonly string[], end: number): number {
  const isLeftward = (character: string) => leftward.test(character);
  const isStrong = (character: string) => isLeftward(character) || rightward.test(character);
  const before = characters.slice(0, end);
  const isCut = isLeftward(before.findLast(isStrong) ?? '') && isLeftward(characters.slice(end).find(isStrong) ?? '');
  if (!isCut || isLeftward(characters.find(isStrong) ?? '')) return end;
  const start = before.findLastIndex((character) => rightward.test(character)) + 1;
  return start * 2 > end ? start : end;
}

/** What ends the directions that are still open, or they would turn whatever follows: UAX #9, sections 2.1 and 2.2. */
function closingMarks(text: string): string {
  const ends: string[] = [];
  for (const [mark] of text.matchAll(/[\u202A-\u202E\u2066-\u2069]/g)) {
    if (mark === '\u2069' || mark === '\u202C') ends.pop();
    else ends.push(mark > '\u2065' ? '\u2069' : '\u202C');
  }
  return ends.toReversed().join('');
}

/** The first paragraph that says something: bylines, places and dates are short, and no sentences. */
export function firstProse(paragraphs: readonly string[]): string | undefined {
  const told = paragraphs.filter((text) => text.trim() !== '');
  const isSentence = (text: string) => /[.!?…。！？]["'”’»)]*\s*$/.test(text);
  return (
    told.find((text) => text.length >= 60 || (text.length >= 15 && isSentence(text))) ??
    told.find(isSentence) ??
    told[0]
  );
}
