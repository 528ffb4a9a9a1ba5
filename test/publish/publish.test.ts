import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { build, BuildError } from '../../src/index.js';
import { article, makeSite, now } from '../site.js';

const options = { site: { url: 'https://site.example/' } };
const feeds = ['atom.xml', 'feed.json', 'rss.xml'];
const stateOf = (folder: string) =>
  [...feeds, '.feedwright/written.json'].map((name) => {
    const { ino, mtimeMs, size } = statSync(path.join(folder, 'output', name));
    return { name, ino, mtimeMs, size };
  });

describe('publishing', () => {
  test('does not touch a document that did not change', async () => {
    const folder = makeSite({ 'posts/a.md': article() });
    await build({ folder, now, options });
    const before = stateOf(folder);
    const again = await build({ folder, now, options });
    expect(again.feeds.map(({ change }) => change)).toEqual(['unchanged', 'unchanged', 'unchanged']);
    expect(stateOf(folder)).toEqual(before);
  });

  test('replaces what changed, and leaves nothing behind', async () => {
    const folder = makeSite({ 'posts/a.md': article() });
    await build({ folder, now, options });
    writeFileSync(path.join(folder, 'posts/a.md'), article('', 'Other text.\n'));
    const again = await build({ folder, now, options });
    expect(again.feeds.map(({ change }) => change)).toEqual(['changed', 'changed', 'changed']);
    expect(readFileSync(path.join(folder, 'output/rss.xml'), 'utf8')).toContain('Other text.');
    expect(readdirSync(path.join(folder, 'output')).toSorted()).toEqual(['.feedwright', ...feeds]);
    expect(readdirSync(path.join(folder, 'output/.feedwright'))).toEqual(['written.json']);
  });

  test('leaves the feeds as they were when an article is invalid', async () => {
    const folder = makeSite({ 'posts/a.md': article() });
    await build({ folder, now, options });
    const before = stateOf(folder);
    writeFileSync(path.join(folder, 'posts/b.md'), '---\ndate: never\n---\n');
    expect((await build({ folder, now, options })).ok).toBe(false);
    expect(stateOf(folder)).toEqual(before);
  });

  test('keeps the mode of a document, and the link that leads to it', async () => {
    const folder = makeSite({ 'posts/a.md': article(), 'real/feed.xml': 'old', 'output/keep': '' });
    chmodSync(path.join(folder, 'real/feed.xml'), 0o640);
    symlinkSync('../real/feed.xml', path.join(folder, 'output/rss.xml'));
    await build({ folder, now, options });
    expect(readFileSync(path.join(folder, 'real/feed.xml'), 'utf8')).toContain('<rss');
    expect(statSync(path.join(folder, 'real/feed.xml')).mode & 0o777).toBe(0o640);
  });

  test('lets one of several builds at once publish, and tells the others who it is', async () => {
    const folder = makeSite({ 'posts/a.md': article() });
    const runs = await Promise.allSettled(Array.from({ length: 8 }, () => build({ folder, now, options })));
    const refused = runs.flatMap((run) => (run.status === 'rejected' ? [run.reason as BuildError] : []));
    expect(refused).toHaveLength(7);
    for (const { problems } of refused) {
      expect(problems).toMatchObject([{ code: 'output-locked', file: 'output/.feedwright/lock' }]);
      expect(problems[0]?.message).toContain(`process ${process.pid} on ${hostname()}, since 20`);
    }
    expect(readdirSync(path.join(folder, 'output')).toSorted()).toEqual(['.feedwright', ...feeds]);
  });

  test('does not empty feeds that hold articles', async () => {
    const folder = makeSite({ 'posts/a.md': article() });
    await build({ folder, now, options });
    const before = stateOf(folder);
    const emptied = await build({ folder, now, options: { ...options, posts: { include: ['wrong/**'] } } });
    expect([emptied.ok, emptied.problems.map(({ code }) => code)]).toEqual([false, ['articles-none', 'feeds-emptied']]);
    expect(stateOf(folder)).toEqual(before);
  });

  test('names a target below something that is no folder', async () => {
    const folder = makeSite({ 'posts/a.md': article(), output: 'a file' });
    await expect(build({ folder, now, options })).rejects.toMatchObject({
      problems: [{ code: 'output-unwritable', file: 'output' }],
    });
  });

  test('writes nothing in a dry run', async () => {
    const folder = makeSite({ 'posts/a.md': article() });
    const result = await build({ folder, now, options, dryRun: true });
    expect(result.feeds.map(({ change }) => change)).toEqual(['created', 'created', 'created']);
    expect(existsSync(path.join(folder, 'output'))).toBe(false);
  });

  test('replaces nothing when one target cannot be written', async () => {
    const folder = makeSite({ 'posts/a.md': article() });
    mkdirSync(path.join(folder, 'output/atom.xml'), { recursive: true });
    await expect(build({ folder, now, options })).rejects.toThrow(BuildError);
    expect(readdirSync(path.join(folder, 'output'))).toEqual(['atom.xml']);
  });

  // Root may write everywhere.
  test.skipIf(process.getuid?.() === 0)('says that a folder is read-only', async () => {
    const folder = makeSite({ 'posts/a.md': article(), 'output/keep': '' });
    chmodSync(path.join(folder, 'output'), 0o500);
    await expect(build({ folder, now, options })).rejects.toMatchObject({ problems: [{ code: 'output-unwritable' }] });
  });
});
