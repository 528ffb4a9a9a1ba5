/** Runs a program and tells what it cost: processor time of all its threads, time on the wall, and memory at most. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export interface Cost {
  /** Seconds, of all threads. */
  readonly cpu: number;
  /** Seconds. */
  readonly wall: number;
  /** Megabytes at most; of a program that is not Node unknown. */
  readonly memory: number | undefined;
}

/** Counted by the shell, from outside: what a process does as it starts and ends is in it, threads and children too. */
const timed = `TIMEFORMAT='%R %U %S'; time "$@" > /dev/null 2> "$BENCH_ERRORS"`;

/** Notes, as a Node ends, how much memory it had. What getrusage tells is that of its parent, where that had more. */
const meter = `
const { isMainThread } = require('node:worker_threads');
const { readFileSync, writeFileSync } = require('node:fs');
function kilobytes() {
  try {
    return Number(/VmHWM:\\s+(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]);
  } catch {
    return process.resourceUsage().maxRSS;
  }
}
if (isMainThread) process.on('exit', () => writeFileSync(process.env.BENCH_MEMORY, String(kilobytes())));
`;

/** @param scratch folder of ours, in which nothing else lies */
export function openMeter(scratch: string) {
  const hook = path.join(scratch, 'meter.cjs');
  const errors = path.join(scratch, 'errors');
  const noted = path.join(scratch, 'memory');
  writeFileSync(hook, meter);

  /** @throws Error when it fails */
  function costOf(folder: string, program: string, args: readonly string[]): Cost {
    rmSync(noted, { force: true });
    const { status, stderr, error } = spawnSync('bash', ['-c', timed, 'bash', program, ...args], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C', BENCH_ERRORS: errors, BENCH_MEMORY: noted },
    });
    if (error !== undefined) throw error;
    if (status !== 0) throw new Error(`${program} ${args.join(' ')} failed: ${readFileSync(errors, 'utf8')}`);
    const [wall = 0, user = 0, system = 0] = stderr.trim().split(' ').map(Number);
    const memory = existsSync(noted) ? (Number(readFileSync(noted, 'utf8')) * 1024) / 1e6 : undefined;
    return { cpu: user + system, wall, memory };
  }

  return {
    costOf,
    costOfNode: (folder: string, args: readonly string[]) =>
      costOf(folder, process.execPath, ['--require', hook, ...args]),
  };
}

/** The middle one of each. */
export function medianCost(costs: readonly Cost[]): Cost {
  return {
    cpu: median(costs.map(({ cpu }) => cpu)),
    wall: median(costs.map(({ wall }) => wall)),
    memory: costs.some(({ memory }) => memory === undefined)
      ? undefined
      : median(costs.map(({ memory = 0 }) => memory)),
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}
