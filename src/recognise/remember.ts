/** What the ledger says after a run: all that it said before, and what subscribers see now. */
import { isRealChange, type Fingerprint, type PrintOf } from '../ledger/fingerprint.js';
import type { LedgerRecord } from '../ledger/ledger-file.js';
import type { Article, Entry } from '../model.js';
import { addStated } from '../stated.js';

type ShownEntry = Pick<Entry, 'id' | 'title' | 'firstWords' | 'updated'>;

/**
 * Articles that are gone stay in it: who knows whether they come back.
 * @param live every published article
 * @param shown the entries of the feeds
 */
export function rememberArticles(
  before: readonly LedgerRecord[],
  live: readonly Article[],
  shown: readonly ShownEntry[],
  printOf: PrintOf,
): readonly LedgerRecord[] {
  const known = new Map<string, LedgerRecord>();
  for (const record of before) known.set(record.id, record);
  const added: LedgerRecord[] = [];
  const entries = new Map(shown.map((entry) => [entry.id, entry]));
  for (const article of live) {
    const record = known.get(article.id);
    const next = remember(article, entries.get(article.id), record, printOf);
    if (record === undefined) added.push(next);
    else if (record !== next) known.set(article.id, next);
  }
  return [...known.values(), ...added];
}

/** The same record where nothing has changed. */
function remember(
  article: Article,
  entry: ShownEntry | undefined,
  before: LedgerRecord | undefined,
  printOf: PrintOf,
): LedgerRecord {
  const { id, file, url, published } = article;
  const updated = entry?.updated ?? article.updated;
  const title = entry === undefined ? before?.title : (entry.title ?? entry.firstWords);
  const seen = entry === undefined ? before?.seen : seenText(printOf(article), before);
  const isSame =
    before?.file === file &&
    before.url === url &&
    before.published === published &&
    before.updated === updated &&
    before.title === title &&
    before.seen === seen &&
    !before.was.includes(url);
  if (before !== undefined && isSame) return before;
  const record = { id, file, url, was: before === undefined ? noAddresses : addressesBefore(before, url), published };
  return addStated(record, { title, updated, seen, more: before?.more });
}

/** One for all: most articles never had another address. */
const noAddresses: readonly string[] = [];

function addressesBefore(before: LedgerRecord, url: string): readonly string[] {
  const was = new Set([...before.was, before.url]);
  was.delete(url);
  return was.size === 0 ? noAddresses : [...was];
}

/** Small edits add up: what counts is the text at the last change that was worth telling. */
function seenText(now: Fingerprint, before: LedgerRecord | undefined): Fingerprint {
  return before?.seen === undefined || isRealChange(before.seen, now) ? now : before.seen;
}
