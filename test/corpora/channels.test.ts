import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { build, type BuildRequest, type TimedBuildResult } from '../../src/index.js';
import { parseXml } from '../../src/xml-parser.js';
import { childElements, textOf } from '../../src/xml.js';
import { blogs, corpora, now, optionsOf } from './blogs.js';

const folder = mkdtempSync(path.join(tmpdir(), 'feedwright-corpora-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }), 60_000);

interface Fetched {
  readonly ids: readonly string[];
  readonly next: string | undefined;
}

/** What a client of RFC 5005 makes of a document: its entries, and where older ones are. */
const clients: Readonly<Record<string, (text: string) => Fetched>> = {
  'rss.xml': (text) => {
    const channel = childElements(parseXml(text), 'channel')[0] ?? parseXml(text);
    const guids = childElements(channel, 'item').flatMap((item) => childElements(item, 'guid').map(textOf));
    return { ids: guids, next: previousOf(channel, 'atom:link') };
  },
  'atom.xml': (text) => {
    const feed = parseXml(text);
    const ids = childElements(feed, 'entry').flatMap((entry) => childElements(entry, 'id').map(textOf));
    return { ids, next: previousOf(feed, 'link') };
  },
  'feed.json': (text) => {
    const { items, next_url: next } = JSON.parse(text) as { items: { id: string }[]; next_url?: string };
    return { ids: items.map(({ id }) => id), next };
  },
};

const previousOf = (feed: Parameters<typeof childElements>[0], name: string) =>
  childElements(feed, name).find(({ attributes }) => attributes['rel'] === 'prev-archive')?.attributes['href'];

describe.skipIf(!existsSync(corpora)).each(blogs)('$name with every kind of channel and archives', (blog) => {
  const site = path.join(folder, blog.name);
  const output = path.join(site, 'feeds');
  const options = optionsOf(blog);
  const kinds = { tags: true, categories: true, authors: true, sections: true, languages: true } as const;
  const request: BuildRequest = {
    folder: site,
    now,
    options: {
      ...options,
      output: 'feeds',
      ledger: false,
      invalid: 'skip',
      channels: kinds,
      archives: { entries: 10 },
    },
  };
  const base = options.site?.url?.replace(/\/?$/, '/') ?? '';
  const bytesOf = () =>
    new Map(
      readdirSync(output, { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.(?:xml|json)$/.test(name) && !name.startsWith('.'))
        .map((name) => [name, readFileSync(path.join(output, name), 'utf8')]),
    );
  let built: TimedBuildResult;
  beforeAll(async () => {
    cpSync(path.join(corpora, blog.name), site, { recursive: true });
    built = await build(request);
  }, 600_000);

  test('is sound', () => {
    expect([built.ok, built.problems.filter(({ code }) => code === 'feed-invalid')]).toEqual([true, []]);
  });

  test('gives a client every article of each feed once, by way of the archives', () => {
    const bytes = bytesOf();
    const follow = (start: string, fetched: (text: string) => Fetched) => {
      const ids: string[] = [];
      for (let name: string | undefined = start; name !== undefined;) {
        const found = fetched(bytes.get(name) ?? '');
        ids.push(...found.ids);
        name = found.next === undefined ? undefined : decodeURIComponent(found.next.replace(base, ''));
      }
      return ids;
    };
    for (const [format, fetched] of Object.entries(clients)) {
      expect(follow(format, fetched)).toHaveLength(built.articles.published);
      for (const name of [...bytes.keys()].filter((other) => other.endsWith(format) && !other.includes('archive'))) {
        const ids = follow(name, fetched);
        expect([name, new Set(ids).size]).toEqual([name, ids.length]);
      }
    }
  });

  test('changes the live feeds and the newest archives alone when an article comes', async () => {
    const before = bytesOf();
    const placeOf = (name: string) => /^(.*archive\/)([^/]+)\//.exec(name) ?? [];
    const newest = new Map([...before.keys()].toSorted().map((name) => placeOf(name).slice(1, 3) as [string, string]));
    writeFileSync(path.join(site, options.posts.folder, 'zz-a-new-one.md'), `---\ntitle: Z\ndate: ${now}\n---\nNew.\n`);
    const { ok } = await build(request);
    const after = bytesOf();
    const touched = [...before.keys()].filter((name) => after.get(name) !== before.get(name));
    const frozen = touched.filter((name) => {
      const [, folders, archive] = placeOf(name);
      return folders !== undefined && newest.get(folders) !== archive;
    });
    expect([ok, frozen]).toEqual([true, []]);
  }, 600_000);
});
