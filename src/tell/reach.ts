/** One request to a server of others: bounded in time and size, and led by no redirect to where the caller did not mean. */
import { messageOf } from '../untyped.js';
import type { Clock } from '../time/clock.js';
import type { Timers } from '../time/timers.js';

/** The world outside, as it is handed in. */
export interface World {
  readonly fetch: typeof fetch;
  readonly timers: Timers;
  readonly clock: Clock;
  /** Calls everything off: what is not told by then stays to be told. */
  readonly signal?: AbortSignal;
}

export interface Reached {
  readonly status: number;
  readonly bytes: Uint8Array;
}

/** What came between us and the server, in words. */
export class UnreachedError extends Error {
  override readonly name = 'UnreachedError';
  /** Whether asking again would change nothing. */
  readonly isFinal: boolean;
  constructor(message: string, { isFinal = false, ...options }: ErrorOptions & { readonly isFinal?: boolean } = {}) {
    super(message, options);
    this.isFinal = isFinal;
  }
}

/** Milliseconds until a server that says nothing counts as out of reach. */
const patience = 10_000;
const maxRedirects = 5;
const agent = 'Feedwright (feed publisher)';

/**
 * @param limit so many bytes of an answer are read, no more
 * @throws UnreachedError
 */
export async function reach(address: string, request: RequestInit, limit: number, world: World): Promise<Reached> {
  const ended = new AbortController();
  const cancel = world.timers.after(patience, () =>
    ended.abort(new UnreachedError(`it does not answer within ${patience / 1000} seconds`)),
  );
  const callOff = () => ended.abort(new UnreachedError('the run was called off', { isFinal: true }));
  if (world.signal?.aborted === true) callOff();
  world.signal?.addEventListener('abort', callOff, { once: true });
  try {
    const headers = { ...request.headers, 'user-agent': agent };
    const response = await follow(address, { ...request, headers, signal: ended.signal }, world);
    return { status: response.status, bytes: await readUpTo(limit, response) };
  } catch (error) {
    throw error instanceof UnreachedError ? error : new UnreachedError(reasonOf(error), { cause: error });
  } finally {
    cancel();
    world.signal?.removeEventListener('abort', callOff);
  }
}

/** What is sent is sent again only where the method must stay; a GET in its place would look like success. */
async function follow(address: string, request: RequestInit, world: World): Promise<Response> {
  let at = address;
  for (let count = 0; count <= maxRedirects; count++) {
    const response = await world.fetch(at, { ...request, redirect: 'manual' });
    const location = response.headers.get('location');
    const isRedirect = [301, 302, 303, 307, 308].includes(response.status) && location !== null;
    if (!isRedirect) return response;
    await response.body?.cancel();
    const next = new URL(location, at);
    const isKept = request.method !== 'POST' || response.status === 307 || response.status === 308;
    if (next.protocol !== new URL(at).protocol || !isKept)
      throw new UnreachedError(`it redirects to ${next.href}`, { isFinal: true });
    at = next.href;
  }
  throw new UnreachedError('it redirects without end', { isFinal: true });
}

async function readUpTo(limit: number, { body }: Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  // Leaving the loop early cancels the rest.
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= limit) break;
  }
  return Buffer.concat(chunks);
}

/** Node's fetch says no more than that it failed; why stands behind. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return messageOf(cause instanceof Error && cause.message !== '' ? cause : error);
}

/** Not more at once than a small server bears. @returns the results in the order of the items */
export async function eachOf<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  const waiting = items.entries();
  const worker = async () => {
    for (const [index, item] of waiting) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}

export const atOnce = 5;
