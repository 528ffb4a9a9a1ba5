/** Matches articles of no known place with records of articles that are gone, by their words, title and day. */
import { likenessOfSketches, readSketch, type Fingerprint, type PrintOf } from '../ledger/fingerprint.js';
import type { LedgerRecord } from '../ledger/ledger-file.js';
import type { Article } from '../model.js';
import { isSameDay, isSameTitle } from './agreement.js';
import type { Judge } from './matching.js';

export interface ContentMatch {
  readonly article: Article;
  readonly record: LedgerRecord;
  /** How much of the text is the same, from 0 to 1. */
  readonly likeness: number;
}

interface Candidate extends ContentMatch {
  /** How many of title and day are the same too. */
  readonly witnesses: number;
  /** Whether the words, with title and day, can be nobody else's. */
  readonly isTelling: boolean;
}

/** From so much on, two texts are one that was edited; below so much, they are two that share phrases. */
export const surelySame = 0.75;
export const surelyOther = 0.3;
/** Characters of words from which on a text can be told from others. */
export const tellingSize = 200;

/**
 * @param recordsOf those that an article may be; the texts of articles that may be none are not read
 * @param isOwn whether what they have in common is theirs alone
 */
export function matchContents(
  articles: readonly Article[],
  recordsOf: (article: Article) => readonly LedgerRecord[],
  printOf: PrintOf,
  isOwn: Judge,
): { readonly sure: readonly ContentMatch[]; readonly unsure: readonly ContentMatch[] } {
  const sketches = new Map<LedgerRecord, Uint8Array>();
  const candidates = articles.flatMap((article) => {
    const records = recordsOf(article);
    return records.length === 0 ? [] : candidatesOf(article, printOf(article), records, sketches);
  });
  const byArticle = grouped(candidates, ({ article }) => article);
  const byRecord = grouped(candidates, ({ record }) => record);
  const settled = new Set<Article | LedgerRecord>();
  const isOpen = ({ article, record }: Candidate) => !settled.has(article) && !settled.has(record);

  const sure = candidates
    .filter(({ likeness, isTelling }) => isTelling && likeness >= surelySame)
    .filter(({ article, record, witnesses }) => witnesses > 0 || isOwn(article, record))
    .toSorted((a, b) => b.witnesses - a.witnesses || b.likeness - a.likeness)
    .filter((candidate) => {
      const others = [...(byArticle.get(candidate.article) ?? []), ...(byRecord.get(candidate.record) ?? [])];
      const isContested = others.some(
        (other) =>
          other !== candidate &&
          other.likeness >= surelySame &&
          other.witnesses >= candidate.witnesses &&
          isOpen(other),
      );
      if (isContested || !isOpen(candidate)) return false;
      settled.add(candidate.article).add(candidate.record);
      return true;
    });
  const unsure = [...byArticle.values()].flatMap((own) =>
    own
      .filter(isOpen)
      .toSorted((a, b) => b.likeness - a.likeness || b.witnesses - a.witnesses)
      .slice(0, 1),
  );
  return { sure, unsure };
}

/** @param sketches those of records that were read already */
function candidatesOf(
  article: Article,
  { size, sketch }: Fingerprint,
  records: readonly LedgerRecord[],
  sketches: Map<LedgerRecord, Uint8Array>,
): readonly Candidate[] {
  const own = readSketch({ size, sketch });
  return records.flatMap((record) => {
    if (record.seen === undefined) return [];
    const other = sketches.get(record) ?? readSketch(record.seen);
    sketches.set(record, other);
    const isSameDate = isSameDay(article, record);
    const isTitled = article.title !== '' && isSameTitle(article, record) === true;
    const witnesses = Number(isSameDate) + Number(isTitled);
    // A few words are nobody's own, and no words at all are everybody's.
    if (size < tellingSize && witnesses === 0) return [];
    const likeness = likenessOfSketches(own, other);
    // The next of a series says nearly the same as the one that was deleted: it is no return, unless of the same day.
    const isReturn = record.withdrawn === undefined || isSameDate;
    if (likeness < (isReturn ? surelyOther : 1)) return [];
    const isTelling = (isReturn && size >= tellingSize) || (isSameDate && likeness === 1 && (size > 0 || isTitled));
    return [{ article, record, likeness, witnesses, isTelling }];
  });
}

function grouped<Key>(
  candidates: readonly Candidate[],
  keyOf: (candidate: Candidate) => Key,
): ReadonlyMap<Key, readonly Candidate[]> {
  const groups = new Map<Key, Candidate[]>();
  for (const candidate of candidates) {
    const group = groups.get(keyOf(candidate));
    if (group === undefined) groups.set(keyOf(candidate), [candidate]);
    else group.push(candidate);
  }
  return groups;
}
