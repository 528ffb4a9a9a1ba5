import { appendFileSync, cpSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { build, type BuildRequest, type TimedBuildResult } from '../../src/index.js';
import { article, makeSite, now } from '../site.js';

const day = 24 * 60 * 60 * 1000;
/** By whose time all files of the test are old. */
const clock = { now: () => Date.UTC(2100, 0), elapsed: () => 0 };
const options: BuildRequest['options'] = {
  site: { url: 'https://site.example/', title: 'Site' },
  size: { entries: 6, days: 0 },
  invalid: 'skip',
  tombstones: 30,
  channels: { tags: true },
};

/** The newest six are in the feed of the site, and some of the others in those of tags. */
const files: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    Array.from({ length: 210 }, (_, index) => [
      `posts/${index}.md`,
      article(
        `title: Article ${index}\ndate: ${new Date(now - (index + 1) * day).toISOString()}${index % 30 === 0 ? '\ntags: [Rare]' : ''}`,
        `Text of ${index}.\n`,
      ).replace('date: 2026-05-01\n', ''),
    ]),
  ),
  'posts/2.md': article('title: Links', 'See [one](1.md) and [far](200.md).\n').replace('2026-05-01', '2026-11-20'),
  'posts/3.md': article('enclosure: /talk.mp3', '# Its heading\n\n![p](p.png)\n').replace('2026-05-01', '2026-11-19'),
  'posts/4.md': `---json\n{"title": "Odd", "date": "2026-11-18"}\n---\nIts front matter is read with its text.\n`,
  'posts/coming.md': article('title: Coming').replace('2026-05-01', '2026-11-25'),
  'talk.mp3': 'ID3 so many bytes',
};
const request = (folder: string): BuildRequest => ({ folder, now, options, clock });

/** The first learns of the articles, the second knows them. */
async function buildTwice(built: BuildRequest): Promise<void> {
  await build(built);
  await build(built);
}

/** Whether a run read the texts in documents alone. */
const isRevised = ({ stages }: TimedBuildResult) => stages.every(({ stage }) => stage !== 'read');

const textIn = (folder: string, name: string) => readFileSync(path.join(folder, name), 'utf8');

describe('where nothing but texts has changed', () => {
  test('a build reads no other article, whichever run it is after', async () => {
    const folder = makeSite(files);
    expect(isRevised(await build(request(folder)))).toBe(false);
    expect(isRevised(await build(request(folder)))).toBe(false);
    for (const word of ['first', 'second']) {
      appendFileSync(path.join(folder, 'posts/0.md'), `\nA ${word} word.\n`);
      const revised = await build(request(folder));
      expect([isRevised(revised), revised.entries.rendered]).toEqual([true, 1]);
      expect(textIn(folder, 'output/rss.xml')).toContain(`A ${word} word.`);
    }
    const settled = await build(request(folder));
    expect([isRevised(settled), settled.feeds.every(({ change }) => change === 'unchanged')]).toEqual([true, true]);
    expect((await build(request(folder))).stages.map(({ stage }) => stage)).toEqual(['prepare', 'recall']);
  });

  test('the ledger learns of the text, and of nothing else', async () => {
    const folder = makeSite(files);
    await buildTwice(request(folder));
    const before = textIn(folder, 'feedwright.ledger').split('\n');
    writeFileSync(path.join(folder, 'posts/0.md'), `${files['posts/0.md']}\n${'Another sentence. '.repeat(30)}\n`);
    expect(isRevised(await build(request(folder)))).toBe(true);
    const after = textIn(folder, 'feedwright.ledger').split('\n');
    expect(after.filter((line, at) => line !== before[at]).map((line) => JSON.parse(line))).toMatchObject([
      { file: 'posts/0.md' },
    ]);
    expect(after).toHaveLength(before.length);
  });

  test('lines of the ledger that somebody wrote otherwise stay as they are, as in a whole build', async () => {
    const folder = makeSite(files);
    await buildTwice(request(folder));
    const spelled = textIn(folder, 'feedwright.ledger').replace(/^\{(?=.*\/150\.md)/m, '{ ');
    writeFileSync(path.join(folder, 'feedwright.ledger'), spelled);
    await build(request(folder));
    writeFileSync(path.join(folder, 'posts/0.md'), `${files['posts/0.md']}\n${'Another sentence. '.repeat(30)}\n`);
    const twin = makeSite({});
    cpSync(folder, twin, { recursive: true, preserveTimestamps: true });
    expect(isRevised(await build(request(folder)))).toBe(true);
    await build({ ...request(twin), options: { ...options, cache: false } });
    expect(textIn(folder, 'feedwright.ledger')).toMatch(/^\{ .*\/150\.md/m);
    expect(textIn(folder, 'feedwright.ledger')).toBe(textIn(twin, 'feedwright.ledger'));
  });

  test.each([
    ['a text that leads to an article that none led to before', 'posts/0.md', 'See [it](100.md).\n'],
    ['front matter that is read with the text', 'posts/4.md', '\nMore.\n'],
    ['a text that cannot be rendered', 'posts/0.md', `${'> '.repeat(500)}x\n`],
  ])('a build is whole for %s', async (_, file, more) => {
    const folder = makeSite(files);
    await buildTwice(request(folder));
    appendFileSync(path.join(folder, file), more);
    expect(isRevised(await build(request(folder)))).toBe(false);
  });

  test.each([
    ['of which some hold all articles', { archives: { entries: 50 } }],
    ['whose order texts may change', { updated: 'text' }],
  ] as const)('a build of feeds %s is whole', async (_, more) => {
    const folder = makeSite(files);
    const whole = { ...request(folder), options: { ...options, ...more } };
    await buildTwice(whole);
    appendFileSync(path.join(folder, 'posts/0.md'), '\nMore.\n');
    expect(isRevised(await build(whole))).toBe(false);
  });

  test('a build knows that all articles have expired, and publishes the empty feeds again', async () => {
    const expired = (text: string) => text.replace(/^---\n/, '---\nexpires: 2026-11-22\n');
    const folder = makeSite(
      Object.fromEntries(
        Array.from({ length: 200 }, (_, index) => [`posts/${index}.md`, expired(article(`title: ${index}`))]),
      ),
    );
    await buildTwice(request(folder));
    const whole = await build(request(folder));
    expect(whole.articles.published).toBe(0);
    writeFileSync(path.join(folder, 'output/rss.xml'), '<rss/>');
    const again = await build(request(folder));
    expect([again.ok, again.problems.map(({ code }) => code)]).toEqual([true, []]);
    expect(textIn(folder, 'output/rss.xml')).toContain('</channel>');
  });

  test('what is kept tells nobody of an article whose time has not come', async () => {
    const folder = makeSite(files);
    await buildTwice(request(folder));
    appendFileSync(path.join(folder, 'posts/0.md'), '\nMore.\n');
    expect(isRevised(await build(request(folder)))).toBe(true);
    const cache = path.join(folder, '.feedwright-cache');
    const kept = readdirSync(cache).map((name) => readFileSync(path.join(cache, name), 'latin1'));
    expect(kept.join('\n')).not.toMatch(/coming|2026-11-25|1795564800/i);
  });
});

type Step = (folder: string) => void;
const write =
  (name: string, text: string): Step =>
  (folder) =>
    writeFileSync(path.join(folder, name), text);
const append =
  (name: string, text: string): Step =>
  (folder) =>
    appendFileSync(path.join(folder, name), text);

/** What people, tools and time do to a site. */
const steps: fc.Arbitrary<{ readonly what: string; readonly act: Step; readonly days?: number }> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(fc.constantFrom(0, 1, 2, 3, 4, 5, 30, 60, 100), fc.constantFrom(...texts()))
      .map(([number, text]) => ({ what: `${number}: ${text}`, act: append(`posts/${number}.md`, `\n${text}\n`) })),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      { what: 'a title', act: write('posts/1.md', article('title: New').replace('2026-05-01', '2026-11-21')) },
      { what: 'an article comes', act: write('posts/new.md', article('title: New', 'New [it](1.md).')) },
      { what: 'an article goes', act: (folder: string) => rmSync(path.join(folder, 'posts/5.md'), { force: true }) },
      { what: 'a picture', act: write('posts/p.png', 'no picture') },
      { what: 'an enclosure', act: append('talk.mp3', ' and more') },
      { what: 'the ledger', act: append('feedwright.ledger', '# A remark.\n') },
      { what: 'a feed', act: write('output/rss.xml', '<rss/>') },
      { what: 'no feed', act: (folder: string) => rmSync(path.join(folder, 'output/feed.json'), { force: true }) },
      { what: 'nothing', act: () => {} },
      { what: 'time', act: () => {}, days: 4 },
    ),
  },
);

function texts(): readonly string[] {
  return [
    'A word.',
    `A sentence that says something. ${'And goes on, and on. '.repeat(20)}`,
    'See [one](1.md), [another](150.md) and [none](none.md).',
    '![p](p.png) ![q](q.png)',
    '<Unknown /> {{ unknown }}',
    '# A heading',
    '> '.repeat(500),
  ];
}

const outputOf = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /^output|ledger$/.test(name) && statSync(path.join(folder, name)).isFile())
    .toSorted()
    .map((name) => [name, textIn(folder, name)]);

test('whatever happens to a site, a build with what is kept and one without do and say the same', async () => {
  let revised = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { minLength: 1, maxLength: 6 }), async (happening) => {
      const folder = makeSite(files);
      let at = now;
      await buildTwice({ ...request(folder), now: at });
      for (const { act, days = 0 } of happening) {
        act(folder);
        at += days * day;
        const twin = makeSite({});
        cpSync(folder, twin, { recursive: true, preserveTimestamps: true });
        const kept = await build({ ...request(folder), now: at, allowFlood: true });
        const whole = await build({
          ...request(twin),
          now: at,
          allowFlood: true,
          options: { ...options, cache: false },
        });
        if (isRevised(kept)) revised++;
        // How much work it was may differ.
        const what = (result: TimedBuildResult) => ({ ...result, elapsedMs: 0, stages: [], entries: undefined });
        expect(what(kept)).toEqual(what(whole));
        expect(outputOf(folder)).toEqual(outputOf(twin));
        rmSync(twin, { recursive: true });
      }
    }),
    { numRuns: Number(process.env['FEEDWRIGHT_RUNS'] ?? 12) },
  );
  expect(revised).toBeGreaterThan(0);
});
