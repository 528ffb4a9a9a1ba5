import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ChannelPlan } from '../../src/choose/channels.js';
import { layOut } from '../../src/choose/layout.js';
import type { Article } from '../../src/model.js';
import { newestFirst } from '../../src/order.js';
import { article, buildSite, now } from '../site.js';

const day = 24 * 60 * 60 * 1000;
const sizes = { size: { entries: 20, days: 30, bytes: 1 }, limit: 300 };

const articleOf = (published: number, id: string) => ({ id, published, file: id }) as unknown as Article;
const channelOf = (articles: readonly Article[]) =>
  ({ folder: '', articles: articles.toSorted(newestFirst) }) as unknown as ChannelPlan;
const everyDays = (count: number, days: number) =>
  Array.from({ length: count }, (_, index) => articleOf(now - index * days * day, `urn:a:${index}`));

describe('a live feed holds', () => {
  test.each([
    ['at least so many entries', everyDays(100, 10), 20],
    ['those of so many days before the newest', everyDays(100, 1), 31],
    ['no more than there are', everyDays(3, 1), 3],
    ['no more than the limit', everyDays(500, 0.01), 300],
  ])('%s', (_, articles, count) => {
    expect(layOut(channelOf(articles), sizes)[0]?.articles).toHaveLength(count);
  });
});

const dated = fc.uniqueArray(
  fc.record({ at: fc.integer({ min: 0, max: 3000 }), id: fc.integer({ min: 0, max: 5000 }) }),
  { selector: ({ id }) => id, maxLength: 400 },
);
const toArticles = (list: readonly { at: number; id: number }[]) =>
  list.map(({ at, id }) => articleOf(now - at * day, `urn:a:${id}`));
const withArchives = { ...sizes, archives: 10 };

test('live feed and archives hold every article once, the newest first, and lead to each other', () => {
  fc.assert(
    fc.property(dated, (list) => {
      const channel = channelOf(toArticles(list));
      const documents = layOut(channel, withArchives);
      expect(documents.flatMap(({ articles }) => articles)).toEqual(channel.articles);
      expect(documents.map(({ previous }) => previous)).toEqual([
        ...documents.slice(1).map(({ folder }) => folder),
        undefined,
      ]);
      expect(new Set(documents.map(({ folder }) => folder)).size).toBe(documents.length);
      const archives = documents.slice(1);
      expect(archives.map(({ next }) => next)).toEqual(archives.map((_, index) => archives[index - 1]?.folder));
      expect(archives.slice(1).every(({ articles }) => articles.length >= 5 && articles.length <= 20)).toBe(true);
    }),
  );
});

test('a newer article changes no archive but the newest', () => {
  fc.assert(
    fc.property(dated, fc.integer({ min: 0, max: 100 }), (list, days) => {
      const articles = toArticles(list);
      const newer = articleOf(now + days * day, 'urn:a:new');
      const archives = layOut(channelOf(articles), withArchives).slice(1);
      const after = layOut(channelOf([...articles, newer]), withArchives).slice(1);
      const untouched = archives.slice(1);
      expect(after.slice(after.length - untouched.length)).toMatchObject(
        untouched.map(({ folder, articles: held, previous }) => ({
          folder,
          articles: held,
          ...(previous === undefined ? {} : { previous }),
        })),
      );
    }),
  );
});

test('an article that goes leaves all pages but one as they are, mostly', () => {
  const articles = everyDays(2000, 1);
  const pagesOf = (list: readonly Article[]) =>
    layOut(channelOf(list), withArchives).map(({ articles: held }) => held.map(({ id }) => id).join());
  const before = new Set(pagesOf(articles));
  const changed = [300, 800, 1500].map(
    (gone) => pagesOf(articles.filter((_, index) => index !== gone)).filter((page) => !before.has(page)).length,
  );
  expect(Math.max(...changed)).toBeLessThan(6);
});

/** Fetches as a client of RFC 5005 would, from the live feed back. */
function follow(
  text: (name: string) => string,
  first: string,
  read: (document: string) => { ids: string[]; next?: string },
) {
  const ids: string[] = [];
  const names: string[] = [];
  for (let name: string | undefined = first; name !== undefined;) {
    const { ids: held, next } = read(text(name));
    ids.push(...held);
    names.push(name);
    name = next?.replace('https://site.example/', '');
  }
  return { ids, names };
}

const readers = {
  'feed.json': (document: string) => {
    const { items, next_url } = JSON.parse(document) as { items: { id: string }[]; next_url?: string };
    return { ids: items.map(({ id }) => id), ...(next_url === undefined ? {} : { next: next_url }) };
  },
  'atom.xml': (document: string) =>
    readXml(document, /<entry[^]*?<id>([^<]+)/g, /<link rel="prev-archive"[^>]*href="([^"]+)"/),
  'rss.xml': (document: string) =>
    readXml(document, /<guid[^>]*>([^<]+)/g, /<atom:link rel="prev-archive"[^>]*href="([^"]+)"/),
};

function readXml(document: string, id: RegExp, previous: RegExp) {
  const next = previous.exec(document)?.[1];
  return { ids: [...document.matchAll(id)].map(([, found = '']) => found), ...(next === undefined ? {} : { next }) };
}

const manyFiles = Object.fromEntries(
  Array.from({ length: 60 }, (_, index) => [
    `posts/${index}.md`,
    article(
      `date: ${new Date(now - index * 9 * day).toISOString()}\ntitle: T${index}\ntags: [a, b${index % 2}]`,
    ).replace('date: 2026-05-01\n', ''),
  ]),
);

describe('the chain of archives', () => {
  test('gives a client every article once, in each format and each channel', async () => {
    const options = { archives: { entries: 8 }, channels: { tags: true }, size: { entries: 5 } } as const;
    const built = await buildSite(manyFiles, { options });
    for (const [name, reader] of Object.entries(readers)) {
      for (const [folder, count] of [
        ['', 60],
        ['tags/a/', 60],
        ['tags/b1/', 30],
      ] as const) {
        const { ids, names } = follow(built.text, folder + name, reader);
        expect([new Set(ids).size, ids.length]).toEqual([count, count]);
        expect(names.length).toBeGreaterThan(2);
      }
    }
  });

  test('marks what is frozen, and leads back to the live feed', async () => {
    const built = await buildSite(manyFiles, { options: { archives: { entries: 8 }, size: { entries: 5 } } });
    const { names } = follow(built.text, 'rss.xml', readers['rss.xml']);
    const oldest = names.at(-1) ?? '';
    expect(built.text(oldest)).toContain('<fh:archive/>');
    expect(built.text(oldest)).toContain(
      '<atom:link rel="current" type="application/rss+xml" href="https://site.example/rss.xml"/>',
    );
    expect(built.text(oldest)).toContain(
      `rel="next-archive" type="application/rss+xml" href="https://site.example/${names.at(-2)}"`,
    );
    expect(built.text('rss.xml')).not.toContain('fh:');
    expect(built.outlooks.map(({ path }) => path)).toEqual(['rss.xml', 'atom.xml', 'feed.json']);
  });

  test('is not needed where a feed is complete', async () => {
    const built = await buildSite(manyFiles, { options: { archives: 'complete', size: { bytes: 1000 } } });
    expect(built.items()).toHaveLength(60);
    expect(built.text('atom.xml')).toContain('<fh:complete/>');
    expect(built.feeds).toHaveLength(3);
  });
});
