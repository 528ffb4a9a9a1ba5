/** The clock, which everything else is handed: what time it is, and how long something takes. */
import { hrtime } from 'node:process';
import type { Instant } from '../model.js';

export interface Clock {
  readonly now: () => Instant;
  /** Milliseconds since some fixed moment, never turned back. */
  readonly elapsed: () => number;
}

/** `performance` would load all that Node has for measurements. */
export const systemClock: Clock = { now: () => Date.now(), elapsed: () => Number(hrtime.bigint()) / 1e6 };
