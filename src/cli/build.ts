/** The command `build`. */
import path from 'node:path';
import type { UserOptions } from '../config/options.js';
import { build, type TimedBuildResult } from '../request.js';
import { stated } from '../stated.js';
import { readArgs, UsageError, type Flags } from './args.js';
import { buildHelp } from './help.js';
import { failureLine, leftOutLines, problemLines, summaryLine } from './report.js';
import type { Terminal } from './terminal.js';

const kinds = {
  config: 'text',
  posts: 'text',
  out: 'text',
  url: 'text',
  title: 'text',
  limit: 'text',
  invalid: 'text',
  now: 'text',
  'dry-run': 'switch',
  json: 'switch',
  quiet: 'switch',
  verbose: 'switch',
} as const;

/** @returns the exit status: 0 the feeds are in place, 1 articles or feeds have problems */
export async function runBuild(args: readonly string[], terminal: Terminal): Promise<number> {
  const { flags, operands } = readArgs('build', args, kinds);
  if (flags.has('help')) {
    terminal.out(buildHelp);
    return 0;
  }
  if (operands.length > 1)
    throw new UsageError(`build takes one folder, not ${operands.length}. See feedwright build --help.`);
  const dryRun = flags.has('dry-run');
  const result = await build({
    folder: path.resolve(terminal.cwd, operands[0] ?? '.'),
    options: toOptions(flags),
    dryRun,
    ...stated({ config: pathFrom(terminal.cwd, flags.text('config')), now: flags.text('now') }),
  });
  if (flags.has('json')) terminal.out(toJson(result));
  else talk(result, { quiet: flags.has('quiet'), verbose: flags.has('verbose'), dryRun }, terminal);
  return result.ok ? 0 : 1;
}

/** What is named on the command line starts from where the command is given. */
function pathFrom(cwd: string, file: string | undefined): string | undefined {
  return file === undefined ? undefined : path.resolve(cwd, file);
}

function toOptions(flags: Flags): UserOptions {
  const { text } = flags;
  const limit = text('limit');
  const options = {
    site: stated({ url: text('url'), title: text('title') }),
    posts: stated({ folder: text('posts') }),
    output: text('out'),
    limit: limit === undefined ? undefined : /^\d+$/.test(limit) ? Number(limit) : limit,
    invalid: text('invalid'),
  };
  // Whether the values are right is for the settings to say, all mistakes at once.
  return stated(options) as UserOptions;
}

/** The object that scripts rely on: nothing more is in it, whatever a result holds. */
function toJson({ ok, articles, feeds, problems, elapsedMs }: TimedBuildResult): string {
  return `${JSON.stringify({ ok, articles, feeds, problems, elapsedMs }, undefined, 2)}\n`;
}

function talk(
  result: TimedBuildResult,
  { quiet, verbose, dryRun }: { quiet: boolean; verbose: boolean; dryRun: boolean },
  terminal: Terminal,
): void {
  terminal.err(problemLines(result.problems, terminal.colour));
  if (verbose) terminal.err(leftOutLines(result.leftOut));
  if (!result.ok) terminal.err(failureLine(result));
  else if (!quiet) terminal.out(summaryLine(result, dryRun));
}
