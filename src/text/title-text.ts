/** Titles as text: one plain line, and what in it readers disagree on. */
import { withoutForbidden } from '../xml.js';

/**
 * One line of plain text. `&#8217;` is decoded, since nobody means it literally and 195 titles of one blog hold
 * such; `&amp;` stays, since authors who write about HTML do mean it.
 */
export function plainTitle(text: string): string {
  // Words with a space between, as in most.
  if (/^[!-%'-~]+(?: [!-%'-~]+)*$/.test(text)) return text;
  const decoded = text.replace(
    /&#(?:(\d{1,7})|x([0-9a-f]{1,6}));/gi,
    (whole, decimal?: string, hexadecimal?: string) => {
      const code = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
  return withoutForbidden(decoded).replace(/\s+/g, ' ').trim();
}

/**
 * What some readers take for HTML: measured in thirty, all titles without these are shown right everywhere.
 * @returns a list for people, or undefined when there is nothing of the kind
 */
export function ambiguousParts(title: string): string | undefined {
  if (!/[<&]/.test(title)) return undefined;
  const parts = new Set(title.match(/<\/?[a-z!][^\s>]*>?|&[a-z]+\d*;/gi));
  return parts.size === 0 ? undefined : [...parts].join(' and ');
}
