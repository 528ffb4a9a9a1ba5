/** Finds the articles that have title and day of a record, wherever they are, and the records that have those of an article. */
import type { LedgerRecord } from '../ledger/ledger-file.js';
import type { Article } from '../model.js';
import { day, isKin, isUnseen } from './agreement.js';
import { indexBy } from './record-index.js';

export interface Kin {
  readonly recordsOf: (article: Article) => readonly LedgerRecord[];
  readonly articlesOf: (record: LedgerRecord) => readonly Article[];
}

export function findKin(articles: readonly Article[], records: Iterable<LedgerRecord>): Kin {
  const index = indexBy(records, keysOfRecord);
  const recordsOf = new Map<Article, readonly LedgerRecord[]>();
  const articlesOf = new Map<LedgerRecord, Article[]>();
  for (const article of articles) {
    const kin = keysOfArticle(article)
      .flatMap(index)
      .filter((record) => isKin(article, record));
    if (kin.length > 0) recordsOf.set(article, kin);
    for (const record of kin) {
      const others = articlesOf.get(record);
      if (others === undefined) articlesOf.set(record, [article]);
      else others.push(article);
    }
  }
  return {
    recordsOf: (article) => recordsOf.get(article) ?? [],
    articlesOf: (record) => articlesOf.get(record) ?? [],
  };
}

const dayOf = ({ published }: { readonly published: number }) => Math.floor(published / day);

function keysOfRecord(record: LedgerRecord): readonly string[] {
  if (isUnseen(record)) return [`at ${record.published}`];
  return [`on ${dayOf(record)}`, `on ${dayOf(record)} ${record.title}`];
}

/** Less than a day apart may be on two days of the calendar. */
function keysOfArticle(article: Article): readonly string[] {
  const { published, title = '' } = article;
  const words = title === '' ? '' : ` ${title}`;
  return [`at ${published}`, ...[-1, 0, 1].map((shift) => `on ${dayOf(article) + shift}${words}`)];
}
