/** Keeps what is matched so far: each article and each record once. */
import type { LedgerRecord } from '../ledger/ledger-file.js';
import type { Article } from '../model.js';
import { indexBy } from './record-index.js';

export interface Matching {
  readonly found: ReadonlyMap<Article, LedgerRecord>;
  /** Records that no article has yet. */
  readonly free: ReadonlySet<LedgerRecord>;
  readonly unmatched: () => readonly Article[];
  readonly isOpen: (article: Article, record: LedgerRecord) => boolean;
  readonly settle: (article: Article, record: LedgerRecord) => void;
  /** Matches what is not matched yet by a key that both have. */
  readonly pass: (
    keysOf: (record: LedgerRecord) => readonly string[],
    keyOf: (article: Article) => string | undefined,
    judge?: Judge,
  ) => void;
}

export type Judge = (article: Article, record: LedgerRecord) => boolean;

export function openMatching(articles: readonly Article[], records: readonly LedgerRecord[]): Matching {
  const found = new Map<Article, LedgerRecord>();
  const free = new Set(records);
  let left = articles;
  const unmatched = () => (left = left.filter((article) => !found.has(article)));
  const settle = (article: Article, record: LedgerRecord) => {
    found.set(article, record);
    free.delete(record);
  };
  return {
    found,
    free,
    unmatched,
    isOpen: (article, record) => !found.has(article) && free.has(record),
    settle,
    pass: (keysOf, keyOf, judge = () => true) => {
      const wanted = free.size === 0 ? [] : unmatched();
      const keys = wanted.map(keyOf);
      if (keys.every((key) => key === undefined)) return;
      const index = indexBy(free, keysOf);
      for (const [at, article] of wanted.entries()) {
        const key = keys[at];
        const known = key === undefined ? none : index(key);
        const record = known.find((candidate) => free.has(candidate) && judge(article, candidate));
        if (record !== undefined) settle(article, record);
      }
    },
  };
}

const none: readonly LedgerRecord[] = [];
