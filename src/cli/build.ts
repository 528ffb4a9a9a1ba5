/** The command `build`. */
import path from 'node:path';
import type { UserOptions } from '../config/options.js';
import { BuildError, problem, shown } from '../problem.js';
import { build, type BuildRequest, type TimedBuildResult } from '../request.js';
import { stated } from '../stated.js';
import { systemClock, type Clock } from '../time/clock.js';
import { readArgs, UsageError, type Flags } from './args.js';
import { buildHelp } from './help.js';
import { openProgress, silentLine } from './progress.js';
import { failureLine, leftOutLines, outlookLines, problemLines, stageLines, summaryLine, toldLines } from './report.js';
import type { Terminal } from './terminal.js';

/** The flags by which `build` and `diff` choose a site and its settings. */
export const siteFlags = {
  config: 'text',
  posts: 'text',
  out: 'text',
  url: 'text',
  title: 'text',
  limit: 'text',
  invalid: 'text',
  now: 'text',
  live: 'text',
  json: 'switch',
} as const;

/** Most hosts have a site deployed, and their caches renewed, in ten minutes. */
export const deployFlag = { 'wait-for-deploy': { otherwise: 600 } } as const;

const kinds = {
  ...siteFlags,
  frozen: 'switch',
  'allow-flood': 'switch',
  ping: 'switch',
  ...deployFlag,
  'dry-run': 'switch',
  quiet: 'switch',
  verbose: 'switch',
} as const;

/** @returns the exit status: 0 the feeds are in place, 1 articles or feeds have problems */
export async function runBuild(
  args: readonly string[],
  terminal: Terminal,
  _version = '',
  clock: Clock = systemClock,
): Promise<number> {
  const { flags, operands } = readArgs('build', args, kinds);
  if (flags.has('help')) {
    terminal.out(buildHelp);
    return 0;
  }
  const dryRun = flags.has('dry-run');
  const run = {
    dryRun,
    frozen: flags.has('frozen'),
    allowFlood: flags.has('allow-flood'),
    ping: flags.has('ping'),
    ...toWait(flags),
  };
  const request = { ...toRequest('build', flags, operands, terminal), ...run, clock };
  const result = await buildWithProgress(request, flags, terminal);
  if (flags.has('json')) terminal.out(toJson(result));
  else talk(result, { quiet: flags.has('quiet'), verbose: flags.has('verbose'), dryRun }, terminal);
  if (flags.has('verbose')) terminal.err(stageLines(result));
  return result.ok ? 0 : 1;
}

/** A build that says on a terminal how far it is, and leaves no trace of that. */
export async function buildWithProgress(
  request: BuildRequest & { readonly clock: Clock },
  flags: Flags,
  terminal: Terminal,
): Promise<TimedBuildResult> {
  // What programs read, nobody waits for.
  const isWatched = !flags.has('quiet') && (!flags.has('json') || terminal.isScreen === true);
  const line = isWatched ? openProgress(terminal, request.clock) : silentLine;
  try {
    return await build({ ...request, progress: line.progress });
  } finally {
    line.erase();
  }
}

/** @throws UsageError for more than one folder */
export function toRequest(
  command: string,
  flags: Flags,
  operands: readonly string[],
  { cwd }: Terminal,
): Pick<BuildRequest, 'folder' | 'options' | 'config' | 'now' | 'live'> {
  if (operands.length > 1)
    throw new UsageError(`${command} takes one folder, not ${operands.length}. See feedwright ${command} --help.`);
  const { text } = flags;
  return {
    folder: path.resolve(cwd, operands[0] ?? '.'),
    options: toOptions(flags),
    ...stated({ config: pathFrom(cwd, text('config')), now: text('now'), live: text('live') }),
  };
}

/** @throws BuildError for what is no number */
export function toWait({ text }: Flags): { readonly waitForDeploy?: number } {
  const seconds = text('wait-for-deploy');
  if (seconds === undefined) return {};
  if (!/^\d+(?:\.\d+)?$/.test(seconds)) {
    const args = { option: '--wait-for-deploy', value: shown(seconds), expected: 'a number of seconds' };
    throw new BuildError([problem('option-invalid', {}, args)]);
  }
  return { waitForDeploy: Number(seconds) };
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
export function toJson(result: TimedBuildResult): string {
  const { ok, articles, feeds, files, removed, outlooks, told, problems, elapsedMs } = result;
  return `${JSON.stringify({ ok, articles, feeds, files, removed, outlooks, told, problems, elapsedMs }, undefined, 2)}\n`;
}

function talk(
  result: TimedBuildResult,
  { quiet, verbose, dryRun }: { quiet: boolean; verbose: boolean; dryRun: boolean },
  terminal: Terminal,
): void {
  terminal.err(problemLines(result.problems, terminal.colour));
  if (verbose) terminal.err(leftOutLines(result.leftOut));
  if (!result.ok) terminal.err(failureLine(result));
  else if (!quiet)
    terminal.out(
      summaryLine(result, dryRun) + outlookLines(result.outlooks, { titles: false }) + toldLines(result.told ?? []),
    );
}
