import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request as ask, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { parseFeed } from 'feedsmith';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { build } from '../../src/index.js';
import { serve } from './asking.js';

const run = promisify(execFile);
const folder = mkdtempSync(path.join(tmpdir(), 'feedwright-served-'));
const has = (program: string) => existsSync(`/usr/bin/${program}`);
const site = { url: 'https://site.example/blog/', title: 'Site', language: 'en' };

let proxy: Server;
let base = '';
/** What the server answered for each file. */
const answers: Record<string, { readonly status: number; readonly encoding: string | undefined }[]> = {};

// In front of it stands a proxy, as on a small site, which here also keeps the log.
beforeAll(async () => {
  cpSync('posts', path.join(folder, 'posts'), { recursive: true });
  await build({ folder, now: '2026-11-22', options: { site, ledger: false } });
  const { url } = await serve({}, { folder, options: { site } });
  proxy = createServer((incoming, outgoing) => {
    const inner = ask(new URL(incoming.url ?? '', url), { headers: incoming.headers }, (answer) => {
      const { statusCode: status = 0, headers } = answer;
      (answers[incoming.url ?? ''] ??= []).push({ status, encoding: headers['content-encoding'] });
      outgoing.writeHead(status, headers);
      answer.pipe(outgoing);
    });
    inner.end();
  }).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  base = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}/blog/`;
}, 60_000);
afterAll(() => {
  proxy.close();
  rmSync(folder, { recursive: true, force: true });
});

/** As the folder has them, and readers must: in RSS, where a note has one made of its text. */
const titles = () => {
  const feed = parseFeed(readFileSync(path.join(folder, 'output/rss.xml'), 'utf8')).feed;
  return (feed as { items: { title?: string; description?: string }[] }).items
    .map(({ title, description }) => title ?? description)
    .toSorted();
};

describe('behind a proxy', () => {
  test.skipIf(!has('newsboat')).each(['rss.xml', 'atom.xml'])(
    'newsboat takes %s compressed, and then not at all',
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
      expect((JSON.parse(stdout) as string[]).toSorted()).toEqual(titles());
      const seen = answers[`/blog/${name}`] ?? [];
      expect([seen[0]?.status, seen[0]?.encoding]).toEqual([200, 'gzip']);
      expect(seen.at(-1)?.status).toBe(304);
    },
  );

  test.skipIf(!has('sfeed_update'))('sfeed takes them, and finds the same again', async () => {
    const feeds = path.join(folder, 'sfeed');
    const config = path.join(folder, 'sfeedrc');
    writeFileSync(
      config,
      `sfeedpath="${feeds}"\nfeeds() {\n feed rss "${base}rss.xml"\n feed atom "${base}atom.xml"\n}\n`,
    );
    const update = async () => {
      await run('/usr/bin/sfeed_update', [config], { env: { ...process.env, no_proxy: '127.0.0.1' } });
      return readdirSync(feeds).map((name) => readFileSync(path.join(feeds, name), 'utf8'));
    };
    const first = await update();
    expect(first).toHaveLength(2);
    for (const text of first) {
      const rows = text.trim().split('\n');
      expect(rows.map((row) => row.split('\t')[1]).toSorted()).toEqual(titles());
    }
    expect(await update()).toEqual(first);
  });
});
