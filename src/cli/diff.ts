/** The command `diff`. */
import { systemClock, type Clock } from '../time/clock.js';
import { readArgs } from './args.js';
import { buildWithProgress, siteFlags, toJson, toRequest } from './build.js';
import { diffHelp } from './help.js';
import { outlookLines, problemLines, removedLine } from './report.js';
import type { Terminal } from './terminal.js';

/** @returns the exit status: 0 a build would go through, 1 it would be stopped */
export async function runDiff(
  args: readonly string[],
  terminal: Terminal,
  _version = '',
  clock: Clock = systemClock,
): Promise<number> {
  const { flags, operands } = readArgs('diff', args, siteFlags);
  if (flags.has('help')) {
    terminal.out(diffHelp);
    return 0;
  }
  const request = { ...toRequest('diff', flags, operands, terminal), dryRun: true, clock };
  const result = await buildWithProgress(request, flags, terminal);
  if (flags.has('json')) terminal.out(toJson(result));
  else {
    terminal.err(problemLines(result.problems, terminal.colour));
    const seen = outlookLines(result.outlooks, { titles: true }) + removedLine(result.removed);
    terminal.out(seen || (result.ok ? 'Subscribers would see no change.\n' : ''));
  }
  return result.ok ? 0 : 1;
}
