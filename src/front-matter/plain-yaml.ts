/** Reads the YAML that most articles have, a few plain lines, without a parser of YAML: there may be a hundred thousand. */
import { remembering } from '../text/known-texts.js';
import type { Fields } from './parse.js';

/** The names of a site's fields are few: each is one text, which the engine finds at once. */
const nameOf = remembering((name) => (/^[A-Za-z][\w-]*$/.test(name) && name !== 'constructor' ? name : undefined));

/** @returns nothing for what does not stand behind spaces, or goes on in another line */
const valueOf = (text: string) => (/^ +\S.*$/.test(text) ? text.trimStart() : '');

const itemLine = /^( *)- +(\S.*)$/;
/** Signs that mean something to YAML within a value; within brackets a comma and a few more do too. */
const special = /\t|:(?: |$)| #/;
const specialItem = /[\t:#[\]{}"']/;

/**
 * @returns undefined for all that is not plain: the parser must see it. What it returns is what the parser would.
 */
export function readPlainYaml(block: string): Fields | undefined {
  const fields: Record<string, unknown> = {};
  const lines = block.split('\n');
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]?.trimEnd() ?? '';
    if (line === '') continue;
    const colon = line.indexOf(':');
    const name = colon < 0 ? undefined : nameOf(line.slice(0, colon));
    if (name === undefined || Object.hasOwn(fields, name)) return undefined;
    const value = colon + 1 === line.length ? undefined : valueOf(line.slice(colon + 1));
    if (value === '') return undefined;
    if (value === undefined) {
      const items = readItems(lines, at + 1);
      if (items === undefined) return undefined;
      fields[name] = items.length === 0 ? null : items;
      at += items.length;
    } else {
      const read = value.startsWith('[') ? readList(value) : readScalar(value);
      if (read === undefined) return undefined;
      fields[name] = read;
    }
  }
  return fields;
}

/** The items of a list on lines of their own, all of one indent. */
function readItems(lines: readonly string[], from: number): readonly unknown[] | undefined {
  const items: unknown[] = [];
  let indent: string | undefined;
  for (let line = lines[from]; line !== undefined; line = lines[from + items.length]) {
    const [, spaces, value] = itemLine.exec(line.trimEnd()) ?? [];
    if (spaces === undefined || value === undefined) break;
    const read = readScalar(value);
    if (read === undefined || spaces !== (indent ??= spaces)) return undefined;
    items.push(read);
  }
  return items;
}

function readList(text: string): readonly unknown[] | undefined {
  if (!text.endsWith(']') || text.includes('\t')) return undefined;
  const inner = text.slice(1, -1).trim();
  if (inner === '') return [];
  const items = inner.split(',').map((item) => {
    const trimmed = item.trim();
    const isPlain = beginsPlain(trimmed) && !specialItem.test(trimmed);
    return isPlain || /^(?:"[^"\\]*"|'[^']*')$/.test(trimmed) ? readScalar(trimmed) : undefined;
  });
  return items.includes(undefined) ? undefined : items;
}

const words: ReadonlyMap<string, boolean | null> = new Map([
  ...['true', 'True', 'TRUE'].map((word) => [word, true] as const),
  ...['false', 'False', 'FALSE'].map((word) => [word, false] as const),
  ...['null', 'Null', 'NULL'].map((word) => [word, null] as const),
]);

/** With a letter, a digit, `/` or `(`: nothing that means something to YAML. */
function beginsPlain(text: string): boolean {
  // The letters of all scripts make a pattern that takes longer to compile than a thousand articles to read.
  return /^[A-Za-z0-9/(]/.test(text) || (text > '\u007F' && /^[\p{L}\p{N}]/u.test(text));
}

function readScalar(text: string): unknown {
  const [first] = text;
  if (first === '"') return /^"[^"\\]*"$/.test(text) ? text.slice(1, -1) : undefined;
  if (first === "'") return /^'[^']*'$/.test(text) ? text.slice(1, -1) : undefined;
  if (!beginsPlain(text) || special.test(text)) return undefined;
  const word = words.get(text);
  return word === undefined ? text : word;
}
