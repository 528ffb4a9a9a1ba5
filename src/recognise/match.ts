/** Matches articles with what the ledger remembers of them, each record once: by id, place, title and day, then words. */
import { likeness, type PrintOf } from '../ledger/fingerprint.js';
import type { LedgerRecord } from '../ledger/ledger-file.js';
import type { Article } from '../model.js';
import { isKin, isSameDay, isSameTitle, isUnseen } from './agreement.js';
import { findKin } from './kin.js';
import { matchContents, surelyOther, surelySame, type ContentMatch } from './match-contents.js';
import { matchInstants } from './match-instants.js';
import { wordpressNumber } from './place.js';
import { places, type PlaceKey } from './places.js';
import { bestKnownFirst, indexBy } from './record-index.js';

/** An article that may be one which subscribers know: nobody but its author can tell. */
export type Doubt = ContentMatch;

export interface Matches {
  readonly records: ReadonlyMap<Article, LedgerRecord>;
  readonly doubts: readonly Doubt[];
}

const none: readonly LedgerRecord[] = [];

/** @param isGone whether the file of a record is none of another run by the same ledger: its words count for that one */
export function matchArticles(
  articles: readonly Article[],
  records: readonly LedgerRecord[],
  printOf: PrintOf,
  isGone: (record: LedgerRecord) => boolean,
): Matches {
  const found = new Map<Article, LedgerRecord>();
  const free = new Set(records);
  let unmatched = articles;
  const settle = (article: Article, record: LedgerRecord) => {
    found.set(article, record);
    free.delete(record);
  };
  /** Matches what is not matched yet by a key that both have. */
  const pass = (
    keysOf: (record: LedgerRecord) => readonly string[],
    keyOf: (article: Article) => string | undefined,
    judge: (article: Article, record: LedgerRecord) => boolean = () => true,
  ): void => {
    const keys = free.size === 0 ? [] : unmatched.map(keyOf);
    if (keys.every((key) => key === undefined)) return;
    const index = indexBy(free, keysOf);
    for (const [at, article] of unmatched.entries()) {
      const key = keys[at];
      const record = (key === undefined ? none : index(key)).find(
        (candidate) => free.has(candidate) && judge(article, candidate),
      );
      if (record !== undefined) settle(article, record);
    }
    unmatched = unmatched.filter((article) => !found.has(article));
  };
  const passPlaces = (judge: (article: Article, record: LedgerRecord, place: PlaceKey) => boolean) => {
    for (const place of places)
      pass(
        place.keysOf,
        place.keyOf,
        (article, record) => place.holds?.(article, record) !== false && judge(article, record, place),
      );
  };
  const likenessOf = (article: Article, record: LedgerRecord) =>
    record.seen === undefined ? 0 : likeness(printOf(article), record.seen);
  const settleSure = (sure: readonly ContentMatch[]) => {
    for (const { article, record } of sure) settle(article, record);
    unmatched = unmatched.filter((article) => !found.has(article));
  };
  const ownId = ({ id, hasOwnId }: Article) => (hasOwnId ? id : undefined);

  // Of two articles that state one id, the copy has another file.
  pass(
    ({ id, file }) => [`${id}\n${file}`],
    (article) => (article.hasOwnId ? `${article.id}\n${article.file}` : undefined),
  );
  pass(({ id }) => [id], ownId, isKin);
  pass(({ id }) => [id], ownId);
  pass(
    ({ id }) => wordpressNumber(id),
    (article) => wordpressNumber(ownId(article) ?? '')[0],
  );

  passPlaces((article, record) => {
    if (!isSameDay(article, record) || isSameTitle(article, record) === false) return false;
    // Without a title beside it, the text alone could tell: too slow to ask of every article on every run.
    return article.title !== '' || isUnseen(record) || likenessOf(article, record) >= surelyOther;
  });
  if (free.size === 0) return { records: found, doubts: [] };

  // Files that were numbered anew have each the name of another: what is the same in all is the same article.
  const withoutOwnId = () => unmatched.filter(({ hasOwnId }) => !hasOwnId);
  const kin = findKin(withoutOwnId(), free);
  settleSure(matchContents(withoutOwnId(), kin.recordsOf, printOf).sure);

  const isContested = (article: Article, record: LedgerRecord) =>
    kin.articlesOf(record).some((other) => other !== article && !found.has(other)) ||
    kin.recordsOf(article).some((other) => other !== record && free.has(other));
  /** Records whose place an article has, and not enough besides. */
  const rivals = new Map<Article, LedgerRecord>();
  passPlaces((article, record, { isTaken }) => {
    const isSame = isSameTitle(article, record);
    const mayBe = isUnseen(record) || isSame !== false || isSameDay(article, record);
    const isAlike = () => isUnseen(record) || isSame === true || likenessOf(article, record) >= surelyOther;
    if (mayBe && !isContested(article, record) && isAlike()) return true;
    if (!rivals.has(article) && (isTaken || isAlike())) rivals.set(article, record);
    return false;
  });

  const gone = unmatched.length === 0 ? [] : [...free].filter(isGone).toSorted(bestKnownFirst);
  const seen = gone.filter((record) => record.seen !== undefined);
  const contents = matchContents(withoutOwnId(), () => seen, printOf);
  settleSure(contents.sure);
  const doubted = new Map(contents.unsure.map((doubt) => [doubt.article, doubt]));
  const lost = withoutOwnId().filter((article) => {
    const rival = rivals.get(article);
    return !doubted.has(article) && (rival === undefined || isUnseen(rival));
  });
  for (const [article, record] of matchInstants(
    lost,
    gone.filter((record) => free.has(record)),
  ))
    settle(article, record);

  const isOpen = (article: Article, record: LedgerRecord) => !found.has(article) && free.has(record);
  for (const [article, record] of rivals) {
    const isDoubted = contents.unsure.some((doubt) => doubt.record === record && doubt.article !== article);
    if (isOpen(article, record) && !isDoubted && isLeft(article, record, likenessOf)) settle(article, record);
  }
  for (const [article, record] of rivals) {
    if (!article.hasOwnId && !isUnseen(record) && !doubted.has(article))
      doubted.set(article, { article, record, likeness: likenessOf(article, record) });
  }
  return { records: found, doubts: [...doubted.values()].filter(({ article, record }) => isOpen(article, record)) };
}

/** Whether a place that nobody else claims tells enough. */
function isLeft(
  article: Article,
  record: LedgerRecord,
  likenessOf: (article: Article, record: LedgerRecord) => number,
): boolean {
  // On one day, an article was written anew; else its place may have been used again.
  if (isUnseen(record) || (!article.hasOwnId && isSameDay(article, record))) return true;
  const same = likenessOf(article, record);
  return same >= surelySame || (!article.hasOwnId && isSameTitle(article, record) !== false && same >= surelyOther);
}
