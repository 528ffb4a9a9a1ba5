/** How fast runs must be, and how fast we would have them: held against what was measured. */
import type { Cost } from './cost.js';

export type Run =
  | 'node'
  | 'reading'
  | 'cold'
  | 'again'
  | 'edit'
  | 'tagsCold'
  | 'tagsAgain'
  | 'tagsEdit'
  | 'hugoCold'
  | 'hugoAgain'
  | 'script';

/** Medians of the runs on a site. */
export type Costs = Readonly<Partial<Record<Run, Cost>>>;

interface Bar {
  readonly what: string;
  readonly unit: string;
  /** As many at most; with `isAhead`, at least. */
  readonly bar: number;
  readonly aim?: number;
  readonly isAhead?: boolean;
  readonly measure: (costs: Costs) => number | undefined;
}

/** A ratio of processor time, which is little disturbed by what else a machine does. */
export function ratio(costs: Costs, run: Run, to: Run): number | undefined {
  const [one, other] = [costs[run], costs[to]];
  return one === undefined || other === undefined ? undefined : one.cpu / other.cpu;
}

/** Megabytes: the most that one of our runs had. */
export function mostMemory({ cold, again, edit }: Costs): number {
  return Math.max(...[cold, again, edit].map((cost) => cost?.memory ?? 0));
}

/** With feeds of tags. */
export function mostMemoryWithTags({ tagsCold, tagsAgain, tagsEdit }: Costs): number {
  return Math.max(...[tagsCold, tagsAgain, tagsEdit].map((cost) => cost?.memory ?? 0));
}

const timesNode = (run: Run, what: string, bar: number, aim: number): Bar => ({
  what,
  unit: 'N',
  bar,
  aim,
  measure: (costs) => ratio(costs, run, 'node'),
});

const timesReading = (run: Run, what: string, bar: number, aim: number): Bar => ({
  what,
  unit: 'R',
  bar,
  aim,
  measure: (costs) => ratio(costs, run, 'reading'),
});

const memory = (bar: number, aim: number): Bar => ({ what: 'memory', unit: 'MB', bar, aim, measure: mostMemory });

const timesPlain = (run: Run, plain: Run, what: string): Bar => ({
  what,
  unit: 'of without',
  bar: 1.3,
  measure: (costs) => ratio(costs, run, plain),
});

/** Whoever uses several cores is ahead only where both kinds of time say so. */
const beforeHugo = (what: string, run: Run, rival: Run): Bar => ({
  what,
  unit: 'times ahead of Hugo',
  bar: 1,
  isAhead: true,
  measure: (costs) => {
    const [ours, theirs] = [costs[run], costs[rival]];
    if (ours === undefined || theirs === undefined) return undefined;
    return Math.min(theirs.cpu / ours.cpu, theirs.wall / ours.wall);
  },
});

const beforeScript = (what: string, run: Run, bar: number): Bar => ({
  what,
  unit: 'times ahead of the script',
  bar,
  isAhead: true,
  measure: (costs) => ratio(costs, 'script', run),
});

const againBeforeHugo = [
  beforeHugo('nothing changed', 'again', 'hugoAgain'),
  beforeHugo('one edit', 'edit', 'hugoAgain'),
];

const barsOf: ReadonlyMap<number, readonly Bar[]> = new Map([
  [
    20,
    [
      timesNode('again', 'nothing changed', 2, 1.5),
      timesNode('edit', 'one edit', 4, 3),
      timesNode('cold', 'cold', 7, 4),
      ...againBeforeHugo,
    ],
  ],
  [
    10_000,
    [
      timesReading('again', 'nothing changed', 1.4, 0.9),
      timesReading('edit', 'one edit', 2.2, 1.4),
      timesReading('cold', 'cold', 6.5, 4),
      memory(150, 100),
      beforeHugo('cold', 'cold', 'hugoCold'),
      ...againBeforeHugo,
      beforeScript('cold', 'cold', 2),
      beforeScript('nothing changed', 'again', 8),
    ],
  ],
  [
    100_000,
    [
      timesReading('again', 'nothing changed', 1.4, 0.9),
      timesReading('edit', 'one edit', 1.8, 1.2),
      timesReading('cold', 'cold', 3, 2),
      memory(250, 150),
      timesPlain('tagsCold', 'cold', 'feeds of tags, cold'),
      timesPlain('tagsAgain', 'again', 'feeds of tags, nothing changed'),
      timesPlain('tagsEdit', 'edit', 'feeds of tags, one edit'),
      beforeHugo('cold', 'cold', 'hugoCold'),
      ...againBeforeHugo,
    ],
  ],
]);

/** A line for each bar of that size: whether it is kept, and by how much. */
export function verdicts(articles: number, costs: Costs): readonly string[] {
  return (barsOf.get(articles) ?? againBeforeHugo).flatMap(({ what, unit, bar, aim, isAhead = false, measure }) => {
    const value = measure(costs);
    if (value === undefined) return [];
    const isKept = isAhead ? value >= bar : value <= bar;
    const word = !isKept ? 'MISSED' : aim !== undefined && value > aim ? 'kept' : 'good';
    const wanted = `${isAhead ? 'at least' : 'at most'} ${bar}${aim === undefined ? '' : `, aim ${aim}`}`;
    return [`${word.padEnd(7)} ${what}: ${value.toFixed(2)} ${unit} (${wanted})`];
  });
}
