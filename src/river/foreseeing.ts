/** Compares the documents of a run with what is published, and with what the ledger says that subscribers have. */
import { toAtomId } from '../addresses/tag-uri.js';
import { isInArchive } from '../choose/layout.js';
import { inMemory, isEqual, type Bytes } from '../files/bytes.js';
import type { LedgerRecord } from '../ledger/ledger-file.js';
import type { Loss, LostFeed } from '../look-ahead/flood.js';
import { lookAhead, type Known, type Outlook } from '../look-ahead/outlook.js';
import type { SeenEntry } from '../look-ahead/seen-entries.js';
import type { FeedDocument } from '../channel.js';
import type { Article } from '../model.js';
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

/**
 * @param removed paths of documents; pages are no feeds
 * @param expected as for `foresee`
 */
export async function foreseeLoss(
  removed: readonly string[],
  target: Target,
  expected: () => readonly Article[],
  siteUrl: string,
  { entriesOf }: Sightings,
): Promise<Loss> {
  const { isLive } = toKnown(expected, () => [], siteUrl);
  const feeds: LostFeed[] = [];
  const archived: SeenEntry[] = [];
  for (const path of removed) {
    const published = await target.read(path);
    const entries = published && entriesOf(path, published);
    if (entries === undefined) continue;
    if (isInArchive(path)) archived.push(...entries.filter(({ id }) => !isLive(id)));
    else feeds.push({ path, entries });
  }
  return { feeds, archived };
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
