/** Matches articles with what the ledger remembers of them, each record once: by id, file, address, then content. */
import { fingerprint, likeness } from '../ledger/fingerprint.js';
import type { LedgerRecord } from '../ledger/ledger-file.js';
import type { Article } from '../model.js';

/** An article that may be one which subscribers know: nobody but its author can tell. */
export interface Doubt {
  readonly article: Article;
  readonly record: LedgerRecord;
  /** How much of the text is the same, from 0 to 1. */
  readonly likeness: number;
}

export interface Matches {
  readonly records: ReadonlyMap<Article, LedgerRecord>;
  readonly doubts: readonly Doubt[];
}

/** From so much on, two texts are one that was edited; below so much, they are two that share phrases. */
const [surelySame, surelyOther] = [0.75, 0.3];
/** Characters of words from which on a text can be told from others. */
const tellingSize = 200;
const day = 24 * 60 * 60 * 1000;

export function matchArticles(articles: readonly Article[], records: readonly LedgerRecord[]): Matches {
  const found = new Map<Article, LedgerRecord>();
  const free = new Set(records);
  const doubts: Doubt[] = [];
  /** Matches what is not matched yet by a key that both have. */
  const pass = (
    keysOf: (record: LedgerRecord) => readonly string[],
    keyOf: (article: Article) => string | undefined,
    judge: (article: Article, record: LedgerRecord) => Verdict = () => 'same',
  ): void => {
    const index = new Map([...free].toReversed().flatMap((record) => keysOf(record).map((key) => [key, record])));
    for (const article of articles) {
      const record = found.has(article) ? undefined : index.get(keyOf(article) ?? '');
      if (record === undefined || !free.has(record)) continue;
      const verdict = judge(article, record);
      if (verdict === 'unsure') doubts.push({ article, record, likeness: likenessOf(article, record) ?? 0 });
      if (verdict !== 'same') continue;
      found.set(article, record);
      free.delete(record);
    }
  };

  pass(
    ({ id }) => [id],
    ({ id, hasOwnId }) => (hasOwnId ? id : undefined),
  );
  const fileAndPath = ({ file, url }: { readonly file: string; readonly url: string }) => `${file}\n${pathOf(url)}`;
  pass((record) => [fileAndPath(record)], fileAndPath);
  // Before addresses: where an article moved away, another may have taken its place.
  pass(
    ({ file }) => [file],
    ({ file }) => file,
    (article, record) => (isContradicted(article, record) ? 'other' : 'same'),
  );
  pass(
    ({ url, was }) => [url, ...was].map(pathOf),
    ({ url }) => pathOf(url),
    (article, record) => (isContradicted(article, record) ? 'unsure' : 'same'),
  );
  const doubted = new Set(doubts.map(({ article }) => article));
  const unknown = articles.filter((article) => !found.has(article) && !doubted.has(article) && !article.hasOwnId);
  doubts.push(...matchContents(unknown, free, found));
  return { records: found, doubts };
}

type Verdict = 'same' | 'other' | 'unsure';

/** A site that moves to another domain, or to https, takes its paths along; endings are a matter of the host. */
function pathOf(url: string): string {
  const { pathname, search } = new URL(url);
  return (pathname + search).replace(/(?:\/index)?(?:\.html?|\/)$/i, '');
}

const likenessOf = ({ body }: Article, { seen }: LedgerRecord) =>
  seen === undefined ? undefined : likeness(fingerprint(body), seen);

/** Whether nothing but the place is the same: another day, another title, other words. */
function isContradicted(article: Article, record: LedgerRecord): boolean {
  if (Math.abs(record.published - article.published) < day) return false;
  if (record.title !== undefined && record.title === article.title) return false;
  return (likenessOf(article, record) ?? 1) < surelyOther;
}

/** Articles of no known place, against those that are gone. */
function matchContents(
  unknown: readonly Article[],
  free: Set<LedgerRecord>,
  found: Map<Article, LedgerRecord>,
): readonly Doubt[] {
  const doubts: Doubt[] = [];
  if ([...free].every(({ seen }) => seen === undefined)) return doubts;
  for (const article of unknown) {
    const print = fingerprint(article.body);
    const [best, second] = [...free]
      .flatMap((record) =>
        record.seen === undefined ? [] : [{ article, record, likeness: likeness(print, record.seen) }],
      )
      .filter(({ likeness }) => likeness >= surelyOther)
      .toSorted((a, b) => b.likeness - a.likeness);
    if (best === undefined) continue;
    const isSameDay = Math.abs(best.record.published - article.published) < day;
    // A few words are nobody's own, unless the day is the same too.
    const isTelling = print.size >= tellingSize || (isSameDay && best.likeness === 1);
    const isAlone = second === undefined || second.likeness < surelySame;
    if (isTelling && isAlone && best.likeness >= surelySame) {
      found.set(article, best.record);
      free.delete(best.record);
    } else if (isTelling || isSameDay) doubts.push(best);
  }
  return doubts;
}
