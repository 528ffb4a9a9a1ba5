/** What was measured, as the README shows it: byte for byte, so that it can be pasted. */
import { mostMemory, mostMemoryWithTags, ratio as ratioOf, type Costs, type Run } from './bars.js';

export interface Measured {
  readonly articles: number;
  readonly costs: Costs;
}

interface Row {
  readonly run: Run;
  readonly name: string;
  /** By default the floor of that size. */
  readonly than?: Measure;
}

/** What a run is a multiple of, and how that is said. */
interface Measure {
  readonly run: Run;
  readonly say: (ratio: number) => string;
}

const more = (run: Run): Measure => ({
  run,
  say: (ratio) => `${ratio < 1 ? '−' : '+'}${Math.abs(ratio * 100 - 100).toFixed(0)} %`,
});
const timesOurs = (run: Run): Measure => ({ run, say: (ratio) => `${ratio.toFixed(ratio < 1 ? 2 : 1)} × ours` });

const rows: readonly Row[] = [
  { run: 'node', name: 'Node starts and ends (N)' },
  { run: 'reading', name: 'Node reads every article (R)' },
  { run: 'cold', name: 'Feedwright, first build' },
  { run: 'again', name: 'Feedwright, nothing changed' },
  { run: 'edit', name: 'Feedwright, one article edited' },
  { run: 'tagsCold', name: 'With 30 feeds of tags, first build', than: more('cold') },
  { run: 'tagsAgain', name: 'With 30 feeds of tags, nothing changed', than: more('again') },
  { run: 'tagsEdit', name: 'With 30 feeds of tags, one article edited', than: more('edit') },
  { run: 'hugoCold', name: 'Hugo, first build', than: timesOurs('cold') },
  { run: 'hugoAgain', name: 'Hugo, one article edited', than: timesOurs('edit') },
  { run: 'script', name: 'Script, every build', than: timesOurs('cold') },
];

const memoryName = 'Feedwright, memory at most';

/** What the README is to tell of. */
export const rowNames: readonly string[] = [...rows.map(({ name }) => name), memoryName];

/** A table of Markdown, in the form that Prettier gives it. */
export function tableOf(measured: readonly Measured[]): string {
  const head = ['', ...measured.map(({ articles }) => `${articles.toLocaleString('en')} articles`)];
  const lines = rows
    .filter(({ run }) => measured.some(({ costs }) => costs[run] !== undefined))
    .map((row) => [row.name, ...measured.map((site) => cellOf(row, site))]);
  const memory = [
    memoryName,
    ...measured.map(
      ({ costs }) => `${megabytes(mostMemory(costs))}, ${megabytes(mostMemoryWithTags(costs))} with tags`,
    ),
  ];
  const table = [head, ...lines, memory];
  const widths = head.map((_, column) => Math.max(...table.map((cells) => cells[column]?.length ?? 0)));
  const lineOf = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |\n`;
  return [lineOf(head), lineOf(widths.map((width) => '-'.repeat(width))), ...[...lines, memory].map(lineOf)].join('');
}

/** `2.31 / 1.80 s, 4.4 R`: processor time, time on the wall, and what the former is a multiple of. */
function cellOf({ run, than }: Row, { articles, costs }: Measured): string {
  const cost = costs[run];
  if (cost === undefined) return '';
  const times = `${seconds(cost.cpu)} / ${seconds(cost.wall)} s`;
  if (run === 'node' || run === 'reading') return times;
  const { run: other, say } = than ?? floorOf(articles);
  return `${times}, ${say(ratioOf(costs, run, other) ?? 0)}`;
}

/** Of few articles, reading takes no time; of many, starting does not. */
function floorOf(articles: number): Measure {
  if (articles < 1000) return { run: 'node', say: (ratio) => `${ratio.toFixed(1)} N` };
  return { run: 'reading', say: (ratio) => `${ratio.toFixed(1)} R` };
}

const seconds = (value: number) => value.toFixed(value < 0.1 ? 3 : value < 10 ? 2 : 1);

const megabytes = (value: number) => `${value.toFixed(0)} MB`;
