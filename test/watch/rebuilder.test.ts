import { describe, expect, test } from 'vitest';
import { pauses, rebuilder } from '../../src/watch/rebuilder.js';
import type { Timers } from '../../src/time/timers.js';

/** Time goes by when it is told to. */
function fakeTimers() {
  let now = 0;
  const waiting = new Set<{ readonly at: number; readonly action: () => void }>();
  const timers: Timers = {
    after: (milliseconds, action) => {
      const entry = { at: now + milliseconds, action };
      waiting.add(entry);
      return () => void waiting.delete(entry);
    },
  };
  const pass = (milliseconds: number) => {
    const end = now + milliseconds;
    for (;;) {
      const [next] = [...waiting].filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at);
      if (next === undefined) break;
      waiting.delete(next);
      now = next.at;
      next.action();
    }
    now = end;
  };
  return { timers, pass, waiting };
}

/** Builds that end when they are told to, and how many there are at once. */
function start() {
  const { timers, pass, waiting } = fakeTimers();
  const log: string[] = [];
  const ends: (() => void)[] = [];
  const builds = rebuilder(() => {
    log.push('start');
    return new Promise<void>((resolve) => {
      ends.push(() => {
        log.push('end');
        resolve();
      });
    });
  }, timers);
  const end = async () => {
    ends.shift()?.();
    await Promise.resolve();
    await Promise.resolve();
  };
  return { builds, pass, log, end, waiting };
}

describe('a build', () => {
  test('comes once files have been quiet for a moment, one for many saves', () => {
    const { builds, pass, log } = start();
    for (let save = 0; save < 10; save++) {
      builds.wake();
      pass(pauses.quiet - 1);
    }
    expect(log).toEqual([]);
    pass(1);
    expect(log).toEqual(['start']);
  });

  test('does not wait for ever for those who write all the time, and comes again once they are quiet', async () => {
    const { builds, pass, log, end } = start();
    for (let time = 0; time < pauses.most + 50; time += 50) {
      builds.wake();
      pass(50);
    }
    expect(log).toEqual(['start']);
    await end();
    pass(pauses.quiet);
    expect(log).toEqual(['start', 'end', 'start']);
  });

  test('is never at work with another, and comes once more for all that came meanwhile', async () => {
    const { builds, pass, log, end } = start();
    builds.wake();
    pass(pauses.quiet);
    for (let save = 0; save < 3; save++) {
      builds.wake();
      pass(pauses.most);
    }
    expect(log).toEqual(['start']);
    await end();
    pass(pauses.quiet);
    expect(log).toEqual(['start', 'end', 'start']);
    await end();
    pass(pauses.most);
    expect(log).toEqual(['start', 'end', 'start', 'end']);
  });

  test('does not come after the end, and the one at work is waited for', async () => {
    const { builds, pass, log, end, waiting } = start();
    void builds.now();
    builds.wake();
    const closed = builds.close().then(() => log.push('closed'));
    await end();
    await closed;
    builds.wake();
    pass(pauses.most);
    expect([log, waiting.size]).toEqual([['start', 'end', 'closed'], 0]);
  });
});
