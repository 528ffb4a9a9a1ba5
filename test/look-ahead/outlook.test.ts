import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { build, type BuildRequest, type Outlook, type UserOptions } from '../../src/index.js';
import { makeSite, now, problemsOf } from '../site.js';

const article = (title: string, date: string, more = '') =>
  `---\ntitle: ${title}\ndate: ${date}\n${more}---\n\nOf ${title}.\n`;
const days = (count: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `posts/p${index}.md`,
      article(`P${index}`, `2026-05-${String(index + 1).padStart(2, '0')}`),
    ]),
  );

async function published(files: Readonly<Record<string, string>>, options: UserOptions = {}) {
  const folder = makeSite(files);
  const run = (more: UserOptions = {}, request: BuildRequest = {}) =>
    build({ folder, now, options: { site: { url: 'https://e.example/' }, ...options, ...more }, ...request });
  await run();
  return { folder, run, file: (name: string) => path.join(folder, name) };
}

/** Titles of each kind, of the RSS document. */
const told = (outlooks: readonly Outlook[]) => {
  const outlook = outlooks.find(({ path: name }) => name === 'rss.xml');
  if (outlook === undefined) return undefined;
  const titles = (kind: 'fresh' | 'edited' | 'reissued' | 'withdrawn') => outlook[kind].map(({ title }) => title);
  return {
    fresh: titles('fresh'),
    edited: titles('edited'),
    reissued: titles('reissued'),
    withdrawn: titles('withdrawn'),
  };
};

describe('the outlook', () => {
  test('tells what is new, edited and withdrawn, the same in every format', async () => {
    const { run, file } = await published({ ...days(3) });
    writeFileSync(file('posts/new.md'), article('New', '2026-06-01'));
    writeFileSync(file('posts/p0.md'), article('P0 again', '2026-05-01'));
    rmSync(file('posts/p1.md'));
    const { outlooks } = await run({}, { dryRun: true });
    expect(told(outlooks)).toEqual({ fresh: ['New'], edited: ['P0 again'], reissued: [], withdrawn: ['P1'] });
    const [first, ...others] = outlooks.map((outlook) => ({ ...outlook, path: '' }));
    expect(outlooks).toHaveLength(3);
    for (const other of others) expect(other).toEqual(first);
  });

  test('is empty when nothing changes', async () => {
    const { run } = await published(days(3));
    expect((await run()).outlooks).toEqual([]);
  });

  test('does not call withdrawn what newer articles push out', async () => {
    const { run, file } = await published(days(5), { limit: 5 });
    writeFileSync(file('posts/new.md'), article('New', '2026-06-01'));
    expect(told((await run()).outlooks)).toEqual({ fresh: ['New'], edited: [], reissued: [], withdrawn: [] });
  });

  test('names what is issued again under another id', async () => {
    const { run } = await published(days(2), { ledger: false });
    const { outlooks } = await run({ site: { url: 'https://moved.example/' } }, { dryRun: true });
    expect(told(outlooks)?.reissued).toEqual(['P1', 'P0']);
  });

  test('knows the feed of another generator, in whatever format it was', async () => {
    const { run, file } = await published(days(8), { ledger: false });
    writeFileSync(file('output/rss.xml'), readFileSync(file('output/atom.xml')));
    const { outlooks } = await run({ site: { url: 'https://moved.example/' } }, { dryRun: true });
    expect(told(outlooks)?.reissued).toHaveLength(8);
  });

  test('takes a document that it cannot read for none', async () => {
    const { run, file } = await published(days(1), { ledger: false });
    writeFileSync(file('output/rss.xml'), 'no feed');
    expect(told((await run()).outlooks)?.fresh).toEqual(['P0']);
  });
});

describe('the flood guard', () => {
  test('stops ids that change for many, replaces nothing, and lets them through once', async () => {
    const { run, file } = await published(days(8), { ledger: false });
    const before = readFileSync(file('output/rss.xml'));
    const stopped = await run({ site: { url: 'https://moved.example/' } });
    expect([stopped.ok, problemsOf(stopped)]).toEqual([
      false,
      ['output-taken at output/rss.xml', 'flood-new at rss.xml'],
    ]);
    expect(stopped.problems[1]?.message).toMatch(
      /^8 old articles would appear as new to subscribers: "P7", "P6", "P5" …/,
    );
    expect(readFileSync(file('output/rss.xml'))).toEqual(before);
    expect((await run({ site: { url: 'https://moved.example/' } }, { allowFlood: true })).ok).toBe(true);
    expect((await run({ site: { url: 'https://moved.example/' } })).ok).toBe(true);
  });

  test('stops old articles that a larger limit would bring up, also where the output is lost', async () => {
    const { run, file } = await published(days(12), { limit: 3 });
    expect(problemsOf(await run({ limit: 12 }))[0]).toBe('flood-new at rss.xml');
    rmSync(file('output'), { recursive: true });
    expect(problemsOf(await run({ limit: 12 }))[0]).toBe('flood-new at rss.xml');
    expect(existsSync(file('output/rss.xml'))).toBe(false);
    expect((await run()).ok).toBe(true);
  });

  test('stops old articles that are new to a feed, though the feeds of their tags have had them', async () => {
    const ofThree = (first: number) => {
      const titles = [0, 1, 2].map((index) => `P${first + index}`);
      return { filter: ({ title = '' }: { title?: string | undefined }) => titles.includes(title) };
    };
    const channels = { own: { a: ofThree(0), b: ofThree(3), c: ofThree(6) } };
    const { run } = await published(days(12), { size: { entries: 3, days: 1 } });
    expect((await run({ channels })).ok).toBe(true);
    expect(problemsOf(await run({ channels, size: { entries: 12 } }))).toEqual(['flood-new at rss.xml']);
  });

  test('lets old articles rise where newer ones were taken back, and those return that were', async () => {
    const { run, file } = await published(days(20), { size: { entries: 8, days: 1 }, flood: 7 });
    for (let index = 12; index < 19; index++) rmSync(file(`posts/p${index}.md`));
    await run({ size: { entries: 20 } }, { allowFlood: true });
    expect(told((await run()).outlooks)?.fresh).toEqual([]);
    for (let index = 12; index < 19; index++)
      writeFileSync(file(`posts/p${index}.md`), days(20)[`posts/p${index}.md`] ?? '');
    const back = await run();
    expect([back.ok, told(back.outlooks)?.fresh]).toEqual([true, []]);
  });

  test('lets an article go that had pushed out many, which return', async () => {
    const { run, file } = await published(days(20), { size: { entries: 3, days: 25 } });
    writeFileSync(file('posts/flash.md'), article('Flash', '2026-06-10'));
    expect((await run()).ok).toBe(true);
    writeFileSync(file('posts/flash.md'), article('Flash', '2026-06-10', 'expires: 2026-06-11\n'));
    const { ok, outlooks } = await run();
    expect([ok, told(outlooks)]).toEqual([true, { fresh: [], edited: [], reissued: [], withdrawn: [] }]);
  });

  test('lets those return that could not be read for a while', async () => {
    const { run, file } = await published(days(20), { invalid: 'skip' });
    for (const some of [
      [2, 3, 4, 5],
      [6, 7, 8, 9],
    ]) {
      for (const index of some) writeFileSync(file(`posts/p${index}.md`), article(`P${index}`, 'never'));
      expect((await run()).ok).toBe(true);
    }
    for (let index = 2; index < 10; index++)
      writeFileSync(file(`posts/p${index}.md`), days(20)[`posts/p${index}.md`] ?? '');
    const { ok, outlooks } = await run();
    expect([ok, told(outlooks)?.fresh]).toEqual([true, []]);
  });

  test('stops articles that vanish from archives alone', async () => {
    const { run, file } = await published(days(20), { size: { entries: 3, days: 0 }, archives: { entries: 4 } });
    for (let index = 0; index < 9; index++) rmSync(file(`posts/p${index}.md`));
    const { problems } = await run();
    expect(problems.map(({ code }) => code)).toEqual(['flood-withdrawn']);
    expect((await run({}, { allowFlood: true })).ok).toBe(true);
  });

  test('stops articles that vanish by the dozen', async () => {
    const { run, file } = await published(days(9));
    for (const index of [0, 1, 2, 3, 4, 5]) rmSync(file(`posts/p${index}.md`));
    expect(problemsOf(await run())[0]).toBe('flood-withdrawn at rss.xml');
    expect((await run({ flood: 6 })).ok).toBe(true);
  });

  test('counts those that can be rendered no more among the vanished', async () => {
    const { run, file } = await published(days(9), { invalid: 'skip' });
    for (const index of [0, 1, 2, 3, 4, 5])
      writeFileSync(file(`posts/p${index}.md`), `${article(`P${index}`, '2026-05-01')}\n${'> '.repeat(20_000)}x\n`);
    const result = await run();
    expect([result.ok, told(result.outlooks)?.withdrawn]).toEqual([false, ['P5', 'P4', 'P3', 'P2', 'P1', 'P0']]);
  });

  test('lets go those whose authors said until when', async () => {
    const { run, file } = await published(days(9));
    for (const index of [0, 1, 2, 3, 4, 5])
      writeFileSync(file(`posts/p${index}.md`), article(`P${index}`, '2026-05-01', 'expires: 2026-06-01\n'));
    const { ok, articles } = await run();
    expect([ok, articles.expired]).toEqual([true, 6]);
  });

  test.each([
    ['a first build of many', {}],
    ['many that are new', { ...days(2) }],
  ])('lets %s through', async (_, files) => {
    const { run, file } = await published({ 'posts/first.md': article('First', '2026-01-01'), ...files });
    for (let index = 0; index < 9; index++)
      writeFileSync(file(`posts/n${index}.md`), article(`N${index}`, '2026-06-01'));
    expect((await run()).ok).toBe(true);
  });
});

describe('what is live', () => {
  let address = '';
  const served = new Map<string, Uint8Array>();
  const server = createServer((request, response) => {
    const body = served.get(request.url ?? '');
    response.writeHead(request.url === '/broken/rss.xml' ? 500 : body === undefined ? 404 : 200).end(body);
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => void server.close());

  test('is compared where an address is given, and the output folder is not', async () => {
    const { run, file } = await published(days(2), { formats: { atom: false, json: false } });
    served.set('/site/rss.xml', readFileSync(file('output/rss.xml')));
    writeFileSync(file('posts/new.md'), article('New', '2026-06-01'));
    await run();
    const { outlooks } = await run({}, { dryRun: true, live: `${address}/site/` });
    expect(told(outlooks)?.fresh).toEqual([]);
  });

  test('at an address without any feed is told, where the ledger knows that there were some', async () => {
    const { run, file } = await published(days(2));
    const nowhere = { live: `${address}/nowhere/` };
    await expect(run({}, nowhere)).rejects.toMatchObject({
      problems: [
        {
          code: 'live-unreachable',
          message: expect.stringContaining(`${address}/nowhere/rss.xml cannot be fetched: nothing is there`) as unknown,
        },
      ],
    });
    expect((await run({}, { ...nowhere, allowFlood: true })).ok).toBe(true);
    rmSync(file('feedwright.ledger'));
    expect((await run({}, nowhere)).ok).toBe(true);
  });

  test('is asked for a few documents at once, and for no archive', async () => {
    const { run } = await published(days(20), { size: { entries: 2, days: 1 }, archives: { entries: 2 } });
    const asked: string[] = [];
    let waiting = 0;
    let most = 0;
    const request: typeof fetch = async (url) => {
      asked.push(String(url));
      most = Math.max(most, ++waiting);
      await Promise.resolve();
      waiting--;
      return new Response(undefined, { status: 404 });
    };
    const channels = { own: Object.fromEntries(['a', 'b', 'c', 'd'].map((name) => [name, { filter: () => true }])) };
    await run({ channels }, { dryRun: true, live: 'https://live.example/', fetch: request, allowFlood: true });
    expect([asked.length, most <= 6, asked.filter((url) => url.includes('/archive/'))]).toEqual([15, true, []]);
  });

  test('is asked for nothing without being told to', async () => {
    const { run } = await published(days(1));
    const refuse = () => Promise.reject(new Error('asked'));
    expect((await run({}, { fetch: refuse })).ok).toBe(true);
  });

  test('that cannot be had is a clear problem', async () => {
    const { run } = await published(days(1));
    served.set('/page/rss.xml', new TextEncoder().encode('<!doctype html><title>Welcome</title>'));
    const problemOf = (live: string) => run({}, { dryRun: true, live });
    await expect(problemOf(`${address}/broken/`)).rejects.toMatchObject({ problems: [{ code: 'live-unreachable' }] });
    await expect(problemOf(`${address}/page/`)).rejects.toMatchObject({ problems: [{ code: 'live-unreachable' }] });
    await expect(problemOf('http://127.0.0.1:9/')).rejects.toMatchObject({ problems: [{ code: 'live-unreachable' }] });
    await expect(problemOf('nonsense')).rejects.toMatchObject({ problems: [{ code: 'option-invalid' }] });
  });
});

describe('a new article that is older than all that the feed of the site holds', () => {
  const options = { size: { entries: 3, days: 0 } };

  test.each([
    [
      'is told, once, with its date',
      { 'posts/old.md': article('Old', '2006-06-10') },
      '"Old" came now, dated 2006-06-10:',
    ],
    [
      'is counted where there are more',
      { 'posts/old.md': article('Old', '2006-06-10'), 'posts/older.md': article('Older', '1999-01-01') },
      '"Old" and 1 more came now, dated 2006-06-10:',
    ],
  ])('%s', async (_, files, message) => {
    const { run, file } = await published(days(6), options);
    for (const [name, text] of Object.entries(files)) writeFileSync(file(name), text);
    const { ok, problems } = await run();
    expect([ok, problems.length, problems[0]?.code, problems[0]?.file]).toEqual([
      true,
      1,
      'article-unseen',
      'posts/old.md',
    ]);
    expect(problems[0]?.message).toContain(message);
    expect((await run()).problems).toEqual([]);
  });

  test('is none in a first build, nor one that the feed has room for', async () => {
    const { folder, run, file } = await published(days(6), options);
    for (const made of ['output', 'feedwright.ledger']) rmSync(path.join(folder, made), { recursive: true });
    expect((await run()).problems).toEqual([]);
    writeFileSync(file('posts/news.md'), article('News', '2026-06-10'));
    expect((await run()).problems).toEqual([]);
  });
});
