/** What the pattern or the function of the settings makes of the parts of an article: the text of its address. */
import { toSlug } from '../addresses/slug.js';
import type { permalinkTokens, PermalinkParts } from '../config/options.js';
import { remembering } from '../text/known-texts.js';
import type { WallTime } from '../time/timezone.js';
import { messageOf } from '../untyped.js';

/** What a path tells: a page bundle (`folder/index.md`) is named by its folder. */
export interface PathParts {
  readonly folders: string;
  /** File or folder name without extension and date. */
  readonly name: string;
}

export interface PermalinkSource {
  readonly post: string;
  readonly title: string;
  readonly category: string;
  readonly wall: WallTime;
}

/** What a permalink can be made of. */
export interface Parts extends PermalinkSource, PathParts {
  readonly slug: string;
}

/** @returns no text where the user's function gives none, and why it `failed` when it throws */
export function callPermalink(
  permalink: (parts: PermalinkParts) => unknown,
  parts: Parts,
): { readonly text: string; readonly failed?: string } {
  const { post: file, title, category, folders, name, slug } = parts;
  const { path, year, month, day, hour, minute, second } = tokens;
  const dated = { year, month, day, hour, minute, second };
  const texts = Object.fromEntries(Object.entries(dated).map(([token, write]) => [token, write(parts)]));
  try {
    const text = permalink({
      ...(texts as Record<keyof typeof dated, string>),
      title,
      category,
      file,
      folders,
      name,
      slug,
      path: path(parts),
    });
    return { text: typeof text === 'string' ? text : '' };
  } catch (error) {
    return { text: '', failed: messageOf(error) };
  }
}

const digits = (value: number, length = 2) => String(value).padStart(length, '0');

/** What each token of a pattern stands for. */
const tokens: Readonly<Record<(typeof permalinkTokens)[number], (parts: Parts) => string>> = {
  path: ({ folders, slug }) => (folders === '' || slug === '' ? folders + slug : `${folders}/${slug}`),
  folders: ({ folders }) => folders,
  slug: ({ slug }) => slug,
  name: ({ name }) => name,
  title: ({ title, slug }) => toSlug(title).toLowerCase() || slug,
  category: ({ category }) => toSlug(category).toLowerCase(),
  categories: ({ category }) => toSlug(category).toLowerCase(),
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
