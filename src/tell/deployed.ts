/** Waits until the public sees documents as they were published: a hub that is told earlier fetches the old ones. */
import type { Settings } from '../config/options.js';
import type { Tiding } from '../outbox.js';
import { problem, type Problem } from '../problem.js';
import { pause } from '../time/timers.js';
import { eachOf, reach, UnreachedError, type World } from './reach.js';
import { addressOf, fingerprintOf } from './tidings.js';

/** Milliseconds between two looks at what is deployed: at first, and at most. */
const firstPause = 2_000;
const longestPause = 30_000;

/** Tidings as the public comes to see their documents; with the last of them, what it does not see in time. */
export async function* onceDeployed(
  tidings: readonly Tiding[],
  settings: Settings,
  seconds: number | undefined,
  world: World,
): AsyncGenerator<{ readonly live: readonly Tiding[]; readonly late: readonly Problem[] }> {
  const start = world.clock.elapsed();
  let waiting = tidings;
  for (let wait = firstPause; waiting.length > 0; wait = Math.min(2 * wait, longestPause)) {
    const unseen = seconds === undefined ? new Map<string, string>() : await lookFor(waiting, settings, world);
    const left = (seconds ?? 0) * 1000 - (world.clock.elapsed() - start);
    const isOver = unseen.size === 0 || left <= 0 || world.signal?.aborted === true;
    const isLate = isOver && world.signal?.aborted !== true;
    yield {
      live: waiting.filter(({ path }) => !unseen.has(path)),
      late: isLate ? lateness(unseen, settings, seconds ?? 0) : [],
    };
    if (isOver) return;
    waiting = waiting.filter(({ path }) => unseen.has(path));
    await pause(Math.min(wait, left), world.timers, world.signal);
  }
}

/** @returns by path, why the public does not see a document */
async function lookFor(
  tidings: readonly Tiding[],
  settings: Settings,
  world: World,
): Promise<ReadonlyMap<string, string>> {
  const hashes = new Map(tidings.map(({ path, hash }) => [path, hash]));
  const reasons = await eachOf([...hashes], async ([path, hash]) => {
    const reason = await whyUnseen(addressOf(path, settings), hash, world);
    return reason === undefined ? [] : [[path, reason] as const];
  });
  return new Map(reasons.flat());
}

function lateness(unseen: ReadonlyMap<string, string>, settings: Settings, seconds: number): readonly Problem[] {
  return [...unseen]
    .slice(0, 1)
    .map(([path, reason]) =>
      problem('deploy-unseen', {}, { url: addressOf(path, settings), others: unseen.size - 1, seconds, reason }),
    );
}

/** More than any feed holds: of what is not ours at that address. */
const documentLimit = 64 * 1024 * 1024;

/** Asks caches on the way for the newest. A query would make it another document to them, and prove nothing. */
const headers = { 'cache-control': 'no-cache', pragma: 'no-cache', accept: '*/*' };

/** @returns what is seen instead, in words; undefined when it is live */
async function whyUnseen(url: string, hash: string, world: World): Promise<string | undefined> {
  try {
    const { status, bytes } = await reach(url, { headers }, documentLimit, world);
    if (status !== 200) return `the server answers ${status}`;
    return fingerprintOf(bytes) === hash ? undefined : 'other bytes are served there';
  } catch (error) {
    if (!(error instanceof UnreachedError)) throw error;
    return `the server cannot be asked: ${error.message}`;
  }
}
