import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { extractFromJson, extractFromXml } from '@extractus/feed-extractor';
import { parseFeed } from 'feedsmith';
import Parser from 'rss-parser';
import { beforeAll, describe, expect, test } from 'vitest';

const read = (name: string) => readFileSync(path.join('output', name), 'utf8');
const names = ['rss.xml', 'atom.xml', 'feed.json'];

test('output/ holds what posts/ gives', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'feedwright-output-'));
  try {
    execFileSync(process.execPath, ['dist/bin.cjs', 'build', '--out', folder, '--now', '2026-11-22'], {
      stdio: 'pipe',
    });
    for (const name of names) expect(readFileSync(path.join(folder, name), 'utf8')).toBe(read(name));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

interface Seen {
  readonly title: string | undefined;
  readonly id: string | undefined;
  readonly link: string | undefined;
  readonly published: string | undefined;
  readonly authors: string;
  readonly tags: readonly string[];
  readonly enclosure: string | undefined;
}

/** The feed as it was meant: what every parser must read from every format. */
let meant: readonly Seen[];
beforeAll(() => {
  const feed = JSON.parse(read('feed.json')) as { items: Record<string, never>[] };
  meant = feed.items.map((item) => ({
    // A note has no title in JSON Feed, and its first words in the others.
    title: item['title'],
    id: item['id'],
    link: item['url'],
    published: new Date(item['date_published'] ?? 0).toISOString(),
    authors: ((item['authors'] ?? []) as { name: string }[]).map(({ name }) => name).join(', '),
    tags: item['tags'] ?? [],
    enclosure: (item['attachments'] as { url: string; mime_type: string; size_in_bytes: number }[] | undefined)?.map(
      ({ url, mime_type: type, size_in_bytes: size }) => `${url} ${type} ${size}`,
    )[0],
  }));
});

/** What a parser saw, the title of the note aside. */
const expectSeen = (seen: readonly Partial<Seen>[]) => {
  expect(seen).toHaveLength(meant.length);
  for (const [index, item] of seen.entries()) {
    const expected = meant[index];
    for (const [name, value] of Object.entries(item)) {
      if (name === 'title' && expected?.title === undefined) continue;
      expect([index, name, value]).toEqual([index, name, expected?.[name as keyof Seen]]);
    }
  }
};

const iso = (date: unknown) => new Date(String(date)).toISOString();
const enclosureText = (url: unknown, type: unknown, size: unknown) =>
  url === undefined ? undefined : `${String(url)} ${String(type)} ${String(size)}`;

describe('our articles are read as they were meant by', () => {
  test('feedsmith, from RSS', () => {
    const { format, feed } = parseFeed(read('rss.xml'));
    if (format !== 'rss') throw new Error(format);
    expectSeen(
      (feed.items ?? []).map((item) => ({
        title: item.title,
        id: item.guid?.value,
        link: item.link,
        published: iso(item.pubDate),
        authors: item.dc?.creators?.join() ?? '',
        tags: item.categories?.map(({ name }) => String(name)) ?? [],
        enclosure: enclosureText(item.enclosures?.[0]?.url, item.enclosures?.[0]?.type, item.enclosures?.[0]?.length),
      })),
    );
  });

  test('feedsmith, from Atom', () => {
    const { format, feed } = parseFeed(read('atom.xml'));
    if (format !== 'atom') throw new Error(format);
    expectSeen(
      (feed.entries ?? []).map((entry) => {
        const enclosure = entry.links?.find(({ rel }) => rel === 'enclosure');
        return {
          title: textOf(entry.title),
          id: entry.id,
          link: entry.links?.find(({ rel }) => rel === 'alternate')?.href,
          published: iso(entry.published),
          authors: entry.authors?.map(({ name }) => name).join(', ') ?? '',
          tags: entry.categories?.map(({ term }) => String(term)) ?? [],
          enclosure: enclosureText(enclosure?.href, enclosure?.type, enclosure?.length),
        };
      }),
    );
  });

  test('feedsmith, from JSON Feed', () => {
    const { format, feed } = parseFeed(read('feed.json'));
    if (format !== 'json') throw new Error(format);
    expectSeen(
      (feed.items ?? []).map((item) => ({
        title: item.title,
        id: item.id,
        link: item.url,
        published: iso(item.date_published),
        authors: item.authors?.map(({ name }) => name).join(', ') ?? '',
        tags: item.tags ?? [],
        enclosure: enclosureText(
          item.attachments?.[0]?.url,
          item.attachments?.[0]?.mime_type,
          item.attachments?.[0]?.size_in_bytes,
        ),
      })),
    );
  });

  test.each(['rss.xml', 'atom.xml'])('rss-parser, from %s', async (name) => {
    const parser = new Parser<object, { id?: string }>({ customFields: { item: ['id'] } });
    const { items } = await parser.parseString(read(name));
    expectSeen(
      items.map((item) => ({
        title: item.title,
        id: item.guid ?? item.id,
        link: item.link,
        published: iso(item.isoDate),
        // In Atom it reads neither categories nor enclosures, and the first author alone.
        ...(name === 'rss.xml'
          ? {
              authors: item.creator ?? '',
              tags: item.categories ?? [],
              enclosure: enclosureText(item.enclosure?.url, item.enclosure?.type, item.enclosure?.length),
            }
          : {}),
      })),
    );
  });

  test.each(names)('feed-extractor, from %s', (name) => {
    const options = {
      descriptionMaxLen: 0,
      useISODateFormat: true,
      getExtraEntryFields: (entry: object) => ({ extra: extraOf(entry as Readonly<Record<string, unknown>>) }),
    };
    const { entries = [] } =
      name === 'feed.json' ? extractFromJson(read(name), options) : extractFromXml(read(name), options);
    // It un-escapes titles twice, so that a literal `&amp;` is `&` to it.
    const isTitle = (title: string | undefined) => title !== undefined && !title.includes('&amp;');
    expectSeen(
      entries.map((entry, index) => ({
        ...(isTitle(meant[index]?.title) ? { title: entry.title } : {}),
        id: entry.id,
        link: entry.link,
        // In Atom it takes the last update for the date.
        ...(name === 'atom.xml' ? {} : { published: iso(entry.published) }),
        ...(entry as unknown as { extra: Pick<Seen, 'authors' | 'tags' | 'enclosure'> }).extra,
      })),
    );
  });
});

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : (value as { value?: string } | undefined)?.value;

const listOf = (value: unknown): readonly Readonly<Record<string, string>>[] =>
  (value === undefined ? [] : Array.isArray(value) ? value : [value]) as Readonly<Record<string, string>>[];

/** Authors, tags and enclosure as feed-extractor parsed them, whatever the format calls them. */
function extraOf(entry: Readonly<Record<string, unknown>>): Pick<Seen, 'authors' | 'tags' | 'enclosure'> {
  const tags = listOf(entry['category'] ?? entry['tags']).map(
    (tag) => (typeof tag === 'string' ? tag : tag['@_term']) ?? '',
  );
  const authors = listOf(entry['dc:creator'] ?? entry['author'] ?? entry['authors']).map(
    (author) => (typeof author === 'string' ? author : author['name']) ?? '',
  );
  const all = 'authors' in entry ? listOf(entry['authors']).map(({ name = '' }) => name) : authors;
  const [file] = [
    ...listOf(entry['enclosure']),
    ...listOf(entry['attachments']),
    ...listOf(entry['link']).filter((link) => link['@_rel'] === 'enclosure'),
  ];
  const part = (...names: readonly string[]) => names.map((key) => file?.[key]).find((value) => value !== undefined);
  return {
    authors: all.join(', '),
    tags,
    enclosure: enclosureText(
      part('@_url', '@_href', 'url'),
      part('@_type', 'mime_type'),
      part('@_length', 'size_in_bytes'),
    ),
  };
}
