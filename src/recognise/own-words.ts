/** Tells whether the words that an article has in common with a record are theirs, or those that others of the site have too. */
import { likenessOfSketches, readSketch, type PrintOf } from '../ledger/fingerprint.js';
import type { LedgerRecord } from '../ledger/ledger-file.js';
import type { Judge } from './matching.js';
import { bestKnownFirst } from './record-index.js';

/** Of a hundred thousand, some tell what all have in common. */
const most = 300;

export function openOwnWords(records: readonly LedgerRecord[], printOf: PrintOf): Judge {
  let read: ReadonlyMap<LedgerRecord, Uint8Array> | undefined;
  // Hardly ever asked for: only of articles with another title and another day.
  const others = () => [...(read ??= sketchesOfSome(records))];
  return (article, record) => {
    if (record.seen === undefined) return false;
    const own = readSketch(printOf(article));
    const same = likenessOfSketches(own, readSketch(record.seen));
    // Where all share a long text, a few words tell: others have to differ from it twice as much.
    const isStranger = (other: number) => other < same && 1 - other >= 2 * (1 - same);
    const isPlaceOfRecord = ({ file, url }: LedgerRecord) => file === record.file || url === record.url;
    return others().every(([other, sketch]) => isPlaceOfRecord(other) || isStranger(likenessOfSketches(own, sketch)));
  };
}

function sketchesOfSome(records: readonly LedgerRecord[]): ReadonlyMap<LedgerRecord, Uint8Array> {
  const ordered = records.toSorted(bestKnownFirst);
  const step = Math.ceil(ordered.length / most);
  const some = ordered.filter((_, at) => at % step === 0);
  return new Map(
    some.flatMap((record) => (record.seen === undefined ? [] : [[record, readSketch(record.seen)] as const])),
  );
}
