/** Finds the address of an article by what authors write in links: paths from the article or the site, and names. */
import path from 'node:path';
import type { Article } from './model.js';
import { withoutDate } from './time/dates.js';

/** @returns undefined when no published article is meant, or more than one */
export type FindAddress = (from: string, target: string) => string | undefined;

/** @param postsFolder where paths that begin with `/` or `@/` may start */
export function indexArticles(articles: readonly Pick<Article, 'file' | 'url'>[], postsFolder: string): FindAddress {
  let index: Index | undefined;
  return (from, target) => {
    // Made when the first asks: few articles link to others by their files, and most runs render few.
    index ??= makeIndex(articles);
    const { byFile, byName } = index;
    const wanted = decode(target.replace(/[?#].*$/s, '').trim());
    const below = wanted.replace(/^@?\//, '');
    const isRooted = below !== wanted;
    const places = isRooted
      ? [path.posix.join(postsFolder, below), below]
      : [path.posix.join(path.posix.dirname(from), wanted), path.posix.join(postsFolder, wanted)];
    const byPath = places.map((place) => byFile.get(withoutEnding(place))).find((url) => url !== undefined);
    const name = nameOf(wanted);
    return byPath ?? (wanted.startsWith('.') ? undefined : (byName.get(name) ?? byName.get(withoutDate(name))));
  };
}

interface Index {
  readonly byFile: ReadonlyMap<string, string>;
  /** Undefined for a name that several have. */
  readonly byName: ReadonlyMap<string, string | undefined>;
}

function makeIndex(articles: readonly Pick<Article, 'file' | 'url'>[]): Index {
  const byFile = new Map<string, string>();
  const byName = new Map<string, string | undefined>();
  for (const { file, url } of articles) {
    byFile.set(withoutEnding(file), url);
    const name = nameOf(file);
    const undated = withoutDate(name);
    byName.set(name, byName.has(name) ? undefined : url);
    if (undated !== name) byName.set(undated, byName.has(undated) ? undefined : url);
  }
  return { byFile, byName };
}

function withoutEnding(file: string): string {
  return file.replace(/\.(?:md|markdown|mdx)$/i, '').replace(/\/(?:_?index)?$/i, '');
}

/** `Folder/My Note.md` and `my-note` are one name. */
function nameOf(file: string): string {
  return path.posix
    .basename(withoutEnding(file))
    .toLowerCase()
    .replace(/[\s_]+/g, '-');
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
