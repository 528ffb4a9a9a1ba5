import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { parseFeed } from 'feedsmith';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { build } from '../../src/index.js';
import { article } from '../site.js';

const run = promisify(execFile);
const folder = mkdtempSync(path.join(tmpdir(), 'feedwright-readers-'));
const output = path.join(folder, 'output');
const has = (program: string) => existsSync(`/usr/bin/${program}`);

let server: Server;
let base = '';
/** Requests for each file, as status codes. */
const answers: Record<string, number[]> = {};

beforeAll(async () => {
  cpSync('posts', path.join(folder, 'posts'), { recursive: true });
  const media =
    'image: { src: /i.png, alt: A dog }\nenclosure: { url: https://e.example/a.mp3, length: 5, type: audio/mpeg }';
  writeFileSync(
    path.join(folder, 'posts/media.md'),
    article(`title: Média\nlang: fr\ntags: [news]\n${media}`, 'Bonjour.'),
  );
  const site = { url: 'https://site.example/', title: 'Site', language: 'en' };
  const hubs = ['https://hub.example/'];
  const options = { site, hubs, ledger: false, archives: { entries: 2 }, size: { entries: 3, days: 0 } } as const;
  await build({ folder, now: '2026-11-22', options: { ...options, channels: { languages: true } } });
  server = createServer((request, response) => {
    const name = decodeURIComponent(request.url ?? '').slice(1);
    const file = path.join(output, name);
    const bytes = existsSync(file) ? readFileSync(file) : undefined;
    const tag = bytes === undefined ? undefined : `"${bytes.length}"`;
    const status = bytes === undefined ? 404 : request.headers['if-none-match'] === tag ? 304 : 200;
    (answers[name] ??= []).push(status);
    response.writeHead(status, { 'Content-Type': 'application/xml', ETag: tag });
    response.end(status === 200 ? bytes : undefined);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}, 60_000);
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

const feed = (name: string): unknown => JSON.parse(readFileSync(path.join(output, name), 'utf8'));
const titles = () => (feed('feed.json') as { items: { title: string }[] }).items.map(({ title }) => title);

describe('feedsmith reads language, paging, hub and media', () => {
  const parsed = (name: string) => parseFeed(readFileSync(path.join(output, name), 'utf8')).feed;

  test('in RSS', () => {
    expect(parsed('rss.xml')).toMatchObject({
      language: 'en',
      atom: {
        links: [
          { rel: 'self', href: 'https://site.example/rss.xml' },
          { rel: 'hub', href: 'https://hub.example/' },
          { rel: 'prev-archive', href: expect.stringMatching(/archive\/.*\/rss\.xml$/) as string },
        ],
      },
    });
    expect(parsed('languages/fr/rss.xml')).toMatchObject({
      language: 'fr',
      items: [
        {
          dc: { languages: ['fr'] },
          enclosures: [{ url: 'https://e.example/a.mp3', length: 5, type: 'audio/mpeg' }],
          media: { contents: [{ url: 'https://site.example/i.png', medium: 'image' }] },
        },
      ],
    });
  });

  test('in Atom', () => {
    const { links = [] } = parsed('atom.xml') as { links?: { rel?: string; href?: string }[] };
    expect(links.map(({ rel }) => rel)).toEqual(['alternate', 'self', 'hub', 'prev-archive']);
    expect(parsed('languages/fr/atom.xml')).toMatchObject({ id: 'https://site.example/languages/fr/' });
    expect((parsed('languages/fr/atom.xml') as { links?: unknown[] }).links).toContainEqual({
      rel: 'alternate',
      hreflang: 'de',
      type: 'application/atom+xml',
      href: 'https://site.example/languages/de/atom.xml',
    });
  });

  test('in JSON Feed', () => {
    expect(parsed('feed.json')).toMatchObject({
      language: 'en',
      hubs: [{ type: 'WebSub', url: 'https://hub.example/' }],
      next_url: expect.stringMatching(/archive\/.*\/feed\.json$/) as string,
    });
  });
});

describe('from a server on loopback', () => {
  test.skipIf(!existsSync('/usr/lib/python3/dist-packages/feedparser'))('feedparser reads them', async () => {
    const program = `
import feedparser, json, sys
def told(url):
    d = feedparser.parse(url)
    return dict(bozo=bool(d.bozo), link=d.feed.link, language=d.feed.get('language'), rels=[l.rel for l in d.feed.links], titles=[e.title for e in d.entries],
      media=[m.get('medium') for e in d.entries for m in e.get('media_content', [])], enclosures=[x.href for e in d.entries for x in e.enclosures])
print(json.dumps([told(url) for url in sys.argv[1:]]))`;
    const urls = ['rss.xml', 'atom.xml', 'languages/fr/rss.xml', 'languages/fr/atom.xml'].map((name) => base + name);
    const { stdout } = await run('/usr/bin/python3', ['-c', program, ...urls]);
    expect(JSON.parse(stdout)).toMatchObject([
      { bozo: false, language: 'en', rels: ['alternate', 'self', 'hub', 'prev-archive'], titles: titles() },
      { bozo: false, language: 'en', rels: ['alternate', 'self', 'hub', 'prev-archive'], titles: titles() },
      ...['rss', 'atom'].map(() => ({
        bozo: false,
        link: 'https://site.example/',
        language: 'fr',
        titles: ['Média'],
        media: ['image'],
        enclosures: ['https://e.example/a.mp3'],
      })),
    ]);
  });

  // Each format has its own cache: newsboat knows an article by its id, whichever feed it came in.
  test.skipIf(!has('newsboat')).each(['rss.xml', 'atom.xml'])(
    'newsboat reads %s, and asks again in vain',
    async (name) => {
      const home = path.join(folder, `newsboat-${name}`);
      const file = (of: string) => path.join(home, of);
      mkdirSync(home);
      writeFileSync(file('urls'), `${base}${name}\n`);
      writeFileSync(file('config'), '');
      const args = ['-u', file('urls'), '-c', file('cache.db'), '-C', file('config'), '-x', 'reload'];
      const env = { ...process.env, HOME: home, no_proxy: '127.0.0.1' };
      // The first makes the cache, and not before the third does it say what it has.
      for (let round = 0; round < 4; round++) await run('/usr/bin/newsboat', args, { env });
      const query =
        'import sqlite3, sys, json; print(json.dumps([row[0] for row in sqlite3.connect(sys.argv[1]).execute("select title from rss_item")]))';
      const { stdout } = await run('/usr/bin/python3', ['-c', query, file('cache.db')]);
      expect((JSON.parse(stdout) as string[]).toSorted()).toEqual(titles().toSorted());
      expect(answers[name]?.at(-1)).toBe(304);
    },
  );

  test.skipIf(!has('sfeed_update'))('sfeed reads them', async () => {
    const feeds = path.join(folder, 'sfeed');
    const config = path.join(folder, 'sfeedrc');
    writeFileSync(
      config,
      `sfeedpath="${feeds}"\nfeeds() {\n feed rss "${base}rss.xml"\n feed atom "${base}atom.xml"\n}\n`,
    );
    await run('/usr/bin/sfeed_update', [config], { env: { ...process.env, no_proxy: '127.0.0.1' } });
    for (const name of readdirSync(feeds)) {
      const rows = readFileSync(path.join(feeds, name), 'utf8')
        .trim()
        .split('\n')
        .map((row) => row.split('\t')[1]);
      expect(rows.toSorted()).toEqual(titles().toSorted());
    }
    expect(readdirSync(feeds)).toHaveLength(2);
  });
});
