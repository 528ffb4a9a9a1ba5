/** Remembers articles for the next run, as long as their front matter and the files that they name stay the same. */
import { hash } from 'node:crypto';
import { keyOf, type Cache } from '../cache/cache.js';
import type { Settings } from '../config/options.js';
import type { SiteFolder } from '../files/site-folder.js';
import type { Article, Instant, PostFile } from '../model.js';
import type { KnownAuthors } from '../read/known-authors.js';
import { readingDependsOn, type Start } from '../read/read.js';

/** What is kept of some files that follow each other. As long as no front matter of them changes, all of it holds. */
interface Kept {
  /** Of the texts that the articles were read from: a sum of each would take longer than to read a few anew. */
  readonly sum: string;
  readonly articles: readonly Article[];
  /** The sizes of files that some of them asked for, by the article's file. */
  readonly asked: Readonly<Record<string, readonly Asked[]>>;
}

type Asked = readonly [file: string, size: number | null];

export interface Shelf {
  readonly recall: (file: string) => Article | undefined;
  /** The site's folder, as an article must ask it whose answers are kept with it. */
  readonly site: SiteFolder;
  readonly keep: (article: Article) => void;
  /** Keeps it for the next run: no more than one is held at a time. */
  readonly close: () => void;
}

type OpenShelf = (posts: readonly PostFile[], starts: readonly Start[]) => Shelf;

export function openMemory(site: SiteFolder, settings: Settings, authors: KnownAuthors, cache: Cache): OpenShelf {
  const dependsOn = readingDependsOn(settings, authors);
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
    const key = keyOf('articles', dependsOn, posts[0]?.file ?? '');
    const kept = cache.get(key) as Kept | undefined;
    const before = kept !== undefined && kept.sum === sumOf(kept.articles, posts, starts) ? kept : nothing;
    // In the order of the files, as they are asked for.
    let next = 0;
    const articles: Article[] = [];
    const answers: Record<string, readonly Asked[]> = {};
    const add = (article: Article, itsAsked: readonly Asked[]) => {
      articles.push(article);
      if (itsAsked.length > 0) answers[article.file] = itsAsked;
    };
    return {
      recall: (file) => {
        asked = [];
        const article = before.articles[next];
        if (article?.file !== file) return undefined;
        next++;
        if (!isOut(article, settings.now)) return undefined;
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
        const { articles: last } = kept ?? nothing;
        if (articles.length === last.length && articles.every((article, at) => article === last[at])) return;
        const sum = sumOf(articles, posts, starts) ?? '';
        cache.set(key, { sum, articles, asked: answers } satisfies Kept);
      },
    };
  };
}

const nothing: Kept = { sum: '', articles: [], asked: {} };

/** Whether time changes nothing of it any more: an update to come is none yet. */
const isOut = ({ published, updated = published, expires }: Article, now: Instant) =>
  published <= now && updated <= now && expires === undefined;

/**
 * @param articles of some of the files, in their order
 * @returns undefined when one of them has no text
 */
function sumOf(articles: readonly Article[], posts: readonly PostFile[], starts: readonly Start[]): string | undefined {
  const texts: string[] = [];
  for (const [at, { file }] of posts.entries()) {
    const { text, inherited } = starts[at] ?? {};
    if (articles[texts.length]?.file !== file || text === undefined) continue;
    texts.push(inherited === undefined ? text : `${text}\u0001${JSON.stringify(inherited.fields)}`);
  }
  // No text holds either sign.
  return texts.length === articles.length ? hash('sha256', texts.join('\0'), 'base64') : undefined;
}
