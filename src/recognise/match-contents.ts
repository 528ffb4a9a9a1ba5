/** Matches articles of no known place with records of articles that are gone, by their words, title and day. */
import { likenessOfSketches, readSketch, type Fingerprint } from '../ledger/fingerprint.js';
import type { LedgerRecord } from '../ledger/ledger-file.js';
import type { Article } from '../model.js';

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
const surelySame = 0.75;
export const surelyOther = 0.3;
/** Characters of words from which on a text can be told from others. */
const tellingSize = 200;
const day = 24 * 60 * 60 * 1000;

export function matchContents(
  articles: readonly Article[],
  records: readonly LedgerRecord[],
  printOf: (article: Article) => Fingerprint,
): { readonly sure: readonly ContentMatch[]; readonly unsure: readonly ContentMatch[] } {
  const sketched = records.flatMap((record) =>
    record.seen === undefined ? [] : [{ record, sketch: readSketch(record.seen) }],
  );
  if (sketched.length === 0) return { sure: [], unsure: [] };
  const candidates = articles.flatMap((article) => candidatesOf(article, printOf(article), sketched));
  const byArticle = grouped(candidates, ({ article }) => article);
  const byRecord = grouped(candidates, ({ record }) => record);
  const settled = new Set<Article | LedgerRecord>();
  const isOpen = ({ article, record }: Candidate) => !settled.has(article) && !settled.has(record);

  const sure = candidates
    .filter(({ likeness, isTelling }) => isTelling && likeness >= surelySame)
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

function candidatesOf(
  article: Article,
  { size, sketch }: Fingerprint,
  sketched: readonly { readonly record: LedgerRecord; readonly sketch: Uint8Array }[],
): readonly Candidate[] {
  const own = readSketch({ size, sketch });
  return sketched.flatMap(({ record, sketch: other }) => {
    const isSameDay = Math.abs(record.published - article.published) < day;
    const isSameTitle = record.title !== undefined && record.title !== '' && record.title === article.title;
    const witnesses = Number(isSameDay) + Number(isSameTitle);
    // A few words are nobody's own, and no words at all are everybody's.
    if (size < tellingSize && witnesses === 0) return [];
    const likeness = likenessOfSketches(own, other);
    if (likeness < surelyOther) return [];
    const isTelling = size >= tellingSize || (isSameDay && likeness === 1 && (size > 0 || isSameTitle));
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
