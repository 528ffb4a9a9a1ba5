/** The ledger: a text file that remembers for every published article what subscribers know of it, one on each line. */
import type { Instant } from '../model.js';
import { compareText } from '../order.js';
import { problem, type Problem } from '../problem.js';
import { addStated } from '../stated.js';
import { isObject, toText } from '../untyped.js';
import { isSketch, type Fingerprint } from './fingerprint.js';
import { head } from './format-ledger.js';

export interface LedgerRecord {
  /** The id that subscribers know it by, for ever. */
  readonly id: string;
  /** As subscribers saw it; undefined as long as no feed had it. */
  readonly title?: string;
  /** Path from the site's folder. */
  readonly file: string;
  /** Its permalink. */
  readonly url: string;
  /** Earlier permalinks, oldest first. */
  readonly was: readonly string[];
  /** When it was first published, as subscribers were told. */
  readonly published: Instant;
  /** Its last significant update, likewise. */
  readonly updated?: Instant;
  /** Of its text when a feed last had it; undefined as long as none had. */
  readonly seen?: Fingerprint;
  /** When a build first found that it had been taken back. */
  readonly withdrawn?: Instant;
  /** What a newer version wrote and this one does not know: kept, so that it is there when that version runs again. */
  readonly more?: Readonly<Record<string, unknown>>;
}

const fieldNames: ReadonlySet<string> = new Set([
  'id',
  'title',
  'file',
  'url',
  'was',
  'published',
  'updated',
  'size',
  'sketch',
  'withdrawn',
]);

/**
 * Reads a ledger, lines in any order, whatever ends them: what is overlooked would be gone with the next build. Two lines of one article, as a merge of branches leaves them, become one.
 * @param file its path, for problems
 * @returns isOrdered: as `formatLedger` orders them, each once and nothing else
 */
export function parseLedger(
  file: string,
  text: string,
): { records: readonly LedgerRecord[]; isOrdered: boolean; problems: readonly Problem[] } {
  const records = new Map<string, LedgerRecord>();
  const problems: Problem[] = [];
  let last = '';
  let isOrdered = text.startsWith(head) && text.endsWith('\n') && !text.includes('\r');
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n?|\n/);
  for (const [index, line] of lines.entries()) {
    const place = { file, line: index + 1 };
    if (/^(?:<{7}|={7}|>{7}|\|{7})/.test(line)) problems.push(problem('ledger-conflict', place));
    else if (!/^\s*(?:#|$)/.test(line)) {
      const record = parseRecord(line);
      if (record === undefined) problems.push(problem('ledger-unreadable', place));
      else {
        isOrdered &&= compareText(last, record.id) < 0;
        last = record.id;
        records.set(record.id, merged(records.get(record.id), record));
      }
    }
  }
  isOrdered &&= lines.length === records.size + 2; // The head, and what follows the last line break.
  return { records: [...records.values()], isOrdered, problems };
}

function parseRecord(line: string): LedgerRecord | undefined {
  const fields = parseJson(line);
  if (!isObject(fields)) return undefined;
  const { was = noAddresses, size } = fields;
  const [id, file, url] = [toText(fields['id']), toText(fields['file']), toText(fields['url'])];
  const sketch = toText(fields['sketch']);
  const published = toInstant(fields['published']);
  if (id === undefined || file === undefined || !isAddress(url) || published === undefined) return undefined;
  if (!Array.isArray(was) || !was.every(isAddress)) return undefined;
  if (sketch !== undefined && !(isSketch(sketch) && typeof size === 'number')) return undefined;
  return addStated(
    { id, file, url, was, published },
    {
      title: toText(fields['title']),
      updated: toInstant(fields['updated']),
      seen: typeof size === 'number' && sketch !== undefined ? { size, sketch } : undefined,
      withdrawn: toInstant(fields['withdrawn']),
      more: othersOf(fields),
    },
  );
}

const noAddresses: readonly string[] = [];

function othersOf(fields: Readonly<Record<string, unknown>>): LedgerRecord['more'] {
  const more = Object.keys(fields).filter((name) => !fieldNames.has(name));
  return more.length === 0 ? undefined : Object.fromEntries(more.map((name) => [name, fields[name]]));
}

const isAddress = (value: unknown): value is string =>
  typeof value === 'string' && (plainAddress.test(value) || (/^https?:/i.test(value) && URL.canParse(value)));

/** Of most addresses it is seen without a parser. */
const plainAddress = /^https?:\/\/[a-z]+(?:\.[a-z]+)*\/[\w./~-]*$/;

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function toInstant(value: unknown): Instant | undefined {
  const instant = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(instant) ? undefined : instant;
}

/** What both branches know: the first publication of all, the last update, every address. */
function merged(before: LedgerRecord | undefined, after: LedgerRecord): LedgerRecord {
  if (before === undefined) return after;
  const [older, newer] = (before.updated ?? 0) > (after.updated ?? 0) ? [after, before] : [before, after];
  const was = new Set([...older.was, ...newer.was, older.url]);
  was.delete(newer.url);
  return {
    ...older,
    ...newer,
    was: [...was],
    published: Math.min(older.published, newer.published),
  };
}
