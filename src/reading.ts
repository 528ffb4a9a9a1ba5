/** Reads articles, each unless an earlier run did and its front matter is the same. */
import { hash } from 'node:crypto';
import { keyOf, type Cache } from './cache/cache.js';
import type { Settings } from './config/options.js';
import type { SiteFolder } from './files/site-folder.js';
import type { Article, Instant, LeftOut, PostFile } from './model.js';
import type { Problem } from './problem.js';
import type { Onlooker } from './progress.js';
import { readArticle, readingDependsOn, readStart } from './read/read.js';

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
  const memory = openMemory(site, settings, cache);
  for (const [index, post] of files.entries()) {
    if (index % filesInTurn === 0) {
      progress?.({ stage: 'read', done: index, all: files.length });
      // Thousands of articles take seconds to read: others have their turn in between.
      await pulse?.();
    }
    const start = readStart(post.file, site);
    const known = memory.recall(post.file, start.text);
    if (known !== undefined) {
      articles.push(known);
      continue;
    }
    const outcome = readArticle(post, start, memory.site, settings);
    problems.push(...outcome.problems);
    if ('article' in outcome) {
      articles.push(outcome.article);
      if (outcome.problems.length === 0) memory.keep(outcome.article, start.text);
    } else {
      leftOut.push(outcome.leftOut);
      if (outcome.isAwaited === true) awaited.push(outcome.leftOut.file);
    }
  }
  memory.save();
  return { articles, leftOut, awaited, problems };
}

const filesInTurn = 100;

interface Kept {
  /** Of the text that it was read from. */
  readonly sum: string;
  readonly article: Article;
  /** The sizes of files that it asked for. */
  readonly asked: readonly Asked[];
}

type Asked = readonly [file: string, size: number | null];

interface Memory {
  readonly recall: (file: string, text: string | undefined) => Article | undefined;
  /** The site's folder, as an article must ask it whose answers are kept with it. */
  readonly site: SiteFolder;
  readonly keep: (article: Article, text: string | undefined) => void;
  readonly save: () => void;
}

/** Articles by what makes up a line of the cache: when one changes, its neighbours are written anew. */
interface Shelf {
  readonly key: string;
  readonly before: ReadonlyMap<string, Kept>;
  readonly after: Map<string, Kept>;
}

const shelfCount = 64;

function openMemory(site: SiteFolder, settings: Settings, cache: Cache): Memory {
  const dependsOn = readingDependsOn(settings);
  const shelves = new Map<number, Shelf>();
  const sizeOf = (file: string) => site.sizeOf(file) ?? null;
  let asked: Asked[] = [];
  if (dependsOn === undefined) return { recall: () => undefined, site, keep: () => {}, save: () => {} };

  function shelfOf(file: string): Shelf {
    const number = numberOf(file) % shelfCount;
    const known = shelves.get(number);
    if (known !== undefined) return known;
    const key = keyOf('articles', dependsOn ?? {}, String(number));
    const before = new Map((cache.get(key) as [string, Kept][] | undefined) ?? []);
    const shelf = { key, before, after: new Map<string, Kept>() };
    shelves.set(number, shelf);
    return shelf;
  }

  return {
    recall: (file, text) => {
      asked = [];
      const { before, after } = shelfOf(file);
      const kept = before.get(file);
      if (kept === undefined || text === undefined || kept.sum !== sumOf(text)) return undefined;
      if (!isOut(kept.article, settings.now)) return undefined;
      if (!kept.asked.every(([asked, size]) => sizeOf(asked) === size)) return undefined;
      after.set(file, kept);
      return kept.article;
    },
    site: {
      ...site,
      sizeOf: (file) => {
        const size = sizeOf(file);
        asked.push([file, size]);
        return size ?? undefined;
      },
    },
    keep: (article, text) => {
      // Of an article whose time has not come nothing is kept, and nothing tells when one expires.
      if (text !== undefined && isOut(article, settings.now))
        shelfOf(article.file).after.set(article.file, { sum: sumOf(text), article, asked });
    },
    save: () => {
      for (const { key, before, after } of shelves.values()) {
        const isSame = before.size === after.size && [...after].every(([file, kept]) => before.get(file) === kept);
        if (!isSame) cache.set(key, [...after]);
      }
    },
  };
}

/** Whether time changes nothing of it any more: an update to come is none yet. */
const isOut = ({ published, updated = published, expires }: Article, now: Instant) =>
  published <= now && updated <= now && expires === undefined;
const sumOf = (text: string) => hash('sha256', text, 'base64');

/** Spreads names evenly. */
function numberOf(name: string): number {
  let number = 0;
  for (let at = 0; at < name.length; at++) number = (Math.imul(number, 31) + name.charCodeAt(at)) >>> 0;
  return number;
}
