/** Compares the documents of a run with what is published, and with what the ledger says that subscribers have. */
import { toAtomId } from '../addresses/tag-uri.js';
import { isInArchive } from '../choose/layout.js';
import { inMemory, isEqual, type Bytes } from '../files/bytes.js';
import type { LedgerRecord } from '../ledger/ledger-file.js';
import type { Loss, LostFeed } from '../look-ahead/flood.js';
import { lookAhead, type Known, type Outlook } from '../look-ahead/outlook.js';
import type { SeenEntry } from '../look-ahead/seen-entries.js';
import type { FeedDocument } from '../channel.js';
import type { Settings } from '../config/options.js';
import type { Article } from '../model.js';
import type { Problem } from '../problem.js';
import type { Taken } from '../publish/owners.js';
import type { Target } from '../publish/target.js';
import type { Sightings } from './sighting.js';

export interface ForeseenDocument {
  readonly document: FeedDocument;
  readonly bytes: Bytes;
  /** The document that is in place. */
  readonly published: Uint8Array | undefined;
}

/**
 * @param expected articles whose leaving is no withdrawal: newer ones push them out, or they expired
 * @returns an outlook for each document that changes; nobody subscribes to an archive
 */
export function foresee(
  documents: readonly ForeseenDocument[],
  expected: () => readonly Article[],
  records: () => readonly LedgerRecord[],
  siteUrl: string,
  { entriesOf }: Sightings,
): readonly Outlook[] {
  const known = toKnown(expected, records, siteUrl);
  return documents
    .filter(({ document: { part } }) => part !== 'archive')
    .filter(({ bytes, published }) => published === undefined || !isEqual(published, bytes))
    .map(({ document, bytes, published }) =>
      lookAhead(document, published, inMemory(bytes), known, (some) => entriesOf(document.path, some)),
    );
}

/** What an outline knows of the articles that are in the feeds. */
export interface LiveArticles {
  /** As for `foresee`. */
  readonly expected: () => readonly Article[];
  /** Those of them that no author has ended. */
  readonly lasting: () => readonly Article[];
}

/** @param removed paths of documents; pages are no feeds */
export async function foreseeLoss(
  removed: readonly string[],
  target: Target,
  { expected, lasting }: LiveArticles,
  { site: { url }, channels }: Pick<Settings, 'site' | 'channels'>,
  { entriesOf }: Sightings,
): Promise<Loss> {
  const [{ isLive }, { isLive: lasts }] = [toKnown(expected, () => [], url), toKnown(lasting, () => [], url)];
  const least = Math.max(1, ...channels.map(({ minimum }) => minimum));
  const feeds: LostFeed[] = [];
  const archived: SeenEntry[] = [];
  for (const path of removed) {
    const published = await target.read(path);
    const entries = published && entriesOf(path, published);
    if (entries === undefined) continue;
    const gone = entries.filter(({ id }) => !isLive(id));
    const left = entries.filter(({ id }) => lasts(id)).length;
    // Where articles went and too few are left, their feed goes with them, as the settings want it.
    const isFull = left === entries.length || left >= least;
    if (isInArchive(path)) archived.push(...gone);
    else feeds.push({ path, entries: isFull ? entries : gone });
  }
  return { feeds, archived };
}

/**
 * What a record gives to another site is ours all the same where the ledger knows every entry of it, and some are
 * live: this site has moved since.
 */
export async function foreseeTaking(
  taken: readonly Taken[],
  target: Target,
  { expected }: Pick<LiveArticles, 'expected'>,
  records: () => readonly LedgerRecord[],
  siteUrl: string,
  { entriesOf }: Sightings,
): Promise<readonly Problem[]> {
  const { isLive, wasSeen } = toKnown(expected, records, siteUrl);
  const problems: Problem[] = [];
  for (const { path, problem } of taken) {
    const published = await target.read(path);
    const entries = (published && entriesOf(path, published)) ?? [];
    const isOurs = entries.some(({ id }) => isLive(id)) && entries.every(({ id }) => wasSeen(id));
    if (!isOurs) problems.push(problem);
  }
  return problems;
}

/** Ids as RSS and JSON Feed have them, and as Atom does. Told of few entries among thousands, so told when asked. */
function toKnown(expected: () => readonly Article[], records: () => readonly LedgerRecord[], siteUrl: string): Known {
  const isAmong = (ids: () => readonly { readonly id: string }[]) => {
    const known = whenAsked(() => new Set(ids().flatMap(({ id }) => [id, toAtomId(id, siteUrl)])));
    return (wanted: string) => known().has(wanted);
  };
  const seen = whenAsked(() => records().filter((record) => record.seen !== undefined));
  return {
    isLive: isAmong(expected),
    wasSeen: isAmong(seen),
    wasWithdrawn: isAmong(() => records().filter((record) => record.withdrawn !== undefined)),
    newestSeen: whenAsked(() => seen().reduce((newest, { published }) => Math.max(newest, published), 0)),
  };
}

function whenAsked<Answer>(find: () => Answer): () => Answer {
  let found: { readonly answer: Answer } | undefined;
  return () => (found ??= { answer: find() }).answer;
}
