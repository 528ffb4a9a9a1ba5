/** The golden articles: one for each feature, rendered within a little site. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from '../../src/index.js';

export const gallery = path.resolve('test/render/golden');

/** A GIF of twelve by seven pixels, as far as its first bytes tell. */
const gif = Uint8Array.from([...new TextEncoder().encode('GIF89a'), 12, 0, 7, 0, 0, 0, 0]);

/** @param name file of the article; one without front matter gets a title and a date */
export async function renderGolden(name: string): Promise<{ readonly source: string; readonly html: string }> {
  const source = readFileSync(path.join(gallery, name), 'utf8');
  const folder = mkdtempSync(path.join(tmpdir(), 'feedwright-golden-'));
  const write = (file: string, content: string | Uint8Array) => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), content);
  };
  try {
    const isWhole = source.startsWith('---\ntitle:');
    write(`posts/a${path.extname(name)}`, isWhole ? source : `---\ntitle: T\ndate: 2026-05-01\n---\n${source}`);
    write('posts/other.md', '---\ndate: 2020-01-01\ntitle: Other\n---\n');
    write('posts/pic.gif', gif);
    await build({ folder, now: Date.UTC(2026, 10, 22), options: { site: { url: 'https://site.example/' } } });
    const { items } = JSON.parse(readFileSync(path.join(folder, 'output/feed.json'), 'utf8')) as {
      items: { content_html: string }[];
    };
    return { source, html: items[0]?.content_html ?? '' };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
