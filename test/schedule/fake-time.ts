/** A clock and timers that a test moves on: time goes by only between two waits of what is tested. */
import type { Clock } from '../../src/time/clock.js';
import type { Timers } from '../../src/time/timers.js';

export interface FakeTime {
  readonly clock: Clock;
  readonly timers: Timers;
  /** Lets time go by, timer after timer, as what is tested comes to wait for them. */
  readonly goTo: (instant: number) => Promise<void>;
  /** As a machine that sleeps, or a clock that is set: timers see nothing of it. */
  readonly jump: (milliseconds: number) => void;
  /** When what is tested waits. */
  readonly waiting: () => Promise<void>;
}

export function fakeTime(start: number): FakeTime {
  let elapsed = 0;
  let set = start;
  const timers = new Map<symbol, { readonly at: number; readonly action: () => void }>();
  let onTimer: (() => void) | undefined;
  const waiting = () =>
    timers.size > 0
      ? Promise.resolve()
      : new Promise<void>((resolve) => {
          onTimer = resolve;
        });
  const now = () => set + elapsed;
  return {
    clock: { now, elapsed: () => elapsed },
    timers: {
      after: (milliseconds, action) => {
        const key = Symbol('timer');
        timers.set(key, { at: elapsed + milliseconds, action });
        onTimer?.();
        return () => void timers.delete(key);
      },
    },
    goTo: async (instant) => {
      for (;;) {
        await waiting();
        let first: [symbol, { readonly at: number; readonly action: () => void }] | undefined;
        for (const timer of timers) if (first === undefined || timer[1].at < first[1].at) first = timer;
        if (first === undefined || first[1].at - elapsed > instant - now()) break;
        elapsed = first[1].at;
        timers.delete(first[0]);
        first[1].action();
      }
      elapsed += Math.max(0, instant - now());
    },
    jump: (milliseconds) => {
      set += milliseconds;
    },
    waiting,
  };
}
