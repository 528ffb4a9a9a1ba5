import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { build } from '../../src/index.js';
import { article, buildSite, now, problemsOf } from '../site.js';

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

describe('a copy of an article that subscribers know', () => {
  const fields = (more: string, date: string) => `---\ndate: ${date}\n${more}\n---\n`;
  const guid = 'guid: https://x.example/minutes-1';
  const known = { 'posts/minutes-september.md': `${fields(`title: September\n${guid}`, '2026-09-30')}Of September.\n` };
  const slugged = { 'posts/minutes.md': `${fields('title: September', '2026-09-30')}Of September.\n` };

  test.each<[string, Readonly<Record<string, string>>, string, string, string]>([
    ['of its date, by guid', known, 'posts/minutes-october.md', fields(`title: October\n${guid}`, '2026-09-30'), 'id'],
    ['older, by guid', known, 'posts/minutes-z.md', fields(`title: October\n${guid}`, '2026-08-30'), 'id'],
    ['of its date, by slug', slugged, 'posts/copy.md', fields('title: October\nslug: minutes', '2026-09-30'), 'url'],
    ['older, by slug', slugged, 'posts/z.md', fields('title: October\nslug: minutes', '2026-08-30'), 'url'],
  ])('%s, is left out and named', async (_, files, file, front, kind) => {
    const options = { invalid: 'skip' } as const;
    const before = await buildSite(files, { options });
    const ledger = () => readFileSync(path.join(before.folder, 'feedwright.ledger'), 'utf8');
    const [items, text] = [before.items(), ledger()];
    writeFileSync(path.join(before.folder, file), `${front}Of October.\n`);
    const request = { folder: before.folder, now, options: { site: { url: 'https://site.example/', title: 'Site' } } };
    const skipped = await build({ ...request, options: { ...request.options, ...options } });
    expect([problemsOf(skipped), before.items(), ledger()]).toEqual([[`${kind}-duplicate at ${file}:1`], items, text]);
    expect(problemsOf(await build(request))).toEqual([`${kind}-duplicate at ${file}:1`]);
  });

  test('does not get its id where the article moves at the same time', async () => {
    const before = await buildSite(known, { options: { invalid: 'skip' } });
    const file = (name: string) => path.join(before.folder, 'posts', name);
    renameSync(file('minutes-september.md'), file('september.md'));
    writeFileSync(file('a-copy.md'), `${fields(`title: October\n${guid}`, '2026-09-30')}Of October.\n`);
    const options = { site: { url: 'https://site.example/', title: 'Site' }, invalid: 'skip' } as const;
    expect(problemsOf(await build({ folder: before.folder, now, options }))).toEqual([
      'id-duplicate at posts/a-copy.md:1',
    ]);
    expect(before.items().map(({ title }) => title)).toEqual(['September']);
  });
});

test('an update that is still to come is reported and ignored', async () => {
  const built = await buildSite({ 'posts/a.md': article('updated: 2027-01-01') });
  expect(problemsOf(built)).toEqual(['updated-ahead at posts/a.md:3']);
});
