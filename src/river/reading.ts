/** Reads articles, each unless an earlier run did and its front matter is the same. */
import { hash } from 'node:crypto';
import { keyOf, type Cache } from '../cache/cache.js';
import type { Settings } from '../config/options.js';
import type { SiteFolder } from '../files/site-folder.js';
import type { Article, Instant, LeftOut, PostFile } from '../model.js';
import type { Problem } from '../problem.js';
import type { Onlooker } from '../progress.js';
import { readArticle, readingDependsOn, readStart, type Start } from '../read/read.js';

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
    const starts = posts.map(({ file }) => readStart(file, site));
    const shelf = openShelf(posts, starts);
    for (const [at, post] of posts.entries()) {
      const known = shelf.recall(post.file);
      if (known !== undefined) {
        articles.push(known);
        continue;
      }
      const outcome = readArticle(post, starts[at] ?? { problems: [] }, shelf.site, settings);
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

/** What is kept of some files that follow each other. As long as no front matter of them changes, all of it holds. */
interface Kept {
  /** Of the texts that the articles were read from: a sum of each would take longer than to read a few anew. */
  readonly sum: string;
  readonly articles: readonly Article[];
  /** The sizes of files that some of them asked for, by the article's file. */
  readonly asked: Readonly<Record<string, readonly Asked[]>>;
}

type Asked = readonly [file: string, size: number | null];

interface Shelf {
  readonly recall: (file: string) => Article | undefined;
  /** The site's folder, as an article must ask it whose answers are kept with it. */
  readonly site: SiteFolder;
  readonly keep: (article: Article) => void;
  /** Keeps it for the next run: no more than one is held at a time. */
  readonly close: () => void;
}

type OpenShelf = (posts: readonly PostFile[], starts: readonly Start[]) => Shelf;

function openMemory(site: SiteFolder, settings: Settings, cache: Cache): OpenShelf {
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
  return (posts, starts) => {
    const textOf = new Map(posts.map(({ file }, at) => [file, starts[at]?.text] as const));
    const key = keyOf('articles', dependsOn, posts[0]?.file ?? '');
    const kept = cache.get(key) as Kept | undefined;
    const before = kept !== undefined && kept.sum === sumOf(kept.articles, textOf) ? kept : nothing;
    const known = new Map(before.articles.map((article) => [article.file, article]));
    const articles: Article[] = [];
    const answers: Record<string, readonly Asked[]> = {};
    const add = (article: Article, itsAsked: readonly Asked[]) => {
      articles.push(article);
      if (itsAsked.length > 0) answers[article.file] = itsAsked;
    };
    return {
      recall: (file) => {
        asked = [];
        const article = known.get(file);
        if (article === undefined || !isOut(article, settings.now)) return undefined;
        const itsAsked = before.asked[file] ?? [];
        if (!itsAsked.every(([name, size]) => sizeOf(name) === size)) return undefined;
        add(article, itsAsked);
        return article;
      },
      site: asking,
      keep: (article) => {
        // Of an article whose time has not come nothing is kept, and nothing tells when one expires.
        if (isOut(article, settings.now)) add(article, asked);
      },
      close: () => {
        const isSame =
          kept !== undefined &&
          articles.length === kept.articles.length &&
          articles.every((article, at) => article === kept.articles[at]);
        const next: Kept = { sum: sumOf(articles, textOf), articles, asked: answers };
        if (!isSame) cache.set(key, next);
      },
    };
  };
}

const nothing: Kept = { sum: '', articles: [], asked: {} };

/** Whether time changes nothing of it any more: an update to come is none yet. */
const isOut = ({ published, updated = published, expires }: Article, now: Instant) =>
  published <= now && updated <= now && expires === undefined;

/** No text holds a NUL. */
const sumOf = (articles: readonly Article[], textOf: ReadonlyMap<string, string | undefined>) =>
  hash('sha256', articles.map(({ file }) => textOf.get(file) ?? '\0').join('\0'), 'base64');
