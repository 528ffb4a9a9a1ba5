import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { openCache, type Cache } from '../../src/cache/cache.js';
import { findPosts } from '../../src/find.js';
import type { Article } from '../../src/model.js';
import type { Onlooker } from '../../src/progress.js';
import { prepareSite } from '../../src/request.js';
import { readArticles } from '../../src/river/reading.js';
import { article, makeSite, now } from '../site.js';

const files = {
  'posts/a.md': article('title: A\ntags: [x, y]\nauthor: Ann'),
  'posts/b.md': article('title: B\nenclosure: /b.mp3'),
  'posts/c.md': '---\ndate: 2026-12-24\ntitle: Coming\n---\n',
  'posts/d.md': article('draft: true'),
  'posts/e.md': article('title: E\nupdated: never'),
  'b.mp3': 'ID3',
};

function openMemory(): Cache & { readonly kept: Map<string, string>; readonly written: string[] } {
  const kept = new Map<string, string>();
  const written: string[] = [];
  return {
    kept,
    written,
    get: (key) => {
      const text = kept.get(key);
      return text === undefined ? undefined : (JSON.parse(text) as unknown);
    },
    keep: () => {},
    set: (key, value) => {
      written.push(key);
      kept.set(key, JSON.stringify(value));
    },
    save: () => {},
  };
}

async function read(
  folder: string,
  cache: Cache,
  options: object = {},
  day: number | string = now,
  onlooker: Onlooker = {},
) {
  const site = { url: 'https://site.example/' };
  const prepared = await prepareSite({ folder, now: day, options: { site, ...options } });
  return readArticles(
    findPosts(prepared.site, prepared.settings).files,
    prepared.site,
    prepared.settings,
    cache,
    onlooker,
  );
}

describe('articles that an earlier run has read', () => {
  test('are as they were read then, and nothing is written again', async () => {
    const folder = makeSite(files);
    const memory = openMemory();
    const first = await read(folder, memory);
    const count = memory.written.length;
    expect(count).toBeGreaterThan(0);
    expect(await read(folder, memory)).toEqual(first);
    expect(memory.written).toHaveLength(count);
  });

  test('are not even parsed: what is kept is what counts', async () => {
    const folder = makeSite(files);
    const memory = openMemory();
    await read(folder, memory);
    for (const [key, text] of memory.kept) memory.kept.set(key, text.replaceAll('"title":"B"', '"title":"Kept"'));
    const { articles } = await read(folder, memory);
    expect(articles.map(({ title }) => title)).toContain('Kept');
  });

  test.each<[string, (folder: string) => object | void]>([
    ['their front matter', (folder) => writeFileSync(path.join(folder, 'posts/b.md'), article('title: New'))],
    ['the size of a file that they name', (folder) => writeFileSync(path.join(folder, 'b.mp3'), 'ID3 and more')],
    ['that such a file goes', (folder) => rmSync(path.join(folder, 'b.mp3'))],
    ['that such a file comes nearer', (folder) => writeFileSync(path.join(folder, 'posts/b.mp3'), 'I')],
    ['the time zone', () => ({ site: { url: 'https://site.example/', timezone: 'Asia/Tokyo' } })],
    ['where they are', () => ({ posts: { permalink: '/:year/:slug/' } })],
    ['a function that tells where they are', () => ({ posts: { permalink: () => '/x/' } })],
  ])('are read again when this changes: %s', async (_, change) => {
    const folder = makeSite(files);
    const memory = openMemory();
    await read(folder, memory);
    const options = change(folder) ?? {};
    expect(await read(folder, memory, options)).toEqual(await read(folder, openMemory(), options));
  });

  test('are read again when it is earlier than an update of theirs', async () => {
    const folder = makeSite({ 'posts/a.md': article('updated: 2026-06-01') });
    const memory = openMemory();
    const at = (day: string) => read(folder, memory, {}, day);
    expect((await at('2026-07-01')).problems).toEqual([]);
    expect((await at('2026-05-15')).problems.map(({ code }) => code)).toEqual(['updated-ahead']);
  });

  test('that will expire are not kept: nobody may learn when', async () => {
    const memory = openMemory();
    await read(makeSite({ 'posts/a.md': article('expires: 2030-01-01') }), memory);
    expect([...memory.kept.values()].join('')).not.toContain('posts/a.md');
  });

  test('are kept in parts, of which a new one changes its own', async () => {
    const many = Array.from({ length: 1500 }, (_, index) => [`posts/${index}.md`, article(`title: ${index}`)] as const);
    const folder = makeSite(Object.fromEntries(many));
    const memory = openMemory();
    const turns: (number | undefined)[] = [];
    await read(folder, memory, {}, now, { progress: ({ done }) => void turns.push(done) });
    const count = memory.written.length;
    expect(turns).toHaveLength(count);
    expect(turns).toEqual(turns.toSorted((a = 0, b = 0) => a - b));
    expect(count).toBeGreaterThan(3);
    writeFileSync(path.join(folder, 'posts/500-new.md'), article('title: New'));
    await read(folder, memory);
    expect(memory.written.length - count).toBeLessThanOrEqual(2);
  });

  test('are forgotten when they go', async () => {
    const folder = makeSite(files);
    const file = path.join(folder, 'x.articles');
    const run = async () => {
      const cache = openCache(file, 'program');
      await read(folder, cache);
      cache.save();
      return readFileSync(file, 'utf8');
    };
    expect(await run()).toContain('posts/a.md');
    rmSync(path.join(folder, 'posts/a.md'));
    expect(await run()).not.toContain('posts/a.md');
  });

  test('are kept once they are out, and sound', async () => {
    const memory = openMemory();
    await read(makeSite(files), memory);
    const kept = [...memory.kept.values()].flatMap((text) => (JSON.parse(text) as { articles: Article[] }).articles);
    expect(kept.map(({ file }) => file).toSorted()).toEqual(['posts/a.md', 'posts/b.md']);
  });
});
