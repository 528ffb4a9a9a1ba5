/** Reads articles, each unless an earlier run did and its front matter is the same. */
import { openMemory } from './article-memory.js';
import type { Cache } from '../cache/cache.js';
import type { Settings } from '../config/options.js';
import type { SiteFolder } from '../files/site-folder.js';
import type { Article, LeftOut, PostFile } from '../model.js';
import type { Problem } from '../problem.js';
import type { Onlooker } from '../progress.js';
import type { Inherit } from '../read/inherited.js';
import { nobodyKnown, type KnownAuthors } from '../read/known-authors.js';
import { readArticle, readStart } from '../read/read.js';

export interface Reading {
  readonly articles: readonly Article[];
  readonly leftOut: readonly LeftOut[];
  /** Files of invalid articles whose time has not come, as far as their dates can be read. */
  readonly awaited: readonly string[];
  readonly problems: readonly Problem[];
}

/** What is said once for many articles. */
export interface SaidOnce {
  readonly inherit: Inherit;
  readonly authors: KnownAuthors;
}

const saidNothing: SaidOnce = { inherit: () => undefined, authors: nobodyKnown };

export async function readArticles(
  files: readonly PostFile[],
  site: SiteFolder,
  settings: Settings,
  cache: Cache,
  { progress, pulse }: Onlooker,
  { inherit, authors }: SaidOnce = saidNothing,
): Promise<Reading> {
  const [articles, leftOut, awaited, problems]: [Article[], LeftOut[], string[], Problem[]] = [[], [], [], []];
  const openShelf = openMemory(site, settings, authors, cache);
  let done = 0;
  for (const posts of cut(files)) {
    progress?.({ stage: 'read', done, all: files.length });
    // Thousands of articles take seconds to read: others have their turn in between.
    await pulse?.();
    const starts = posts.map(({ file }) => readStart(file, site, inherit(file)));
    const shelf = openShelf(posts, starts);
    for (const [at, post] of posts.entries()) {
      const known = shelf.recall(post.file);
      if (known !== undefined) {
        articles.push(known);
        continue;
      }
      const outcome = readArticle(post, starts[at] ?? { problems: [] }, {
        site: shelf.site,
        settings,
        authors,
      });
      if ('article' in outcome) {
        articles.push(outcome.article);
        if (outcome.problems.length === 0) shelf.keep(outcome.article);
      } else {
        leftOut.push(outcome.leftOut);
        if (outcome.isAwaited === true) awaited.push(outcome.leftOut.file);
      }
      problems.push(...outcome.problems);
    }
    shelf.close();
    done += posts.length;
  }
  return { articles, leftOut, awaited, problems };
}

/**
 * Files that are read, and kept, together. Where one ends is told by names alone: a file that comes or goes changes
 * its own part of the cache, or two.
 */
function cut(files: readonly PostFile[]): readonly (readonly PostFile[])[] {
  const parts: PostFile[][] = [];
  for (const post of files) {
    const part = parts.at(-1);
    if (part === undefined || isFirst(post.file)) parts.push([post]);
    else part.push(post);
  }
  return parts;
}

/** Of 256 names one, whatever they have in common. */
function isFirst(name: string): boolean {
  let number = 0;
  for (let at = 0; at < name.length; at++) number = Math.imul(number, 31) + name.charCodeAt(at);
  // What names have in common shows in the low bits. Fibonacci hashing, Knuth, volume 3, section 6.4.
  return Math.imul(number, 0x9e37_79b1) >>> 24 === 0;
}
