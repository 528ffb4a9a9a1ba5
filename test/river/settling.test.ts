import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { build, type BuildRequest, type Step, type TimedBuildResult } from '../../src/index.js';
import { article, makeSite, now } from '../site.js';

const day = 24 * 60 * 60 * 1000;
/** A PNG of one pixel by so many. */
const picture = (height: number) => {
  const bytes = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ', 'base64');
  bytes.writeUInt32BE(height, 20);
  return bytes;
};
const files = {
  'posts/a.md': article('title: A', 'See [b](b.md) and ![p](p.png). <Unknown />\n'),
  'posts/b.md': article('title: B\nexpires: 2026-12-20'),
  'posts/c.md': article(`title: C\nenclosure: /talk.mp3\nx: ${'y'.repeat(2000)}`),
  'posts/sub/coming.md': '---\ntitle: Coming\ndate: 2026-12-01\n---\nSoon.\n',
  'posts/draft.md': 'No front matter.\n',
  'posts/p.png': picture(3),
  'talk.mp3': 'ID3 so many bytes',
};
const options: BuildRequest['options'] = {
  site: { url: 'https://site.example/', title: 'Site' },
  invalid: 'skip',
  tombstones: 30,
  pages: true,
};
/** By whose time all files of the test are old. */
const clock = { now: () => Date.UTC(2100, 0), elapsed: () => 0 };
/** By whose time they have just been written. */
const young = { now: () => now, elapsed: () => 0 };

const settledIn = (folder: string) => {
  const cache = path.join(folder, '.feedwright-cache');
  const name = readdirSync(cache).find((file) => file.endsWith('.settled'));
  return name === undefined ? undefined : path.join(cache, name);
};

/** Builds until nothing changes, and once more. */
async function settle(request: BuildRequest): Promise<TimedBuildResult> {
  await build(request);
  await build(request);
  return build(request);
}

/** Whether a build ended at once: another puts a new record of itself in the place of the last one. */
async function isSettled(request: BuildRequest): Promise<boolean> {
  const file = settledIn(request.folder ?? '.');
  if (file === undefined) return false;
  const before = statSync(file).ino;
  await build(request);
  return settledIn(request.folder ?? '.') !== undefined && statSync(file).ino === before;
}

describe('where nothing has changed', () => {
  test.each([
    ['long ago', clock],
    ['just now', young],
  ])('a build of files that were written %s ends at once, with the result of the last', async (_, time) => {
    const folder = makeSite(files);
    const request = { folder, now, options, clock: time };
    await build(request);
    const whole = await build(request);
    expect(await isSettled(request)).toBe(true);
    const { stages, ...recalled } = await build(request);
    expect({ ...recalled, stages: whole.stages }).toEqual(whole);
    expect(stages.map(({ stage }) => stage)).toEqual(['prepare', 'recall']);
    expect(whole.problems.map(({ code }) => code)).toContain('component-unknown');
  });

  test('a dry run, a look at what is live and a look ahead are made whole, and leave no trace', async () => {
    const folder = makeSite(files);
    const request = { folder, now, options, clock };
    await settle(request);
    const before = readFileSync(settledIn(folder) ?? '');
    await build({ ...request, dryRun: true });
    await build({ ...request, now: Date.UTC(2101, 0), dryRun: true });
    expect(readFileSync(settledIn(folder) ?? '')).toEqual(before);
  });

  test('a build that ends at once tells how far it is, and that it rendered nothing', async () => {
    const folder = makeSite(files);
    const request = { folder, now, options, clock };
    await build(request);
    // What the last run had rendered is gone, and what it published is not.
    for (const name of readdirSync(path.join(folder, '.feedwright-cache')))
      rmSync(path.join(folder, '.feedwright-cache', name));
    expect((await build(request)).entries).toEqual({ rendered: 3, cached: 0 });
    const steps: Step[] = [];
    const { entries } = await build({ ...request, progress: (step) => void steps.push(step) });
    expect(entries).toEqual({ rendered: 0, cached: 3 });
    expect(steps).toContainEqual({ stage: 'recall', done: 0, all: 6 });
  });

  test('a record that was damaged is none', async () => {
    const folder = makeSite(files);
    const request = { folder, now, options, clock };
    const whole = await settle(request);
    const file = settledIn(folder) ?? '';
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, `${text.slice(0, -20)}${text.at(-20) === 'x' ? 'y' : 'x'}${text.slice(-19)}`);
    const { stages, ...made } = await build(request);
    expect({ ...made, stages: whole.stages }).toEqual(whole);
    expect(stages.map(({ stage }) => stage)).toContain('read');
  });

  test('what is kept tells nobody of an article whose time has not come', async () => {
    const folder = makeSite(files);
    const request = { folder, now, options, clock, allowFlood: true };
    await build(request);
    // Of what is gone, one may be found again in any text that is new.
    rmSync(path.join(folder, 'posts/a.md'));
    writeFileSync(path.join(folder, 'posts/sub/secret.md'), '---\ntitle: Secret\ndate: 2026-12-01\n---\nSoon.\n');
    await settle(request);
    expect(await isSettled(request)).toBe(true);
    const { size, mtimeMs } = statSync(path.join(folder, 'posts/sub/secret.md'));
    const kept = readFileSync(settledIn(folder) ?? '', 'latin1');
    expect(kept).not.toMatch(/coming|secret|scheduled|2026-12|1796083200/i);
    expect(kept).not.toContain(`"${size} ${mtimeMs} `);
  });

  test('a site whose settings hold functions is built whole: they may ask anybody', async () => {
    const folder = makeSite(files);
    const request = { folder, now, options: { ...options, posts: { permalink: () => '/x/:slug/' } }, clock };
    await settle(request);
    expect(await isSettled(request)).toBe(false);
  });

  test('so is one that could not be read as a whole', async () => {
    const folder = makeSite({ ...files, 'posts/e.md': article('title: E\nupdated: 2026-11-23') });
    const request = { folder, now, options, clock };
    await settle(request);
    expect(await isSettled(request)).toBe(false);
  });
});

describe('a build finds what has changed', () => {
  const write = (name: string, content: string | Uint8Array) => (folder: string) =>
    writeFileSync(path.join(folder, name), content);
  const changes: Readonly<Record<string, (folder: string) => Partial<BuildRequest> | void>> = {
    'a title': write('posts/b.md', article('title: New\nexpires: 2026-12-20')),
    'a title of the same length': write('posts/b.md', article('title: C\nexpires: 2026-12-20')),
    'a text': (folder) => appendFileSync(path.join(folder, 'posts/a.md'), '\nMore.\n'),
    'a text that keeps its length and its date': (folder) => {
      const file = path.join(folder, 'posts/a.md');
      const { atime, mtime } = statSync(file);
      writeFileSync(file, readFileSync(file, 'utf8').replace('See', 'Cee'));
      utimesSync(file, atime, mtime);
    },
    'front matter that is long': write(
      'posts/c.md',
      article(`title: C\nenclosure: /talk.mp3\nx: ${'y'.repeat(2000)}\nsummary: New`),
    ),
    'an article that comes': write('posts/sub/new.md', article('title: New')),
    'an article that goes': (folder) => rmSync(path.join(folder, 'posts/b.md')),
    'a folder that goes': (folder) => rmSync(path.join(folder, 'posts/sub'), { recursive: true }),
    'the size of a picture': write('posts/p.png', picture(9)),
    'a picture that goes': (folder) => rmSync(path.join(folder, 'posts/p.png')),
    'the length of an enclosure': write('talk.mp3', 'ID3 more bytes than that'),
    'an enclosure that goes': (folder) => rmSync(path.join(folder, 'talk.mp3')),
    'a file that an enclosure would rather mean': (folder) => {
      mkdirSync(path.join(folder, 'posts/public'), { recursive: true });
      writeFileSync(path.join(folder, 'posts/talk.mp3'), 'ID3');
    },
    'a feed that somebody wrote over': write('output/rss.xml', 'x'),
    'a feed that somebody removed': (folder) => rmSync(path.join(folder, 'output/feed.json')),
    'a page that somebody removed': (folder) => rmSync(path.join(folder, 'output/feed.html')),
    'the record of what was written': (folder) => rmSync(path.join(folder, 'output/.feedwright/written.json')),
    'the ledger': (folder) => {
      const file = path.join(folder, 'feedwright.ledger');
      writeFileSync(file, readFileSync(file, 'utf8').replace('/a/"', '/b-a/"'));
    },
    'a ledger that goes': (folder) => rmSync(path.join(folder, 'feedwright.ledger')),
    'an option': () => ({ options: { ...options, footer: 'By {author}' } }),
    'that an article is due': () => ({ now: Date.UTC(2026, 11, 1) }),
    'that an article expires': () => ({ now: Date.UTC(2026, 11, 21) }),
    'that it is earlier': () => ({ now: now - 365 * day }),
  };

  /** So many that it pays to know them all where nothing but texts has changed. */
  const many = Array.from({ length: 200 }, (_, index) => [`posts/${index}.md`, '---\ndate: 2025-01-01\n---\nOld.\n']);
  const sites = [
    ['old', clock, files],
    ['young', young, files],
    ['many', clock, { ...Object.fromEntries(many), ...files }],
  ] as const;

  test.each(Object.keys(changes).flatMap((what) => sites.map((site) => [what, ...site] as const)))(
    '%s (%s files)',
    async (what, _, time, articles) => {
      const run = async (cache: boolean) => {
        const folder = makeSite(articles);
        const request = { folder, now, options: { ...options, cache }, clock: time, allowFlood: true };
        await settle(request);
        const more = changes[what]?.(folder) ?? {};
        // In a build of a time ahead of the clock nothing is remembered.
        const later = {
          ...request,
          clock,
          allowFlood: true,
          ...more,
          options: { ...(more.options ?? options), cache },
        };
        const result = await build(later);
        const bytes = readdirSync(path.join(folder, 'output'), { recursive: true, encoding: 'utf8' })
          .filter((name) => statSync(path.join(folder, 'output', name)).isFile())
          .toSorted()
          .map((name) => [name, readFileSync(path.join(folder, 'output', name), 'utf8')]);
        // How much work it was may differ.
        return { result: { ...result, elapsedMs: 0, stages: [], entries: undefined }, bytes };
      };
      expect(await run(true)).toEqual(await run(false));
    },
  );

  test('that a withdrawn article may be forgotten', async () => {
    const folder = makeSite(files);
    const request = { folder, now, options, clock };
    await build(request);
    rmSync(path.join(folder, 'posts/a.md'));
    await settle({ ...request, allowFlood: true });
    const atom = path.join(folder, 'output/atom.xml');
    expect(readFileSync(atom, 'utf8')).toContain('deleted-entry');
    await build({ ...request, allowFlood: true, now: now + 5 * day });
    expect(readFileSync(atom, 'utf8')).toContain('deleted-entry');
    await build({ ...request, allowFlood: true, now: now + 31 * day });
    expect(readFileSync(atom, 'utf8')).not.toContain('deleted-entry');
  });
});
