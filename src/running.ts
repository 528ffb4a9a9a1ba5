/** One run of a schedule after another: builds, tells how it went and no word of what is still to come, never throws. */
import { findNextDue } from './river/gathering.js';
import { withoutEmbargoed } from './embargo.js';
import type { Status } from './health/status.js';
import type { Instant } from './model.js';
import { onceFree } from './once-free.js';
import { BuildError, problem, type Problem } from './problem.js';
import { build, prepareSite, type BuildRequest, type TimedBuildResult } from './request.js';
import { pauseAfter, type Occasion, type Outcome } from './schedule/plan.js';
import { runOnce, type Coordination } from './schedule/replicas.js';
import type { Clock } from './time/clock.js';
import { turn, within, type Timers } from './time/timers.js';
import { messageOf } from './untyped.js';

/** What a schedule tells as it goes: nothing in it is of an article before its time. */
export type ScheduleEvent =
  | { readonly kind: 'started'; readonly next: readonly Instant[] }
  | { readonly kind: 'listening'; readonly address: string }
  | { readonly kind: 'ran'; readonly occasion: Occasion; readonly result: TimedBuildResult; readonly problems: Told }
  | { readonly kind: 'failed'; readonly occasion: Occasion; readonly retryIn: number; readonly problems: Told }
  | { readonly kind: 'broke'; readonly occasion: Occasion; readonly retryIn: number; readonly reason: string }
  | { readonly kind: 'elsewhere'; readonly occasion: Occasion }
  | { readonly kind: 'warned'; readonly problem: Problem }
  | { readonly kind: 'stopping' }
  | { readonly kind: 'stopped'; readonly abandoned: boolean };

/** Problems of a run, and of them those that were not told after the run before it. */
interface Told {
  readonly all: readonly Problem[];
  readonly fresh: readonly Problem[];
}

export interface RunnerOptions {
  readonly request: BuildRequest;
  readonly clock: Clock;
  readonly timers: Timers;
  /** Aborted to end the schedule; what a run has not published by then, it does not. */
  readonly stop: AbortSignal;
  readonly tell: (event: ScheduleEvent) => void;
  /** After each run that succeeded, while no other runs: for those who are told of news. Called off for the next. */
  readonly afterRun?: (result: TimedBuildResult, stop: AbortSignal) => Promise<void>;
  readonly replicas?: { readonly coordination: Coordination; readonly lease: number };
}

export interface Runner {
  readonly run: (occasion: Occasion, failures: number) => Promise<Outcome>;
  readonly status: () => Status;
  /** Of the last run: 0 the feeds are in place, 1 problems keep them from it, 2 it broke. */
  readonly exitStatus: () => 0 | 1 | 2;
  /** Whether the last run was given up to stop. */
  readonly wasAbandoned: () => boolean;
}

class AbandonedError extends Error {
  override readonly name = 'AbandonedError';
}

export function openRunner(options: RunnerOptions): Runner {
  const { request, clock, timers, stop, tell, afterRun, replicas } = options;
  let status: Status = { started: clock.now(), runs: { succeeded: 0, failed: 0, elsewhere: 0 }, failures: 0 };
  let exitStatus: 0 | 1 | 2 = 0;
  let wasAbandoned = false;
  let lastTold: ReadonlySet<string> = new Set();

  const toTold = (all: readonly Problem[]): Told => {
    const fresh = all.filter((found) => !lastTold.has(JSON.stringify(found)));
    lastTold = new Set(all.map((found) => JSON.stringify(found)));
    return { all, fresh };
  };
  const count = (ended: keyof Status['runs'], more: Partial<Status> = {}) => {
    const { runs, failures } = status;
    const isFailure = ended === 'failed';
    status = {
      ...status,
      runs: { ...runs, [ended]: runs[ended] + 1 },
      failures: isFailure ? failures + 1 : 0,
      ...more,
    };
  };

  const buildHere = async (occasion: Occasion): Promise<TimedBuildResult> => {
    const pulse = async () => {
      await turn();
      if (stop.aborted) throw new AbandonedError();
    };
    const buildUnlessStopped = async () => {
      await pulse();
      return build({ ...request, clock, pulse });
    };
    // A watch or another schedule may publish in the very second that an article is due.
    const whole = await onceFree(buildUnlessStopped, timers, stop);
    const result = withoutEmbargoed(whole);
    if (!result.ok) return whole;
    // Told first: what follows may take its time.
    tell({ kind: 'ran', occasion, result, problems: toTold(result.problems) });
    if (afterRun === undefined) return whole;
    // A hub that does not answer holds up no article: who was not told by then is told after the next run.
    const { signal, cancel } = within((whole.nextDue ?? Infinity) - clock.now(), timers, stop);
    await afterRun(result, signal)
      .catch((error: unknown) => {
        tell({ kind: 'warned', problem: problem('after-run-failed', {}, { reason: messageOf(error) }) });
      })
      .finally(cancel);
    return whole;
  };
  const run = async (occasion: Occasion, failures: number): Promise<Outcome> => {
    const unreachable = (error: unknown) =>
      tell({ kind: 'warned', problem: problem('redis-unreachable', {}, { reason: messageOf(error) }) });
    const whole =
      replicas === undefined
        ? await buildHere(occasion)
        : await runOnce(occasion.at, () => buildHere(occasion), { ...replicas, timers, stop, unreachable });
    if (whole === undefined) {
      if (stop.aborted) throw new AbandonedError();
      tell({ kind: 'elsewhere', occasion });
      count('elsewhere', { lastSuccess: clock.now() });
      const { site, settings } = await prepareSite({ ...request, clock });
      return { ok: true, nextDue: await findNextDue(site, settings) };
    }
    const { ok, articles, feeds, problems } = withoutEmbargoed(whole);
    exitStatus = ok ? 0 : 1;
    status = { ...status, problems: bySeverity(problems) };
    if (ok) {
      count('succeeded', { lastSuccess: clock.now(), articles: articles.published, feeds: feeds.length });
    } else {
      count('failed');
      tell({ kind: 'failed', occasion, retryIn: pauseAfter(failures + 1), problems: toTold(problems) });
    }
    return { ok, nextDue: whole.nextDue };
  };
  const fail = (error: unknown, occasion: Occasion, failures: number): Outcome => {
    wasAbandoned = error instanceof AbandonedError;
    if (wasAbandoned) return { ok: false };
    exitStatus = 2;
    const retryIn = pauseAfter(failures + 1);
    if (error instanceof BuildError) {
      count('failed', { problems: bySeverity(error.problems) });
      tell({ kind: 'failed', occasion, retryIn, problems: toTold(error.problems) });
    } else {
      count('failed');
      const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
      tell({ kind: 'broke', occasion, retryIn, reason });
    }
    return { ok: false };
  };
  return {
    run: async (occasion, failures) => {
      const began = clock.elapsed();
      status = { ...status, running: clock.now() };
      try {
        return await run(occasion, failures);
      } catch (error) {
        return fail(error, occasion, failures);
      } finally {
        const { running: _, ...rest } = status;
        status = { ...rest, duration: clock.elapsed() - began };
      }
    },
    status: () => status,
    exitStatus: () => exitStatus,
    wasAbandoned: () => wasAbandoned,
  };
}

function bySeverity(problems: readonly Problem[]): NonNullable<Status['problems']> {
  const count = (wanted: Problem['severity']) => problems.filter(({ severity }) => severity === wanted).length;
  return { error: count('error'), warning: count('warning') };
}
