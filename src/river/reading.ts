/** Reads articles, each unless an earlier run did and its front matter is the same. */
import { hash } from 'node:crypto';
import { keyOf, type Cache } from '../cache/cache.js';
import type { Settings } from '../config/options.js';
import type { SiteFolder } from '../files/site-folder.js';
import type { Article, Instant, LeftOut, PostFile } from '../model.js';
import type { Problem } from '../problem.js';
import type { Onlooker } from '../progress.js';
import { readArticle, readingDependsOn, readStart } from '../read/read.js';

export interface Reading {
  readonly articles: readonly Article[];
  readonly leftOut: readonly LeftOut[];
  /** Files of invalid articles whose time has not come, as far as their dates can be read. */
  readonly awaited: readonly string[];
  readonly problems: readonly Problem[];
}

export async function readArticles(
  files: readonly PostFile[],
  site: SiteFolder,
  settings: Settings,
  cache: Cache,
  { progress, pulse }: Onlooker,
): Promise<Reading> {
  const [articles, leftOut, awaited, problems]: [Article[], LeftOut[], string[], Problem[]] = [[], [], [], []];
  const openShelf = openMemory(site, settings, cache);
  let done = 0;
  for (const posts of cut(files)) {
    progress?.({ stage: 'read', done, all: files.length });
    // Thousands of articles take seconds to read: others have their turn in between.
    await pulse?.();
    const shelf = openShelf(posts);
    for (const post of posts) {
      const start = readStart(post.file, site);
      const known = shelf.recall(post.file, start.text);
      if (known !== undefined) {
        articles.push(known);
        continue;
      }
      const outcome = readArticle(post, start, shelf.site, settings);
      problems.push(...outcome.problems);
      if ('article' in outcome) {
        articles.push(outcome.article);
        if (outcome.problems.length === 0) shelf.keep(outcome.article, start.text);
      } else {
        leftOut.push(outcome.leftOut);
        if (outcome.isAwaited === true) awaited.push(outcome.leftOut.file);
      }
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

interface Kept {
  /** Of the text that it was read from. */
  readonly sum: string;
  readonly article: Article;
  /** The sizes of files that it asked for. */
  readonly asked: readonly Asked[];
}

type Asked = readonly [file: string, size: number | null];

/** What is kept of some files that follow each other. */
interface Shelf {
  readonly recall: (file: string, text: string | undefined) => Article | undefined;
  /** The site's folder, as an article must ask it whose answers are kept with it. */
  readonly site: SiteFolder;
  readonly keep: (article: Article, text: string | undefined) => void;
  /** Keeps it for the next run: no more than one is held at a time. */
  readonly close: () => void;
}

function openMemory(site: SiteFolder, settings: Settings, cache: Cache): (posts: readonly PostFile[]) => Shelf {
  const dependsOn = readingDependsOn(settings);
  const sizeOf = (file: string) => site.sizeOf(file) ?? null;
  if (dependsOn === undefined) return () => ({ recall: () => undefined, site, keep: () => {}, close: () => {} });
  let asked: Asked[] = [];
  const asking: SiteFolder = {
    ...site,
    sizeOf: (file) => {
      const size = sizeOf(file);
      asked.push([file, size]);
      return size ?? undefined;
    },
  };
  return ([first]) => {
    const key = keyOf('articles', dependsOn, first?.file ?? '');
    const before = new Map((cache.get(key) as [string, Kept][] | undefined) ?? []);
    const after = new Map<string, Kept>();
    return {
      recall: (file, text) => {
        asked = [];
        const kept = before.get(file);
        if (kept === undefined || text === undefined || kept.sum !== sumOf(text)) return undefined;
        if (!isOut(kept.article, settings.now)) return undefined;
        if (!kept.asked.every(([name, size]) => sizeOf(name) === size)) return undefined;
        after.set(file, kept);
        return kept.article;
      },
      site: asking,
      keep: (article, text) => {
        // Of an article whose time has not come nothing is kept, and nothing tells when one expires.
        if (text !== undefined && isOut(article, settings.now))
          after.set(article.file, { sum: sumOf(text), article, asked });
      },
      close: () => {
        const isSame = before.size === after.size && [...after].every(([file, kept]) => before.get(file) === kept);
        if (!isSame) cache.set(key, [...after]);
      },
    };
  };
}

/** Whether time changes nothing of it any more: an update to come is none yet. */
const isOut = ({ published, updated = published, expires }: Article, now: Instant) =>
  published <= now && updated <= now && expires === undefined;
const sumOf = (text: string) => hash('sha256', text, 'base64');
