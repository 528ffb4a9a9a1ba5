import { describe, expect, test } from 'vitest';
import { parseCron } from '../../src/schedule/cron.js';
import { keepSchedule } from '../../src/schedule/keep.js';
import type { Occasion, Outcome } from '../../src/schedule/plan.js';
import { fakeTime, type FakeTime } from './fake-time.js';

const start = Date.UTC(2026, 10, 26, 12, 5);
const minute = 60_000;

interface Kept {
  readonly time: FakeTime;
  readonly stop: () => Promise<void>;
  /** Minutes after the start of each run, and why it took place. */
  readonly runs: readonly string[];
}

/** Keeps a schedule whose runs take no time and succeed, unless a test says otherwise. */
function keep(
  run: (occasion: Occasion, time: FakeTime, count: number) => Outcome | Promise<Outcome> = () => ({ ok: true }),
  { expression = '*/15 * * * *', zone = 'UTC', from = start } = {},
): Kept {
  const time = fakeTime(from);
  const stopping = new AbortController();
  const runs: string[] = [];
  const kept = keepSchedule({
    crons: [parseCron(expression, zone)],
    clock: time.clock,
    timers: time.timers,
    stop: stopping.signal,
    run: async (occasion) => {
      runs.push(`${(time.clock.now() - from) / minute} ${occasion.reason}`);
      return run(occasion, time, runs.length);
    },
  });
  const stop = () => {
    stopping.abort();
    return kept;
  };
  return { time, stop, runs };
}

describe('a schedule', () => {
  test('runs at once, and whenever the expression says so', async () => {
    const { time, stop, runs } = keep();
    await time.goTo(start + 41 * minute);
    await stop();
    expect(runs).toEqual(['0 start', '10 time', '25 time', '40 time']);
  });

  test('runs at the very millisecond that an article is due', async () => {
    const { time, stop, runs } = keep((_, __, count) =>
      count === 1 ? { ok: true, nextDue: start + 90_001 } : { ok: true },
    );
    await time.goTo(start + 5 * minute);
    await stop();
    expect(runs).toEqual(['0 start', `${90_001 / minute} article`]);
  });

  test('waits for an article that is due in a hundred days', async () => {
    const nextDue = start + 100 * 86_400_000 + 1234;
    const { time, stop, runs } = keep(() => ({ ok: true, nextDue }), { expression: '0 0 1 1 *' });
    await time.goTo(nextDue);
    await stop();
    expect(runs.at(-1)).toBe(`${(nextDue - start) / minute} article`);
    expect(runs).toHaveLength(3);
  });

  test('runs once for an article that is due with the expression', async () => {
    const { time, stop, runs } = keep(() => ({ ok: true, nextDue: start + 10 * minute }));
    await time.goTo(start + 20 * minute);
    await stop();
    expect(runs).toEqual(['0 start', '10 time']);
  });

  test('never runs twice at once: what is due meanwhile is one run afterwards', async () => {
    const { time, stop, runs } = keep((_, { jump }, count) => {
      if (count === 1) jump(70 * minute);
      return { ok: true };
    });
    await time.goTo(start + 71 * minute);
    await stop();
    expect(runs).toEqual(['0 start', '70 time']);
  });

  test('tries again after 1, 2, 4 … minutes, at most 30, and not at each time in between', async () => {
    const { time, stop, runs } = keep((_, __, count) => ({ ok: count > 7 }), { expression: '* * * * *' });
    await time.goTo(start + 93 * minute);
    await stop();
    expect(runs).toEqual([
      '0 start',
      '1 retry',
      '3 retry',
      '7 retry',
      '15 retry',
      '31 retry',
      '61 retry',
      '91 retry',
      '92 time',
      '93 time',
    ]);
  });

  test('runs for an article while it waits to try again, and once only', async () => {
    const { time, stop, runs } = keep((_, __, count) => ({
      ok: false,
      ...(count === 1 ? { nextDue: start + 30_000 } : {}),
    }));
    await time.goTo(start + 2 * minute);
    await stop();
    expect(runs).toEqual(['0 start', '0.5 article']);
  });

  test('runs once, within a minute, when the machine has slept', async () => {
    const { time, stop, runs } = keep();
    await time.waiting();
    time.jump(8 * 60 * minute);
    await time.goTo(start + 482 * minute);
    await stop();
    expect(runs).toEqual(['0 start', '481 time']);
  });

  test('runs once when the clock is set back, and keeps to the new time', async () => {
    const { time, stop, runs } = keep();
    await time.goTo(start + 2 * minute);
    time.jump(-60 * minute);
    await time.goTo(start - 40 * minute);
    await stop();
    expect(runs).toEqual(['0 start', '-57 clock', '-50 time']);
  });

  test('takes a clock that is put right by a second for no reason to run', async () => {
    const { time, stop, runs } = keep();
    await time.goTo(start + 10 * minute);
    time.jump(-1000);
    await time.goTo(start + 12 * minute);
    await stop();
    expect(runs).toEqual(['0 start', '10 time']);
  });

  test('ends at once when it is told to while it waits', async () => {
    const { time, stop, runs } = keep();
    await time.waiting();
    await stop();
    expect(runs).toEqual(['0 start']);
  });

  test('ends after the run at work', async () => {
    let end = () => {};
    const { stop, runs } = keep(async () => {
      await new Promise<void>((resolve) => {
        end = resolve;
      });
      return { ok: true };
    });
    const stopped = stop();
    end();
    await stopped;
    expect(runs).toEqual(['0 start']);
  });
});

test.each(['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'America/Santiago'])(
  'a year of ticks in %s runs exactly as often as it should',
  async (zone) => {
    const from = Date.UTC(2026, 0, 1, 0, 5);
    const { time, stop, runs } = keep(() => ({ ok: true }), { expression: '*/30 * * * *', zone, from });
    await time.goTo(from + 365 * 86_400_000);
    await stop();
    expect(runs).toHaveLength(1 + 365 * 48);
    expect(
      new Set(runs.slice(2).map((run, index) => Number.parseFloat(run) - Number.parseFloat(runs[index + 1] ?? ''))),
    ).toEqual(new Set([30]));
  },
);
