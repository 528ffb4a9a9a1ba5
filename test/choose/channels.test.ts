import { readdirSync, renameSync, statSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { UserOptions } from '../../src/index.js';
import { article, buildSite, problemsOf } from '../site.js';

type Channels = NonNullable<UserOptions['channels']>;

/** Each feed's path, title and titles of entries, those of the site's own feed left out. */
async function feedsOf(files: Readonly<Record<string, string>>, channels: Channels) {
  const built = await buildSite(files, {
    options: { channels, invalid: 'skip', formats: { rss: false, atom: false } },
  });
  const feeds = built.feeds.slice(1).map(({ path }) => {
    const name = path.replace('output/', '');
    const feed = JSON.parse(built.text(name)) as { title: string; items: { title: string }[] };
    return [name.replace('/feed.json', ''), feed.title, ...feed.items.map(({ title }) => title)];
  });
  return { ...built, feeds };
}

const sites = {
  'posts/news/2026/a.md': article('title: A\ntags: [C++, News]\ncategories: [日本語]\nauthor: Ann\nlang: de'),
  'posts/news/b/index.md': article('title: B\ntags: [C, news]\nauthors: [Ann, Bob]'),
  'posts/c.md': article('title: C\ntags: [C#, news, naïve 🎉]\nauthor: José'),
};

describe('a feed each', () => {
  test.each<[keyof Channels, readonly (readonly string[])[]]>([
    [
      'tags',
      [
        ['tags/c', 'Site: C', 'B'],
        ['tags/csharp', 'Site: C#', 'C'],
        ['tags/cplusplus', 'Site: C++', 'A'],
        ['tags/naïve', 'Site: naïve 🎉', 'C'],
        ['tags/news', 'Site: news', 'C', 'A', 'B'],
      ],
    ],
    ['categories', [['categories/日本語', 'Site: 日本語', 'A']]],
    [
      'authors',
      [
        ['authors/ann', 'Site: Ann', 'A', 'B'],
        ['authors/bob', 'Site: Bob', 'B'],
        ['authors/josé', 'Site: José', 'C'],
      ],
    ],
    ['sections', [['sections/news', 'Site: news', 'A', 'B']]],
    ['languages', [['languages/de', 'Site (de)', 'A']]],
  ])('of %s', async (kind, expected) => {
    const { feeds, problems } = await feedsOf(sites, { [kind]: true });
    expect(feeds).toEqual(expected);
    expect(problems).toEqual([]);
  });

  test('has an address that leads to its file, whatever its name', async () => {
    const built = await buildSite(sites, {
      options: {
        channels: { own: { x: { filter: () => true, path: 'c#/100%' } } },
        formats: { rss: 'what?.xml', atom: false, json: 'a%20b.json' },
      },
    });
    expect(built.feeds.map(({ path, url }) => `${path} ${url}`)).toEqual([
      'output/what?.xml https://site.example/what%3F.xml',
      'output/a%20b.json https://site.example/a%2520b.json',
      'output/c#/100%/what?.xml https://site.example/c%23/100%25/what%3F.xml',
      'output/c#/100%/a%20b.json https://site.example/c%23/100%25/a%2520b.json',
    ]);
    expect(built.text('c#/100%/what?.xml')).toContain('href="https://site.example/c%23/100%25/what%3F.xml"');
    expect(built.problems).toEqual([]);
  });

  test('of the articles that a filter lets through', async () => {
    const { feeds } = await feedsOf(sites, {
      own: {
        by: { filter: ({ authors }) => authors.includes('Bob'), path: 'feeds/bob', title: 'By {name} on {site}' },
        either: { filter: { tags: ['c++', 'c#'], authors: ['ann'] } },
      },
    });
    expect(feeds).toEqual([
      ['feeds/bob', 'By by on Site', 'B'],
      ['either', 'Site: either', 'A'],
    ]);
  });

  test('of those with enough entries', async () => {
    const { feeds } = await feedsOf(sites, { tags: { minimum: 2 } });
    expect(feeds.map(([path]) => path)).toEqual(['tags/news']);
  });

  test('under its own title, description, picture and page', async () => {
    const tags = {
      path: 'topics/:name',
      url: '/topics/:name/',
      names: { NEWS: { title: 'All {name}', description: 'What is new', image: '/n.png', path: 'n' } },
    };
    const built = await buildSite({ 'posts/a.md': article('tags: [news, x y]') }, { options: { channels: { tags } } });
    const feed = (name: string): unknown => JSON.parse(built.text(name));
    expect(feed('n/feed.json')).toMatchObject({
      title: 'All news',
      description: 'What is new',
      icon: 'https://site.example/n.png',
      home_page_url: 'https://site.example/topics/news/',
      feed_url: 'https://site.example/n/feed.json',
    });
    expect(feed('topics/x-y/feed.json')).toMatchObject({ home_page_url: 'https://site.example/topics/x-y/' });
    expect(built.text('n/atom.xml')).toContain('<id>https://site.example/n/</id>');
  });
});

test('an entry says the same in every feed that has it', async () => {
  const built = await buildSite({ 'posts/a.md': article('tags: [news]') }, { options: { channels: { tags: true } } });
  const entryOf = (name: string) => /<entry>[^]*<\/entry>/.exec(built.text(name))?.[0];
  expect(entryOf('tags/news/atom.xml')).toBe(entryOf('atom.xml'));
  expect(entryOf('atom.xml')).toContain('<name>Site</name>');
});

describe('two names that become one folder', () => {
  const files = { 'posts/a.md': article('title: A\ntags: [a b, a-b]') };

  test('are a problem of the article, and nothing is published', async () => {
    const built = await buildSite(files, { options: { channels: { tags: true } } });
    expect([built.ok, problemsOf(built)]).toEqual([false, ['channel-collision at posts/a.md']]);
    expect(built.problems[0]?.message).toContain('tag a-b and of tag a b');
  });

  test('leave the first where problems are skipped', async () => {
    const { feeds } = await feedsOf(files, { tags: true });
    expect(feeds).toEqual([['tags/a-b', 'Site: a b', 'A']]);
  });

  test('leave the older, which subscribers know, where the younger comes first by name', async () => {
    const older = { 'posts/a.md': article('title: Old\ntags: [a-b]') };
    const younger = { 'posts/b.md': '---\ntitle: New\ndate: 2026-06-01\ntags: [a b]\n---\nText.\n' };
    const { feeds, problems } = await feedsOf({ ...younger, ...older }, { tags: true });
    expect(feeds).toEqual([['tags/a-b', 'Site: a-b', 'Old']]);
    expect(problems[0]?.file).toBe('posts/b.md');
  });

  test('are found across kinds, and where an own channel takes the place of the site', async () => {
    const channels = {
      tags: { path: 'x/:name' },
      categories: { path: 'x/:name' },
      own: { x: { filter: () => true, path: '.' } },
    };
    const built = await buildSite({ 'posts/a.md': article('tags: [a]\ncategories: [A]') }, { options: { channels } });
    expect(problemsOf(built).map((text) => text.split(' ')[0])).toEqual(['channel-collision', 'channel-collision']);
  });
});

test('names of devices, of emoji alone and of any length are folders on every system', async () => {
  const tags = ['con', 'LPT1.x', '🎉', '..', 'x'.repeat(300), `${'x'.repeat(300)}y`, '日'.repeat(100)];
  const { feeds } = await feedsOf({ 'posts/a.md': article(`tags: ${JSON.stringify(tags)}`) }, { tags: true });
  const folders = feeds.map(([path = '']) => path.slice('tags/'.length));
  expect(folders).toHaveLength(tags.length);
  expect(folders.filter((folder) => /^(?:con|lpt1)(?:\.|$)|^\.|[<>:"/\\|?*]|\.$/.test(folder))).toEqual([]);
  expect(Math.max(...folders.map((folder) => Buffer.byteLength(folder)))).toBeLessThan(255);
});

test('a filter that throws is told with its article', async () => {
  const filter = () => {
    throw new Error('no such thing');
  };
  await expect(feedsOf(sites, { own: { x: { filter } } })).rejects.toThrow(/channels.own.x.filter.*no such thing/);
});

test('a filter may answer with whatever counts as true, but not later', async () => {
  const filterOf = (answer: unknown) => ({ filter: () => answer }) as { filter: () => boolean };
  const { feeds } = await feedsOf(sites, { own: { some: filterOf(3), none: filterOf(0) } });
  expect(feeds.map(([path]) => path)).toEqual(['some']);
  await expect(feedsOf(sites, { own: { x: filterOf(Promise.reject(new Error('late'))) } })).rejects.toThrow(
    /channels.own.x.filter.*promise/,
  );
});

test('the feed of a tag that is gone goes too', async () => {
  const { rm } = await import('node:fs/promises');
  const { build } = await import('../../src/index.js');
  const options = { site: { url: 'https://site.example/' }, channels: { tags: true } } as const;
  const built = await buildSite(
    { 'posts/a.md': article('tags: [a]'), 'posts/b.md': article('tags: [b]') },
    { options },
  );
  await rm(`${built.folder}/posts/b.md`);
  const next = await build({ folder: built.folder, options });
  expect(next.removed).toEqual(
    ['output/tags/b/rss.xml', 'output/tags/b/atom.xml', 'output/tags/b/feed.json'].toSorted(),
  );
});

describe('feeds that the settings want no more', () => {
  const files = Object.fromEntries(
    ['a', 'b', 'c', 'd', 'e', 'f'].flatMap((name) =>
      [1, 2].map((nth) => [`posts/${name}${nth}.md`, article(`tags: [${name}]\ntitle: ${name}${nth}`)]),
    ),
  );
  const site = { url: 'https://site.example/' };
  const published = (folder: string) =>
    readdirSync(`${folder}/output`, { recursive: true, encoding: 'utf8' })
      .map((name) => [name, statSync(`${folder}/output/${name}`)] as const)
      .flatMap(([name, stats]) => (stats.isFile() ? [`${name} ${stats.mtimeMs}`] : []))
      .toSorted();

  test.each<[string, UserOptions]>([
    ['of a kind of channel', { site }],
    ['of a format', { site, channels: { tags: true }, formats: { rss: false } }],
    ['of a file name', { site, channels: { tags: true }, formats: { atom: 'feed.xml' } }],
  ])('%s stay until somebody says that they are to go', async (_, options) => {
    const { build } = await import('../../src/index.js');
    const { folder } = await buildSite(files, { options: { site, channels: { tags: true } } });
    const before = published(folder);
    const refused = await build({ folder, options });
    expect(refused.problems.map(({ code }) => code)).toContain('feeds-lost');
    expect(published(folder)).toEqual(before);
    const allowed = await build({ folder, options, allowFlood: true });
    expect(allowed.removed.length).toBeGreaterThanOrEqual(4);
    expect((await build({ folder, options })).ok).toBe(true);
  });

  test.each([
    ['whose articles expire', 'minimum: 1', 'expires: 2026-11-22T12:30:00Z', true],
    ['that one article fewer leaves too small', 'minimum: 7', '', true],
    ['whose articles have all vanished', 'minimum: 1', '', false],
  ])('go unasked, or not: %s', async (_, minimum, more, isOk) => {
    const { build } = await import('../../src/index.js');
    const tagged = (nth: number) => [`posts/t${nth}.md`, article(`tags: [t]\ntitle: T${nth}\n${more}`)] as const;
    const channels = { tags: { minimum: Number(minimum.slice(-1)) } };
    // Newer, so that the feed of the site holds none of the others.
    const newer = [1, 2].map((nth) => [`posts/n${nth}.md`, `---\ntitle: N${nth}\ndate: 2026-11-01\n---\nText.\n`]);
    const all = Object.fromEntries([...[1, 2, 3, 4, 5, 6, 7].map(tagged), ...newer]) as Record<string, string>;
    const options = { site, channels, size: { entries: 2, days: 0 } };
    const { folder } = await buildSite(all, { options: { ...options, limit: 300 } });
    const gone = minimum.endsWith('7') ? [1] : isOk ? [] : [1, 2, 3, 4, 5, 6, 7];
    for (const nth of gone) renameSync(`${folder}/posts/t${nth}.md`, `${folder}/posts/_t${nth}.md`);
    const { ok, removed } = await build({ folder, options, now: Date.UTC(2026, 10, 22, 13) });
    expect([ok, removed.length]).toEqual([isOk, isOk ? 3 : 0]);
  });

  test('go with the few articles that they had', async () => {
    const { build } = await import('../../src/index.js');
    const { folder } = await buildSite(files, { options: { site, channels: { tags: true } } });
    renameSync(`${folder}/posts/a1.md`, `${folder}/posts/_a1.md`);
    renameSync(`${folder}/posts/a2.md`, `${folder}/posts/_a2.md`);
    const { ok, removed } = await build({ folder, options: { site, channels: { tags: true } } });
    expect([ok, removed.length]).toEqual([true, 3]);
  });
});

describe('a name in the settings that no article has', () => {
  const nameless = { title: 'T' };
  test.each<[string, Channels, readonly string[]]>([
    [
      'is told where articles have one that differs by a slip',
      {
        tags: { names: { Nwes: nameless } },
        own: { x: { filter: { authors: ['Jose', 'Ann'], tags: ['NEWS', 'new'] } } },
      },
      [
        '"channels.tags.names" names Nwes, which no published article has, so it changes nothing. Did you mean news?',
        '"channels.own.x.filter.authors" names Jose, which no published article has, so it changes nothing. Did you mean José?',
      ],
    ],
    ['may be there for articles to come', { tags: { names: { Sports: nameless, 'C#': nameless } } }, []],
    [
      'is no slip where it is short',
      { tags: { names: { 'C+': nameless } }, languages: { names: { da: nameless } } },
      [],
    ],
  ])('%s', async (_, channels, expected) => {
    const { problems } = await feedsOf(sites, channels);
    const told = problems.filter(({ code }) => code === 'channel-name-unknown');
    expect(told.map(({ message }) => message)).toEqual(expected);
  });
});
