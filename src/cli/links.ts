/** The command `links`. */
import path from 'node:path';
import { linkLine } from '../announce/link-lines.js';
import { listLinks } from '../announcing.js';
import { writeLinks, type LinkReport } from '../linking.js';
import { readArgs, UsageError } from './args.js';
import { toRequest } from './build.js';
import { linksHelp } from './help.js';
import { counted, problemLines } from './report.js';
import { printable, type Terminal } from './terminal.js';

const kinds = { write: 'text', config: 'text', url: 'text', 'dry-run': 'switch', json: 'switch' } as const;

/** @returns the exit status: 0 pages have their lines, or cannot have them; 1 some could not be read or written */
export async function runLinks(args: readonly string[], terminal: Terminal): Promise<number> {
  const { flags, operands } = readArgs('links', args, kinds);
  if (flags.has('help')) {
    terminal.out(linksHelp);
    return 0;
  }
  const request = toRequest('links', flags, operands, terminal);
  const folder = flags.text('write');
  const dryRun = flags.has('dry-run');
  if (folder === undefined && dryRun)
    throw new UsageError('--dry-run goes with --write DIR. See feedwright links --help.');
  const report =
    folder === undefined
      ? { links: await listLinks(request), pages: [], problems: [] }
      : await writeLinks({ ...request, dryRun, pages: path.resolve(terminal.cwd, folder), shown: shownFolder(folder) });
  const ok = report.problems.every(({ severity }) => severity !== 'error');
  if (flags.has('json')) {
    terminal.out(`${JSON.stringify({ ok, ...report }, undefined, 2)}\n`);
  } else {
    terminal.err(problemLines(report.problems, terminal.colour));
    terminal.out(
      folder === undefined
        ? report.links.map((link) => `${linkLine(link)}\n`).join('')
        : pageLines(report, folder, dryRun),
    );
  }
  return ok ? 0 : 1;
}

/** As it was given, with `/` on every platform. */
function shownFolder(folder: string): string {
  return path.posix.normalize(folder.replaceAll('\\', '/'));
}

function pageLines({ pages }: Pick<LinkReport, 'pages'>, folder: string, dryRun: boolean): string {
  const changed = pages.filter(({ added }) => added.length > 0);
  const complete = pages.length - changed.length;
  const lines = changed.map(({ file, added }) => `${printable(file)}: ${counted(added.length, 'line')} added\n`);
  const note = dryRun ? ' (dry run, nothing written)' : '';
  const facts = [
    `${counted(pages.length, 'page')} in ${printable(folder)}${note}`,
    ...(changed.length > 0 ? [`${changed.length} changed`] : []),
    ...(complete > 0 ? [`${complete} complete already`] : []),
  ];
  return `${lines.join('')}${facts.join(' · ')}\n`;
}
