/** Builds on a schedule: opens the site, its expressions, its health and its replicas, and keeps on until it is stopped. */
import { findNextDue } from './river/gathering.js';
import type { Metrics } from './health/metrics.js';
import type { Instant } from './model.js';
import { prepareSite, type BuildRequest } from './request.js';
import { openRunner, type RunnerOptions } from './running.js';
import { nextFew, nextOf, parseCron, type Cron } from './schedule/cron.js';
import { keepSchedule } from './schedule/keep.js';
import type { Coordination } from './schedule/replicas.js';
import { stated } from './stated.js';
import { tellTheWorld } from './telling.js';
import type { Clock } from './time/clock.js';

export interface ScheduleRequest {
  /** What to build. An invalid article does not hold up the others, unless the settings say so. */
  readonly request: Pick<BuildRequest, 'folder' | 'config' | 'options' | 'frozen' | 'allowFlood'>;
  /** Cron expressions. None: every 15 minutes. */
  readonly expressions: readonly string[];
  /** IANA zone of the expressions. Default: that of the site. */
  readonly timezone?: string;
  readonly clock: Clock;
}

export interface Running extends Pick<RunnerOptions, 'timers' | 'stop' | 'tell' | 'afterRun'> {
  /** Opens what other schedulers of a site share, by a name that is alike in all of them. */
  readonly replicas?: { readonly open: (site: string) => Promise<Coordination>; readonly lease: number };
  readonly health?: { readonly port: number; readonly host: string; readonly metrics: Metrics };
}

const usualExpression = '*/15 * * * *';

export interface OpenSchedule {
  /** With the defaults of a schedule. */
  readonly request: BuildRequest;
  readonly crons: readonly Cron[];
  readonly timezone: string;
  readonly name: string;
  readonly clock: Clock;
  /** The next run that the expressions or an article ask for. */
  readonly nextRun: () => Promise<Instant | undefined>;
}

/** @throws CronError for an expression that is none, BuildError when the settings are wrong */
export async function openSchedule(schedule: ScheduleRequest): Promise<OpenSchedule> {
  const { expressions, timezone, clock } = schedule;
  // Nobody may be there to mend it.
  const request: BuildRequest = { ...schedule.request, defaults: { invalid: 'skip' } };
  const { site, settings } = await prepareSite({ ...request, clock });
  const zone = timezone ?? settings.site.timezone;
  const chosen = expressions.length === 0 ? [usualExpression] : expressions;
  const crons = chosen.map((expression) => parseCron(expression, zone));
  const nextRun = async () => {
    const instants = [nextOf(crons, settings.now), await findNextDue(site, settings)].flatMap(
      (instant) => instant ?? [],
    );
    return instants.length === 0 ? undefined : Math.min(...instants);
  };
  return { request, crons, timezone: zone, name: `${settings.site.url} ${settings.output}`, clock, nextRun };
}

/** What follows each run: hubs, and who else the settings name, learn of what changed, and of what earlier runs left. */
export function tellAfterRuns(
  { request, clock }: OpenSchedule,
  { timers, tell }: Pick<Running, 'timers' | 'tell'>,
  network: typeof fetch,
): NonNullable<Running['afterRun']> {
  return async (_result, stop) => {
    const { site, settings } = await prepareSite({ ...request, clock });
    const world = { fetch: network, clock, timers, signal: stop };
    const { problems } = await tellTheWorld(site, settings, {}, world);
    for (const found of problems) tell({ kind: 'warned', problem: found });
  };
}

/** One run, as the schedule does it. @returns 0 the feeds are in place, 1 problems keep them from it, 2 it broke */
export async function runScheduleOnce(
  { request, clock }: OpenSchedule,
  running: Omit<Running, 'replicas' | 'health'>,
): Promise<0 | 1 | 2> {
  const runner = openRunner({ request, clock, ...running });
  await runner.run({ at: clock.now(), reason: 'start' }, 0);
  return runner.exitStatus();
}

/** @returns when it was stopped. @throws BuildError before the first run, when nothing can listen or Redis has no client */
export async function runSchedule(schedule: OpenSchedule, { replicas, health, ...running }: Running): Promise<void> {
  const { request, crons, name, clock } = schedule;
  const { timers, stop, tell } = running;
  const coordination = await replicas?.open(name);
  try {
    const shared = coordination && replicas && { coordination, lease: replicas.lease };
    const runner = openRunner({ request, clock, ...running, ...stated({ replicas: shared }) });
    const status = () => ({ ...runner.status(), ...stated({ next: nextOf(crons, clock.now()) }) });
    const server =
      health && (await (await import('./health/server.js')).openHealthServer({ ...health, clock, status }));
    try {
      if (server !== undefined) tell({ kind: 'listening', address: server.address });
      tell({ kind: 'started', next: nextFew(crons, clock.now(), 3) });
      stop.addEventListener('abort', () => tell({ kind: 'stopping' }), { once: true });
      await keepSchedule({ crons, clock, timers, stop, run: runner.run });
      tell({ kind: 'stopped', abandoned: runner.wasAbandoned() });
    } finally {
      await server?.close();
    }
  } finally {
    await coordination?.close();
  }
}
