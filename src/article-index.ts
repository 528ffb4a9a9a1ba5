/** Finds the address of an article by what authors write in links: paths from the article or the site, and names. */
import path from 'node:path';
import type { Article } from './model.js';
import { withoutDate } from './time/dates.js';

/** @returns undefined when no published article is meant, or more than one */
export type FindAddress = (from: string, target: string) => string | undefined;

/** @param postsFolder where paths that begin with `/` or `@/` may start */
export function indexArticles(articles: readonly Pick<Article, 'file' | 'url'>[], postsFolder: string): FindAddress {
  const byFile = new Map(articles.map(({ file, url }) => [withoutEnding(file), url]));
  const byName = new Map<string, string | undefined>();
  for (const { file, url } of articles) {
    for (const name of new Set([nameOf(file), withoutDate(nameOf(file))])) {
      byName.set(name, byName.has(name) ? undefined : url);
    }
  }
  return (from, target) => {
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
