/** What the ledger says after a run: all that it said before, and what subscribers see now. */
import { isRealChange, type Fingerprint, type PrintOf } from '../ledger/fingerprint.js';
import type { LedgerRecord } from '../ledger/ledger-file.js';
import type { Article, Entry } from '../model.js';
import { stated } from '../stated.js';

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
  const records = new Map(before.map((record) => [record.id, record]));
  const entries = new Map(shown.map((entry) => [entry.id, entry]));
  for (const article of live)
    records.set(article.id, remember(article, entries.get(article.id), records.get(article.id), printOf));
  return [...records.values()];
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
  const was = new Set([...(before?.was ?? []), ...(before === undefined ? [] : [before.url])]);
  was.delete(url);
  return { id, file, url, was: [...was], published, ...stated({ title, updated, seen, more: before?.more }) };
}

/** Small edits add up: what counts is the text at the last change that was worth telling. */
function seenText(now: Fingerprint, before: LedgerRecord | undefined): Fingerprint {
  return before?.seen === undefined || isRealChange(before.seen, now) ? now : before.seen;
}
