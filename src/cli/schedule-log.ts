/** What a schedule tells, as lines for people on a screen, and as one JSON object a line elsewhere. */
import type { Problem } from '../problem.js';
import type { ScheduleEvent } from '../running.js';
import type { Occasion } from '../schedule/plan.js';
import type { Clock } from '../time/clock.js';
import { localDate } from '../time/dates.js';
import { rfc3339 } from '../time/instant.js';
import { problemLines, summaryLine } from './report.js';
import { painter, printable, type Terminal } from './terminal.js';

interface LogOptions {
  readonly clock: Clock;
  readonly timezone: string;
  /** Whether or not somebody looks on. */
  readonly asJson: boolean;
  /** Whether there is one run, and none after it. */
  readonly isOnce?: boolean;
}

export function openLog(terminal: Terminal, options: LogOptions): (event: ScheduleEvent) => void {
  const { clock, timezone, asJson, isOnce = false } = options;
  if (asJson || terminal.isScreen !== true) {
    return (event) => {
      const time = rfc3339(clock.now());
      terminal.out(
        toObjects(event, isOnce)
          .map((told) => `${JSON.stringify({ time, ...told })}\n`)
          .join(''),
      );
    };
  }
  const paint = painter(terminal.colour);
  return (event) => {
    const now = clock.now();
    const { problems, line } = toLine(event, now, timezone, isOnce);
    const isBad = event.kind === 'failed' || event.kind === 'broke';
    const text = printable(line.trimEnd());
    const time = paint('dim', localDate(now, timezone));
    terminal.out(
      `${problemLines(problems, terminal.colour)}${line === '' ? '' : `${time}  ${isBad ? paint('red', text) : text}\n`}`,
    );
  };
}

function toLine(
  event: ScheduleEvent,
  now: number,
  timezone: string,
  isOnce: boolean,
): { readonly problems: readonly Problem[]; readonly line: string } {
  const next = (retryIn: number) => (isOnce ? '' : ` ${again(retryIn)}`);
  const line = (text: string, problems: readonly Problem[] = []) => ({ problems, line: text });
  switch (event.kind) {
    case 'started': {
      const runs = event.next.map((instant) => localDate(instant, timezone)).join(', ');
      return line(
        runs === '' ? 'Runs when an article is due.' : `Runs at ${runs} … and when an article is due or expires.`,
      );
    }
    case 'listening':
      return line(`Answers at ${event.address}healthz, readyz and metrics.`);
    case 'ran':
      return line(`${summaryLine(event.result, false).trimEnd()}${whyNow(event.occasion, now)}`, event.problems.fresh);
    case 'failed':
      return line(`${whyFailed(event.problems.all)}${next(event.retryIn)}`, event.problems.fresh);
    case 'broke':
      return line(`Feedwright broke: ${event.reason}${next(event.retryIn)}`);
    case 'elsewhere':
      return line('Another replica did this run.');
    case 'warned':
      return line('', [event.problem]);
    case 'stopping':
      return line('Ending …');
    case 'stopped':
      return line(event.abandoned ? 'Ended; the run at work was given up, the feeds are as they were.' : 'Ended.');
  }
}

function whyNow({ at, reason }: Occasion, now: number): string {
  const late = Math.round((now - at) / 60_000);
  switch (reason) {
    case 'start':
      return '';
    case 'article':
      return ' · for an article';
    case 'retry':
      return ' · at another try';
    case 'clock':
      return ' · because the clock was set back';
    case 'time':
      return late < 2 ? '' : ` · ${late} minutes late`;
  }
}

/** Of an article whose time has not come, a log says nothing. */
function whyFailed(problems: readonly Problem[]): string {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const why = errors === 0 ? 'feedwright build says why' : errors === 1 ? 'for 1 error' : `for ${errors} errors`;
  return `Nothing was published, ${why}; the feeds are as they were.`;
}

const again = (milliseconds: number) =>
  `Next try in ${Math.round(milliseconds / 60_000)} minute${milliseconds === 60_000 ? '' : 's'}.`;

/** The names are permanent: programs read them. */
function toObjects(event: ScheduleEvent, isOnce: boolean): readonly object[] {
  switch (event.kind) {
    case 'started':
      return [{ level: 'info', event: 'started', next: event.next.map(rfc3339) }];
    case 'listening':
      return [{ level: 'info', event: 'listening', address: event.address }];
    case 'ran': {
      const { articles, feeds, files, removed, elapsedMs } = event.result;
      const counts = (change: string) => [...feeds, ...files].filter((file) => file.change === change).length;
      return [
        ...toProblems(event.problems.fresh),
        {
          level: 'info',
          event: 'ran',
          ...toOccasion(event.occasion),
          articles: articles.published,
          created: counts('created'),
          changed: counts('changed'),
          unchanged: counts('unchanged'),
          removed: removed.length,
          problems: event.problems.all.length,
          elapsedMs,
        },
      ];
    }
    case 'failed': {
      const { all, fresh } = event.problems;
      const { occasion, retryIn } = event;
      const told = { problems: all.length, message: whyFailed(all), ...toRetry(retryIn, isOnce) };
      return [...toProblems(fresh), { level: 'error', event: 'failed', ...toOccasion(occasion), ...told }];
    }
    case 'broke': {
      const { occasion, reason: message, retryIn } = event;
      return [{ level: 'error', event: 'broke', ...toOccasion(occasion), message, ...toRetry(retryIn, isOnce) }];
    }
    case 'elsewhere':
      return [{ level: 'info', event: 'elsewhere', ...toOccasion(event.occasion) }];
    case 'warned':
      return toProblems([event.problem]);
    case 'stopping':
      return [{ level: 'info', event: 'stopping' }];
    case 'stopped':
      return [{ level: 'info', event: 'stopped', abandoned: event.abandoned }];
  }
}

const toRetry = (retryInMs: number, isOnce: boolean) => (isOnce ? {} : { retryInMs });

const toOccasion = ({ at, reason }: Occasion) => ({ reason, due: rfc3339(at) });

function toProblems(problems: readonly Problem[]): readonly object[] {
  return problems.map(({ severity: level, ...rest }) => ({ level, event: 'problem', ...rest }));
}
