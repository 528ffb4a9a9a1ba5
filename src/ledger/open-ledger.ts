/** Opens the ledger of a site: its records, and whether it may be written. */
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { BuildError, problem, type Problem } from '../problem.js';
import { isObject, messageOf } from '../untyped.js';
import { formatLedger, isSameRecord, lineOf } from './format-ledger.js';
import { parseLedger, type LedgerRecord } from './ledger-file.js';

export interface Ledger {
  /** Absolute path. */
  readonly file: string;
  /** As the settings name it. */
  readonly shown: string;
  readonly records: readonly LedgerRecord[];
  /** Whether the file has them in the order in which it is written. */
  readonly isOrdered: boolean;
  /** Of its text on the disk; undefined when there is none yet. */
  readonly sum: string | undefined;
  readonly problems: readonly Problem[];
}

/**
 * @param isAwaited whether there should be one, since feeds have been published
 * @throws BuildError when it cannot be read: without it, subscribers would see articles twice
 */
export function openLedger(root: string, shown: string, isAwaited = false): Ledger {
  const file = path.resolve(root, shown);
  const text = readLedger(root, shown);
  if (text === undefined) {
    const problems = isAwaited ? [problem('ledger-missing', { file: shown })] : [];
    return { file, shown, records: [], isOrdered: false, sum: undefined, problems };
  }
  const { records, isOrdered, problems } = parseLedger(shown, text);
  const unreadable = problems.filter(({ severity }) => severity === 'error');
  if (unreadable.length > 0) throw new BuildError(unreadable);
  return { file, shown, records, isOrdered, sum: sumOfLedger(text), problems };
}

/** @throws BuildError when it cannot be read @returns undefined when there is none */
export function readLedger(root: string, shown: string): string | undefined {
  const file = path.resolve(root, shown);
  return existsSync(file) ? readText(file, shown) : undefined;
}

function readText(file: string, shown: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(file));
  } catch (error) {
    const isNoText = isObject(error) && error['code'] === 'ERR_ENCODING_INVALID_ENCODED_DATA';
    const fault = isNoText
      ? problem('encoding-invalid', { file: shown })
      : problem('file-unreadable', { file: shown }, { reason: messageOf(error) });
    throw new BuildError([fault], { cause: error });
  }
}

/** A preview under another address would give new articles ids of that address, for ever. */
export function warnOfMove({ shown, records }: Ledger, siteUrl: string): readonly Problem[] {
  const { host } = new URL(siteUrl);
  const [first] = records;
  if (first === undefined || records.some(({ url }) => new URL(url).host === host)) return [];
  return [problem('ledger-elsewhere', { file: shown, line: 1 }, { known: new URL(first.url).host, host })];
}

export interface LedgerChange {
  /** Absolute path of the ledger. */
  readonly file: string;
  /** What it is to say, and the sum of that as it is to be written. */
  readonly records: readonly LedgerRecord[];
  readonly sum: string;
  /** What to write; undefined when the ledger says it already, or may not be written. */
  readonly bytes?: Uint8Array;
  readonly problems: readonly Problem[];
}

/** @param frozen whether it must stay as it is */
export function changeLedger(ledger: Ledger, records: readonly LedgerRecord[], frozen: boolean): LedgerChange {
  const isSame =
    records.length === ledger.records.length && records.every((record, at) => record === ledger.records[at]);
  const { file } = ledger;
  if (isSame && ledger.isOrdered && ledger.sum !== undefined) return { file, records, sum: ledger.sum, problems: [] };
  const amended = frozen ? undefined : amendWhole(ledger, records);
  if (amended !== undefined) return amended;
  const bytes = formatLedger(records);
  const sum = sumOfLedger(bytes);
  if (sum === ledger.sum) return { file, records, sum, problems: [] };
  const place = { file: ledger.shown, line: 1 };
  if (frozen) {
    const before = new Map(ledger.records.map((record) => [record.id, record]));
    const count = records.filter((record) => {
      const known = before.get(record.id);
      return known === undefined || !isSameRecord(known, record);
    }).length;
    return { file, records, sum, problems: count === 0 ? [] : [problem('ledger-behind', place, { count })] };
  }
  const reason = whyUnwritable(ledger);
  if (reason !== undefined) return { file, records, sum, problems: [problem('ledger-unwritable', place, { reason })] };
  return { file, records, sum, bytes, problems: [] };
}

/** As what knows some of its records alone: where none has come, lines that stay are left as they are written. */
function amendWhole({ file, shown, isOrdered, sum, records: before }: Ledger, records: readonly LedgerRecord[]) {
  if (!isOrdered || records.length !== before.length) return undefined;
  // Read again: kept meanwhile, it would be as large as all records.
  const text = existsSync(file) ? readText(file, shown) : undefined;
  return text !== undefined && sumOfLedger(text) === sum ? amendLedger(file, text, before, records) : undefined;
}

/**
 * The same for some records of a ledger.
 * @param file absolute path
 * @param before as the ledger has them, in the same order
 * @returns undefined when it has them otherwise, or may not be written
 */
export function amendLedger(
  file: string,
  text: string,
  before: readonly LedgerRecord[],
  records: readonly LedgerRecord[],
): LedgerChange | undefined {
  const parts: string[] = [];
  let done = 0;
  for (const [at, record] of records.entries()) {
    const known = before[at];
    if (known === undefined) return undefined;
    if (record === known) continue;
    const line = lineOf(known);
    // In one pass, as both are in one order: a ledger may be long, and many texts may change at once.
    const start = text.indexOf(`\n${line}\n`, done) + 1;
    if (start === 0) return undefined;
    parts.push(text.slice(done, start), lineOf(record));
    done = start + line.length;
  }
  const amended = parts.join('') + text.slice(done);
  const sum = sumOfLedger(amended);
  if (amended === text) return { file, records, sum, problems: [] };
  if (whyUnwritable({ file, sum }) !== undefined) return undefined;
  return { file, records, sum, bytes: new TextEncoder().encode(amended), problems: [] };
}

/** Tells one ledger from another. */
export const sumOfLedger = (text: string | Uint8Array): string => createHash('sha256').update(text).digest('base64');

/** Whether the next run will know what this one finds out. */
export function isRemembered(ledger: Ledger, frozen: boolean): boolean {
  return !frozen && whyUnwritable(ledger) === undefined;
}

/** A checkout may be read-only: that keeps nobody from building its feeds. */
function whyUnwritable({ file, sum }: Pick<Ledger, 'file' | 'sum'>): string | undefined {
  try {
    if (sum !== undefined) accessSync(file, constants.W_OK);
    accessSync(path.dirname(file), constants.W_OK);
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}
