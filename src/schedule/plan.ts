/** What is due next, and what becomes of a plan by a run and by the clock. Pure. */
import type { Instant } from '../model.js';
import { stated } from '../stated.js';

export interface Plan {
  /** All that was due until then is done: one run serves all that it missed or held up. */
  readonly served: Instant;
  /** When the next article is due, or expires. */
  readonly nextDue?: Instant;
  /** Runs that failed since the last that did not. */
  readonly failures: number;
  readonly retryAt?: Instant;
}

/** Why a run takes place: a restart, the expression, an article, a failure, a clock that was set back. */
export type Reason = 'start' | 'time' | 'article' | 'retry' | 'clock';

export interface Occasion {
  /** When it is due, or was. */
  readonly at: Instant;
  readonly reason: Reason;
}

export interface Outcome {
  readonly ok: boolean;
  /** Undefined also when it was not found out. */
  readonly nextDue?: Instant | undefined;
}

const minute = 60_000;

/** Clocks are put right by a little all the time; by more, they were wrong. */
const tolerance = minute;

/**
 * A pause after a failure holds up what the expression asks for, which the retry does too, but no article.
 * @param tick the next instant that the expression asks for, after what is served
 */
export function nextOccasion(plan: Plan, tick: Instant | undefined): Occasion | undefined {
  const { nextDue, retryAt } = plan;
  const regular: Occasion | undefined =
    retryAt !== undefined
      ? { at: retryAt, reason: 'retry' }
      : tick === undefined
        ? undefined
        : { at: tick, reason: 'time' };
  if (nextDue === undefined || (regular !== undefined && regular.at <= nextDue)) return regular;
  return { at: nextDue, reason: 'article' };
}

/** Whether the clock was set back so far that what is due next may be far away. */
export function isSetBack({ served }: Plan, now: Instant): boolean {
  return now < served - tolerance;
}

/** @param began when the run began, and read the clock */
export function afterRun(plan: Plan, { ok, nextDue }: Outcome, began: Instant, ended: Instant): Plan {
  // What was known before a failed run still comes, unless this was it: the retry is for that.
  const known = ok ? nextDue : (nextDue ?? plan.nextDue);
  const due = known !== undefined && known > began ? known : undefined;
  const failures = ok ? 0 : plan.failures + 1;
  return {
    served: began,
    failures,
    ...stated({ nextDue: due, retryAt: ok ? undefined : ended + pauseAfter(failures) }),
  };
}

/** 1, 2, 4 … minutes, at most 30. */
export function pauseAfter(failures: number): number {
  return Math.min(2 ** (failures - 1), 30) * minute;
}
