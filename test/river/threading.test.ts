import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { article, makeSite, now } from '../site.js';

type Library = typeof import('../../src/index.js');

/** Threads run what is bundled, so these tests do. */
const library = (dist: string) => import(pathToFileURL(path.resolve(dist, 'index.js')).href) as Promise<Library>;
const options = { site: { url: 'https://site.example/', title: 'Site' }, archives: { entries: 20 }, cache: false };

/** A PNG of one pixel. */
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

/** Enough for threads, which count bytes, and quick to render: 90 articles of 7 KiB, and each third has something to tell. */
function manyArticles(changed = ''): Readonly<Record<string, string | Uint8Array>> {
  const filler = `<!-- ${'nothing to see '.repeat(500)}-->`;
  const bodyOf = (index: number) =>
    [
      `# Article ${index}`,
      `Some *words* and a [link](./b.html), \`code\`${changed}.`,
      filler,
      `See [another](${(index * 7) % 90}.md) and ![it](p.png).`,
      index % 3 === 0 ? `<Unknown${index} /> and {{ template }} and [gone](gone.md).` : '',
    ].join('\n\n');
  const articles = Array.from({ length: 90 }, (_, index) => [
    `posts/${index}.md`,
    article(`updated: 2026-06-${10 + (index % 20)}`, bodyOf(index)),
  ]);
  return { ...Object.fromEntries(articles), 'posts/p.png': picture };
}

const outputOf = (folder: string) =>
  readdirSync(path.join(folder, 'output'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(?:xml|json|html|css)$/.test(file))
    .toSorted()
    .map((file) => [file, readFileSync(path.join(folder, 'output', file), 'utf8')]);

describe('many articles', () => {
  test('give the same bytes and the same problems in the same order, whatever the number of threads', async () => {
    const { build } = await library('dist');
    const runs: unknown[] = [];
    for (const cores of [1, 2, 3]) {
      const folder = makeSite(manyArticles());
      const { ok, problems } = await build({ folder, now, options, cores });
      runs.push({ ok, problems, output: outputOf(folder) });
    }
    expect(runs[0]).toMatchObject({ ok: true });
    expect(runs[0]).toEqual(runs[1]);
    expect(runs[0]).toEqual(runs[2]);
    expect((runs[0] as { problems: readonly unknown[] }).problems.length).toBe(60);
  });

  test('that cannot be rendered are named alike', async () => {
    const { build } = await library('dist');
    const files = { ...manyArticles(), 'posts/deep.md': article('', `${'> '.repeat(500)}x`) };
    const problemsWith = async (cores: number) => {
      const { ok, problems } = await build({ folder: makeSite(files), now, options, cores });
      return [ok, problems];
    };
    expect(await problemsWith(2)).toEqual(await problemsWith(1));
  });

  test('can be given up while they are rendered, and nothing goes on', () => {
    const folder = makeSite(manyArticles());
    const script = `
      import { build } from ${JSON.stringify(pathToFileURL(path.resolve('dist/index.js')).href)};
      let pulses = 0;
      const pulse = async () => { if (++pulses > 120) throw new Error('given up'); };
      await build({ folder: ${JSON.stringify(folder)}, now: ${now}, options: ${JSON.stringify(options)}, cores: 2, pulse })
        .catch((error) => console.log(error.message));`;
    const { stdout, status, signal } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
      timeout: 30_000,
    });
    expect([stdout.trim(), status, signal]).toEqual(['given up', 0, null]);
    expect(readdirSync(folder)).toEqual(['posts']);
  });
});

describe('when a thread comes to an end', () => {
  // Within the package, so that its dependencies are found.
  const dist = mkdtempSync(path.resolve('node_modules/.cache-threads-'));
  afterAll(() => rmSync(dist, { recursive: true, force: true }));

  test.each([
    ['ends itself', 'exports.render = () => process.exit(7);'],
    ['fails before it has begun', 'throw new Error("no such thing");'],
    ['runs out of memory', 'exports.render = () => { for (const all = [];;) all.push(new Array(1e6).fill(1)); };'],
  ])('because it %s, the run fails, names the article, and leaves the feeds as they were', async (_, worker) => {
    const folder = makeSite(manyArticles());
    await (await library('dist')).build({ folder, now, options });
    const before = outputOf(folder);
    for (const [file, content] of Object.entries(manyArticles(' and more')))
      writeFileSync(path.join(folder, file), content);
    cpSync('dist', dist, { recursive: true });
    writeFileSync(path.join(dist, 'render-worker.cjs'), worker);
    const script = `
      import { build } from ${JSON.stringify(pathToFileURL(path.join(dist, 'index.js')).href)};
      await build({ folder: ${JSON.stringify(folder)}, now: ${now}, options: ${JSON.stringify(options)}, cores: 2 })
        .catch(({ problems }) => console.log(problems.map(({ code, file }) => code + ' at ' + file).join()));`;
    const { stdout, status } = spawnSync(
      process.execPath,
      ['--max-old-space-size=100', '--input-type=module', '-e', script],
      { encoding: 'utf8', timeout: 50_000 },
    );
    expect([stdout.trim(), status]).toEqual(['render-thread-failed at posts/0.md', 0]);
    expect(outputOf(folder)).toEqual(before);
  });
});
