/** The command `stamp`. */
import { randomUUID } from 'node:crypto';
import { createTwoFilesPatch } from 'diff';
import { systemClock } from '../time/clock.js';
import { sortProblems } from '../problem.js';
import { stampFiles } from '../stamping.js';
import { isStampable, type StampedFile } from '../stamp/stamp-file.js';
import { readArgs, UsageError } from './args.js';
import { stampHelp } from './help.js';
import { problemLines } from './report.js';
import { printable, type Terminal } from './terminal.js';

const kinds = { date: 'text', config: 'text', 'dry-run': 'switch', json: 'switch' } as const;

/** @returns the exit status: 0 every file is an article now, 1 some cannot be made one */
export async function runStamp(args: readonly string[], terminal: Terminal): Promise<number> {
  const { flags, operands } = readArgs('stamp', args, kinds);
  if (flags.has('help')) {
    terminal.out(stampHelp);
    return 0;
  }
  if (operands.length === 0) throw new UsageError('Say which files to stamp. See feedwright stamp --help.');
  const dryRun = flags.has('dry-run');
  const stamped = await stampFiles({
    folder: terminal.cwd,
    files: operands,
    config: flags.text('config'),
    date: flags.text('date'),
    dryRun,
    clock: systemClock,
    uuid: randomUUID,
  });
  const problems = sortProblems(stamped.flatMap((file) => file.problems));
  const ok = problems.every(({ severity }) => severity !== 'error');
  if (flags.has('json')) {
    const files = stamped.filter(isStampable).map(({ from, to, added }) => ({ from, to, added }));
    terminal.out(`${JSON.stringify({ ok, files, problems }, undefined, 2)}\n`);
  } else {
    terminal.out(stamped.map((file) => (dryRun ? diffOf(file) : doneLine(file))).join(''));
    terminal.err(problemLines(problems, terminal.colour));
  }
  return ok ? 0 : 1;
}

function doneLine(file: StampedFile): string {
  const { from, to, added, problems } = file;
  const names = from === to ? printable(from) : `${printable(from)} → ${printable(to)}`;
  if (isStampable(file)) return `${names}: ${Object.keys(added).join(', ') || 'copied'}\n`;
  return problems.length > 0 ? '' : `${names}: complete already\n`;
}

function diffOf(file: StampedFile): string {
  return isStampable(file) ? createTwoFilesPatch(file.from, file.to, file.before, file.after) : doneLine(file);
}
