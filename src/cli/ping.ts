/** The command `ping`. */
import { ping } from '../request.js';
import { readArgs } from './args.js';
import { deployFlag, toRequest, toWait } from './build.js';
import { pingHelp } from './help.js';
import { problemLines, toldLines } from './report.js';
import type { Terminal } from './terminal.js';

const kinds = {
  config: 'text',
  out: 'text',
  url: 'text',
  all: 'switch',
  ...deployFlag,
  json: 'switch',
  quiet: 'switch',
} as const;

/** @returns the exit status: 0 who is to be told was told, 1 somebody was not */
export async function runPing(args: readonly string[], terminal: Terminal): Promise<number> {
  const { flags, operands } = readArgs('ping', args, kinds);
  if (flags.has('help')) {
    terminal.out(pingHelp);
    return 0;
  }
  const request = toRequest('ping', flags, operands, terminal);
  const { told, problems } = await ping({ ...request, ...toWait(flags), all: flags.has('all') });
  const ok = problems.length === 0;
  if (flags.has('json')) {
    terminal.out(`${JSON.stringify({ ok, told, problems }, undefined, 2)}\n`);
    return ok ? 0 : 1;
  }
  terminal.err(problemLines(problems, terminal.colour));
  if (!flags.has('quiet'))
    terminal.out(toldLines(told) || (ok ? 'Nothing has changed that was not told already.\n' : ''));
  return ok ? 0 : 1;
}
