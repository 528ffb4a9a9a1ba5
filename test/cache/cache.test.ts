import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { keyOf, openCache } from '../../src/cache/cache.js';
import { scratchCache } from '../../src/cache/scratch.js';
import { build } from '../../src/index.js';
import { article, buildSite, makeSite, now } from '../site.js';

const fileIn = (folder: string) => {
  const cache = path.join(folder, '.feedwright-cache');
  return path.join(cache, readdirSync(cache).find((name) => name.endsWith('.cache')) ?? '');
};

/** A PNG of one pixel by so many. */
const picture = (height: number) => {
  const bytes = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ', 'base64');
  bytes.writeUInt32BE(height, 20);
  return bytes;
};

const files = {
  'posts/a.md': article('title: A', 'See [b](b.md) and ![p](p.png). <Unknown />\n\n$x$ $y$'),
  'posts/b.md': article('title: B'),
  'posts/p.png': picture(3),
};
const options = { site: { url: 'https://site.example/', title: 'Site' } } as const;
const documents = ['rss.xml', 'atom.xml', 'feed.json'];
const bytesOf = (folder: string) => documents.map((name) => readFileSync(path.join(folder, 'output', name), 'utf8'));

describe('with a cache and without one', () => {
  const changes: Readonly<Record<string, (folder: string) => object | void>> = {
    nothing: () => {},
    'a text': (folder) => appendFileSync(path.join(folder, 'posts/a.md'), '\nMore.\n'),
    'a title': (folder) => writeFileSync(path.join(folder, 'posts/b.md'), article('title: New')),
    'the size of a picture': (folder) => writeFileSync(path.join(folder, 'posts/p.png'), picture(9)),
    'a picture that goes': (folder) => rmSync(path.join(folder, 'posts/p.png')),
    'the address of what is linked': (folder) =>
      writeFileSync(path.join(folder, 'posts/b.md'), article('title: B\npermalink: /elsewhere/')),
    'what is linked, which goes': (folder) => renameSync(path.join(folder, 'posts/b.md'), path.join(folder, 'b.md')),
    'an article that comes': (folder) => writeFileSync(path.join(folder, 'posts/c.md'), article('title: C')),
    'how formulas are written': () => ({ math: 'plain' }),
    'what a component means': () => ({ components: { Unknown: '<em>known</em>' } }),
    'the footer': () => ({ footer: 'By {author}' }),
    'the title of the site': () => ({ site: { url: 'https://site.example/', title: 'Other' } }),
    'the author of the site': () => ({ site: { url: 'https://site.example/', authors: 'Ann' } }),
  };

  test.each(Object.keys(changes))('the bytes and the problems are the same when this changes: %s', async (what) => {
    const run = async (cache: boolean) => {
      const folder = makeSite(files);
      await build({ folder, now, options: { ...options, cache } });
      const more = changes[what]?.(folder) ?? {};
      const { problems } = await build({ folder, now, allowFlood: true, options: { ...options, ...more, cache } });
      return { bytes: bytesOf(folder), problems };
    };
    expect(await run(true)).toEqual(await run(false));
  });

  test.each<[string, (bytes: Buffer) => Uint8Array | string]>([
    ['is cut off', (bytes) => bytes.subarray(0, bytes.length / 2)],
    ['is empty', () => ''],
    ['has other bytes within', (bytes) => bytes.toString('latin1').replaceAll('title', 'titel')],
    ['is of another program', (bytes) => Buffer.concat([Buffer.from('x'), bytes])],
    ['is no text', () => new Uint8Array([0, 255, 10, 128])],
  ])('they are when the cache %s', async (_, damage) => {
    const { folder } = await buildSite(files);
    const before = bytesOf(folder);
    writeFileSync(fileIn(folder), damage(readFileSync(fileIn(folder))));
    const { feeds } = await build({ folder, now, options });
    expect([feeds.map(({ change }) => change), bytesOf(folder)]).toEqual([documents.map(() => 'unchanged'), before]);
  });
});

describe('the cache', () => {
  test('keeps what a run asked for, and is left alone when nothing changed', async () => {
    const { folder } = await buildSite(files);
    const before = readFileSync(fileIn(folder));
    await build({ folder, now, options });
    expect(readFileSync(fileIn(folder))).toEqual(before);
    rmSync(path.join(folder, 'posts/b.md'));
    await build({ folder, now, options });
    expect(readFileSync(fileIn(folder)).length).toBeLessThan(before.length);
  });

  test('stands where tools keep such, and nobody commits it', async () => {
    const folder = makeSite(files);
    mkdirSync(path.join(folder, 'node_modules'));
    await build({ folder, now, options });
    expect(existsSync(path.join(folder, '.feedwright-cache'))).toBe(false);
    expect(readdirSync(path.join(folder, 'node_modules/.cache/feedwright'))).toContain('.gitignore');
  });

  test('is neither made in a dry run, nor when it is not wanted', async () => {
    const folder = makeSite(files);
    await build({ folder, now, options, dryRun: true });
    await build({ folder, now, options: { ...options, cache: false } });
    expect(existsSync(path.join(folder, '.feedwright-cache'))).toBe(false);
  });

  test('goes where it is not wanted any more, and with it what was left of it', async () => {
    const { folder } = await buildSite(files);
    const cache = path.join(folder, '.feedwright-cache');
    writeFileSync(path.join(cache, `.${path.basename(fileIn(folder))}.1-0-1.feedwright-tmp`), 'half');
    await build({ folder, now, options: { ...options, cache: false }, dryRun: true });
    expect(readdirSync(cache)).toHaveLength(6);
    await build({ folder, now, options: { ...options, cache: false } });
    expect(readdirSync(cache)).toEqual(['.gitignore']);
  });

  test('goes where it was, once there is a better place', async () => {
    const { folder } = await buildSite(files);
    mkdirSync(path.join(folder, 'node_modules'));
    await build({ folder, now, options });
    expect(readdirSync(path.join(folder, '.feedwright-cache'))).toEqual(['.gitignore']);
  });

  test('leaves no file of a run that was killed while it saved', async () => {
    const { folder } = await buildSite(files);
    const [cache, name] = [path.join(folder, '.feedwright-cache'), path.basename(fileIn(folder))];
    const before = readdirSync(cache);
    writeFileSync(path.join(cache, `.${name}.1-0-1.feedwright-tmp`), 'half');
    await build({ folder, now, options });
    expect(readdirSync(cache).filter((file) => !file.includes('.settled'))).toEqual(before);
  });

  test('is given up when it cannot be written: it may hold what was taken back', () => {
    const folder = makeSite({ 'x.cache': 'old\n' });
    symlinkSync('/nowhere/else', path.join(folder, '.gitignore'));
    const file = path.join(folder, 'x.cache');
    const cache = openCache(file, 'one');
    cache.set(keyOf('a'), 1);
    cache.save();
    expect(existsSync(file)).toBe(false);
  });

  test('gives what was put in, to the same program alone', () => {
    const file = path.join(makeSite({}), 'x.cache');
    const cache = openCache(file, 'one');
    const [key, other] = [keyOf('a', { b: 1 }), keyOf('a', { b: 2 })];
    cache.set(key, { text: 'é\n' });
    cache.save();
    expect([openCache(file, 'one').get(key), openCache(file, 'one').get(other)]).toEqual([{ text: 'é\n' }, undefined]);
    expect(openCache(file, 'two').get(key)).toBeUndefined();
  });

  test('is no problem where the disk refuses', () => {
    const cache = openCache('/dev/null/x/y.cache', 'one');
    cache.set(keyOf('a'), 1);
    expect(() => cache.save()).not.toThrow();
  });

  describe('that is large', () => {
    const keys = Array.from({ length: 40 }, (_, index) => keyOf(`${index}`));
    const textOf = (index: number) => `text ${index} `.repeat(10_000);

    function makeLarge(): string {
      const file = path.join(makeSite({}), 'x.cache');
      const cache = openCache(file, 'one');
      for (const [index, key] of keys.entries()) cache.set(key, textOf(index));
      cache.save();
      return file;
    }

    test('holds what was made beyond what is written at once', () => {
      const cache = openCache(makeLarge(), 'one');
      expect(keys.map((key) => cache.get(key))).toEqual(keys.map((_, index) => textOf(index)));
    });

    test('keeps what is kept unseen, and holds no word of what is not', () => {
      const file = makeLarge();
      const cache = openCache(file, 'one');
      for (const key of keys.slice(1)) cache.keep(key);
      cache.save();
      expect(readFileSync(file, 'utf8')).not.toContain('text 0 ');
      const next = openCache(file, 'one');
      expect(keys.map((key) => next.get(key))).toEqual([undefined, ...keys.slice(1).map((_, at) => textOf(at + 1))]);
    });

    test('holds no word of what was made anew, in the same run either', () => {
      const file = makeLarge();
      const cache = openCache(file, 'one');
      for (const key of keys) cache.keep(key);
      for (const word of ['secret', 'first']) cache.set(keys[3] ?? '', `${word} `.repeat(200_000));
      cache.set(keys[3] ?? '', 'second');
      cache.save();
      const bytes = readFileSync(file, 'utf8');
      expect(['text 3 ', 'secret', 'first'].filter((word) => bytes.includes(word))).toEqual([]);
      expect(openCache(file, 'one').get(keys[3] ?? '')).toBe('second');
    });

    test('shrinks when much of it is gone', () => {
      const file = makeLarge();
      const { size } = statSync(file);
      const cache = openCache(file, 'one');
      for (const key of keys.slice(0, 20)) cache.keep(key);
      cache.save();
      expect(statSync(file).size).toBeLessThan(size * 0.6);
      const next = openCache(file, 'one');
      expect(keys.slice(0, 20).map((key) => next.get(key))).toEqual(keys.slice(0, 20).map((_, at) => textOf(at)));
    });

    test('takes what a killed run left behind its end for nothing', () => {
      const file = makeLarge();
      appendFileSync(file, 'half of a result');
      const cache = openCache(file, 'one');
      for (const key of keys) cache.keep(key);
      cache.set(keyOf('new'), 'new');
      cache.save();
      const next = openCache(file, 'one');
      expect([next.get(keyOf('new')), next.get(keys[0] ?? '')]).toEqual(['new', textOf(0)]);
      expect(readFileSync(file, 'utf8')).not.toContain('half of');
    });

    test.each<[string, (bytes: Buffer) => Uint8Array]>([
      ['are cut off', (bytes) => bytes.subarray(0, 100)],
      [
        'have another byte within',
        (bytes) => Buffer.concat([bytes.subarray(0, 50), Buffer.from('x'), bytes.subarray(51)]),
      ],
      ['are empty', () => Buffer.alloc(0)],
    ])('gives nothing wrong when its contents %s', (_, damage) => {
      const file = makeLarge();
      writeFileSync(`${file}-contents`, damage(readFileSync(`${file}-contents`)));
      const cache = openCache(file, 'one');
      expect(keys.map((key) => cache.get(key))).toEqual(keys.map(() => undefined));
    });
  });

  test('is bounded, but for what is vital', () => {
    const file = path.join(makeSite({}), 'x.cache');
    const cache = openCache(file, 'one');
    const large = 'x'.repeat(16 * 1024 * 1024);
    for (let index = 0; index < 17; index++) cache.set(keyOf(`${index}`), large);
    cache.set(keyOf('vital'), 'vital', true);
    cache.save();
    const next = openCache(file, 'one');
    expect([next.get(keyOf('14')) === large, next.get(keyOf('16')), next.get(keyOf('vital'))]).toEqual([
      true,
      undefined,
      'vital',
    ]);
  });
});

describe('a cache that keeps nothing', () => {
  test('gives what was made in the run and what was kept before, and leaves that as it is', () => {
    const file = path.join(makeSite({}), 'x.cache');
    const kept = openCache(file, 'one');
    kept.set(keyOf('before'), 1);
    kept.save();
    const before = readFileSync(file);
    const cache = scratchCache(openCache(file, 'one'));
    cache.set(keyOf('new'), 2);
    cache.save();
    expect([cache.get(keyOf('before')), cache.get(keyOf('new'))]).toEqual([1, 2]);
    expect(readFileSync(file)).toEqual(before);
  });

  test('holds so much and no more', () => {
    const cache = scratchCache();
    const large = 'x'.repeat(40 * 1024 * 1024);
    for (const name of ['one', 'two']) cache.set(keyOf(name), large);
    expect([cache.get(keyOf('one')) === large, cache.get(keyOf('two'))]).toEqual([true, undefined]);
  });
});
