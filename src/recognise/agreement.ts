/** What an article and a record have in common besides their place, told without reading a text. */
import type { LedgerRecord } from '../ledger/ledger-file.js';
import type { Article } from '../model.js';

export const day = 24 * 60 * 60 * 1000;

export const isSameDay = (article: Article, record: LedgerRecord) =>
  Math.abs(record.published - article.published) < day;

/** Of what no feed had, nothing but file, address and instant is known. */
export const isUnseen = ({ seen, title }: LedgerRecord) => seen === undefined || title === undefined;

/** @returns undefined where one of them has none, as notes do and articles whose heading is their title */
export function isSameTitle({ title }: Article, record: LedgerRecord): boolean | undefined {
  if (title === record.title && title !== undefined) return true;
  return title === undefined || title === '' || record.title === undefined ? undefined : false;
}

/** Whether title and day are the same, as far as they are known: where that holds elsewhere, a place tells nothing. */
export function isKin(article: Article, record: LedgerRecord): boolean {
  if (isUnseen(record)) return article.published === record.published;
  return isSameDay(article, record) && isSameTitle(article, record) !== false;
}
