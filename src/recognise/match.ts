/** Matches articles with what the ledger remembers of them, each record once: by id, file, address, then content. */
import { likeness, type Fingerprint, type PrintOf } from '../ledger/fingerprint.js';
import type { LedgerRecord } from '../ledger/ledger-file.js';
import type { Article } from '../model.js';
import { composed, fileAndPath, isSamePath, pathOf, wordpressNumber } from './place.js';
import { bestKnownFirst, indexBy } from './record-index.js';
import { matchContents, surelyOther, type ContentMatch } from './match-contents.js';

/** An article that may be one which subscribers know: nobody but its author can tell. */
export type Doubt = ContentMatch;

export interface Matches {
  readonly records: ReadonlyMap<Article, LedgerRecord>;
  readonly doubts: readonly Doubt[];
}

const day = 24 * 60 * 60 * 1000;
const none: readonly LedgerRecord[] = [];

export function matchArticles(
  articles: readonly Article[],
  records: readonly LedgerRecord[],
  printOf: PrintOf,
): Matches {
  const found = new Map<Article, LedgerRecord>();
  const free = new Set(records);
  let unmatched = articles;
  /** Records whose place an article has, and nothing else of them. */
  const rivals = new Map<Article, LedgerRecord>();
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
  const agree = (article: Article, record: LedgerRecord) => isAgreed(article, record, printOf);
  const agreeOrContest = (article: Article, record: LedgerRecord) => {
    if (agree(article, record)) return true;
    if (!rivals.has(article)) rivals.set(article, record);
    return false;
  };
  const ownId = ({ id, hasOwnId }: Article) => (hasOwnId ? id : undefined);

  // Of two articles that state one id, the copy has another file.
  pass(
    ({ id, file }) => [`${id}\n${file}`],
    (article) => (article.hasOwnId ? `${article.id}\n${article.file}` : undefined),
  );
  pass(({ id }) => [id], ownId);
  pass(
    ({ id }) => wordpressNumber(id),
    (article) => wordpressNumber(ownId(article) ?? '')[0],
  );
  // By file, and then by address: a key of both would have to be made for each.
  pass(
    ({ file }) => [composed(file)],
    ({ file }) => composed(file),
    (article, record) => isSamePath(article.url, record.url) && agreeOrContest(article, record),
  );
  // Before addresses: where an article moved away, another may have taken its place.
  pass(
    ({ file }) => [composed(file)],
    ({ file }) => composed(file),
    agree,
  );
  // Where it is, before where it was: another may have left that address.
  pass(
    ({ url }) => [pathOf(url)],
    ({ url }) => pathOf(url),
    agreeOrContest,
  );
  pass(
    ({ was }) => was.map(pathOf),
    ({ url }) => pathOf(url),
    agreeOrContest,
  );
  pass(
    (record) => [fileAndPath(record).toLowerCase()],
    (article) => fileAndPath(article).toLowerCase(),
    agree,
  );

  if (free.size === 0) return { records: found, doubts: [] };

  const unknown = unmatched.filter((article) => !article.hasOwnId);
  const gone = [...free].toSorted(bestKnownFirst);
  const contents = matchContents(unknown, gone, printOf);
  for (const { article, record } of contents.sure) settle(article, record);
  const doubted = new Set(contents.unsure.map(({ article }) => article));
  const lost = unknown.filter((article) => !found.has(article) && !doubted.has(article) && !rivals.has(article));
  for (const [article, record] of matchInstants(
    lost,
    gone.filter((record) => free.has(record)),
  ))
    settle(article, record);
  // The words are nobody's else: on one day, an article was written anew; else its place may have been used again.
  for (const [article, record] of rivals) {
    if (!article.hasOwnId && !found.has(article) && free.has(record) && isSameDay(article, record))
      settle(article, record);
  }
  const doubts = new Map(contents.unsure.map((doubt) => [doubt.article, doubt]));
  for (const [article, record] of rivals) {
    const seen = record.seen;
    if (!article.hasOwnId && !doubts.has(article) && seen !== undefined)
      doubts.set(article, { article, record, likeness: likeness(printOf(article), seen) });
  }
  return {
    records: found,
    doubts: [...doubts.values()].filter(({ article, record }) => !found.has(article) && free.has(record)),
  };
}

/** Of articles that no feed had, nothing but the instant is known. Where that is one article's alone, it will do. */
function matchInstants(
  articles: readonly Article[],
  records: readonly LedgerRecord[],
): ReadonlyMap<Article, LedgerRecord> {
  const byInstant = new Map<number, Article[]>();
  for (const article of articles) addTo(byInstant, article.published, article);
  const gone = new Map<number, LedgerRecord[]>();
  for (const record of records) addTo(gone, record.published, record);
  return new Map(
    [...byInstant].flatMap(([instant, [article, ...others]]) => {
      const [record, ...rest] = gone.get(instant) ?? [];
      const isAlone = others.length === 0 && rest.length === 0;
      return article !== undefined && record !== undefined && isAlone && record.seen === undefined
        ? [[article, record] as const]
        : [];
    }),
  );
}

const isSameDay = (article: Article, record: LedgerRecord) => Math.abs(record.published - article.published) < day;

/** Whether more than the place is the same: the title or some of the words; at least nothing that speaks against it. */
function isAgreed(article: Article, record: LedgerRecord, printOf: (article: Article) => Fingerprint): boolean {
  const { seen, title } = record;
  if (seen === undefined || title === undefined || title === article.title) return true;
  // Without a title beside it, the text alone could tell: too slow to ask of every article on every run.
  if (article.title === undefined && isSameDay(article, record)) return true;
  return likeness(printOf(article), seen) >= surelyOther;
}

function addTo<Key, Value>(index: Map<Key, Value[]>, key: Key, value: Value): void {
  const values = index.get(key);
  if (values === undefined) index.set(key, [value]);
  else values.push(value);
}
