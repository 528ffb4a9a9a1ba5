/** Tells which articles that subscribers know were taken back, and since when. */
import type { Tombstone } from '../channel.js';
import type { Settings } from '../config/options.js';
import type { LedgerRecord } from '../ledger/ledger-file.js';
import type { Article, Instant, LeftOut } from '../model.js';
import { compareText } from '../order.js';
import { stated } from '../stated.js';
import type { Recognition } from './recognise.js';

/** What a run found out about the articles that are there. */
export interface Whereabouts {
  readonly recognised: Pick<Recognition, 'articles' | 'doubted'>;
  readonly live: readonly Article[];
  /** Those that left the feeds because their authors said when: nobody took them back. */
  readonly expired: readonly Article[];
  readonly leftOut: readonly LeftOut[];
  /** Whether a file would be an article of the run if it were there. */
  readonly covers: (file: string) => boolean;
}

/**
 * An article that nobody can read now, or that may be one under another name, was not taken back: a reader that
 * believes a tombstone would drop it, and show it as new when the mistake is mended. Nor was one that other settings
 * publish by the same ledger, or one whose time has not come yet for a run that acts as if it were earlier.
 * @param remembers whether the ledger can be written
 */
export function markWithdrawn(
  records: readonly LedgerRecord[],
  { recognised, live, expired, leftOut, covers }: Whereabouts,
  { now }: Pick<Settings, 'now'>,
  remembers: boolean,
): readonly LedgerRecord[] {
  if (records.length === 0) return records;
  const stays = new Set<string>();
  for (const articles of [live, expired]) for (const { id } of articles) stays.add(id);
  const invalid = new Set(leftOut.filter(({ kind }) => kind === 'invalid').map(({ file }) => file));
  const unclear = new Set([
    ...recognised.doubted,
    ...recognised.articles.filter(({ file }) => invalid.has(file)).map(({ id }) => id),
  ]);
  const there = new Set(recognised.articles.map(({ id }) => id));
  return records.map((record) => {
    if (stays.has(record.id) && record.withdrawn === undefined) return record;
    const { withdrawn, ...rest } = record;
    if (stays.has(record.id)) return rest;
    // What no feed ever had leaves no trace: an embargo would end with it.
    if (record.seen === undefined || unclear.has(record.id) || invalid.has(record.file)) return record;
    if (record.published > now || !(there.has(record.id) || covers(record.file))) return record;
    return { ...rest, ...stated({ withdrawn: withdrawn ?? (remembers ? now : undefined) }) };
  });
}

const day = 24 * 60 * 60 * 1000;
/** A section that was removed must not outweigh the feed. */
const most = 100;

/** @returns those of the run's own taken back within the days that the settings say, the last first */
export function tombstonesOf(
  records: readonly LedgerRecord[],
  { tombstones: days = 0, now }: Settings,
  covers: Whereabouts['covers'],
): readonly Tombstone[] {
  return records
    .flatMap(({ id, file, withdrawn: when }) =>
      when === undefined || now - when >= days * day || !covers(file) ? [] : [{ id, when }],
    )
    .toSorted((a, b) => b.when - a.when || compareText(a.id, b.id))
    .slice(0, most);
}

/** When the first of them is old enough to be forgotten; `Infinity` when there is none. */
export function nextForgotten(tombstones: readonly Tombstone[], { tombstones: days = 0 }: Settings): Instant {
  return tombstones.reduce((first, { when }) => Math.min(first, when + days * day), Infinity);
}
