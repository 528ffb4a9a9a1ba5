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
}

export function openLog(terminal: Terminal, options: LogOptions): (event: ScheduleEvent) => void {
  const { clock, timezone, asJson } = options;
  if (asJson || terminal.isScreen !== true) {
    return (event) => {
      const time = rfc3339(clock.now());
      terminal.out(
        toObjects(event)
          .map((told) => `${JSON.stringify({ time, ...told })}\n`)
          .join(''),
      );
    };
  }
  const paint = painter(terminal.colour);
  return (event) => {
    const now = clock.now();
    const { problems, line } = toLine(event, now, timezone);
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
): { readonly problems: readonly Problem[]; readonly line: string } {
  const line = (text: string, problems: readonly Problem[] = []) => ({ problems, line: text });
  switch (event.kind) {
    case 'started': {
      const next = event.next.map((instant) => localDate(instant, timezone)).join(', ');
      return line(
        next === '' ? 'Runs when an article is due.' : `Runs at ${next} … and when an article is due or expires.`,
      );
    }
    case 'listening':
      return line(`Answers at ${event.address}healthz, readyz and metrics.`);
    case 'ran':
      return line(`${summaryLine(event.result, false).trimEnd()}${whyNow(event.occasion, now)}`, event.problems.fresh);
    case 'failed': {
      const errors = event.problems.all.filter(({ severity }) => severity === 'error').length;
      const why = errors === 0 ? 'feedwright build says why' : errors === 1 ? 'for 1 error' : `for ${errors} errors`;
      return line(
        `Nothing was published, ${why}; the feeds are as they were. ${again(event.retryIn)}`,
        event.problems.fresh,
      );
    }
    case 'broke':
      return line(`Feedwright broke: ${event.reason} ${again(event.retryIn)}`);
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

const again = (milliseconds: number) =>
  `Next try in ${Math.round(milliseconds / 60_000)} minute${milliseconds === 60_000 ? '' : 's'}.`;

/** The names are permanent: programs read them. */
function toObjects(event: ScheduleEvent): readonly object[] {
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
      const { occasion, retryIn: retryInMs } = event;
      return [
        ...toProblems(fresh),
        { level: 'error', event: 'failed', ...toOccasion(occasion), problems: all.length, retryInMs },
      ];
    }
    case 'broke': {
      const { occasion, reason: message, retryIn: retryInMs } = event;
      return [{ level: 'error', event: 'broke', ...toOccasion(occasion), message, retryInMs }];
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

const toOccasion = ({ at, reason }: Occasion) => ({ reason, due: rfc3339(at) });

function toProblems(problems: readonly Problem[]): readonly object[] {
  return problems.map(({ severity: level, ...rest }) => ({ level, event: 'problem', ...rest }));
}
