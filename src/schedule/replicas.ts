/**
 * Several schedulers of one site run each occasion once.
 *
 * Who claims it first runs it, under a lease that it renews; the others wait, and one of them takes over when the
 * lease ends without the run being done.
 *
 * node-cron's own coordination does not serve: it asks once, for runs of its own timers alone, so that an article that
 * is due, a retry and what a machine missed are not in it, and the run of a replica that dies is lost.
 */
import type { Instant } from '../model.js';
import { pause, type Timers } from '../time/timers.js';

/** What replicas share. Each call throws when it cannot be reached. */
export interface Coordination {
  /** `done`: an occasion as late as this was run. `held`: another replica is at it. */
  readonly claim: (occasion: Instant, lease: number) => Promise<'mine' | 'held' | 'done'>;
  /** Only of what is still ours. */
  readonly renew: (lease: number) => Promise<void>;
  /** @param done the occasion that was run; undefined when it failed, for another to try */
  readonly release: (done: Instant | undefined) => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface Replicas {
  readonly coordination: Coordination;
  readonly timers: Timers;
  readonly stop: AbortSignal;
  /** Milliseconds after which a replica that does not speak counts as dead. */
  readonly lease: number;
  /** Told when what is shared cannot be reached: all run then, and the publishing guards against two at once. */
  readonly unreachable: (error: unknown) => void;
}

/** @returns undefined when another replica ran it, or it was called off */
export async function runOnce<Result extends { readonly ok: boolean }>(
  occasion: Instant,
  run: () => Promise<Result>,
  replicas: Replicas,
): Promise<Result | undefined> {
  const claimed = await claim(occasion, replicas);
  if (claimed === 'done') return undefined;
  if (claimed === 'unreachable') return run();
  const stopRenewing = keepRenewing(replicas);
  let done: Instant | undefined;
  try {
    const result = await run();
    if (result.ok) done = occasion;
    return result;
  } finally {
    await stopRenewing();
    await replicas.coordination.release(done).catch(replicas.unreachable);
  }
}

async function claim(
  occasion: Instant,
  { coordination, timers, stop, lease, unreachable }: Replicas,
): Promise<'mine' | 'done' | 'unreachable'> {
  while (!stop.aborted) {
    try {
      const answer = await coordination.claim(occasion, lease);
      if (answer !== 'held') return answer;
    } catch (error) {
      unreachable(error);
      return 'unreachable';
    }
    await pause(lease / 10, timers, stop);
  }
  return 'done';
}

/** @returns what ends it, when nothing more is on its way */
function keepRenewing({ coordination, timers, lease, unreachable }: Replicas): () => Promise<void> {
  const end = new AbortController();
  const renewing = (async () => {
    for (;;) {
      await pause(lease / 3, timers, end.signal);
      if (end.signal.aborted) return;
      await coordination.renew(lease).catch(unreachable);
    }
  })();
  return () => {
    end.abort();
    return renewing;
  };
}
