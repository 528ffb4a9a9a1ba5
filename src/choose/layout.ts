/** Lays the articles of a channel out over its documents: the live one, and archives of what is older (RFC 5005). */
import { createHash } from 'node:crypto';
import type { Settings } from '../config/options.js';
import type { Paging } from '../channel.js';
import type { Article, Instant } from '../model.js';
import { rfc3339 } from '../time/instant.js';
import type { ChannelPlan } from './channels.js';

/** A document in all formats, before its articles are rendered. */
export interface DocumentPlan {
  readonly channel: ChannelPlan;
  readonly part: Paging['part'];
  /** Within the output folder. */
  readonly folder: string;
  /** Folder of the archive of what is next older. */
  readonly previous?: string;
  /** Folder of the archive of what is next newer. */
  readonly next?: string;
  /** Newest first. */
  readonly articles: readonly Article[];
}

type Sizes = Pick<Settings, 'size' | 'limit' | 'archives'>;

/** @returns the live document, then the archives from the newest to the oldest; together they hold each article once */
export function layOut(channel: ChannelPlan, sizes: Sizes): readonly DocumentPlan[] {
  const { articles, folder } = channel;
  const { archives } = sizes;
  if (archives === 'complete') return [{ channel, part: 'complete', folder, articles }];
  const count = liveCount(articles, sizes);
  const live = { channel, part: 'live', folder, articles: articles.slice(0, count) } as const;
  if (archives === undefined) return [live];
  const pages = cutPages(articles.slice(count), archives).map((page) => ({
    page,
    folder: folder + archiveFolder(page),
  }));
  const [newest] = pages;
  return [
    newest === undefined ? live : { ...live, previous: newest.folder },
    ...pages.map(({ page, folder: own }, index): DocumentPlan => {
      const previous = pages[index + 1]?.folder;
      const next = pages[index - 1]?.folder;
      const neighbours = { ...(previous === undefined ? {} : { previous }), ...(next === undefined ? {} : { next }) };
      return { channel, part: 'archive', folder: own, ...neighbours, articles: page };
    }),
  ];
}

const day = 24 * 60 * 60 * 1000;

/** The days count back from the newest entry, not from today: a feed does not change because time goes by. */
function liveCount(articles: readonly Article[], { size, limit }: Sizes): number {
  const since = (articles[0]?.published ?? 0) - size.days * day;
  const recent = articles.findIndex(({ published }) => published < since);
  return Math.min(Math.max(size.entries, recent < 0 ? articles.length : recent), limit, articles.length);
}

/**
 * Cuts pages at articles whose ids say so, so that one which comes or goes in the middle changes its own page, and
 * others only until two cuts meet again: of 20 pages of 50, one in six such changes touches a second page, one in
 * fifty a third. A page holds half to twice as many as are wanted.
 * @returns pages and articles newest first
 */
function cutPages(articles: readonly Article[], wanted: number): readonly (readonly Article[])[] {
  const pages: Article[][] = [];
  for (const article of articles.toReversed()) {
    const page = pages.at(-1);
    const isFull =
      page === undefined || page.length >= 2 * wanted || (page.length * 2 >= wanted && isCut(article, wanted));
    if (isFull) pages.push([article]);
    else page.push(article);
  }
  return pages.toReversed().map((page) => page.toReversed());
}

/** True of one article in half as many as are wanted in a page. */
function isCut({ id }: Article, wanted: number): boolean {
  return hashOf(id).readUInt32BE() % Math.max(1, Math.round(wanted / 2)) === 0;
}

/** Within the folder of a channel: a folder for each archive. */
export const archivesFolder = 'archive';

/** @param path within the output folder */
export const isInArchive = (path: string): boolean =>
  new RegExp(`(?:^|/)${archivesFolder}/\\d{4}-\\d\\d-\\d\\d-[0-9a-f]{6}/`).test(path);

/** Named for the oldest article in it, which stays the oldest as others come. */
function archiveFolder(page: readonly Article[]): string {
  const { id, published }: { id: string; published: Instant } = page.at(-1) ?? { id: '', published: 0 };
  return `${archivesFolder}/${rfc3339(published).slice(0, 10)}-${hashOf(id).toString('hex').slice(0, 6)}/`;
}

const hashOf = (text: string) => createHash('sha256').update(text).digest();
