/** Permalink patterns: what stands in them, and what an article puts in its place. */
import { toSlug } from '../addresses/slug.js';
import type { permalinkTokens, PermalinkParts } from '../config/options.js';
import { remembering } from '../text/known-texts.js';
import { withoutDate } from '../time/dates.js';
import type { WallTime } from '../time/timezone.js';
import { isPromise, messageOf } from '../untyped.js';
import { generatorPaths, stemOf } from './generator-paths.js';

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

export interface PermalinkSource {
  readonly post: string;
  readonly title: string;
  readonly categories: readonly string[];
  readonly wall: WallTime;
}

/** What a permalink can be made of. */
export interface Parts extends PermalinkSource, PathParts {
  readonly slug: string;
  /** The field, where there is one. */
  readonly ownSlug: string | undefined;
}

/** What a function of the user's gives, or what is wrong with it and would be right. */
export interface Called {
  readonly text: string;
  readonly fault?: { readonly value: string; readonly expected: string };
}

/** @returns no text where the function gives none */
export function callPermalink(permalink: (parts: PermalinkParts) => unknown, parts: Parts): Called {
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
    if (isPromise(text))
      return { text: '', fault: { value: 'a function that returns a promise', expected: 'one that answers at once' } };
    return { text: typeof text === 'string' ? text : '' };
  } catch (error) {
    const expected = `one that takes ${file}: ${messageOf(error)}`;
    return { text: '', fault: { value: 'a function that throws', expected } };
  }
}

const digits = (value: number, length = 2) => String(value).padStart(length, '0');

/** What each token of a pattern stands for. */
const tokens: Readonly<Record<(typeof permalinkTokens)[number], (parts: Parts) => string>> = {
  path: ({ folders, slug }) => (folders === '' || slug === '' ? folders + slug : `${folders}/${slug}`),
  folders: ({ folders }) => folders,
  slug: ({ slug }) => slug,
  name: ({ name }) => name,
  stem: ({ post }) => stemOf(post),
  ...generatorPaths,
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

export function expandPattern(pattern: string, parts: Parts): string {
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
