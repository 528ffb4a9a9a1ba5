/** The command `schedule`. */
import { randomUUID } from 'node:crypto';
import {
  openSchedule,
  runSchedule,
  runScheduleOnce,
  tellAfterRuns,
  type OpenSchedule,
  type Running,
} from '../scheduling.js';
import { CronError } from '../schedule/expression.js';
import { stated } from '../stated.js';
import { systemClock, type Clock } from '../time/clock.js';
import { systemTimers, type Timers } from '../time/timers.js';
import { isTimezone } from '../time/timezone.js';
import { readArgs, UsageError, type Flags } from './args.js';
import { siteFlags, toRequest } from './build.js';
import { scheduleHelp } from './help.js';
import { openLog } from './schedule-log.js';
import type { Terminal } from './terminal.js';

const { now: _now, live: _live, ...buildFlags } = siteFlags;

const kinds = {
  ...buildFlags,
  frozen: 'switch',
  'allow-flood': 'switch',
  cron: 'texts',
  timezone: 'text',
  once: 'switch',
  'next-run': 'switch',
  health: 'text',
  'health-host': 'text',
  replicas: 'switch',
} as const;

/** The clock and the timers, for tests to hand in others. */
interface Time {
  readonly clock: Clock;
  readonly timers: Timers;
}

const systemTime: Time = { clock: systemClock, timers: systemTimers };

/** @returns the exit status: 0 when it was told to end; with --once that of a build */
export async function runScheduleCommand(
  args: readonly string[],
  terminal: Terminal,
  version: string,
  { clock, timers }: Time = systemTime,
): Promise<number> {
  const { flags, operands } = readArgs('schedule', args, kinds);
  if (flags.has('help')) {
    terminal.out(scheduleHelp);
    return 0;
  }
  refuseMixtures(flags);
  const schedule = await openChecked(flags, operands, terminal, clock);
  if (flags.has('next-run')) {
    const next = await schedule.nextRun();
    // Whoever waits for it with whole seconds must not come early.
    if (next !== undefined) terminal.out(`${new Date(Math.ceil(next / 1000) * 1000).toISOString().slice(0, 19)}Z\n`);
    return next === undefined ? 1 : 0;
  }
  const stopping = new AbortController();
  void terminal.untilStopped?.().then(() => stopping.abort());
  const { timezone } = schedule;
  const tell = openLog(terminal, { clock, timezone, asJson: flags.has('json'), isOnce: flags.has('once') });
  const running: Running = {
    timers,
    stop: stopping.signal,
    tell,
    ...(await openHealth(flags, version)),
    ...(flags.has('replicas') ? { replicas: openReplicas(terminal, timers) } : {}),
  };
  if (flags.has('once')) return runScheduleOnce(schedule, running);
  await runSchedule(schedule, { ...running, afterRun: tellAfterRuns(schedule, running, fetch) });
  return 0;
}

function refuseMixtures({ has, text }: Flags): void {
  const single = ['once', 'next-run'].filter(has);
  const lasting = ['replicas', 'health', 'health-host'].filter((name) => has(name) || text(name) !== undefined);
  const [first, second] = [...single, ...lasting];
  if (single.length + (lasting.length > 0 ? 1 : 0) > 1)
    throw new UsageError(`--${first} and --${second} do not go together. See feedwright schedule --help.`);
  if (text('health-host') !== undefined && text('health') === undefined)
    throw new UsageError('--health-host needs --health and its port. See feedwright schedule --help.');
}

async function openChecked(
  flags: Flags,
  operands: readonly string[],
  terminal: Terminal,
  clock: Clock,
): Promise<OpenSchedule> {
  const timezone = flags.text('timezone');
  if (timezone !== undefined && !(/^[a-z]/i.test(timezone) && isTimezone(timezone)))
    throw new UsageError(`--timezone takes an IANA time zone like Europe/Paris, not ${timezone}.`);
  const request = {
    ...toRequest('schedule', flags, operands, terminal),
    frozen: flags.has('frozen'),
    allowFlood: flags.has('allow-flood'),
  };
  try {
    return await openSchedule({ request, expressions: flags.texts('cron'), clock, ...stated({ timezone }) });
  } catch (error) {
    if (error instanceof CronError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}

async function openHealth(flags: Flags, version: string): Promise<Pick<Running, 'health'>> {
  const port = flags.text('health');
  if (port === undefined) return {};
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    throw new UsageError(`--health takes a port from 0 to 65535, not ${port}. See feedwright schedule --help.`);
  const { openMetrics } = await import('../health/metrics.js');
  return {
    health: { port: Number(port), host: flags.text('health-host') ?? '127.0.0.1', metrics: openMetrics(version) },
  };
}

/** Milliseconds without a word after which a replica counts as dead. */
const lease = 30_000;

/** The address comes from the environment: it may hold a password, and arguments are for all to see. */
function openReplicas({ variable }: Terminal, timers: Timers): NonNullable<Running['replicas']> {
  const address = variable?.('REDIS_URL') ?? 'redis://127.0.0.1:6379';
  return {
    lease,
    open: async (site) => {
      const { openRedis } = await import('../schedule/redis.js');
      return openRedis({ address, site, name: randomUUID(), timers });
    },
  };
}
