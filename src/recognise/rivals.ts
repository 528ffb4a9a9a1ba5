/** Settles, or doubts, articles that have the place of a record and not enough of it besides. */
import type { LedgerRecord } from '../ledger/ledger-file.js';
import type { Article } from '../model.js';
import { isSameDay, isSameTitle, isUnseen } from './agreement.js';
import { surelyOther, surelySame, tellingSize, type ContentMatch } from './match-contents.js';
import type { Judge, Matching } from './matching.js';

/** Each with the record whose place it has. */
export type Rivals = ReadonlyMap<Article, LedgerRecord>;

/** An article that may be one which subscribers know: nobody but its author can tell. */
export type Doubt = ContentMatch;

export type LikenessOf = (article: Article, record: LedgerRecord) => number;

/** Where nobody else may be what was there, its place tells enough of an article with which it has something in common. */
export function settleRivals(
  matching: Matching,
  rivals: Rivals,
  doubts: readonly Doubt[],
  likenessOf: LikenessOf,
  isOwn: Judge,
): void {
  for (const [article, record] of rivals) {
    const isElsewhere = () =>
      doubts.some(
        (doubt) => doubt.record === record && doubt.article !== article && !matching.found.has(doubt.article),
      );
    if (matching.isOpen(article, record) && isLeft(article, record, likenessOf, isOwn) && !isElsewhere())
      matching.settle(article, record);
  }
}

function isLeft(article: Article, record: LedgerRecord, likenessOf: LikenessOf, isOwn: Judge): boolean {
  // On one day, an article was written anew; else its place may have been used again.
  if (isUnseen(record) || (!article.hasOwnId && isSameDay(article, record))) return true;
  const same = likenessOf(article, record);
  if (!article.hasOwnId && isSameTitle(article, record) !== false) return same >= surelyOther;
  // Title and day alone were corrected, whoever else has a copy of the text.
  if (same === 1 && (record.seen?.size ?? 0) >= tellingSize) return true;
  return same >= surelySame && isOwn(article, record);
}

/** Who has the place of a record is asked about that one, unless the words are rather another's. */
export function withRivals(
  { isOpen }: Matching,
  doubts: readonly Doubt[],
  rivals: Rivals,
  likenessOf: LikenessOf,
): readonly Doubt[] {
  const doubted = new Set(doubts.map(({ article }) => article));
  const more = [...rivals]
    .filter(([article, record]) => isOpen(article, record) && !article.hasOwnId && !isUnseen(record))
    .filter(([article]) => !doubted.has(article))
    .map(([article, record]) => ({ article, record, likeness: likenessOf(article, record) }));
  return [...doubts.filter(({ article, record }) => isOpen(article, record)), ...more];
}
