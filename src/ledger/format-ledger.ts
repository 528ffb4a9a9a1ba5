/** Writes a ledger: a line for each record, in an order that does not depend on theirs. */
import { compareText } from '../order.js';
import { rfc3339 } from '../time/instant.js';
import type { LedgerRecord } from './ledger-file.js';

export const head =
  '# What subscribers know of each article, by Feedwright. Commit this file; lines may be merged in any order.\n';

/** @returns the same bytes for the same records, in whatever order they come */
export function formatLedger(records: readonly LedgerRecord[]): Uint8Array {
  // Room that is not used costs nothing. All lines, their text and its bytes at once would cost three times as much.
  let bytes = Buffer.allocUnsafeSlow(head.length + records.length * usualLength);
  let end = bytes.write(head);
  const ordered = records.toSorted((a, b) => compareText(a.id, b.id));
  for (let at = 0; at < ordered.length; at += linesAtOnce) {
    let text = '';
    for (const record of ordered.slice(at, at + linesAtOnce)) text += `${lineOf(record)}\n`;
    const needed = end + Buffer.byteLength(text);
    if (needed > bytes.length) bytes = Buffer.concat([bytes], Math.max(needed, 2 * bytes.length));
    end += bytes.write(text, end);
  }
  return bytes.subarray(0, end);
}

/** Bytes; that of a record with a fingerprint and long names. */
const usualLength = 512;
const linesAtOnce = 1000;

export function lineOf({ id, title, file, url, was, published, updated, seen, withdrawn, more }: LedgerRecord): string {
  return JSON.stringify({
    id,
    title,
    file,
    url,
    was: was.length === 0 ? undefined : was,
    published: rfc3339(published),
    updated: updated === undefined ? undefined : rfc3339(updated),
    size: seen?.size,
    sketch: seen?.sketch,
    withdrawn: withdrawn === undefined ? undefined : rfc3339(withdrawn),
    ...more,
  });
}

/** Whether a ledger would say the same of both. */
export const isSameRecord = (a: LedgerRecord, b: LedgerRecord) => lineOf(a) === lineOf(b);
