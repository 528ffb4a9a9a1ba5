/** Asks what is published where the output folder is not what subscribers have. */
import { fileAddress } from '../addresses/address.js';
import type { FeedDocument } from '../channel.js';
import type { LedgerRecord } from '../ledger/ledger-file.js';
import { BuildError, problem } from '../problem.js';
import type { PlannedDocument } from '../publish/plan.js';
import type { ForeseenDocument } from './foreseeing.js';

/** What is published at an address; undefined where nothing is. */
export type FetchPublished = (document: FeedDocument) => Promise<Uint8Array | undefined>;

/** A site has hundreds of feeds, and a host takes hundreds of requests at once for an attack. */
const atOnce = 6;

export async function withPublished(
  documents: readonly PlannedDocument[],
  fetchPublished: FetchPublished | undefined,
): Promise<readonly ForeseenDocument[]> {
  if (fetchPublished === undefined) return documents;
  // Nobody subscribes to an archive.
  const asked = documents.filter(({ document }) => document.part !== 'archive');
  const answered: ForeseenDocument[] = [];
  for (let next = 0; next < asked.length; next += atOnce) {
    const some = asked.slice(next, next + atOnce);
    answered.push(
      ...(await Promise.all(some.map(async (plan) => ({ ...plan, published: await fetchPublished(plan.document) })))),
    );
  }
  return answered;
}

/**
 * A wrong address would turn the guard off: everything would be new there, and nothing old.
 * @throws BuildError when nothing is where feeds should be that subscribers know
 */
export function refuseNothingLive(
  foreseen: readonly ForeseenDocument[],
  records: readonly LedgerRecord[],
  live: string,
): void {
  const [first] = foreseen;
  if (first === undefined || foreseen.some(({ published }) => published !== undefined)) return;
  if (records.every(({ seen }) => seen === undefined)) return;
  const reason = 'nothing is there, nor where the other feeds should be, and yet the ledger knows published articles';
  const url = fileAddress(live, first.document.path) ?? live;
  throw new BuildError([problem('live-unreachable', {}, { url, reason })]);
}
