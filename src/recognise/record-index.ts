/** Finds records of the ledger by what an article has in common with them. */
import type { LedgerRecord } from '../ledger/ledger-file.js';
import { compareText } from '../order.js';

/** @returns what tells the records that have a key, those first that are best known */
export function indexBy(
  records: Iterable<LedgerRecord>,
  keysOf: (record: LedgerRecord) => readonly string[],
): (key: string) => readonly LedgerRecord[] {
  // Most keys are one record's alone: a list for each of a hundred thousand would be most of the work.
  const single = new Map<string, LedgerRecord>();
  const shared = new Map<string, LedgerRecord[]>();
  for (const record of records) {
    for (const key of keysOf(record)) {
      const other = single.get(key);
      if (other === undefined) single.set(key, record);
      else {
        const all = shared.get(key);
        if (all === undefined) shared.set(key, [other, record]);
        else all.push(record);
      }
    }
  }
  for (const all of shared.values()) all.sort(bestKnownFirst);
  return (key) => {
    const record = single.get(key);
    return record === undefined ? none : (shared.get(key) ?? [record]);
  };
}

const none: readonly LedgerRecord[] = [];

/** Of records of one place, as a merge leaves them, the one that subscribers know, and longest: on every run the same. */
export function bestKnownFirst(a: LedgerRecord, b: LedgerRecord): number {
  const isSeen = ({ seen }: LedgerRecord) => Number(seen !== undefined);
  return isSeen(b) - isSeen(a) || a.published - b.published || compareText(a.id, b.id);
}
