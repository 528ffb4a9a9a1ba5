/** Compares the documents of a run with what is published, and with what the ledger says that subscribers have. */
import { toAtomId } from './addresses/tag-uri.js';
import type { LedgerRecord } from './ledger/ledger-file.js';
import { lookAhead, type Known, type Outlook } from './look-ahead/outlook.js';
import type { FeedDocument } from './channel.js';
import type { Article } from './model.js';

export interface ForeseenDocument {
  readonly document: FeedDocument;
  readonly bytes: Uint8Array;
  /** The document that is in place. */
  readonly published: Uint8Array | undefined;
}

/**
 * @param expected articles whose leaving is no withdrawal: newer ones push them out, or they expired
 * @returns an outlook for each document that changes; nobody subscribes to an archive
 */
export function foresee(
  documents: readonly ForeseenDocument[],
  expected: readonly Article[],
  records: readonly LedgerRecord[],
  siteUrl: string,
): readonly Outlook[] {
  const known = toKnown(expected, records, siteUrl);
  return documents
    .filter(({ document: { part } }) => part !== 'archive')
    .filter(({ bytes, published }) => published === undefined || Buffer.compare(bytes, published) !== 0)
    .map(({ document, bytes, published }) => lookAhead(document, published, bytes, known));
}

/** Ids as RSS and JSON Feed have them, and as Atom does. */
function toKnown(expected: readonly Article[], records: readonly LedgerRecord[], siteUrl: string): Known {
  const spellings = (id: string) => [id, toAtomId(id, siteUrl)];
  const liveIds = new Set(expected.flatMap(({ id }) => spellings(id)));
  const seen = records.filter((record) => record.seen !== undefined);
  const seenIds = new Set(seen.flatMap(({ id }) => spellings(id)));
  const withdrawn = records.filter((record) => record.withdrawn !== undefined);
  const withdrawnIds = new Set(withdrawn.flatMap(({ id }) => spellings(id)));
  return {
    isLive: (id) => liveIds.has(id),
    wasSeen: (id) => seenIds.has(id),
    wasWithdrawn: (id) => withdrawnIds.has(id),
    newestSeen: seen.reduce((newest, { published }) => Math.max(newest, published), 0),
  };
}
