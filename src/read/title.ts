/** Titles: plain text from the front matter, or from the file's name. */
import { problem, type Problem } from '../problem.js';
import { ambiguousParts, plainTitle } from '../text/title-text.js';
import { toText } from '../untyped.js';
import type { FieldReader } from '../front-matter/fields.js';

/** @returns an empty title for a note, whose author left the field empty; undefined when there is no field */
export function readTitle(reader: FieldReader): { title: string | undefined; problems: readonly Problem[] } {
  for (const name of ['title', 'linkTitle']) {
    const value = reader.named(name);
    const text = typeof value === 'boolean' ? String(value) : toText(value);
    if (text !== undefined) {
      const title = plainTitle(text);
      const parts = ambiguousParts(title);
      return {
        title,
        problems: parts === undefined ? [] : [problem('title-ambiguous', reader.place(name), { title, parts })],
      };
    }
    if (value === null || typeof value === 'string') return { title: '', problems: [] };
  }
  return { title: undefined, problems: [] };
}

/** A file's name as a title: words and a capital. Empty when it is a number or an id and says nothing. */
export function titleFromName(name: string): string {
  const isRandom =
    name.length >= 8 && /\d/.test(name) && /[a-z]/.test(name) && /[A-Z]/.test(name) && !/[-\s]/.test(name);
  if (isRandom || !/\p{L}{2}/u.test(name)) return '';
  const words = plainTitle(name.replace(/[-_]+/g, ' '));
  return words.charAt(0).toUpperCase() + words.slice(1);
}
