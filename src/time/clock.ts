/** The clock, which everything else is handed: what time it is, and how long something takes. */
import type { Instant } from '../model.js';

export interface Clock {
  readonly now: () => Instant;
  /** Milliseconds since some fixed moment, never turned back. */
  readonly elapsed: () => number;
}

export const systemClock: Clock = { now: () => Date.now(), elapsed: () => performance.now() };
