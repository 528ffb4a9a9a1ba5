/** Keeps a schedule: waits for what is due next, runs it, one run at a time, until it is told to stop. */
import type { Clock } from '../time/clock.js';
import { pause, type Timers } from '../time/timers.js';
import { lastOf, nextOf, type Cron } from './cron.js';
import { afterRun, isSetBack, nextOccasion, type Occasion, type Outcome, type Plan } from './plan.js';

export interface Schedule {
  readonly crons: readonly Cron[];
  readonly clock: Clock;
  readonly timers: Timers;
  readonly stop: AbortSignal;
  /** @param failures runs that failed before it. Never throws. */
  readonly run: (occasion: Occasion, failures: number) => Promise<Outcome>;
}

/**
 * The clock is looked at so often, in milliseconds: timers stand still while a machine sleeps, do not see that a
 * clock is set, and take no more than 24 days.
 */
const longestWait = 60_000;

/** The first run is at once: who was away may have missed something. */
export async function keepSchedule(schedule: Schedule): Promise<void> {
  const { crons, clock, stop, run } = schedule;
  const start = clock.now();
  let plan: Plan = { served: start, failures: 0 };
  // Replicas that start one after another agree on what the first run is for.
  let occasion: Occasion | undefined = { at: lastOf(crons, start) ?? start, reason: 'start' };
  while (occasion !== undefined && !stop.aborted) {
    const began = clock.now();
    const outcome = await run(occasion, plan.failures);
    plan = afterRun(plan, outcome, began, clock.now());
    occasion = await nextInTime(plan, schedule);
  }
}

/** @returns what is due, when it is; undefined when told to stop */
async function nextInTime(plan: Plan, { crons, clock, timers, stop }: Schedule): Promise<Occasion | undefined> {
  const next = nextOccasion(plan, nextOf(crons, plan.served));
  while (!stop.aborted) {
    const now = clock.now();
    if (isSetBack(plan, now)) return { at: now, reason: 'clock' };
    const wait = next === undefined ? longestWait : Math.ceil(next.at - now);
    if (next !== undefined && wait <= 0) return next;
    await pause(Math.min(wait, longestWait), timers, stop);
  }
  return undefined;
}
