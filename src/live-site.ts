/** Fetches the feeds that a site serves, to compare them with those of a run. */
import { fileAddress } from './addresses/address.js';
import type { FeedDocument } from './channel.js';
import { seenEntries } from './look-ahead/seen-entries.js';
import { BuildError, problem } from './problem.js';
import { messageOf } from './untyped.js';

/** @param live address of a site that is served, perhaps elsewhere than the settings say */
export function fetcherOf(
  live: string,
  request: typeof fetch,
): (document: FeedDocument) => Promise<Uint8Array | undefined> {
  return async ({ path: file }) => {
    const url = fileAddress(live, file) ?? live;
    const unreachable = (reason: string, cause?: unknown) =>
      new BuildError([problem('live-unreachable', {}, { url, reason })], { cause });
    const response = await request(url, { redirect: 'follow', signal: AbortSignal.timeout(patience) }).catch(
      (error: unknown) => {
        throw unreachable(messageOf(error), error);
      },
    );
    // Where nothing is yet, everything is new.
    if (response.status === 404 || response.status === 410) return undefined;
    if (!response.ok) throw unreachable(`the server says ${response.status}`);
    const bytes = new Uint8Array(
      await response.arrayBuffer().catch((error: unknown) => {
        throw unreachable(messageOf(error), error);
      }),
    );
    // Many a host answers any address with its first page: taken for an empty feed, it would switch the guard off.
    if (seenEntries(bytes) === undefined) throw unreachable('what is there is no feed');
    return bytes;
  };
}

/** Milliseconds until a server that says nothing counts as unreachable. */
const patience = 30_000;
