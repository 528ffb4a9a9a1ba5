/** Typed readers for the fields of front matter: `unknown` goes in, what it means or a problem comes out. */
import { absoluteAddress } from '../addresses/address.js';
import type { Person, Picture } from '../model.js';
import { expectedLanguage, toLanguageTag } from '../text/language-tag.js';
import { parsePerson } from '../person.js';
import { problem, shown, type Problem } from '../problem.js';
import { stated } from '../stated.js';
import { remembering } from '../text/known-texts.js';
import { isObject, toText } from '../untyped.js';
import { parseDate, type ReadDate } from '../time/dates.js';
import { fieldNames, spokenBooleans, type FieldName } from './field-names.js';
import { lineAt, type FrontMatter } from './parse.js';

/** A field that is there: the name it was found under, and its value. */
export interface Found {
  readonly name: string;
  readonly value: unknown;
}

/** The fields of one article, looked up under the names of all tools. */
export interface FieldReader {
  /** All that is present under a field's names, in their order. */
  all(field: FieldName): readonly Found[];
  /** One name, of a tool's own or with a dot. */
  named(name: string): unknown;
  /** Of a fixed list of things that are about names, those whose names may be there. */
  among<Item>(list: readonly Item[], nameOf: (item: Item) => string): readonly Item[];
  /** The key of a field as the author wrote it; undefined when it is not there. */
  keyOf(name: string): string | undefined;
  /** Where a field stands in the file. */
  place(name: string): { readonly file: string; readonly line: number };
}

const normal = (name: string) => name.toLowerCase().replace(/[\s_-]+/g, '');

export function fieldReader(file: string, { fields, matter, matterLine }: FrontMatter): FieldReader {
  const keys = Object.keys(fields);
  const shape = shapeOf(keys);
  const valueAt = ([first, ...rest]: Path): unknown => {
    const key = shape.keyOf.get(first);
    const value = key === undefined ? undefined : fields[key];
    return rest.length === 0 || value === undefined ? value : rest.reduce<unknown>(valueWithin, value);
  };
  return {
    named: (name) => valueAt(pathOf(name)),
    all: (field) => {
      const some = shape.fields.get(field);
      if (some === undefined) return none;
      const found: Found[] = [];
      for (const { name, path } of some) {
        const value = valueAt(path);
        if (value !== undefined && value !== null) found.push({ name, value });
      }
      return found;
    },
    among: (list, nameOf) => among(list, nameOf, shape),
    keyOf: (name) => keys.find((key) => normal(key) === normal(name)),
    place: (name) => ({ file, line: matterLine + lineOfField(matter, name) }),
  };
}

const none: readonly Found[] = [];

/**
 * Which of all names a set of keys holds: each article is asked for a hundred names, and has few. Most articles of a
 * site have one of a few sets.
 */
interface Shape {
  /** Keys as they are written, by how they are compared; of two spellings the first. */
  readonly keyOf: ReadonlyMap<string, string>;
  /** Of each field that may be there, the names to look under. */
  readonly fields: ReadonlyMap<string, readonly FieldPath[]>;
  /** What was found out about other lists of names. */
  readonly lists: Map<readonly unknown[], readonly unknown[]>;
}

/** The shapes whose keys begin with some, by the key that follows. */
interface Shapes {
  shape?: Shape;
  readonly next: Map<string, Shapes>;
}

const shapes: Shapes = { next: new Map() };
/** Where every article has other keys, none is worth remembering. */
let room = 10_000;

function shapeOf(keys: readonly string[]): Shape {
  let known = shapes;
  for (const key of keys) {
    let next = known.next.get(key);
    if (next === undefined) {
      next = { next: new Map() };
      if (room-- > 0) known.next.set(key, next);
    }
    known = next;
  }
  return (known.shape ??= toShape(keys));
}

function toShape(keys: readonly string[]): Shape {
  const keyOf = new Map(keys.toReversed().map((key) => [normal(key), key]));
  const fields = fieldPaths.flatMap(([field, all]) => {
    const some = all.filter(({ path }) => keyOf.has(path[0]));
    return some.length === 0 ? [] : [[field, some] as const];
  });
  return { keyOf, fields: new Map(fields), lists: new Map<readonly unknown[], readonly unknown[]>() };
}

function among<Item>(list: readonly Item[], nameOf: (item: Item) => string, { keyOf, lists }: Shape): readonly Item[] {
  const known = lists.get(list) as readonly Item[] | undefined;
  if (known !== undefined) return known;
  const some = list.filter((item) => keyOf.has(pathOf(nameOf(item))[0]));
  lists.set(list, some);
  return some;
}

function valueWithin(outer: unknown, name: string): unknown {
  if (!isObject(outer)) return undefined;
  const key = Object.keys(outer).find((candidate) => normal(candidate) === name);
  return key === undefined ? undefined : outer[key];
}

/** The steps that a name with dots leads. */
type Path = readonly [first: string, ...rest: string[]];

function toPath(name: string): Path {
  const [first = '', ...rest] = name.split('.');
  return [normal(first), ...rest.map(normal)];
}

const paths = new Map<string, Path>();

function pathOf(name: string): Path {
  const known = paths.get(name);
  if (known !== undefined) return known;
  const path = toPath(name);
  paths.set(name, path);
  return path;
}

interface FieldPath {
  readonly name: string;
  readonly path: Path;
}

/** Of every field, its names and their steps. */
const fieldPaths = Object.entries(fieldNames).map(
  ([field, names]) => [field, names.map((name): FieldPath => ({ name, path: toPath(name) }))] as const,
);

/** Lines between the start of the front matter and the field, as far as its key can be found in the text. */
function lineOfField(matter: string, name: string): number {
  const last = normal(name.split('.').at(-1) ?? name);
  for (const match of matter.matchAll(/^[ \t{,]*["']?(\w[\w .-]*?)["']?[ \t]*[:=]/gm)) {
    const key = match[1] ?? '';
    if (normal(key.split('.').at(-1) ?? key) === last) return lineAt(matter, match.index + match[0].length) - 1;
  }
  return 0;
}

/** `true` and `false`, as text, for whatever people write for them; undefined for what is no such word. */
export function spoken(value: unknown): string | undefined {
  const word = typeof value === 'boolean' ? String(value) : toText(value)?.toLowerCase();
  return word === undefined ? undefined : (spokenBooleans[word] ?? word);
}

/** The first name with a text. Objects and lists under other names are passed over. */
export function readText(reader: FieldReader, field: FieldName): { name: string; text: string } | undefined {
  for (const { name, value } of reader.all(field)) {
    const text = toText(value);
    if (text !== undefined) return { name, text };
  }
  return undefined;
}

type DateField = { readonly date?: ReadDate; readonly problems: readonly Problem[] };

/** A date field: `published: false` and `date: {created: …}` are no dates, anything else must be one. */
export function readDate(reader: FieldReader, field: FieldName, timezone: string): DateField {
  for (const found of reader.all(field)) {
    const read = dateOf(found, reader, timezone);
    if (read !== undefined) return read;
  }
  return { problems: [] };
}

/** The same of all names: the latest counts. */
export function readLatestDate(reader: FieldReader, field: FieldName, timezone: string): DateField {
  let latest: DateField = { problems: [] };
  for (const found of reader.all(field)) {
    const read = dateOf(found, reader, timezone) ?? latest;
    if (read.problems.length > 0) return read;
    if ((read.date?.instant ?? -Infinity) > (latest.date?.instant ?? -Infinity)) latest = read;
  }
  return latest;
}

/** @returns undefined where no date is meant */
function dateOf({ name, value }: Found, reader: FieldReader, timezone: string): DateField | undefined {
  const text = toText(value);
  // `0001-01-01` is how Go writes no date at all, and so do Hugo's templates.
  if (text === undefined || isYesOrNo(text) || text.startsWith('0001-01-01') || isNoDate(name, text)) return undefined;
  const date = parseDate(text, timezone);
  if (typeof date !== 'string') return { date, problems: [] };
  const args = { field: name, value: shown(text) };
  return {
    problems: [
      date === 'unreadable'
        ? problem('date-unreadable', reader.place(name), args)
        : problem('date-impossible', reader.place(name), args),
    ],
  };
}

/** An end may never come, and in `publish` words say whether, or where to; no article is without its own date. */
const isNoDate = (name: string, text: string) =>
  (/expir|embargo|unpublish/i.test(name) && /^(?:never|none|null|n\/a)$/i.test(text)) ||
  (/^publish(?:_?on)?$/i.test(name) && !/\d/.test(text));

const isYesOrNo = (text: string) => text.length <= 'false'.length && ['true', 'false'].includes(spoken(text) ?? '');

/** Each once. A text is split at commas, or as Jekyll does; a list within a list is a path (Hexo). */
export function readNames(reader: FieldReader, field: 'tags' | 'categories'): readonly string[] {
  const [first] = reader.all(field);
  if (first === undefined) return noNames;
  const text = toText(first.value);
  const isSpaced = text !== undefined && first.name === field && !text.includes(',') && isJekylls(reader);
  const items = Array.isArray(first.value) ? first.value : (text?.split(isSpaced ? /\s+/ : ',') ?? [first.value]);
  const names: string[] = [];
  for (const item of items as readonly unknown[]) {
    const name = typeof item === 'string' ? nameOf(item) : toName(item);
    if (name !== undefined && !names.includes(name)) names.push(name);
  }
  // A copy has room for no more than it holds.
  return names.length === 0 ? noNames : [...names];
}

const noNames: readonly string[] = [];

/** In `_posts`, but not in Hexo's `source/_posts`. */
const isJekylls = (reader: FieldReader) => /(?:^|\/)(?<!(?:^|\/)source\/)_posts\//.test(reader.place('').file);

/** A site has few names, and each many times: one text serves for all, and no article's text is held by a name. */
const nameOf = remembering(toName);

function toName(item: unknown): string | undefined {
  if (Array.isArray(item)) return item.flatMap((part) => toText(part) ?? []).join('/') || undefined;
  const text =
    typeof item === 'boolean' ? String(item) : toText(isObject(item) ? (item['label'] ?? item['name']) : item);
  return text?.replace(/^#/, '').replace(/\s+/g, ' ') || undefined;
}

/** @param known persons by the keys that stand for them */
export function readAuthors(reader: FieldReader, known: ReadonlyMap<string, Person> = noKeys): readonly Person[] {
  for (const { value } of reader.all('authors')) {
    const authors = typeof value === 'string' && known.size === 0 ? authorsNamed(value) : toAuthors(value, known);
    if (authors.length > 0) return authors;
  }
  return nobody;
}

const nobody: readonly Person[] = [];
const noKeys: ReadonlyMap<string, Person> = new Map();
const authorsNamed = remembering((text) => toAuthors(text, noKeys));

function toAuthors(value: unknown, known: ReadonlyMap<string, Person>): readonly Person[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.flatMap((author) => {
    const key = toText(isObject(author) ? author['key'] : author);
    const person = key === undefined ? undefined : known.get(key);
    if (!isObject(author)) return person ?? parsePerson(author) ?? [];
    // Docusaurus: what stands here as well is otherwise in this article.
    return parsePerson({ ...person, ...author }) ?? [];
  });
}

export function readLanguage(reader: FieldReader): { language?: string; problems: readonly Problem[] } {
  const found = readText(reader, 'language');
  if (found === undefined) return { problems: [] };
  const language = languageTagOf(found.text);
  if (language !== undefined) return { language, problems: [] };
  const args = { field: found.name, value: shown(found.text), expected: expectedLanguage(found.text) };
  return { problems: [problem('field-ignored', reader.place(found.name), args)] };
}

const languageTagOf = remembering(toLanguageTag);

/** The lead image: an address, or an object or list that holds one, and what is said of it there or beside. */
export function readImage(
  reader: FieldReader,
  base: string,
): { image?: Picture; address?: string; problems: readonly Problem[] } {
  for (const { name, value } of reader.all('image')) {
    const address = imageAddress(value);
    if (address === undefined) continue;
    const url = siteImage(address, base);
    if (url !== undefined) return { image: describe({ name, value }, url, reader), address, problems: [] };
    const args = { field: name, value: shown(address), expected: 'an address, or a path on the site' };
    return { problems: [problem('field-ignored', reader.place(name), args)] };
  }
  return { problems: [] };
}

/** `@/` and `~` are import aliases of bundlers; what they stand for is known to the bundler alone. */
function siteImage(address: string, base: string): string | undefined {
  return /^[@~]/.test(address) ? undefined : absoluteAddress(address, base);
}

/** Pictures for lists and for other sites, which the article itself does not show. */
const unshown: readonly string[] = ['thumbnail', 'ogImage', 'socialImage'];

function describe({ name, value }: Found, url: string, reader: FieldReader): Picture {
  const within = isObject(value) ? new Map(Object.entries(value).map(([key, text]) => [normal(key), text])) : undefined;
  const tell = (...keys: readonly string[]) =>
    [
      ...keys.map((key) => within?.get(key)),
      ...keys.flatMap((key) => [reader.named(name + key), reader.named(`image${key}`)]),
    ]
      .map(toText)
      .find((text) => text !== undefined);
  return {
    url,
    isShown: !unshown.includes(name),
    ...stated({
      alt: tell('alt', 'alttext', 'description'),
      caption: tell('caption'),
      credit: tell('credit', 'attribution'),
    }),
  };
}

/** A wide picture under its own name, beside the lead image. */
export function readBanner(reader: FieldReader, base: string): string | undefined {
  const address = imageAddress(reader.named('banner') ?? reader.named('bannerImage'));
  return address === undefined ? undefined : siteImage(address, base);
}

function imageAddress(value: unknown): string | undefined {
  if (Array.isArray(value)) return Array.isArray(value[0]) ? undefined : imageAddress(value[0]);
  if (!isObject(value)) return typeof value === 'string' ? toText(value) : undefined;
  return ['src', 'url', 'path', 'image', 'light', 'default']
    .map((key) => toText(value[key]))
    .find((text) => text !== undefined);
}

/** What a link post points at: absolute addresses only, since `link` also names pages of one's own. */
export function readExternal(reader: FieldReader): string | undefined {
  return reader
    .all('external')
    .map(({ value }) => absoluteAddress(toText(value) ?? ''))
    .find((address) => address !== undefined);
}
