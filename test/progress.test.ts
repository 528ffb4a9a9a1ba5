import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { build, type Step } from '../src/index.js';
import { openStopwatch } from '../src/progress.js';
import { article, buildSite, makeSite } from './site.js';

const url = { site: { url: 'https://site.example/' } };

function handClock() {
  let elapsed = 1000;
  const clock = { now: () => 0, elapsed: () => elapsed };
  return { clock, pass: (milliseconds: number) => void (elapsed += milliseconds) };
}

describe('a stopwatch', () => {
  test('counts each stage, however often a run comes back to it, in the order of the river', () => {
    const { clock, pass } = handClock();
    const { enter, times } = openStopwatch(clock);
    pass(1);
    enter('measure');
    pass(2);
    enter('render');
    pass(4);
    enter('measure');
    pass(8);
    enter('find');
    pass(16);
    expect(times()).toEqual([
      { stage: 'prepare', milliseconds: 1 },
      { stage: 'find', milliseconds: 16 },
      { stage: 'measure', milliseconds: 10 },
      { stage: 'render', milliseconds: 4 },
    ]);
  });

  test('goes on after it was read', () => {
    const { clock, pass } = handClock();
    const { times } = openStopwatch(clock);
    pass(1);
    times();
    pass(2);
    expect(times()).toEqual([{ stage: 'prepare', milliseconds: 3 }]);
  });
});

describe('a build tells how far it is', () => {
  const posts = Object.fromEntries(
    Array.from({ length: 150 }, (_, index) => [`posts/${index}.md`, article(`title: Article ${index}`)]),
  );

  test('with what is done, of all', async () => {
    const steps: Step[] = [];
    await buildSite(posts, { options: { limit: 20 }, progress: (step) => void steps.push(step) });
    const counted = (wanted: Step['stage']) =>
      steps.filter(({ stage, all }) => stage === wanted && all !== undefined).map(({ done, all }) => [done, all]);
    expect(counted('read')[0]).toEqual([0, 150]);
    expect(counted('render')).toEqual(Array.from({ length: 20 }, (_, done) => [done, 20]));
    expect(counted('write')).toEqual([
      [0, 3],
      [1, 3],
      [2, 3],
    ]);
    // The documents, their style, the record and the ledger.
    expect(counted('publish')).toEqual(Array.from({ length: 6 }, (_, done) => [done, 6]));
  });

  test('and gives the time of each stage by the clock that it is handed', async () => {
    const { clock, pass } = handClock();
    const result = await buildSite(
      { 'posts/a.md': article() },
      { clock, progress: ({ stage }) => pass(stage === 'read' ? 7 : stage === 'publish' ? 2 : 0) },
    );
    const spent = result.stages.filter(({ milliseconds }) => milliseconds > 0);
    expect(spent.map(({ stage }) => stage)).toEqual(['read', 'publish']);
    expect(spent[0]?.milliseconds).toBe(7);
    expect(result.elapsedMs).toBe(spent.reduce((sum, { milliseconds }) => sum + milliseconds, 0));
  });

  test('counts what it rendered, and what an earlier run had', async () => {
    const folder = makeSite({ 'posts/a.md': article('title: A'), 'posts/b.md': article('title: B') });
    const request = { folder, options: url };
    expect((await build(request)).entries).toEqual({ rendered: 2, cached: 0 });
    expect((await build(request)).entries).toEqual({ rendered: 0, cached: 2 });
  });

  test('also where nothing is published', async () => {
    const steps: Step['stage'][] = [];
    const folder = makeSite({ 'posts/a.md': article() });
    await build({ folder, options: url, dryRun: true, progress: ({ stage }) => void steps.push(stage) });
    expect(steps).toContain('look ahead');
    expect(existsSync(path.join(folder, 'output'))).toBe(false);
  });
});
