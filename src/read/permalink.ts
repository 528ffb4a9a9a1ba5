/** Permalinks: an article's address from its front matter, else from the site's pattern. */
import { absoluteAddress, siteAddress } from '../addresses/address.js';
import { permalinkTokens, type PermalinkParts, type Settings } from '../config/options.js';
import { problem, shown, type Problem } from '../problem.js';
import type { WallTime } from '../time/timezone.js';
import { toSlug } from '../addresses/slug.js';
import { isMedia } from './enclosures.js';
import { readText, type FieldReader } from '../front-matter/fields.js';
import { withoutDate } from '../time/dates.js';

/** What a path tells: a page bundle (`folder/index.md`) is named by its folder. */
export interface PathParts {
  readonly folders: string;
  /** File or folder name without extension and date. */
  readonly name: string;
}

export function pathParts(post: string): PathParts {
  // Macintoshes decompose letters in names: `ë` is one letter or two by where the folder was made.
  const segments = post
    .normalize('NFC')
    .replace(/\.[^./]+$/, '')
    .split('/');
  if (segments.length > 1 && segments.at(-1)?.toLowerCase() === 'index') segments.pop();
  const base = segments.pop() ?? '';
  return { folders: segments.join('/'), name: withoutDate(base) || base };
}

interface PermalinkSource {
  readonly post: string;
  readonly title: string;
  readonly category: string;
  readonly wall: WallTime;
}

export function readPermalink(
  reader: FieldReader,
  source: PermalinkSource,
  { site, posts }: Settings,
): { url?: string; problems: readonly Problem[] } {
  const { folders, name } = pathParts(source.post);
  const slugField = readText(reader, 'slug');
  const slug =
    slugField === undefined || slugField.text.startsWith('/')
      ? toSlug(name) || name
      : slugField.text.replace(/\/+$/, '');
  const parts = {
    ...textParts(source),
    file: source.post,
    folders,
    name: toSlug(name) || name,
    slug,
    path: [folders, slug].filter(Boolean).join('/'),
  };

  const problems: Problem[] = [];
  for (const { field, text } of statedAddresses(reader)) {
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

/** The user's function may throw, or give no text: the article is at fault then, not the build. */
function callPermalink(permalink: (parts: PermalinkParts) => unknown, parts: PermalinkParts): string {
  try {
    const text = permalink(parts);
    return typeof text === 'string' ? text : '';
  } catch {
    return '';
  }
}

/** Jekyll's names for its own patterns: the site's pattern should say the same. */
const jekyllStyles = ['date', 'pretty', 'ordinal', 'weekdate', 'none'];

function statedAddresses(reader: FieldReader): readonly { field: string; text: string }[] {
  const slug = readText(reader, 'slug');
  const stated = reader
    .all('url')
    .flatMap(({ name, value }) =>
      typeof value === 'string' && value.trim() !== '' ? [{ field: name, text: value.trim() }] : [],
    )
    .filter(({ text }) => !jekyllStyles.includes(text) && !isMedia(text));
  return slug?.text.startsWith('/') === true ? [...stated, { field: slug.name, text: slug.text }] : stated;
}

function textParts({
  title,
  category,
  wall,
}: PermalinkSource): Omit<PermalinkParts, 'file' | 'folders' | 'name' | 'slug' | 'path'> {
  const digits = (value: number, length = 2) => String(value).padStart(length, '0');
  return {
    title,
    category,
    year: digits(wall.year, 4),
    month: digits(wall.month),
    day: digits(wall.day),
    hour: digits(wall.hour),
    minute: digits(wall.minute),
    second: digits(wall.second),
  };
}

function expandPattern(pattern: string, parts: PermalinkParts): string {
  const tokens: Readonly<Record<(typeof permalinkTokens)[number], string>> = {
    path: parts.path,
    folders: parts.folders,
    slug: parts.slug,
    name: parts.name,
    get title() {
      return toSlug(parts.title).toLowerCase() || parts.slug;
    },
    get category() {
      return toSlug(parts.category).toLowerCase();
    },
    get categories() {
      return toSlug(parts.category).toLowerCase();
    },
    year: parts.year,
    month: parts.month,
    day: parts.day,
    i_month: String(Number(parts.month)),
    i_day: String(Number(parts.day)),
    hour: parts.hour,
    minute: parts.minute,
    second: parts.second,
    output_ext: '.html',
  };
  const expanded = pattern.replace(/:([a-z_]+)/g, (whole, name: string) => {
    const value = Object.hasOwn(tokens, name) ? tokens[name as keyof typeof tokens] : undefined;
    return value === undefined ? whole : value.split('/').map(encodeURIComponent).join('/');
  });
  return expanded.replace(/\/{2,}/g, '/');
}

function withoutIndex(address: string): string {
  return address.replace(/\/index\.html?$/i, '/');
}
