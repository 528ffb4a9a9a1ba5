/** The command `watch`. */
import type { Outlook } from '../look-ahead/outlook.js';
import { systemClock, type Clock } from '../time/clock.js';
import { systemTimers } from '../time/timers.js';
import { watchFolders } from '../watch/file-events.js';
import { hasChanged, watchSite, type Outcome } from '../watching.js';
import { readArgs } from './args.js';
import { siteFlags, toRequest } from './build.js';
import { watchHelp } from './help.js';
import { openProgress } from './progress.js';
import { failureLine, outlookLines, problemLines, summaryLine } from './report.js';
import { portOf } from './serve.js';
import { printable, type Terminal } from './terminal.js';

const { json: _json, live: _live, now: _now, ...buildFlags } = siteFlags;
const kinds = { ...buildFlags, serve: 'text', host: 'text', frozen: 'switch', 'allow-flood': 'switch' } as const;

/** @returns the exit status: 0 when it is ended */
export async function runWatch(
  args: readonly string[],
  terminal: Terminal,
  _version = '',
  clock: Clock = systemClock,
): Promise<number> {
  const { flags, operands } = readArgs('watch', args, kinds);
  if (flags.has('help')) {
    terminal.out(watchHelp);
    return 0;
  }
  const port = flags.text('serve');
  const host = flags.text('host') ?? '127.0.0.1';
  const serve = port === undefined ? {} : { serve: { host, port: portOf('watch', '--serve', port) } };
  const stopped = terminal.untilStopped?.();
  const line = openProgress(terminal, clock);
  const tell = terminal.isScreen === true ? drawer(terminal) : logger(terminal);
  const watch = await watchSite({
    ...toRequest('watch', flags, operands, terminal),
    ...serve,
    frozen: flags.has('frozen'),
    allowFlood: flags.has('allow-flood'),
    clock,
    timers: systemTimers,
    watchFolders,
    progress: line.progress,
    told: (outcome) => {
      line.erase();
      tell(outcome);
    },
  });
  try {
    await Promise.race([stopped, watch.broken]);
  } finally {
    await watch.close();
    line.erase();
  }
  return 0;
}

/** The screen shows how things are now: problems stay until they are mended. */
function drawer({ err, colour }: Terminal): (outcome: Outcome) => void {
  return (outcome) => {
    err(`\u001B[2J\u001B[H${problemLines(outcome.problems, colour)}${stateOf(outcome)}${footer(outcome)}`);
  };
}

/** Where lines stay, each is printed once: when problems change, and when feeds do. */
function logger({ out, err, colour }: Terminal): (outcome: Outcome) => void {
  let shown: string | undefined;
  return (outcome) => {
    const problems = problemLines(outcome.problems, colour);
    const isFirst = shown === undefined;
    if (problems !== (shown ?? '')) err(problems === '' ? 'All problems are mended.\n' : problems);
    const { result } = outcome;
    if (result?.ok !== true) {
      if (problems !== shown) err(stateOf(outcome));
    } else if (isFirst || hasChanged(result)) out(stateOf(outcome));
    if (isFirst) out(footer(outcome));
    shown = problems;
  };
}

function stateOf({ result }: Outcome): string {
  if (result === undefined) return 'Nothing was published.\n';
  if (!result.ok) return failureLine(result);
  // Of a first build, or another permalink, nobody wants to read it all.
  const titles = result.outlooks.every((outlook) => namesOf(outlook).length <= 10);
  return summaryLine(result, false) + outlookLines(result.outlooks, { titles });
}

const namesOf = ({ fresh, edited, reissued, withdrawn }: Outlook) => [fresh, edited, reissued, withdrawn].flat();

function footer({ url }: Outcome): string {
  return `Watching${url === undefined ? '' : `, and serving at ${printable(url)},`} until Ctrl-C.\n`;
}
