import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openSite } from '../src/files/site-folder.js';
import { buildSite as runRiver } from '../src/build.js';
import { resolveSettings } from '../src/config/resolve.js';
import { article, buildSite, makeSite, now, problemsOf } from './site.js';

const files = Object.fromEntries(
  Array.from({ length: 12 }, (_, index) => [
    `posts/${index}.md`,
    article(`title: T${index % 5}\ntags: [t${index}]`, `Body ${index} [a](b.html).[^1]\n\n[^1]: Note.\n`),
  ]),
);
const feeds = ['rss.xml', 'atom.xml', 'feed.json'];

describe('the same articles give the same bytes', () => {
  test('whatever the order in which the disk lists them', async () => {
    const folder = makeSite(files);
    const site = openSite(folder);
    const settings = resolveSettings(
      { file: undefined, source: '', options: {} },
      { site: { url: 'https://site.example' } },
      now,
    );
    const bytes = () => feeds.map((name) => readFileSync(path.join(folder, 'output', name), 'utf8'));
    await runRiver(site, settings, { dryRun: false });
    const expected = bytes();
    const names = Object.keys(files);
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(names, { minLength: names.length }), async (shuffled) => {
        await runRiver(
          { ...site, list: () => ({ files: shuffled, outside: [], nowhere: [], unreadable: [] }) },
          settings,
          {
            dryRun: false,
          },
        );
        expect(bytes()).toEqual(expected);
      }),
      { numRuns: 5 },
    );
  });

  test('in any time zone of the machine, on any day', async () => {
    const folder = makeSite(files);
    const command = [path.resolve('dist/bin.cjs'), 'build', folder, '--url', 'https://site.example/'];
    const outputs = [
      ['UTC', '2026-06-01'],
      ['Pacific/Kiritimati', '2027-01-01'],
      ['America/St_Johns', '2030-07-01'],
    ].map(([TZ = '', day = '']) => {
      execFileSync(process.execPath, [...command, '--now', day], { env: { ...process.env, TZ } });
      return feeds.map((name) => readFileSync(path.join(folder, 'output', name), 'utf8'));
    });
    expect(new Set(outputs.map((output) => output.join('\n'))).size).toBe(1);
  });
});

describe('a build', () => {
  test('without a problem reports what it did', async () => {
    const built = await buildSite({ 'posts/a.md': article() });
    expect(built).toMatchObject({
      ok: true,
      articles: { found: 1, published: 1 },
      feeds: [
        { path: 'output/rss.xml', url: 'https://site.example/rss.xml', format: 'rss', entries: 1, change: 'created' },
        {
          path: 'output/atom.xml',
          url: 'https://site.example/atom.xml',
          format: 'atom',
          entries: 1,
          change: 'created',
        },
        {
          path: 'output/feed.json',
          url: 'https://site.example/feed.json',
          format: 'json',
          entries: 1,
          change: 'created',
        },
      ],
      problems: [],
    });
    expect(built.feeds.map(({ bytes }) => bytes)).toEqual(feeds.map((name) => Buffer.byteLength(built.text(name))));
  });

  test('tells all problems at once, by file and line', async () => {
    const built = await buildSite({
      'posts/b.md': article('lang: in english\nlastmod: x\nexpires: 2021-02-29'),
      'posts/a.md': 'undated',
      'posts/c.md': '---\na: [\n---\n',
    });
    expect(problemsOf(built)).toEqual([
      'date-missing at posts/a.md:1',
      'field-ignored at posts/b.md:3',
      'field-ignored at posts/b.md:4',
      'date-impossible at posts/b.md:5',
      'front-matter-unreadable at posts/c.md:3',
    ]);
  });

  test('holds back warnings about articles that no feed shows', async () => {
    const built = await buildSite(
      { 'posts/a.md': article('tags: ["a,b"]'), 'posts/b.md': '---\ndate: 2026-06-01\n---\n' },
      { options: { limit: 1 } },
    );
    expect(built.problems).toEqual([]);
  });

  test('of no articles gives empty feeds that are valid, and a warning', async () => {
    const built = await buildSite({ 'posts/readme.txt': 'x' });
    expect([built.ok, problemsOf(built), built.items()]).toEqual([true, ['articles-none at posts'], []]);
    expect(built.text('atom.xml')).toContain('<updated>2000-01-01T00:00:00Z</updated>');
  });

  test('dates the feed by its articles, never by the clock', async () => {
    const old = await buildSite({ 'posts/a.md': '---\ntitle: A letter\ndate: 1969-07-20\n---\nText.\n' });
    expect(old.text('atom.xml').match(/<updated>.*?<\/updated>/g)).toEqual(
      Array.from({ length: 2 }, () => '<updated>1969-07-20T00:00:00Z</updated>'),
    );
    const built = await buildSite({ 'posts/a.md': article('updated: 2026-07-01'), 'posts/b.md': article() });
    expect(built.text('rss.xml')).toContain('<lastBuildDate>Wed, 01 Jul 2026 00:00:00 +0000</lastBuildDate>');
    expect(built.text('atom.xml')).toContain('<updated>2026-07-01T00:00:00Z</updated>');
  });

  test('writes the formats and names that are asked for', async () => {
    const built = await buildSite(
      { 'posts/a.md': article() },
      { options: { formats: { rss: 'feeds/main.xml', atom: false } } },
    );
    expect(built.feeds.map((feed) => [feed.path, feed.url])).toEqual([
      ['output/feeds/main.xml', 'https://site.example/feeds/main.xml'],
      ['output/feed.json', 'https://site.example/feed.json'],
    ]);
  });

  test('gives articles without authors those of the site', async () => {
    const built = await buildSite(
      { 'posts/a.md': article() },
      { options: { site: { authors: ['Ann <a@e.example>', { name: 'Bob' }] } } },
    );
    expect(built.text('rss.xml')).toContain('<dc:creator>Ann, Bob</dc:creator>');
  });
});

describe('an article that would make a feed invalid', () => {
  // In UTC it is in the first century, which RSS readers take for the twentieth.
  const files = {
    'posts/a.md': '---\ndate: 0100-01-01 00:00 +0900\n---\nText.\n',
    'posts/b.md': article(),
    'posts/c.md': article(),
  };

  test('stops the build, and is named', async () => {
    const built = await buildSite(files);
    expect([built.ok, problemsOf(built)]).toEqual([false, ['feed-invalid at posts/a.md']]);
  });

  test('is skipped where invalid articles are', async () => {
    const built = await buildSite(files, { options: { invalid: 'skip' } });
    expect([built.ok, built.items().length, built.articles.invalid]).toEqual([true, 2, 1]);
  });
});

test('an article that cannot be rendered gives its place to the next', async () => {
  const files = { 'posts/a.md': article('', `${'> '.repeat(500)}x`), 'posts/b.md': article(), 'posts/c.md': article() };
  const built = await buildSite(files, { options: { invalid: 'skip', limit: 2 } });
  expect([built.items().length, built.articles]).toMatchObject([2, { published: 2, invalid: 1 }]);
});
