/** What holds articles back by their folder: Hugo's cascades, Eleventy's data files, Jekyll's defaults. */
import path from 'node:path';
import type { SiteFolder } from '../files/site-folder.js';
import { fieldReader } from '../front-matter/fields.js';
import { parseBlock, parseFrontMatter, type Fields } from '../front-matter/parse.js';
import { problem, type Problem } from '../problem.js';
import { isObject, toText } from '../untyped.js';
import { decodeArticle } from './text-file.js';
import { withholdingFields, whyWithheld } from './withheld.js';

export interface Inherited {
  readonly fields: Fields;
  /** Files that they stand in. */
  readonly from: string;
}

/** @param file of an article @returns undefined when it inherits nothing that could hold it back */
export type Inherit = (file: string) => Inherited | undefined;

/** Fields for all articles of a folder, or for one file without its ending. */
interface Source {
  readonly file: string;
  readonly scope: string;
  readonly fields: Fields;
}

interface Found {
  readonly sources: readonly Source[];
  readonly problems: readonly Problem[];
}

/** @param listed all files of the posts folder */
export function readInherited(listed: readonly string[], site: SiteFolder, folder: string): InheritedOfSite {
  const files = [...filesAbove(folder).filter((file) => site.sizeOf(file) !== undefined), ...dataFiles(listed)];
  const found = files.map((file) => readSource(file, site, folder));
  const sources = found.flatMap((each) => each.sources).filter(({ fields }) => Object.keys(fields).length > 0);
  const problems = found.flatMap((each) => each.problems);
  if (sources.length === 0) return { inherit: () => undefined, problems };
  const byScope = new Map<string, Source[]>();
  for (const source of sources) byScope.set(source.scope, [...(byScope.get(source.scope) ?? []), source]);
  const inherit: Inherit = (file) => {
    // The nearest counts.
    const some = scopesOf(file).flatMap((scope) => byScope.get(scope) ?? []);
    if (some.length === 0) return undefined;
    const fields: Fields = Object.assign({}, ...some.map((source) => source.fields)) as Fields;
    return { fields, from: [...new Set(some.map((source) => source.file))].join(', ') };
  };
  return { inherit, problems };
}

export interface InheritedOfSite {
  readonly inherit: Inherit;
  readonly problems: readonly Problem[];
}

/** Of `a/b.md`: the site, `a` and `a/b`. */
function scopesOf(file: string): readonly string[] {
  const parts = file.replace(/\.[^./]+$/, '').split('/');
  return ['', ...parts.map((_, at) => parts.slice(0, at + 1).join('/'))];
}

/** Of the site, and of the folders above that of the articles. */
function filesAbove(folder: string): readonly string[] {
  const scopes = scopesOf(path.posix.normalize(folder).replace(/\/+$/, '')).slice(0, -1);
  const data = scopes.flatMap((scope) => {
    const stem = path.posix.join(scope, path.posix.basename(scope));
    return [path.posix.join(scope, '_index.md'), ...(scope === '' ? [] : dataEndings.map((ending) => stem + ending))];
  });
  return ['_config.yml', ...data];
}

const dataEndings = ['.json', '.11tydata.json', '.11tydata.js', '.11tydata.cjs', '.11tydata.mjs'];

/** Any other JSON may be large, and is about something else. */
function dataFiles(listed: readonly string[]): readonly string[] {
  const candidates = listed.filter((file) =>
    /(?:\.json|\.11tydata\.[cm]?js|(?:^|\/)_index\.(?:md|markdown|html))$/.test(file),
  );
  if (candidates.length === 0) return candidates;
  const stems = new Set(listed.filter((file) => /\.(?:md|markdown|mdx)$/i.test(file)).map(withoutEnding));
  return candidates.filter((file) => {
    const stem = withoutEnding(file);
    return !file.endsWith('.json') || /\.11tydata\.json$|(?:^|\/)([^/]+)\/\1\.json$/.test(file) || stems.has(stem);
  });
}

const withoutEnding = (file: string) => file.replace(/\.[^./]+$/, '');

function readSource(file: string, site: SiteFolder, folder: string): Found {
  try {
    const { text = '' } = decodeArticle(file, site.read(file));
    if (/\.[cm]?js$/.test(file)) return fromCode(file, text);
    if (file === '_config.yml') return fromDefaults(file, text, folder);
    return file.endsWith('.json') ? fromData(file, text) : fromCascade(file, text);
  } catch {
    // Whoever builds the site with it is told.
    return nothing;
  }
}

const nothing: Found = { sources: [], problems: [] };

function fromCascade(file: string, text: string): Found {
  const { fields } = parseFrontMatter(file, text);
  const cascade = fieldReader(file, { ...plain(fields), matter: text }).named('cascade');
  const scope = path.posix.dirname(file).replace(/^\.$/, '');
  return join(
    (Array.isArray(cascade) ? cascade : [cascade]).map((item: unknown): Found => {
      if (!isObject(item)) return nothing;
      const isForSome = item['_target'] !== undefined || item['target'] !== undefined;
      return isForSome ? unsure(file, text, item, 'a target') : stated(file, scope, item);
    }),
  );
}

function fromData(file: string, text: string): Found {
  const data: unknown = JSON.parse(text);
  const [, folder, name = ''] = /^(?:(.*)\/)?([^/]+?)(?:\.11tydata)?\.json$/.exec(file) ?? [];
  const isOfFolder = folder !== undefined && path.posix.basename(folder) === name;
  return isObject(data) ? stated(file, isOfFolder ? folder : path.posix.join(folder ?? '', name), data) : nothing;
}

/** Jekyll's: `defaults: [{ scope: { path: _posts/wip }, values: { published: false } }]`. */
function fromDefaults(file: string, text: string, folder: string): Found {
  if (!/^defaults\s*:/m.test(text)) return nothing;
  const { defaults } = parseBlock(text, 'yaml');
  return join(
    (Array.isArray(defaults) ? defaults : []).map((item: unknown): Found => {
      if (!isObject(item) || !isObject(item['values'])) return nothing;
      const scope = isObject(item['scope']) ? item['scope'] : {};
      const below = (toText(scope['path']) ?? '').replace(/^\.?\/+|\/+$/g, '');
      const type = toText(scope['type']) ?? 'posts';
      if (type !== 'posts' && path.posix.basename(folder) !== `_${type}`) return nothing;
      if (below.includes('*')) return unsure(file, text, item['values'], 'a pattern');
      return stated(file, below.replace(/\.(?:md|markdown)$/i, ''), item['values']);
    }),
  );
}

/** Code is not run: what it says of all articles, in so many words, is told. */
function fromCode(file: string, text: string): Found {
  const [, on, off] =
    /\b(?:(draft|eleventyExcludeFromCollections)["']?: *true|(published|permalink)["']?: *false)\b/.exec(text) ?? [];
  const name = on ?? off;
  return name === undefined ? nothing : unsure(file, text, { [name]: on !== undefined }, 'code, which is not run');
}

const join = (all: readonly Found[]): Found => ({
  sources: all.flatMap(({ sources }) => sources),
  problems: all.flatMap(({ problems }) => problems),
});

const plain = (fields: Fields) => ({ fields, matter: '', matterLine: 1, body: '', bodyLine: 1, problems: [] });

const stated = (file: string, scope: string, fields: Fields): Found => ({
  sources: [{ file, scope, fields: withholdingFields(fieldReader(file, plain(fields))) }],
  problems: [],
});

/** Nobody is held back on a guess, nor without a word let through. */
function unsure(file: string, text: string, fields: Fields, because: string): Found {
  const reader = fieldReader(file, { ...plain(fields), matter: text });
  const why = whyWithheld(reader, { file, post: 'any.md' });
  if (why === undefined) return nothing;
  const [field = ''] = why.why.split(':');
  return { sources: [], problems: [problem('inherited-unsure', reader.place(field), { field, because })] };
}
