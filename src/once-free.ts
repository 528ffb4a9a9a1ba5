/** Tries again where another run publishes this moment: it is done in a moment, and news are due now. */
import { BuildError } from './problem.js';
import { pause, type Timers } from './time/timers.js';

/** Milliseconds between tries. */
const pauses = [500, 2_000, 8_000] as const;

const busy: readonly string[] = ['output-locked', 'output-raced'];

/**
 * @param signal called off, it waits no longer, and tries all the same
 * @throws what the last try threw
 */
export async function onceFree<Result>(
  run: () => Promise<Result>,
  timers: Timers,
  signal?: AbortSignal,
): Promise<Result> {
  for (let tries = 0; ; tries++) {
    try {
      return await run();
    } catch (error) {
      const isBusy = error instanceof BuildError && error.problems.some(({ code }) => busy.includes(code));
      const wait = pauses[tries];
      if (!isBusy || wait === undefined) throw error;
      await pause(wait, timers, signal);
    }
  }
}
