/** Enclosures: the files that go along with an article, their type, and their size where the site holds them. */
import { lookup } from 'mrmime';
import { absoluteAddress } from '../addresses/address.js';
import type { Enclosure } from '../model.js';
import { problem, type Problem } from '../problem.js';
import { findLocalFile, type MediaPlace } from '../media/local-file.js';
import { stated } from '../stated.js';
import { isObject, toText } from '../untyped.js';
import { enclosureParts } from '../front-matter/field-names.js';
import type { FieldReader } from '../front-matter/fields.js';

/** Where an article is, on the disk and on the web. */
export interface ArticlePlace extends MediaPlace {
  /** Its permalink: what relative addresses resolve against. */
  readonly url: string;
}

export function readEnclosures(
  reader: FieldReader,
  media: ArticlePlace,
): { enclosures: readonly Enclosure[]; problems: readonly Problem[] } {
  const fields = statedEnclosures(reader);
  if (fields.length === 0) return none;
  const results = fields.map(({ name, value }) => readEnclosure(name, value, reader, media));
  const enclosures = results.flatMap(({ enclosure }) => enclosure ?? []);
  const unique = enclosures.filter(({ url }, index) => enclosures.findIndex((other) => other.url === url) === index);
  return { enclosures: unique, problems: results.flatMap(({ problems }) => problems) };
}

const none = { enclosures: [], problems: [] };

/** Whether an address is that of a sound or a film, which `url:` means in some podcasts' front matter. */
export function isMedia(address: string): boolean {
  // `.ts` is MPEG to the registry, and TypeScript to everybody who writes articles.
  return /^(audio|video)\//.test(typeOf(address) ?? '') && !/\.m?ts$/i.test(address);
}

function statedEnclosures(reader: FieldReader): readonly { name: string; value: Readonly<Record<string, unknown>> }[] {
  const fields = reader.all('enclosure').flatMap(({ name, value }) => {
    const list: readonly unknown[] = Array.isArray(value) ? value : [value];
    return list.flatMap((item) => {
      if (isObject(item)) return isFile(name, item) ? [{ name, value: item }] : [];
      const address = typeof item === 'string' ? toText(item) : undefined;
      // `audio: true` and `video: https://youtube.com/…` are no files.
      return address !== undefined && (name.startsWith('enclosure') || isMedia(address))
        ? [{ name, value: { url: address } }]
        : [];
    });
  });
  const flat = reader
    .among(flatParts, ({ name }) => name)
    .map(({ part, name }) => [part, reader.named(name)] as const)
    .filter(([, value]) => value !== undefined && value !== null);
  const address = toText(reader.named('url'));
  return [
    ...fields,
    ...(flat.some(([part]) => part === 'url')
      ? [{ name: 'enclosure_url', value: Object.fromEntries(flat.toReversed()) }]
      : []),
    ...(address !== undefined && isMedia(address)
      ? [{ name: 'url', value: { url: address, length: reader.named('length'), duration: reader.named('duration') } }]
      : []),
  ];
}

/** Fields that tell one part each: `enclosure_url`. */
const flatParts = Object.entries(enclosureParts).flatMap(([part, names]) =>
  names.map((name) => ({ part, name: `enclosure_${name}` })),
);

/** An object may as well be the page of a film, or facts about a podcast. */
function isFile(name: string, value: Readonly<Record<string, unknown>>): boolean {
  const tells = ([key, field]: [string, unknown]) =>
    /^(?:type|mime|length|size)/i.test(key) || (typeof field === 'string' && isMedia(field));
  return name.startsWith('enclosure') || Object.entries(value).some(tells);
}

function readEnclosure(
  name: string,
  value: Readonly<Record<string, unknown>>,
  reader: FieldReader,
  media: ArticlePlace,
): { enclosure?: Enclosure; problems: readonly Problem[] } {
  const part = (key: keyof typeof enclosureParts) => {
    const names = enclosureParts[key].map((candidate) => candidate.toLowerCase());
    const entries = Object.entries(value).filter(([field]) => names.includes(field.toLowerCase().replace(/[_-]/g, '')));
    return entries.map(([, item]) => toText(item)).find((text) => text !== undefined);
  };
  const address = part('url');
  const url = address === undefined ? undefined : absoluteAddress(address, media.url);
  if (address === undefined || url === undefined) {
    const args = { field: name, value: address ?? 'an object without an address', expected: 'the address of a file' };
    return { problems: [problem('field-ignored', reader.place(name), args)] };
  }
  const file = findLocalFile(address, url, media);
  const claimed = { type: toMimeType(part('type')), length: toBytes(part('length')) };
  // The file knows better than who typed its size.
  const length = file === undefined ? claimed.length : media.site.sizeOf(file);
  const claim = file === undefined ? undefined : { place: reader.place(name), ...stated(claimed) };
  const enclosure = {
    url,
    type: claimed.type ?? typeOf(url) ?? 'application/octet-stream',
    ...stated({ length, title: part('title'), duration: toSeconds(part('duration')), file, claim }),
  };
  if (length !== undefined) return { enclosure, problems: [] };
  const isOwn = url.startsWith(new URL(media.siteUrl).origin);
  const problems = [problem(isOwn ? 'enclosure-missing' : 'enclosure-length', reader.place(name), { url })];
  return { enclosure, problems };
}

function typeOf(address: string): string | undefined {
  const type: unknown = lookup(address.replace(/[?#].*$/s, ''));
  // Its table is an object: `x.constructor` has a function for a type.
  return typeof type === 'string' ? type : undefined;
}

/** Without parameters; `mp3`, as some write, is no type. */
function toMimeType(text: string | undefined): string | undefined {
  return /^[a-z]+\/[\w.+-]+/i.exec(text ?? '')?.[0].toLowerCase();
}

function toBytes(text: string | undefined): number | undefined {
  const bytes = text === undefined || !/^\d{1,15}$/.test(text) ? 0 : Number(text);
  return bytes > 0 ? bytes : undefined;
}

/** Seconds from `1234`, `20:34` or `1:20:34`. */
function toSeconds(text: string | undefined): number | undefined {
  if (text === undefined || !/^\d{1,9}(:\d{1,2}){0,2}(\.\d+)?$/.test(text)) return undefined;
  return text.split(':').reduce((seconds, part) => seconds * 60 + Number(part), 0);
}
