/** Finds records of the ledger by what an article has in common with them. */
import type { LedgerRecord } from '../ledger/ledger-file.js';
import { compareText } from '../order.js';

/** The records that have a key, those first that are best known. */
export function indexBy(
  records: Iterable<LedgerRecord>,
  keysOf: (record: LedgerRecord) => readonly string[],
): ReadonlyMap<string, readonly LedgerRecord[]> {
  const index = new Map<string, LedgerRecord[]>();
  const shared = new Set<LedgerRecord[]>();
  for (const record of records) {
    for (const key of keysOf(record)) {
      const others = index.get(key);
      if (others === undefined) index.set(key, [record]);
      else {
        others.push(record);
        shared.add(others);
      }
    }
  }
  for (const others of shared) others.sort(bestKnownFirst);
  return index;
}

/** Of records of one place, as a merge leaves them, the one that subscribers know, and longest: on every run the same. */
export function bestKnownFirst(a: LedgerRecord, b: LedgerRecord): number {
  const isSeen = ({ seen }: LedgerRecord) => Number(seen !== undefined);
  return isSeen(b) - isSeen(a) || a.published - b.published || compareText(a.id, b.id);
}
