import { describe, expect, test } from 'vitest';
import { article, buildSite, problemsOf } from '../site.js';

const titles = async (files: Record<string, string>, options = {}) =>
  (await buildSite(files, { options })).items().map(({ title }) => title);

describe('a feed shows', () => {
  test('the newest first, as many as the limit', async () => {
    const files = Object.fromEntries(
      [1, 2, 3, 4].map((day) => [`posts/${day}.md`, `---\ndate: 2026-05-0${day}\ntitle: Day ${day}\n---\n`]),
    );
    expect(await titles(files, { limit: 3 })).toEqual(['Day 4', 'Day 3', 'Day 2']);
  });

  test('articles of one instant in the order of their ids', async () => {
    const files = Object.fromEntries(['c', 'a', 'b'].map((name) => [`posts/${name}.md`, article(`title: ${name}`)]));
    expect(await titles(files)).toEqual(['a', 'b', 'c']);
  });

  test('an article from its very instant, until the instant it expires', async () => {
    const files = { 'posts/a.md': article('expires: 2026-06-01') };
    const published = async (now: string) => (await buildSite(files, { now })).articles.published;
    expect(await published('2026-04-30T23:59:59Z')).toBe(0);
    expect(await published('2026-05-01T00:00:00Z')).toBe(1);
    expect(await published('2026-05-31T23:59:59Z')).toBe(1);
    expect(await published('2026-06-01T00:00:00Z')).toBe(0);
  });
});

describe('of two articles', () => {
  test('with one address, both are named, and the older keeps it', async () => {
    const files = {
      'posts/new.md': article('permalink: /x/\ntitle: new'),
      'posts/old.md': '---\ndate: 2026-04-01\npermalink: /x/\ntitle: old\n---\n',
    };
    const built = await buildSite(files, { options: { invalid: 'skip' } });
    expect(built.problems).toMatchObject([
      { code: 'url-duplicate', file: 'posts/new.md', message: expect.stringContaining('posts/old.md') as unknown },
    ]);
    expect(built.items().map(({ title }) => title)).toEqual(['old']);
  });

  test('with one guid, both are named', async () => {
    const built = await buildSite({
      'posts/a.md': article('guid: urn:test:1'),
      'posts/b.md': article('guid: urn:test:1'),
    });
    expect(problemsOf(built)).toEqual(['id-duplicate at posts/b.md:1']);
  });

  test('with guids that Atom writes alike, both are named', async () => {
    const built = await buildSite({
      'posts/a.md': article('guid: "x y"'),
      'posts/b.md': article('guid: tag:site.example,2005:guid:x%20y'),
    });
    expect(problemsOf(built)).toContain('id-duplicate at posts/b.md:1');
  });

  test('a draft does not take the address', async () => {
    const built = await buildSite({
      'posts/a.md': article('permalink: /x/\ndraft: true'),
      'posts/b.md': article('permalink: /x/'),
    });
    expect([built.ok, built.articles.published]).toEqual([true, 1]);
  });
});

test('an update that is still to come is reported and ignored', async () => {
  const built = await buildSite({ 'posts/a.md': article('updated: 2027-01-01') });
  expect(problemsOf(built)).toEqual(['updated-ahead at posts/a.md:3']);
});
