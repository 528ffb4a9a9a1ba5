import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { build } from '../../src/index.js';
import { encodings } from '../../src/publish/compressed.js';
import { article, makeSite, now } from '../site.js';

const options = { site: { url: 'https://site.example/' }, compress: true, stylesheet: false };
const read = (folder: string, name: string) => readFileSync(path.join(folder, 'output', name));
const names = (folder: string) => readdirSync(path.join(folder, 'output')).toSorted();
const feeds = ['atom.xml', 'feed.json', 'rss.xml'];
const all = ['.feedwright', ...feeds.flatMap((name) => [name, `${name}.br`, `${name}.gz`])];

describe('compressed siblings', () => {
  test('hold what their documents hold, and stand in no report', async () => {
    const folder = makeSite({ 'posts/a.md': article() });
    const result = await build({ folder, now, options });
    expect(result.feeds.map((feed) => feed.path)).toEqual(['output/rss.xml', 'output/atom.xml', 'output/feed.json']);
    expect(names(folder)).toEqual(all);
    for (const name of feeds) {
      expect(gunzipSync(read(folder, `${name}.gz`))).toEqual(read(folder, name));
      expect(brotliDecompressSync(read(folder, `${name}.br`))).toEqual(read(folder, name));
    }
  });

  test('are not touched while they hold the same, whatever made them', async () => {
    const folder = makeSite({ 'posts/a.md': article() });
    await build({ folder, now, options });
    writeFileSync(path.join(folder, 'output/rss.xml.gz'), gzipSync(read(folder, 'rss.xml'), { level: 1 }));
    const stateOf = () =>
      readdirSync(path.join(folder, 'output')).map((name) => {
        const { ino, mtimeMs } = statSync(path.join(folder, 'output', name));
        return name === '.feedwright' ? name : { name, ino, mtimeMs };
      });
    const before = stateOf();
    await build({ folder, now, options });
    expect(stateOf()).toEqual(before);
  });

  test('change with their document, and are made again when they are damaged or gone', async () => {
    const folder = makeSite({ 'posts/a.md': article() });
    await build({ folder, now, options });
    writeFileSync(path.join(folder, 'posts/a.md'), article('', 'Other text.\n'));
    writeFileSync(path.join(folder, 'output/feed.json.br'), 'damaged');
    await build({ folder, now, options });
    expect(gunzipSync(read(folder, 'rss.xml.gz')).toString()).toContain('Other text.');
    writeFileSync(path.join(folder, 'output/feed.json.br'), 'damaged');
    const mended = await build({ folder, now, options });
    expect(mended.feeds.map(({ change }) => change)).toEqual(['unchanged', 'unchanged', 'unchanged']);
    expect(brotliDecompressSync(read(folder, 'feed.json.br'))).toEqual(read(folder, 'feed.json'));
  });

  test('go with their document, and when they are not wanted any more', async () => {
    const folder = makeSite({ 'posts/a.md': article() });
    await build({ folder, now, options });
    const gone = await build({ folder, now, options: { ...options, formats: { rss: false } } });
    expect(gone.removed).toEqual(['output/rss.xml']);
    expect(names(folder)).toEqual(all.filter((name) => !name.startsWith('rss.xml')));
    const plain = await build({ folder, now, options: { ...options, compress: false } });
    expect(plain.removed).toEqual([]);
    expect(existsSync(path.join(folder, 'output/atom.xml.gz'))).toBe(false);
    expect(names(folder)).toEqual(['.feedwright', ...feeds]);
  });

  test('tell neither the time nor the system that made them', () => {
    const [gzip] = encodings;
    const bytes = gzip?.encode(new TextEncoder().encode('text'));
    expect(Buffer.from(bytes ?? []).toString('hex')).toMatch(/^1f8b08000000000002ff/);
  });
});
