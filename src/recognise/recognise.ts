/** Gives each article the id and the dates that subscribers know it by, wherever it has moved since. */
import { asYaml } from '../front-matter/pasted.js';
import { isRealChange, type PrintOf } from '../ledger/fingerprint.js';
import type { LedgerRecord } from '../ledger/ledger-file.js';
import type { Article, Instant, LeftOut } from '../model.js';
import { problem, type Problem } from '../problem.js';
import { stated } from '../stated.js';
import { matchArticles } from './match.js';
import { isSameId, isSamePath } from './place.js';
import type { Doubt } from './rivals.js';

export interface Recognition {
  readonly articles: readonly Article[];
  readonly leftOut: readonly LeftOut[];
  readonly problems: readonly Problem[];
  /** What the ledger has of each article, by the id that it has now. */
  readonly known: ReadonlyMap<string, LedgerRecord>;
  /** How much right an article has to its id and its address: more, the more of it subscribers know already. */
  readonly claimOf: (article: Article) => number;
  /** Ids of records that one of the articles may be, and may not be. */
  readonly doubted: ReadonlySet<string>;
}

export function recogniseArticles(
  articles: readonly Article[],
  records: readonly LedgerRecord[],
  printOf: PrintOf,
  isGone: (record: LedgerRecord) => boolean,
  now: Instant,
): Recognition {
  const { records: matched, doubts } = matchArticles(articles, records, printOf, isGone);
  const doubted = new Set(doubts.map(({ article }) => article));
  let ids: ReadonlySet<string> | undefined;
  // Most runs know every article, and ask for none.
  const taken = () => (ids ??= new Set(records.map(({ id }) => id)));
  const problems: Problem[] = doubts.map((doubt) => describeDoubt(doubt, taken()));
  const known = new Map<string, LedgerRecord>();
  const recognised: Article[] = [];
  const strangers = new Set<Article>();
  for (const article of articles) {
    if (doubted.has(article)) continue;
    const record = matched.get(article);
    if (record === undefined) {
      const stranger = article.hasOwnId ? article : withId(article, freeId(article.id, taken()));
      strangers.add(stranger);
      recognised.push(stranger);
      continue;
    }
    if (article.hasOwnId && !isSameId(article.id, record.id)) {
      problems.push(problem('id-changed', { file: article.file, line: 1 }, { known: record.id, stated: article.id }));
    }
    known.set(record.id, record);
    recognised.push(remembered(article, record, now));
  }
  const leftOut = doubts.map(({ article: { file } }): LeftOut => ({ file, kind: 'invalid', why: 'article-unsure' }));
  return {
    articles: recognised,
    leftOut,
    problems,
    known,
    claimOf: (article) => claimOf(article, strangers.has(article) ? undefined : known.get(article.id)),
    doubted: new Set(doubts.map(({ record }) => record.id)),
  };
}

/** A copy of an article may state its id, or take its address: it has neither where the article that it copies has. */
function claimOf({ url }: Article, record: LedgerRecord | undefined): number {
  if (record === undefined) return 0;
  return isSamePath(url, record.url) ? 2 : 1;
}

function describeDoubt({ article: { file, id }, record, likeness }: Doubt, taken: ReadonlySet<string>): Problem {
  const args = {
    isSamePlace: record.file === file,
    other: oneLine(record.file),
    title: record.title === undefined ? undefined : oneLine(record.title),
    known: asYaml(record.id),
    own: asYaml(freeId(id, taken)),
    percent: Math.round(likeness * 100),
  };
  return problem('article-unsure', { file, line: 1 }, args);
}

/** A ledger may say anything, and a line of its own in a log may be a command there. */
const oneLine = (text: string) => text.replace(/\s+/g, ' ');

/** An address that another article once had makes the same id: subscribers would take the one for the other. */
function freeId(id: string, taken: ReadonlySet<string>): string {
  let free = id;
  for (let count = 2; taken.has(free); count++) free = `${id};${count}`;
  return free;
}

/** The same article where it has that id: there may be a hundred thousand. */
const withId = (article: Article, id: string): Article => (article.id === id ? article : { ...article, id });

const day = 24 * 60 * 60 * 1000;

/**
 * A day and more is the author's own correction; less is noise of time zones and generators, and readers sort by it.
 * A day that is yet to come is the author's word even by an hour: nothing comes out early. An update never goes back.
 */
function remembered(article: Article, record: LedgerRecord, now: Instant): Article {
  const isNoise = article.published <= now && Math.abs(article.published - record.published) < day;
  const published = isNoise ? record.published : article.published;
  const latest = Math.max(article.updated ?? -Infinity, record.updated ?? -Infinity);
  const updated = latest > published ? latest : undefined;
  if (record.id === article.id && published === article.published && updated === article.updated) return article;
  const { updated: _updated, ...rest } = article;
  return { ...rest, id: record.id, published, ...stated({ updated }) };
}

/** When the text has really changed since subscribers saw it, that is an update, unless the author states a later one. */
export function withRealUpdate(
  article: Article,
  record: LedgerRecord | undefined,
  printOf: PrintOf,
  now: Instant,
): Article {
  const seen = record?.seen;
  const isStated =
    article.updated !== undefined && article.updated > (record?.updated ?? record?.published ?? -Infinity);
  if (seen === undefined || isStated || !isRealChange(seen, printOf(article))) return article;
  return { ...article, updated: Math.max(now, article.published) };
}
