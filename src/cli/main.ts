/** From arguments to an exit status: finds the command, runs it, and says what went wrong. */
import { nearestName } from '../order.js';
import { BuildError, problem, type Problem } from '../problem.js';
import { UsageError } from './args.js';
import { mainHelp } from './help.js';
import { problemLines } from './report.js';
import type { Terminal } from './terminal.js';

/** Those without `--json`; and what is written of a schedule is one object a line, and nobody waits for its end. */
const withoutObject: readonly string[] = ['headers', 'redirects', 'schedule', 'serve', 'watch'];

type Command = (args: readonly string[], terminal: Terminal, version: string) => Promise<number>;

const commands: Readonly<Record<string, () => Promise<Command>>> = {
  build: async () => (await import('./build.js')).runBuild,
  diff: async () => (await import('./diff.js')).runDiff,
  headers: async () => (await import('./headers.js')).runHeaders,
  links: async () => (await import('./links.js')).runLinks,
  ping: async () => (await import('./ping.js')).runPing,
  redirects: async () => (await import('./redirects.js')).runRedirects,
  schedule: async () => (await import('./schedule.js')).runScheduleCommand,
  serve: async () => (await import('./serve.js')).runServe,
  stamp: async () => (await import('./stamp.js')).runStamp,
  watch: async () => (await import('./watch.js')).runWatch,
};

/** @returns 0 done, 1 the articles or feeds have problems, 2 wrong use or breakage */
export async function main(args: readonly string[], terminal: Terminal, version: string): Promise<number> {
  const [name = '', ...rest] = args;
  if (name === 'help' && rest.length > 0) return main([...rest, '--help'], terminal, version);
  if (name === '--help' || name === '-h' || name === 'help') return print(mainHelp, terminal);
  if (name === '--version' || name === '-V') return print(`${version}\n`, terminal);
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  try {
    if (command === undefined) throw new UsageError(unknownCommand(name));
    return await (
      await command()
    )(rest, terminal, version);
  } catch (error) {
    return fail(error, name, rest.includes('--json') && !withoutObject.includes(name), terminal);
  }
}

function print(text: string, terminal: Terminal): number {
  terminal.out(text);
  return 0;
}

function unknownCommand(name: string): string {
  if (name === '')
    return 'Say which command: build, diff, headers, links, ping, redirects, schedule, serve, stamp or watch. See feedwright --help.';
  const nearest = nearestName(name, Object.keys(commands));
  return `There is no command ${name}. ${nearest === undefined ? '' : `Did you mean ${nearest}? `}See feedwright --help.`;
}

/** The object of a command that did not come to its work. */
function nothingDone(command: string, problems: readonly Problem[]): object {
  if (command === 'stamp') return { files: [], problems };
  if (command === 'ping') return { told: [], problems };
  if (command === 'links') return { links: [], pages: [], problems };
  const articles = { found: 0, published: 0, drafts: 0, scheduled: 0, expired: 0, excluded: 0, invalid: 0 };
  return { articles, feeds: [], files: [], removed: [], outlooks: [], problems, elapsedMs: 0 };
}

function fail(error: unknown, command: string, json: boolean, terminal: Terminal): number {
  const problems = problemsOf(error);
  if (json) {
    terminal.out(`${JSON.stringify({ ok: false, ...nothingDone(command, problems) }, undefined, 2)}\n`);
  }
  const isUntouched = error instanceof BuildError && ['build', 'schedule'].includes(command);
  terminal.err(problemLines(problems, terminal.colour) + (isUntouched ? 'Nothing was published.\n' : ''));
  return 2;
}

function problemsOf(error: unknown): readonly Problem[] {
  if (error instanceof BuildError) return error.problems;
  if (error instanceof UsageError) return [problem('usage-wrong', {}, { reason: error.message })];
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return [problem('program-broken', {}, { reason })];
}
