/** Permalinks: an article's address from its front matter, else from the site's pattern. */
import { absoluteAddress, siteAddress } from '../addresses/address.js';
import { permalinkTokens, type PermalinkParts, type Settings } from '../config/options.js';
import { problem, shown, type Problem } from '../problem.js';
import type { WallTime } from '../time/timezone.js';
import { toSlug } from '../addresses/slug.js';
import { isMedia } from './enclosures.js';
import { readText, type FieldReader } from '../front-matter/fields.js';
import { remembering } from '../text/known-texts.js';
import { withoutDate } from '../time/dates.js';

/** What a path tells: a page bundle (`folder/index.md`) is named by its folder. */
export interface PathParts {
  readonly folders: string;
  /** File or folder name without extension and date. */
  readonly name: string;
}

export function pathParts(post: string): PathParts {
  // Macintoshes decompose letters in names: `ë` is one letter or two by where the folder was made.
  const path = /^[\u0020-\u007E]*$/.test(post) ? post : post.normalize('NFC');
  const whole = path.replace(/\.[^./]+$/, '');
  const bundle = whole.replace(/\/index$/i, '');
  const end = bundle.lastIndexOf('/');
  const base = bundle.slice(end + 1);
  return { folders: bundle.slice(0, Math.max(0, end)), name: withoutDate(base) || base };
}

interface PermalinkSource {
  readonly post: string;
  readonly title: string;
  readonly categories: readonly string[];
  readonly wall: WallTime;
}

export function readPermalink(
  reader: FieldReader,
  source: PermalinkSource,
  { site, posts }: Settings,
): { url?: string; problems: readonly Problem[] } {
  const { post, title, categories, wall } = source;
  const { folders, name: baseName } = pathParts(post);
  const name = toSlug(baseName) || baseName;
  const slugField = readText(reader, 'slug');
  const slug = slugField === undefined || slugField.text.startsWith('/') ? name : slugField.text.replace(/\/+$/, '');
  // Spelled out: spread, it takes half the time of the whole permalink.
  const parts = { post, title, categories, wall, folders, name, slug };

  const problems: Problem[] = [];
  for (const { field, text } of statedAddresses(reader, slugField)) {
    if (/\{[{%]/.test(text)) {
      problems.push(problem('url-template', reader.place(field), { field, value: shown(text) }));
      continue;
    }
    const address = /^[a-z][a-z0-9+.-]*:/i.test(text)
      ? absoluteAddress(text)
      : siteAddress(site.url, expandPattern(text, parts));
    if (address !== undefined) return { url: withoutIndex(address), problems };
    return { problems: [...problems, problem('url-invalid', reader.place(field), { field, value: shown(text) })] };
  }
  const { permalink } = posts;
  const text = typeof permalink === 'function' ? callPermalink(permalink, parts) : expandPattern(permalink, parts);
  const address = /^https?:/i.test(text)
    ? absoluteAddress(text)
    : text === ''
      ? undefined
      : siteAddress(site.url, text);
  if (address !== undefined) return { url: withoutIndex(address), problems };
  return {
    problems: [
      ...problems,
      problem('url-invalid', reader.place('permalink'), { field: 'posts.permalink', value: shown(text) }),
    ],
  };
}

/** What a permalink can be made of. */
interface Parts extends PermalinkSource, PathParts {
  readonly slug: string;
}

/** The user's function may throw, or give no text: the article is at fault then, not the build. */
function callPermalink(permalink: (parts: PermalinkParts) => unknown, parts: Parts): string {
  const { post: file, title, categories, folders, name, slug } = parts;
  const { path, year, month, day, hour, minute, second } = tokens;
  const dated = { year, month, day, hour, minute, second };
  const texts = Object.fromEntries(Object.entries(dated).map(([token, write]) => [token, write(parts)]));
  try {
    const text = permalink({
      ...(texts as Record<keyof typeof dated, string>),
      title,
      category: categories[0] ?? '',
      file,
      folders,
      name,
      slug,
      path: path(parts),
    });
    return typeof text === 'string' ? text : '';
  } catch {
    return '';
  }
}

/** Jekyll's names for its own patterns: the site's pattern should say the same. */
const jekyllStyles = ['date', 'pretty', 'ordinal', 'weekdate', 'none'];

function statedAddresses(
  reader: FieldReader,
  slug: ReturnType<typeof readText>,
): readonly { field: string; text: string }[] {
  const stated = reader
    .all('url')
    .flatMap(({ name, value }) =>
      typeof value === 'string' && value.trim() !== '' ? [{ field: name, text: value.trim() }] : [],
    )
    .filter(({ text }) => !jekyllStyles.includes(text) && !isMedia(text));
  return slug?.text.startsWith('/') === true ? [...stated, { field: slug.name, text: slug.text }] : stated;
}

const digits = (value: number, length = 2) => String(value).padStart(length, '0');

/** What each token of a pattern stands for. */
const tokens: Readonly<Record<(typeof permalinkTokens)[number], (parts: Parts) => string>> = {
  path: ({ folders, slug }) => (folders === '' || slug === '' ? folders + slug : `${folders}/${slug}`),
  folders: ({ folders }) => folders,
  slug: ({ slug }) => slug,
  name: ({ name }) => name,
  title: ({ title, slug }) => toSlug(title).toLowerCase() || slug,
  category: ({ categories: [first = ''] }) => toSlug(first).toLowerCase(),
  // Jekyll's: no slugs, so that `big news` is `big%20news`.
  categories: ({ categories }) => [...new Set(categories.map((name) => name.toLowerCase()))].join('/'),
  year: ({ wall }) => digits(wall.year, 4),
  month: ({ wall }) => digits(wall.month),
  day: ({ wall }) => digits(wall.day),
  i_month: ({ wall }) => String(wall.month),
  i_day: ({ wall }) => String(wall.day),
  hour: ({ wall }) => digits(wall.hour),
  minute: ({ wall }) => digits(wall.minute),
  second: ({ wall }) => digits(wall.second),
  output_ext: () => '.html',
};

const isToken = (name: string): name is keyof typeof tokens => Object.hasOwn(tokens, name);

function expandPattern(pattern: string, parts: Parts): string {
  let expanded = '';
  for (const piece of piecesOf(pattern)) expanded += typeof piece === 'string' ? piece : encodePath(piece(parts));
  return expanded.includes('//') ? expanded.replace(/\/{2,}/g, '/') : expanded;
}

/** Of a pattern, its words and what stands for its tokens: one site has one, and a hundred thousand articles. */
const piecesOf = remembering((pattern) =>
  pattern.split(/(:[a-z_]+)/).map((piece) => {
    const name = piece.slice(1);
    return piece.startsWith(':') && isToken(name) ? tokens[name] : piece;
  }),
);

/** Most paths hold nothing that must be encoded. */
function encodePath(path: string): string {
  return /^[\w\-.~/]*$/.test(path) ? path : path.split('/').map(encodeURIComponent).join('/');
}

function withoutIndex(address: string): string {
  return address.endsWith('/') ? address : address.replace(/\/index\.html?$/i, '/');
}
