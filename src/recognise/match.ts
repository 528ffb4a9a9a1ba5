/** Matches articles with what the ledger remembers of them, each record once: by id, place, title and day, then words. */
import { likeness, type PrintOf } from '../ledger/fingerprint.js';
import type { LedgerRecord } from '../ledger/ledger-file.js';
import type { Article } from '../model.js';
import { isKin, isSameDay, isSameTitle, isUnseen } from './agreement.js';
import { findKin, type Kin } from './kin.js';
import { matchContents, surelyOther } from './match-contents.js';
import { matchInstants } from './match-instants.js';
import { openMatching, type Judge, type Matching } from './matching.js';
import { openOwnWords } from './own-words.js';
import { wordpressNumber } from './place.js';
import { places, type PlaceKey } from './places.js';
import { bestKnownFirst } from './record-index.js';
import { settleRivals, withRivals, type Doubt, type LikenessOf, type Rivals } from './rivals.js';

export interface Matches {
  readonly records: ReadonlyMap<Article, LedgerRecord>;
  readonly doubts: readonly Doubt[];
}

/** @param isGone whether the file of a record is none of another run by the same ledger: its words count for that one */
export function matchArticles(
  articles: readonly Article[],
  records: readonly LedgerRecord[],
  printOf: PrintOf,
  isGone: (record: LedgerRecord) => boolean,
): Matches {
  const matching = openMatching(articles, records);
  const likenessOf: LikenessOf = (article, { seen }) => (seen === undefined ? 0 : likeness(printOf(article), seen));
  matchIds(matching);
  matchSteady(matching, likenessOf);
  // On most runs, that is all: no text is read.
  if (matching.free.size === 0) return { records: matching.found, doubts: [] };

  const isOwn = openOwnWords(records, printOf);
  const kin = matchKin(matching, { printOf, isOwn, isGone });
  const rivals = matchPlaces(matching, kin, likenessOf);
  const doubts = matchWords(matching, rivals, { printOf, isOwn, isGone });
  settleRivals(matching, rivals, doubts, likenessOf, isOwn);
  return { records: matching.found, doubts: withRivals(matching, doubts, rivals, likenessOf) };
}

/** What it takes to match by words. */
interface Words {
  readonly printOf: PrintOf;
  readonly isOwn: Judge;
  readonly isGone: (record: LedgerRecord) => boolean;
}

function matchIds({ pass }: Matching): void {
  const ownId = ({ id, hasOwnId }: Article) => (hasOwnId ? id : undefined);
  // Of two articles that state one id, the copy has another file, or another title or day.
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
}

/** Articles in their place, with the title and the day that they had. */
function matchSteady(matching: Matching, likenessOf: LikenessOf): void {
  passPlaces(matching, (article, record) => {
    if (!isSameDay(article, record) || isSameTitle(article, record) === false) return false;
    // Without a title beside it, the text alone could tell: too slow to ask of every article on every run.
    return article.title !== '' || isUnseen(record) || likenessOf(article, record) >= surelyOther;
  });
}

/** Files that were numbered anew have each the name of another: what has title, day and words is the same article. */
function matchKin(matching: Matching, { printOf, isOwn, isGone }: Words): Kin {
  const articles = withoutOwnId(matching);
  const kin = findKin(articles, matching.free);
  const recordsOf = (article: Article) => kin.recordsOf(article).filter(isGone);
  for (const { article, record } of matchContents(articles, recordsOf, printOf, isOwn).sure)
    matching.settle(article, record);
  return kin;
}

/** Articles in their place that have changed, unless others have title and day of what was there. */
function matchPlaces(matching: Matching, kin: Kin, likenessOf: LikenessOf): Rivals {
  const rivals = new Map<Article, LedgerRecord>();
  const isContested: Judge = (article, record) =>
    kin.articlesOf(record).some((other) => other !== article && !matching.found.has(other)) ||
    kin.recordsOf(article).some((other) => other !== record && matching.free.has(other));
  passPlaces(matching, (article, record, { isTaken }) => {
    const isSame = isSameTitle(article, record);
    const mayBe = isUnseen(record) || isSame !== false || isSameDay(article, record);
    const isAlike = () => isUnseen(record) || isSame === true || likenessOf(article, record) >= surelyOther;
    if (mayBe && !isContested(article, record) && isAlike()) return true;
    if (!rivals.has(article) && (isTaken || isAlike())) rivals.set(article, record);
    return false;
  });
  return rivals;
}

/** Articles wherever they are, by their words, and those that no feed had by their instant. */
function matchWords(matching: Matching, rivals: Rivals, { printOf, isOwn, isGone }: Words): readonly Doubt[] {
  const articles = withoutOwnId(matching);
  if (articles.length === 0) return [];
  const gone = [...matching.free].filter(isGone).toSorted(bestKnownFirst);
  const seen = gone.filter((record) => record.seen !== undefined);
  const { sure, unsure } = matchContents(articles, () => seen, printOf, isOwn);
  for (const { article, record } of sure) matching.settle(article, record);
  const doubted = new Set(unsure.map(({ article }) => article));
  const lost = withoutOwnId(matching).filter((article) => {
    const rival = rivals.get(article);
    return !doubted.has(article) && (rival === undefined || isUnseen(rival));
  });
  const left = gone.filter((record) => matching.free.has(record));
  for (const [article, record] of matchInstants(lost, left)) matching.settle(article, record);
  return unsure;
}

function passPlaces(
  { pass }: Matching,
  judge: (article: Article, record: LedgerRecord, place: PlaceKey) => boolean,
): void {
  for (const place of places)
    pass(
      place.keysOf,
      place.keyOf,
      (article, record) => place.holds?.(article, record) !== false && judge(article, record, place),
    );
}

const withoutOwnId = ({ unmatched }: Matching) => unmatched().filter(({ hasOwnId }) => !hasOwnId);
