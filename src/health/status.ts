/** How a schedule is doing: what may be known of it by anybody who can ask. Nothing of what is still to come. */
import type { Instant } from '../model.js';

export interface Status {
  readonly started: Instant;
  /** Since when a run is at work. */
  readonly running?: Instant;
  readonly runs: Readonly<Record<'succeeded' | 'failed' | 'elsewhere', number>>;
  /** Runs that failed since the last that did not. */
  readonly failures: number;
  readonly lastSuccess?: Instant;
  /** Of the last run, in milliseconds. */
  readonly duration?: number;
  /** Published by the last run that succeeded. */
  readonly articles?: number;
  readonly feeds?: number;
  /** Of the last run. */
  readonly problems?: Readonly<Record<'error' | 'warning', number>>;
  /** By the expression: when an article is due is nobody's business. */
  readonly next?: Instant;
}

/** Milliseconds after which a run at work counts as stuck. */
const longestRun = 30 * 60_000;

export function isStuck({ running }: Status, now: Instant): boolean {
  return running !== undefined && now - running > longestRun;
}

/** Whether the feeds are in place. They stay when a later run fails. */
export function isReady({ lastSuccess }: Status): boolean {
  return lastSuccess !== undefined;
}
