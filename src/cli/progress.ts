/** How far a long run is, on one line of a terminal that is drawn again and again, and gone before anything else is said. */
import type { Stage, Step } from '../progress.js';
import type { Clock } from '../time/clock.js';
import type { Terminal } from './terminal.js';

export interface ProgressLine {
  readonly progress: (step: Step) => void;
  /** Takes the line away; what is told next begins another run. */
  readonly erase: () => void;
}

/** Milliseconds. A run that is shorter needs no line, and nobody reads faster than ten a second. */
export const pauses = { beforeFirst: 500, between: 100 } as const;

/** A time left is told once so much of a stage is done, and from the pace of so many milliseconds: before, nobody knows. */
const known = { share: 0.1, milliseconds: 1000 } as const;

/** What a line said, and when. */
interface Mark {
  readonly done: number;
  readonly at: number;
}

/** Where nobody looks on. */
export const silentLine: ProgressLine = { progress: () => {}, erase: () => {} };

export function openProgress({ err, columns, variable }: Terminal, clock: Clock): ProgressLine {
  const isLog = isSet(variable?.('CI')) || variable?.('TERM') === 'dumb';
  if (columns === undefined || isLog) return silentLine;
  let began: number | undefined;
  let shown = '';
  let marks: Mark[] = [];
  let drawn: number | undefined;
  return {
    progress: (step) => {
      const now = clock.elapsed();
      began ??= now;
      const doing = doings[step.stage];
      if (now - began < pauses.beforeFirst) return;
      if (doing !== shown) marks = [];
      // A count on the line is still right.
      else if (step.all === undefined || now - (drawn ?? 0) < pauses.between) return;
      shown = doing;
      drawn = now;
      const { done = 0 } = step;
      // A program grows faster as it runs: what counts is the pace of the later half.
      const half = marks.findLastIndex((mark) => mark.done <= done / 2);
      marks = [...marks.slice(Math.max(0, half)), { done, at: now }];
      err(`\r${lineOf(step, marks).slice(0, Math.max(0, columns() - 1))}\u001B[K`);
    },
    erase: () => {
      if (drawn !== undefined) err('\r\u001B[K');
      began = undefined;
      shown = '';
      marks = [];
      drawn = undefined;
    },
  };
}

const isSet = (value: string | undefined) => value !== undefined && !['', '0', 'false'].includes(value);

const doings: Readonly<Record<Stage, string>> = {
  prepare: 'Reading',
  recall: 'Looking for changes',
  find: 'Reading',
  read: 'Reading',
  recognise: 'Reading',
  choose: 'Reading',
  measure: 'Rendering',
  render: 'Rendering',
  write: 'Writing',
  present: 'Writing',
  verify: 'Writing',
  'look ahead': 'Comparing',
  keep: 'Writing',
  publish: 'Publishing',
  tell: 'Telling',
};

/** `Reading, 3,400 of 10,000, about 4 s left` */
function lineOf({ stage, done, all }: Step, marks: readonly Mark[]): string {
  if (done === undefined || all === undefined) return `${doings[stage]} …`;
  return [`${doings[stage]}, ${count(done)} of ${count(all)}`, ...left(all, marks)].join(', ');
}

/** Of this stage; what comes after it is not known. */
function left(all: number, marks: readonly Mark[]): readonly string[] {
  const [from, to] = [marks[0], marks.at(-1)];
  if (from === undefined || to === undefined || to.done <= from.done || to.done < all * known.share) return [];
  if (to.at - from.at < known.milliseconds) return [];
  const seconds = Math.ceil((((to.at - from.at) / (to.done - from.done)) * (all - to.done)) / 1000);
  if (seconds === 0) return [];
  return [seconds < 100 ? `about ${seconds} s left` : `about ${Math.round(seconds / 60)} min left`];
}

const count = (value: number) => value.toLocaleString('en');
