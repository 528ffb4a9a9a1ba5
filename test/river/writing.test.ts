import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { build } from '../../src/index.js';
import { article, makeSite, now } from '../site.js';

async function published() {
  const folder = makeSite({ 'posts/a.md': article('title: A'), 'posts/b.md': article('title: B') });
  const run = async (more: { readonly limit?: number; readonly stylesheet?: false } = {}) => {
    let verified = 0;
    const result = await build({
      folder,
      now,
      options: { site: { url: 'https://site.example/', title: 'Site' }, ...more },
      progress: ({ stage }) => void (verified += Number(stage === 'verify')),
    });
    const codes = result.problems.map(({ code }) => code);
    return { verified, changes: result.feeds.map(({ change }) => change), outlooks: result.outlooks, codes };
  };
  const file = (name: string) => path.join(folder, name);
  expect((await run()).verified).toBe(3);
  return { run, file };
}

describe('a document that an earlier run found sound', () => {
  test('is neither written nor verified again while it is in place', async () => {
    const { run, file } = await published();
    // An article that no feed shows: the run is not at rest, and the documents are the same.
    await run({ limit: 1 });
    writeFileSync(file('posts/c.md'), article('title: C').replace('2026-05-01', '2025-05-01'));
    expect(await run({ limit: 1 })).toMatchObject({ verified: 0, changes: Array(3).fill('unchanged'), outlooks: [] });
  });

  test.each<[string, (file: string) => void]>([
    ['changed by somebody', (file) => writeFileSync(file, readFileSync(file, 'utf8').replace('<title>A', '<title>Z'))],
    ['removed', (file) => rmSync(file)],
  ])('is written and verified again when it was %s', async (_, damage) => {
    const { run, file } = await published();
    const sound = readFileSync(file('output/rss.xml'));
    damage(file('output/rss.xml'));
    expect((await run()).verified).toBe(1);
    expect(readFileSync(file('output/rss.xml'))).toEqual(sound);
  });

  test('does not hide what is wrong with an article when something else stands in its place', async () => {
    const { run, file } = await published();
    rmSync(file('output/feed.json'));
    mkdirSync(file('output/feed.json'));
    await expect(run()).rejects.toMatchObject({ problems: [{ code: 'output-unwritable' }] });
    writeFileSync(file('posts/c.md'), 'No date.\n');
    expect((await run()).codes).toEqual(['date-missing']);
  });

  test('is written anew when its style goes', async () => {
    const { run, file } = await published();
    expect(await run({ stylesheet: false })).toMatchObject({ verified: 3 });
    expect(readFileSync(file('output/rss.xml'), 'utf8')).not.toContain('xml-stylesheet');
  });

  test('that is back in place after another was there is known again by its bytes', async () => {
    const { run, file } = await published();
    const names = ['rss.xml', 'atom.xml', 'feed.json'].map((name) => file(`output/${name}`));
    const before = names.map((name) => readFileSync(name));
    writeFileSync(file('posts/c.md'), article('title: C'));
    await run();
    const after = names.map((name) => readFileSync(name));
    names.forEach((name, index) => writeFileSync(name, before[index] ?? ''));
    const { changes, outlooks } = await run();
    expect(changes).toEqual(Array(3).fill('changed'));
    expect(outlooks).toHaveLength(3);
    expect(names.map((name) => readFileSync(name))).toEqual(after);
  });
});
