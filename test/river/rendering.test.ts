import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Cache } from '../../src/cache/cache.js';
import { scratchCache } from '../../src/cache/scratch.js';
import { findPosts } from '../../src/find.js';
import { build } from '../../src/index.js';
import { fingerprint } from '../../src/ledger/fingerprint.js';
import { prepareSite } from '../../src/request.js';
import { readArticles } from '../../src/river/reading.js';
import { openRenderer } from '../../src/river/rendering.js';
import { article, makeSite, now } from '../site.js';

const texts = { 'posts/a.md': 'Of A, and more than that.\n', 'posts/b.md': 'Of B.\n' };

async function printsOf(folder: string, cache: Cache, printed: readonly string[]) {
  const { site, settings } = await prepareSite({ folder, now, options: { site: { url: 'https://site.example/' } } });
  const { articles } = await readArticles(findPosts(site, settings).files, site, settings, scratchCache(), {});
  const renderer = openRenderer({ linkable: articles, findAddress: () => undefined }, site, { settings, cache });
  const prints = [];
  for await (const {
    article: { file },
    print,
  } of renderer.renderAll(articles, new Set(printed)))
    prints.push([file, print] as const);
  return { prints: Object.fromEntries(prints), counts: renderer.counts() };
}

describe('the fingerprint of a text', () => {
  const files = Object.fromEntries(Object.entries(texts).map(([file, text]) => [file, article('', text)]));

  test('is taken when it is wanted, and then kept with what was rendered', async () => {
    const folder = makeSite(files);
    const kept = new Map<string, unknown>();
    const cache: Cache = {
      ...scratchCache(),
      get: (key) => kept.get(key),
      set: (key, value) => void kept.set(key, value),
    };
    const first = await printsOf(folder, cache, ['posts/a.md']);
    expect(first.prints).toEqual({ 'posts/a.md': fingerprint(texts['posts/a.md']), 'posts/b.md': undefined });

    const print = { size: 1, sketch: 'kept' };
    for (const [key, value] of kept)
      if (JSON.stringify(value).includes('sketch')) kept.set(key, { ...(value as object), print });
    const second = await printsOf(folder, cache, ['posts/a.md', 'posts/b.md']);
    expect(second.prints).toEqual({ 'posts/a.md': print, 'posts/b.md': fingerprint(texts['posts/b.md']) });
    expect(second.counts).toEqual({ rendered: 0, cached: 2 });
    expect((await printsOf(folder, cache, ['posts/b.md'])).prints['posts/b.md']).toEqual(second.prints['posts/b.md']);
  });

  test('is another when the text is', async () => {
    const folder = makeSite(files);
    const cache = scratchCache();
    await printsOf(folder, cache, ['posts/a.md']);
    const text = 'Something else altogether.\n';
    writeFileSync(path.join(folder, 'posts/a.md'), article('', text));
    expect((await printsOf(folder, cache, ['posts/a.md'])).prints['posts/a.md']).toEqual(fingerprint(text));
  });
});

test('without a ledger no fingerprint is taken', async () => {
  const keptOf = async (ledger: string | false) => {
    const folder = makeSite({ 'posts/a.md': article('', texts['posts/a.md']) });
    await build({ folder, now, options: { site: { url: 'https://site.example/' }, ledger } });
    const cache = path.join(folder, '.feedwright-cache');
    return readdirSync(cache)
      .map((name) => readFileSync(path.join(cache, name), 'utf8'))
      .join('');
  };
  expect(await keptOf('feedwright.ledger')).toContain('"sketch"');
  expect(await keptOf(false)).not.toContain('"sketch"');
});
