/** A clock and timers that a test drives: pauses end at once and let time go by, waiting for an answer never ends by itself. */
import type { World } from '../../src/tell/reach.js';

/** Milliseconds that an answer is waited for. */
const patience = 10_000;

export interface FakeTime extends Pick<World, 'clock' | 'timers'> {
  /** All pauses so far, in milliseconds. */
  readonly pauses: number[];
  /** Runs before a pause ends, with the number of pauses so far. */
  onPause: (count: number) => void;
  /** Ends all waiting for answers. */
  readonly loseHope: () => void;
}

export function fakeTime(): FakeTime {
  let now = 0;
  const waiting = new Set<() => void>();
  const time: FakeTime = {
    pauses: [],
    onPause: () => {},
    loseHope: () => {
      now += patience;
      for (const action of waiting) action();
    },
    clock: { now: () => now, elapsed: () => now },
    timers: {
      after: (milliseconds, action) => {
        if (milliseconds === patience) {
          waiting.add(action);
          return () => void waiting.delete(action);
        }
        const call = setImmediate(() => {
          time.pauses.push(milliseconds);
          now += milliseconds;
          time.onPause(time.pauses.length);
          action();
        });
        return () => clearImmediate(call);
      },
    },
  };
  return time;
}
