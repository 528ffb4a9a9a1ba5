/** Results as text: problems, what was left out, and the one line that says what was done. Pure. */
import type { BuildResult } from '../build-result.js';
import type { Outlook } from '../look-ahead/outlook.js';
import type { LeftOut } from '../model.js';
import type { Problem } from '../problem.js';
import type { TimedBuildResult } from '../request.js';
import type { Told } from '../telling.js';
import { painter, printable, type Paint } from './terminal.js';

export function problemLines(problems: readonly Problem[], colour: boolean): string {
  const paint = painter(colour);
  return problems.map((found) => `${problemLine(found, paint)}\n`).join('');
}

function problemLine({ file, line, column, severity, code, message }: Problem, paint: Paint): string {
  const place = [file, line, column].filter((part) => part !== undefined).join(':');
  const label = paint(severity === 'error' ? 'red' : 'yellow', severity);
  return [
    place === '' ? '' : `${paint('bold', printable(place))}  `,
    `${label}  `,
    `${paint('dim', code)}  `,
    printable(message),
  ].join('');
}

export function leftOutLines(leftOut: readonly LeftOut[]): string {
  return leftOut.map(({ file, kind, why }) => `${printable(file)}: ${kind} (${printable(why)})\n`).join('');
}

/** Where the time went: a line for each stage that there was, the whole of it, and what an earlier run had done. */
export function stageLines({
  stages,
  entries: { rendered, cached },
}: Pick<TimedBuildResult, 'stages' | 'entries'>): string {
  const whole = stages.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  const times = [...stages.map(({ stage, milliseconds }) => [stage, milliseconds] as const), ['total', whole] as const];
  const lines = times.map(([name, spent]) => `${name.padEnd(10)}  ${spent.toFixed(1).padStart(9)} ms\n`);
  return `${lines.join('')}${rendered} rendered, ${cached} from the cache\n`;
}

/** `7 articles → 3 feeds in output · 1 created · 2 unchanged · 1 draft · 214 ms` */
export function summaryLine(result: BuildResult & Pick<TimedBuildResult, 'elapsedMs'>, dryRun: boolean): string {
  const { articles, feeds, files, removed, problems, output, elapsedMs } = result;
  const changes = (['created', 'changed', 'unchanged'] as const).map(
    (change) => [[...feeds, ...files].filter((file) => file.change === change).length, change] as const,
  );
  const archives = feeds.filter(({ part }) => part === 'archive').length;
  const beside = [
    ...(archives > 0 ? [counted(archives, 'archive')] : []),
    ...(files.length > 0 ? [counted(files.length, 'file')] : []),
  ];
  const left = (['drafts', 'scheduled', 'expired', 'excluded', 'invalid'] as const).map(
    (kind) => [articles[kind], kind] as const,
  );
  const facts = [...changes, [removed.length, 'removed'] as const, ...left]
    .filter(([count]) => count > 0)
    .map(([count, what]) => (what === 'drafts' ? counted(count, 'draft') : `${count} ${what}`));
  const warnings = problems.filter(({ severity }) => severity === 'warning').length;
  const head = `${counted(articles.published, 'article')} → ${[counted(feeds.length - archives, 'feed'), ...beside].join(', ')} in ${printable(output)}${dryRun ? ' (dry run, nothing written)' : ''}`;
  return `${[head, ...facts, ...(warnings > 0 ? [counted(warnings, 'warning')] : []), `${elapsedMs} ms`].join(' · ')}\n`;
}

/**
 * What subscribers will see: `rss.xml, atom.xml, feed.json: 1 new, 2 edited`. Feeds of which the same is true are one.
 * @param options `titles`: each entry on a line of its own below
 */
export function outlookLines(outlooks: readonly Outlook[], { titles }: { readonly titles: boolean }): string {
  const groups = new Map<string, string[]>();
  for (const outlook of outlooks) {
    const told = toldOf(outlook, titles);
    if (told !== '') groups.set(told, [...(groups.get(told) ?? []), printable(outlook.path)]);
  }
  return [...groups].map(([told, paths]) => `${shortened(paths)}: ${told}`).join('');
}

/** Files of earlier runs that go: whoever asks for them gets an error. */
export function removedLine(removed: readonly string[]): string {
  return removed.length === 0 ? '' : `${shortened(removed.map(printable))}: removed\n`;
}

/** A blog with feeds of tags has hundreds of documents; all of them are in `--json`. */
function shortened(paths: readonly string[]): string {
  if (paths.length <= mostPaths) return paths.join(', ');
  const shown = paths.slice(0, mostPaths / 2);
  return `${shown.join(', ')} and ${paths.length - shown.length} more`;
}

const mostPaths = 6;

const kindsOfChange = { fresh: 'new', edited: 'edited', reissued: 'issued again', withdrawn: 'withdrawn' } as const;

function toldOf(outlook: Outlook, titles: boolean): string {
  const kinds = Object.entries(kindsOfChange)
    .map(([kind, name]) => ({ name, entries: outlook[kind as keyof typeof kindsOfChange] }))
    .filter(({ entries }) => entries.length > 0);
  if (kinds.length === 0) return '';
  const counts = kinds.map(({ name, entries }) => `${entries.length} ${name}`).join(', ');
  const lines = kinds.flatMap(({ name, entries }) =>
    entries.map(({ title, url }) => `  ${name.padEnd(12)}  ${printable(title === '' ? url : title)}\n`),
  );
  return `${counts}\n${titles ? lines.join('') : ''}`;
}

/** `https://hub.example/ was told of 3 feeds`, one line for each. */
export function toldLines(told: readonly Told[]): string {
  const counts = new Map<string, number>();
  for (const { to } of told) counts.set(to, (counts.get(to) ?? 0) + 1);
  return [...counts].map(([to, count]) => `${printable(to)} was told of ${counted(count, 'feed')}\n`).join('');
}

/** What is still true after a failure comes last, where it is read. */
export function failureLine({ articles, problems, output }: BuildResult): string {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const advice = articles.invalid > 0 ? ' To publish the others, use --invalid skip.' : '';
  return `${counted(errors, 'error')}. Nothing was published; ${printable(output)} is as it was.${advice}\n`;
}

export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
