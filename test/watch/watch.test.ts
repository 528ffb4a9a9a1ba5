import {
  appendFileSync,
  cpSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { get } from 'node:http';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { systemTimers } from '../../src/time/timers.js';
import { watchFolders } from '../../src/watch/file-events.js';
import { concernsBuild, watchSite, type Outcome, type Watch, type WatchRequest } from '../../src/watching.js';
import { article, makeSite, now } from '../site.js';

const watches: Watch[] = [];
afterEach(async () => {
  await Promise.all(watches.splice(0).map((watch) => watch.close()));
});

/** A watched site, with the outcomes of its builds. */
async function watched(files: Readonly<Record<string, string>>, request: Partial<WatchRequest> = {}) {
  const folder = makeSite(files);
  const outcomes: Outcome[] = [];
  let heard = () => {};
  const watch = await watchSite({
    folder,
    timers: systemTimers,
    watchFolders,
    clock: { now: () => now, elapsed: () => 0 },
    told: (outcome) => {
      outcomes.push(outcome);
      heard();
    },
    ...request,
    options: request.options ?? { site: { url: 'https://site.example/', title: 'Site' } },
  });
  watches.push(watch);
  /** The first outcome, of those to come and the last, of which something is true. */
  const until = async (isIt: (outcome: Outcome) => boolean): Promise<Outcome> => {
    let from = Math.max(0, outcomes.length - 1);
    for (;;) {
      const found = outcomes.slice(from).find(isIt);
      if (found !== undefined) return found;
      from = outcomes.length;
      await new Promise<void>((resolve) => {
        heard = resolve;
      });
    }
  };
  const at = (file: string) => path.join(folder, file);
  const titles = () => {
    const feed: unknown = JSON.parse(readFileSync(at('output/feed.json'), 'utf8'));
    return (feed as { items: { title: string }[] }).items.map(({ title }) => title).toSorted();
  };
  const published = (...expected: readonly string[]) =>
    until(() => titles().join('\n') === expected.toSorted().join('\n'));
  return { watch, folder, outcomes, until, at, titles, published };
}

const one = { 'posts/one.md': article('title: One') };

describe('a build follows', () => {
  test('the start', async () => {
    const { outcomes, titles } = await watched(one);
    expect([outcomes.length, outcomes[0]?.result?.ok, titles()]).toEqual([1, true, ['One']]);
  });

  test('a save in place, and one by rename, as editors do it', async () => {
    const { at, published } = await watched(one);
    writeFileSync(at('posts/one.md'), article('title: In place'));
    await published('In place');
    writeFileSync(at('posts/.one.md.swp'), article('title: Renamed'));
    renameSync(at('posts/.one.md.swp'), at('posts/one.md'));
    await published('Renamed');
    // Vim: the old one becomes a backup, a new one is written, the backup goes.
    renameSync(at('posts/one.md'), at('posts/one.md~'));
    writeFileSync(at('posts/one.md'), article('title: Vim'));
    unlinkSync(at('posts/one.md~'));
    await published('Vim');
    appendFileSync(at('posts/one.md'), 'More.');
    await published('Vim');
  });

  test('a new article, one in new folders, and a whole folder that is copied in', async () => {
    const { at, published, folder } = await watched(one);
    writeFileSync(at('posts/two.md'), article('title: Two'));
    await published('One', 'Two');
    mkdirSync(at('posts/new/deep'), { recursive: true });
    writeFileSync(at('posts/new/deep/three.md'), article('title: Three'));
    await published('One', 'Two', 'Three');
    const other = makeSite({ 'set/four.md': article('title: Four'), 'set/in/five.md': article('title: Five') });
    cpSync(path.join(other, 'set'), path.join(folder, 'posts/set'), { recursive: true });
    await published('One', 'Two', 'Three', 'Four', 'Five');
    appendFileSync(at('posts/set/in/five.md'), '\nMore.');
    await published('One', 'Two', 'Three', 'Four', 'Five');
  });

  test('a folder that is moved, and what is saved in it afterwards', async () => {
    const { at, published } = await watched({ ...one, 'posts/old/two.md': article('title: Two') });
    renameSync(at('posts/old'), at('posts/moved'));
    await published('One', 'Two');
    writeFileSync(at('posts/moved/two.md'), article('title: Two, edited'));
    await published('One', 'Two, edited');
  });

  test('an article that goes', async () => {
    const { at, published } = await watched({ ...one, 'posts/two.md': article('title: Two') });
    rmSync(at('posts/two.md'));
    await published('One');
  });

  test('a picture that an article shows', async () => {
    const { at, until } = await watched({
      'posts/one.md': article('title: One\nenclosure: /one.mp3'),
    });
    const missing = (outcome: Outcome) => outcome.problems.some(({ code }) => code === 'enclosure-missing');
    await until(missing);
    mkdirSync(at('static'));
    writeFileSync(at('static/one.mp3'), 'sound');
    writeFileSync(at('one.mp3'), 'sound');
    await until((outcome) => !missing(outcome));
  });

  test('what lies behind a link in the site', async () => {
    const { at, published } = await watched({ ...one, 'texts/two.md': article('title: Two') });
    symlinkSync(path.join('..', 'texts'), at('posts/linked'));
    await published('One', 'Two');
    writeFileSync(at('texts/two.md'), article('title: Two, edited'));
    await published('One', 'Two, edited');
  });
});

describe('the settings', () => {
  test.each([
    ['feedwright.config.ts', 'export default', ''],
    ['feedwright.config.mjs', 'export default', ''],
    ['feedwright.config.js', 'module.exports =', ''],
    ['feedwright.config.json', '', ''],
    ['package.json', '{ "feedwright":', '}'],
  ])('are read anew from %s', async (name, before, after) => {
    const config = (title: string) =>
      `${before} ${JSON.stringify({ site: { url: 'https://site.example/', title } })} ${after}`;
    const { at, until } = await watched({ ...one, [name]: config('First') }, { options: {} });
    const title = () => (JSON.parse(readFileSync(at('output/feed.json'), 'utf8')) as { title: string }).title;
    expect(title()).toBe('First');
    for (const next of ['Second', 'Third']) {
      writeFileSync(at(name), config(next));
      await until(() => title() === next);
    }
  });

  test('that are wrong are told, and nothing is published until they are right', async () => {
    const name = 'feedwright.config.json';
    const right = JSON.stringify({ site: { url: 'https://site.example/' } });
    const { at, until, titles } = await watched({ ...one, [name]: '{' }, { options: {} });
    await until(({ problems }) => problems.some(({ code }) => code === 'config-unreadable'));
    writeFileSync(at(name), right);
    await until(({ result }) => result?.ok === true);
    expect(titles()).toEqual(['One']);
  });
});

describe('an invalid article', () => {
  const broken = '---\ndate: never\n---\n';

  test('holds no other back, and is told until it is mended', async () => {
    const { at, until, published } = await watched(one);
    writeFileSync(at('posts/two.md'), broken);
    await until(({ problems }) => problems.some(({ code }) => code === 'date-unreadable'));
    writeFileSync(at('posts/three.md'), article('title: Three'));
    const { problems } = await published('One', 'Three');
    expect(problems.map(({ code }) => code)).toEqual(['date-unreadable']);
    writeFileSync(at('posts/two.md'), article('title: Two'));
    expect((await published('One', 'Two', 'Three')).problems).toEqual([]);
  });

  test.each([
    [
      'the settings',
      { 'feedwright.config.json': '{ "site": { "url": "https://site.example/" }, "invalid": "fail" }' },
      {},
    ],
    ['the command', {}, { site: { url: 'https://site.example/' }, invalid: 'fail' }],
  ] as const)('stops the feeds where %s say so', async (_, files, options) => {
    const { at, until, titles } = await watched({ ...one, ...files }, { options });
    writeFileSync(at('posts/two.md'), broken);
    writeFileSync(at('posts/three.md'), article('title: Three'));
    await until(({ result }) => result?.ok === false);
    expect(titles()).toEqual(['One']);
  });
});

describe('no build follows', () => {
  const settings = (output: string, folder = 'posts', ledger: string | false = 'feedwright.ledger') =>
    ({ output, ledger, posts: { folder, include: ['**/*.md'], exclude: [], permalink: '/:path/' } }) as never;
  const concerns = (file: string, of: never) =>
    concernsBuild(path.resolve('/site', file), '/site', new Set(['/site/rss.xml', '/site/posts/a/feed.html']), of);

  test.each([
    ['output/rss.xml', settings('output'), false],
    ['output', settings('output'), false],
    ['output-2/x', settings('output'), true],
    ['feedwright.ledger', settings('output'), false],
    ['feedwright.ledger', settings('output', 'posts', false), true],
    ['posts/a.md', settings('output'), true],
    ['static/a.png', settings('output'), true],
    ['rss.xml', settings('.'), false],
    ['posts/a.md', settings('.'), true],
    ['posts/a/feed.html', settings('.'), false],
    ['posts/feeds/rss.xml', settings('posts/feeds'), false],
    ['posts/a.md', settings('posts/feeds'), true],
    ['a.md', settings('.', '.'), true],
    ['rss.xml', settings('.', '.'), false],
    ['rss.xml.gz', settings('.', '.'), false],
    ['feedwright.config.ts', settings('.'), true],
    ['a.png', settings('.'), true],
    ['posts/a.md', settings('s3://bucket'), true],
  ])('%s, %#', (file, of, expected) => {
    expect(concerns(file, of)).toBe(expected);
  });

  test.each([{}, { output: '.' }])('what it writes itself: feeds, pages and the ledger (%o)', async (options) => {
    const { at, until, outcomes } = await watched(one, {
      options: { site: { url: 'https://site.example/' }, ...options },
    });
    for (let round = 0; round < 3; round++) {
      writeFileSync(at('posts/one.md'), article(`title: Round ${round}`));
      await until(
        ({ result }) => result?.outlooks.some(({ edited }) => edited[0]?.title === `Round ${round}`) === true,
      );
    }
    // A save may be seen in two steps; what is written would be seen again and again.
    expect(outcomes.length).toBeLessThanOrEqual(10);
  });
});

describe('with --serve', () => {
  const config = { site: { url: 'https://site.example/' } };

  test('open pages hear of each change, and the feeds are served', async () => {
    const { outcomes, at, until } = await watched(
      {
        ...one,
        'output/index.html': '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'"><p>Home',
      },
      { serve: { host: '127.0.0.1', port: 0 }, options: config },
    );
    const url = outcomes[0]?.url ?? '';
    const page = await (await fetch(url)).text();
    expect(page).toMatch(
      /^<meta http-equiv="x-Content-Security-Policy"[^>]*><p>Home<script>.*EventSource\("\/\.feedwright\/reload"\)/,
    );
    const versions: string[] = [];
    let heard = () => {};
    const request = get(new URL('/.feedwright/reload', url), (response) => {
      response.on('data', (chunk: Buffer) => {
        versions.push(...[...chunk.toString().matchAll(/data: (\d+)/g)].map(([, version = '']) => version));
        heard();
      });
    });
    request.on('error', () => {});
    const told = async (count: number) => {
      while (versions.length < count) {
        await new Promise<void>((resolve) => {
          heard = resolve;
        });
      }
    };
    await told(1);
    writeFileSync(at('posts/one.md'), article('title: Edited'));
    await until(({ result }) => result?.outlooks.some(({ edited }) => edited.length > 0) === true);
    await told(2);
    const before = versions.length;
    writeFileSync(at('output/index.html'), '<p>Made by the site generator');
    await told(before + 1);
    expect(new Set(versions).size).toBe(versions.length);
    const feed = await fetch(new URL('rss.xml', url));
    expect([feed.headers.get('cache-control'), (await feed.text()).includes('Edited')]).toEqual([
      'public, no-cache',
      true,
    ]);
    request.destroy();
  });

  test('follows the settings', async () => {
    const name = 'feedwright.config.json';
    const { outcomes, at, until } = await watched(
      { ...one, [name]: JSON.stringify(config) },
      { serve: { host: '127.0.0.1', port: 0 }, options: {} },
    );
    const url = outcomes[0]?.url ?? '';
    expect((await fetch(new URL('/rss.xml', url))).status).toBe(200);
    writeFileSync(at(name), JSON.stringify({ ...config, output: 'public', formats: { rss: 'index.xml' } }));
    await until(({ result }) => result?.output === 'public');
    const { status, headers } = await fetch(new URL('/index.xml', url));
    expect([status, headers.get('content-type')]).toEqual([200, expect.stringMatching(/xml/)]);
    expect((await fetch(new URL('/rss.xml', url))).status).toBe(404);
  });

  test('ends where it cannot listen', async () => {
    const { outcomes } = await watched(one, { serve: { host: '127.0.0.1', port: 0 } });
    const port = Number(new URL(outcomes[0]?.url ?? '').port);
    const { watch } = await watched(one, { serve: { host: '127.0.0.1', port } });
    await expect(watch.broken).rejects.toThrow('EADDRINUSE');
  });
});

describe('it ends', () => {
  test('when the system watches no more files', async () => {
    const { watch } = await watched(one, {
      watchFolders: async (_, { failed }) => {
        failed(Object.assign(new Error('ENOSPC: no watchers left'), { code: 'ENOSPC' }));
        return { close: async () => {} };
      },
    });
    await expect(watch.broken).rejects.toThrow('fs.inotify.max_user_watches');
  });

  test('not before a build at work is done', async () => {
    const { watch, at, folder, outcomes } = await watched(one);
    writeFileSync(at('posts/two.md'), article('title: Two'));
    await watch.close();
    const count = outcomes.length;
    writeFileSync(at('posts/three.md'), article('title: Three'));
    expect(outcomes.length).toBe(count);
    expect(() => readFileSync(path.join(folder, 'output/.feedwright/lock'))).toThrow('ENOENT');
  });
});

test('a folder that another run holds is tried again', async () => {
  const { at, until, published } = await watched(one);
  const lock = at('output/.feedwright/lock');
  writeFileSync(lock, '');
  writeFileSync(at('posts/two.md'), article('title: Two'));
  await until(({ problems }) => problems.some(({ code }) => code === 'output-locked'));
  rmSync(lock);
  await published('One', 'Two');
});
