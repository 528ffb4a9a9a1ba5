/** When a build is due: once files have been quiet for a moment, never two at once, and again for what came meanwhile. */
import type { Timers } from '../time/timers.js';

export interface Rebuilder {
  /** Does not wait. */
  readonly now: () => Promise<void>;
  /** Something has changed. */
  readonly wake: () => void;
  /** Starts no more builds. @returns when the one at work is done */
  readonly close: () => Promise<void>;
}

/**
 * Milliseconds. Editors write in several steps, and copying a folder takes a while: an article that is half there
 * would be half in the feed. But whoever writes all the time is not waited for for ever. `quiet` must be longer than
 * the 50 milliseconds in which chokidar tells the same file once.
 */
export const pauses = { quiet: 100, most: 2000 } as const;

/** @param build fails never */
export function rebuilder(build: () => Promise<void>, { after }: Timers): Rebuilder {
  let callOff: (() => void) | undefined;
  let callOffLatest: (() => void) | undefined;
  let working: Promise<void> | undefined;
  let isDue = false;
  let isClosed = false;

  function wake(): void {
    if (isClosed) return;
    isDue = true;
    if (working !== undefined) return;
    callOff?.();
    callOff = after(pauses.quiet, () => void start());
    callOffLatest ??= after(pauses.most, () => {
      void start();
      // Of two changes within 50 milliseconds, chokidar tells the first: the second may come too late for this build.
      isDue = true;
    });
  }

  function start(): Promise<void> {
    rest();
    isDue = false;
    working = work();
    return working;
  }

  async function work(): Promise<void> {
    await build();
    working = undefined;
    if (isDue) wake();
  }

  function rest(): void {
    callOff?.();
    callOffLatest?.();
    callOff = undefined;
    callOffLatest = undefined;
  }

  return {
    now: start,
    wake,
    close: async () => {
      isClosed = true;
      rest();
      await working;
    },
  };
}
