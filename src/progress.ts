/** How far a run is: told at each step of the river to whoever looks on, and how long each stage took. */
import type { Clock } from './time/clock.js';

/**
 * Those of the river, in its order; and what belongs to none of them: settings and locks, whether anything has changed
 * at all, and what is kept for the next run.
 */
export const stages = [
  'prepare',
  'recall',
  'find',
  'read',
  'recognise',
  'choose',
  'measure',
  'render',
  'write',
  'present',
  'verify',
  'keep',
  'look ahead',
  'publish',
  'tell',
] as const;
export type Stage = (typeof stages)[number];

export interface Step {
  readonly stage: Stage;
  /** Articles that were read or rendered so far, documents that were written, files that were published. */
  readonly done?: number;
  /** Of so many. */
  readonly all?: number;
}

export interface Onlooker {
  /** Told how far the run is, at each article and each document. Must not throw. */
  readonly progress?: (step: Step) => void;
  /** Called now and then before anything is published: lets others have a turn, and throws to abandon the run. */
  readonly pulse?: () => Promise<void>;
}

export interface StageTime {
  readonly stage: Stage;
  readonly milliseconds: number;
}

export interface Stopwatch {
  /** From now on, time goes by in another stage. */
  readonly enter: (stage: Stage) => void;
  /** So far, of the stages that there were. */
  readonly times: () => readonly StageTime[];
}

export function openStopwatch(clock: Clock): Stopwatch {
  const spent = new Map<Stage, number>();
  let current: Stage = 'prepare';
  let since = clock.elapsed();
  const enter = (stage: Stage) => {
    const now = clock.elapsed();
    spent.set(current, (spent.get(current) ?? 0) + now - since);
    current = stage;
    since = now;
  };
  return {
    enter,
    times: () => {
      enter(current);
      return stages.flatMap((stage) => {
        const milliseconds = spent.get(stage);
        return milliseconds === undefined ? [] : [{ stage, milliseconds }];
      });
    },
  };
}
