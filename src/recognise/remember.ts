/** What the ledger says after a run: all that it said before, and what subscribers see now. */
import { isRealChange, type Fingerprint, type PrintOf } from '../ledger/fingerprint.js';
import type { LedgerRecord } from '../ledger/ledger-file.js';
import type { Article, Entry } from '../model.js';
import { stated } from '../stated.js';

/**
 * Articles that are gone stay in it: who knows whether they come back.
 * @param live every published article
 * @param shown the entries of the feeds
 */
export function rememberArticles(
  before: readonly LedgerRecord[],
  live: readonly Article[],
  shown: readonly Entry[],
  printOf: PrintOf,
): readonly LedgerRecord[] {
  const records = new Map(before.map((record) => [record.id, record]));
  const entries = new Map(shown.map((entry) => [entry.id, entry]));
  for (const article of live)
    records.set(article.id, remember(article, entries.get(article.id), records.get(article.id), printOf));
  return [...records.values()];
}

function remember(
  article: Article,
  entry: Entry | undefined,
  before: LedgerRecord | undefined,
  printOf: PrintOf,
): LedgerRecord {
  const { id, file, url, published } = article;
  const was = new Set([...(before?.was ?? []), ...(before === undefined ? [] : [before.url])]);
  was.delete(url);
  return {
    id,
    file,
    url,
    was: [...was],
    published,
    ...stated({
      title: entry === undefined ? before?.title : (entry.title ?? entry.firstWords),
      updated: entry?.updated ?? article.updated,
      seen: entry === undefined ? before?.seen : seenText(printOf(article), before),
      more: before?.more,
    }),
  };
}

/** Small edits add up: what counts is the text at the last change that was worth telling. */
function seenText(now: Fingerprint, before: LedgerRecord | undefined): Fingerprint {
  return before?.seen === undefined || isRealChange(before.seen, now) ? now : before.seen;
}
