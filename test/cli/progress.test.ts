import { describe, expect, test } from 'vitest';
import { runBuild } from '../../src/cli/build.js';
import { runDiff } from '../../src/cli/diff.js';
import { openProgress } from '../../src/cli/progress.js';
import type { Terminal } from '../../src/cli/terminal.js';
import { runWatch } from '../../src/cli/watch.js';
import { article, makeSite } from '../site.js';

function handClock() {
  let elapsed = 0;
  const clock = { now: () => Date.UTC(2026, 10, 22), elapsed: () => elapsed };
  return { clock, pass: (milliseconds: number) => void (elapsed += milliseconds) };
}

/** Each look at it takes a second: every run is a long one. */
function slowClock() {
  const { clock, pass } = handClock();
  return { ...clock, elapsed: () => (pass(1000), clock.elapsed()) };
}

/** A terminal of which all that is printed is one text, as a person sees it. */
function screen(folder = '.', more: Partial<Terminal> = {}) {
  let printed = '';
  const print = (text: string) => void (printed += text);
  const terminal: Terminal = {
    out: print,
    err: print,
    colour: false,
    cwd: folder,
    isScreen: true,
    columns: () => 80,
    ...more,
  };
  /** What was printed since the last look. */
  const seen = () => {
    const text = printed;
    printed = '';
    return text;
  };
  return { terminal, seen };
}

const erased = '\r\u001B[K';
const drawn = (line: string) => `\r${line}\u001B[K`;

describe('the line that tells how far a run is', () => {
  test('comes only when a run takes long', () => {
    const { clock, pass } = handClock();
    const { terminal, seen } = screen();
    const { progress, erase } = openProgress(terminal, clock);
    progress({ stage: 'read', done: 0, all: 3 });
    pass(499);
    progress({ stage: 'read', done: 1, all: 3 });
    expect(seen()).toBe('');
    pass(1);
    progress({ stage: 'read', done: 2, all: 3 });
    expect(seen()).toBe(drawn('Reading, 2 of 3'));
    erase();
    expect(seen()).toBe(erased);
  });

  test('is not erased where there is none', () => {
    const { clock } = handClock();
    const { terminal, seen } = screen();
    const { progress, erase } = openProgress(terminal, clock);
    progress({ stage: 'read', done: 0, all: 3 });
    erase();
    expect(seen()).toBe('');
  });

  test('is drawn ten times a second at most', () => {
    const { clock, pass } = handClock();
    const { terminal, seen } = screen();
    const { progress } = openProgress(terminal, clock);
    progress({ stage: 'render', done: 0, all: 1000 });
    pass(500);
    for (let done = 1; done <= 1000; done++) {
      progress({ stage: 'render', done, all: 1000 });
      pass(1);
    }
    expect(seen().split('\r').slice(1)).toHaveLength(10);
  });

  test('tells the time that a stage will still take, once it can be known', () => {
    const { clock, pass } = handClock();
    const { terminal, seen } = screen();
    const { progress } = openProgress(terminal, clock);
    progress({ stage: 'read', done: 0, all: 10_000 });
    pass(500);
    const lines: string[] = [];
    for (let done = 0; done <= 10_000; done += 1000) {
      progress({ stage: 'read', done, all: 10_000 });
      lines.push(seen().slice(1, -3));
      pass(400);
    }
    // Ten thousand take four seconds.
    expect(lines).toEqual([
      'Reading, 0 of 10,000',
      'Reading, 1,000 of 10,000',
      'Reading, 2,000 of 10,000',
      'Reading, 3,000 of 10,000',
      'Reading, 4,000 of 10,000',
      'Reading, 5,000 of 10,000, about 2 s left',
      'Reading, 6,000 of 10,000, about 2 s left',
      'Reading, 7,000 of 10,000, about 2 s left',
      'Reading, 8,000 of 10,000, about 1 s left',
      'Reading, 9,000 of 10,000, about 1 s left',
      'Reading, 10,000 of 10,000',
    ]);
  });

  test('believes the pace of late more than that of the start', () => {
    const { clock, pass } = handClock();
    const { terminal, seen } = screen();
    const { progress } = openProgress(terminal, clock);
    const advance = (done: number, milliseconds: number) => {
      pass(milliseconds);
      progress({ stage: 'render', done, all: 1000 });
    };
    advance(0, 0);
    advance(1, 5000);
    advance(100, 10_000);
    seen();
    advance(200, 1000);
    // At ten milliseconds each; by the whole it would be a minute.
    expect(seen()).toBe(drawn('Rendering, 200 of 1,000, about 8 s left'));
  });

  test('tells long times in minutes', () => {
    const { clock, pass } = handClock();
    const { terminal, seen } = screen();
    const { progress } = openProgress(terminal, clock);
    progress({ stage: 'publish', done: 0, all: 100 });
    pass(500);
    progress({ stage: 'publish', done: 0, all: 100 });
    pass(60_000);
    progress({ stage: 'publish', done: 20, all: 100 });
    expect(seen()).toContain('Publishing, 20 of 100, about 4 min left');
  });

  test('forgets the pace of one stage in the next', () => {
    const { clock, pass } = handClock();
    const { terminal, seen } = screen();
    const { progress } = openProgress(terminal, clock);
    for (const done of [0, 50, 99]) {
      progress({ stage: 'read', done, all: 100 });
      pass(2000);
    }
    seen();
    progress({ stage: 'render', done: 1, all: 4 });
    expect(seen()).toBe(drawn('Rendering, 1 of 4'));
  });

  test('keeps its count while steps without one go by, and says what comes after it at once', () => {
    const { clock, pass } = handClock();
    const { terminal, seen } = screen();
    const { progress } = openProgress(terminal, clock);
    progress({ stage: 'write', done: 0, all: 3 });
    pass(500);
    progress({ stage: 'write', done: 1, all: 3 });
    progress({ stage: 'verify' });
    progress({ stage: 'look ahead' });
    expect(seen()).toBe(drawn('Writing, 1 of 3') + drawn('Comparing …'));
  });

  test('is never broken in two by a narrow terminal', () => {
    const { clock, pass } = handClock();
    const { terminal, seen } = screen('.', { columns: () => 12 });
    const { progress } = openProgress(terminal, clock);
    progress({ stage: 'render', done: 0, all: 100 });
    pass(500);
    progress({ stage: 'render', done: 1, all: 100 });
    expect(seen()).toBe(drawn('Rendering, '));
  });

  test.each([
    ['a talk that is read on no terminal', { columns: undefined }],
    ['continuous integration', { variable: (name: string) => (name === 'CI' ? 'true' : undefined) }],
    ['a terminal that cannot draw', { variable: (name: string) => (name === 'TERM' ? 'dumb' : undefined) }],
  ])('is not for %s', (_, more) => {
    const { terminal, seen } = screen('.', more);
    const { progress, erase } = openProgress(terminal, slowClock());
    for (let done = 0; done < 10; done++) progress({ stage: 'read', done, all: 10 });
    erase();
    expect(seen()).toBe('');
  });
});

describe('a long run', () => {
  const files = { 'posts/a.md': article('title: One') };
  const url = ['--url', 'https://site.example/'];

  /** What is on the screen in the end, where a line that is drawn again covers what it was. */
  const left = (text: string) => text.replace(/[^\n]*\r\u001B\[K/g, '');

  test('of build shows the line, and takes it away before it says the result', async () => {
    const { terminal, seen } = screen(makeSite(files));
    expect(await runBuild(url, terminal, '', slowClock())).toBe(0);
    const text = seen();
    expect(text).toContain(drawn('Reading, 0 of 1'));
    expect(text).toContain(drawn('Publishing, 0 of 6'));
    expect(left(text)).toMatch(/^1 article → 3 feeds/);
  });

  test('that fails takes it away too', async () => {
    const { terminal, seen } = screen(makeSite({ ...files, 'output/rss.xml/in-the-way': '' }));
    await expect(runBuild(url, terminal, '', slowClock())).rejects.toThrow('rss.xml');
    expect(seen()).toMatch(/Comparing …\u001B\[K\r\u001B\[K$/);
  });

  test('of diff shows it', async () => {
    const { terminal, seen } = screen(makeSite(files));
    expect(await runDiff(url, terminal, '', slowClock())).toBe(0);
    const text = seen();
    expect(text).toContain(drawn('Rendering, 0 of 1'));
    expect(left(text)).toMatch(/^rss\.xml, atom\.xml, feed\.json: 1 new\n/);
  });

  test('of watch shows it at each build', async () => {
    let stop = () => {};
    const stopped = new Promise<void>((resolve) => {
      stop = resolve;
    });
    const folder = makeSite(files);
    const { terminal, seen } = screen(folder, { untilStopped: () => stopped });
    const watching = runWatch(url, { ...terminal, out: (text) => (terminal.out(text), stop()) }, '', slowClock());
    stop();
    await watching;
    expect(seen()).toMatch(/Reading, 0 of 1[^]*\r\u001B\[K\u001B\[2J\u001B\[H1 article → 3 feeds/);
  });

  test('shows nothing to those who want problems only', async () => {
    const { terminal, seen } = screen(makeSite(files));
    await runBuild([...url, '--quiet'], terminal, '', slowClock());
    expect(seen()).toBe('');
  });

  test('shows nothing where a program reads the result', async () => {
    const { terminal, seen } = screen(makeSite(files), { isScreen: false });
    await runBuild([...url, '--json'], terminal, '', slowClock());
    expect(() => JSON.parse(seen()) as unknown).not.toThrow();
  });
});
