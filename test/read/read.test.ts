import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { buildSite as runRiver } from '../../src/build.js';
import { resolveSettings } from '../../src/config/resolve.js';
import { openSite } from '../../src/files/site-folder.js';
import { build } from '../../src/index.js';
import { article, buildSite, makeSite, now, problemsOf } from '../site.js';

test.each(['publish: soon', 'hidden: ture', 'draft: maybe'])(
  'an article that %s holds back is told of: it may be a slip',
  async (fields) => {
    const { ok, problems } = await buildSite({ 'posts/a.md': article(fields), 'posts/b.md': article() });
    expect([ok, problems]).toMatchObject([true, [{ code: 'withheld-unclear', file: 'posts/a.md', line: 3 }]]);
  },
);

test.each([
  'publish: public',
  'publish: [web, rss]',
  'isPublished: 2026-01-01',
  'is_published: now',
  'expires_at: never',
  'embargo: none',
  'publish_on: twitter',
])('an article with %s is published', async (fields) => {
  const { problems, articles } = await buildSite({ 'posts/a.md': article(fields) });
  expect([problems, articles.published]).toEqual([[], 1]);
});

describe('an article is held back', () => {
  test.each([
    ['draft: true', 'drafts'],
    ['draft: "yes"', 'drafts'],
    ['draft: y', 'drafts'],
    ['draft: ture', 'drafts'],
    ['draft: [true]', 'drafts'],
    ['isDraft: true', 'drafts'],
    ['params: { draft: true }', 'drafts'],
    ['private: true', 'drafts'],
    ['status: in-progress', 'drafts'],
    ['password: hunter2', 'drafts'],
    ['published: false', 'drafts'],
    ['publish: false', 'drafts'],
    ['status: Draft', 'drafts'],
    ['unlisted: true', 'drafts'],
    ['hidden: true', 'drafts'],
    ['visibility: members', 'drafts'],
    ['publish: soon', 'drafts'],
    ['isPublished: false', 'drafts'],
    ['is_published: no', 'drafts'],
    ['is_published: not yet', 'drafts'],
    ['hidden: ture', 'drafts'],
    ['status: [draft]', 'drafts'],
    ['status: [seedling, draft]', 'drafts'],
    ['status: pending', 'drafts'],
    ['status: auto-draft', 'drafts'],
    ['status: pending_review', 'drafts'],
    ['state: draft', 'drafts'],
    ['visibility: hidden', 'drafts'],
    ['visibility: draft', 'drafts'],
    ['visibility: tiers', 'drafts'],
    ['embargo: true', 'drafts'],
    ['feed: false', 'excluded'],
    ['feed: { enable: false }', 'excluded'],
    ['rss: no', 'excluded'],
    ['rss: { exclude: true }', 'excluded'],
    ['include_in_feeds: false', 'excluded'],
    ['hiddenInRss: true', 'excluded'],
    ['build: { list: never }', 'excluded'],
    ['eleventyExcludeFromCollections: true', 'excluded'],
    ['permalink: false', 'excluded'],
    ['headless: true', 'excluded'],
    ['build: { render: never }', 'excluded'],
    ['_build: { render: false }', 'excluded'],
    ['_build: { list: never }', 'excluded'],
    ['render: false', 'excluded'],
    ['expiryDate: 2026-05-02', 'expired'],
    ['expires_at: 2026-05-02', 'expired'],
    ['expiration_date: 2026-05-02', 'expired'],
    ['unpublish_date: 2026-05-02', 'expired'],
    ['unpublishOn: 2026-05-02', 'expired'],
    ['publishDate: 2099-01-01', 'scheduled'],
    ['publish: 2099-01-01', 'scheduled'],
    ['publish_on: 2099-01-01', 'scheduled'],
    ['publishAt: 2099-01-01', 'scheduled'],
    ['embargo: 2099-01-01', 'scheduled'],
    ['publish_on: 2026-01-01\nembargo_until: 2099-01-01', 'scheduled'],
    ['status: scheduled\npublish_on: 2099-01-01', 'scheduled'],
  ] as const)('by %s', async (fields, kind) => {
    const built = await buildSite({
      'posts/secret.md': article(fields, 'Embargoed words.\n'),
      'posts/b.md': article(),
    });
    expect(built.articles).toMatchObject({ found: 2, published: 1, [kind]: 1 });
    for (const { path: feed } of built.feeds)
      expect(built.text(path.basename(feed))).not.toMatch(/secret|Embargoed|2099/);
  });

  test.each(['posts/_drafts/a.md', 'posts/drafts/a.md', 'posts/_private/a.md', 'posts/_a.md', 'posts/a.draft.md'])(
    'by its name %s',
    async (file) => {
      expect((await buildSite({ [file]: article() })).articles).toMatchObject({ found: 1, drafts: 1 });
    },
  );

  test.each([
    'draft: false',
    'published: true',
    'published: 2026-04-01',
    'feed: true',
    'publish: 2026-04-01',
    'publish: true',
    'isPublished: yes',
    'status: [published]',
    'status: scheduled',
    'state: DC',
    'visibility: public',
    'headless: false',
    'build: { render: always }',
    'release_date: 2099-01-01',
    'rss_exclude: false',
    'expires: 2099-01-01',
  ])('but not by %s', async (fields) => {
    expect((await buildSite({ 'posts/a.md': article(fields) })).articles.published).toBe(1);
  });

  test('and then not judged: a draft needs no date', async () => {
    const built = await buildSite({ 'posts/a.md': '---\ndraft: true\n---\n', 'posts/b.md': '---\nfeed: false\n---\n' });
    expect([built.ok, built.problems]).toEqual([true, []]);
    expect(built.articles).toMatchObject({ drafts: 1, excluded: 1 });
  });
});

describe('the date of an article', () => {
  test.each([
    ['posts/a.md', 'date: 2026-05-01', '2026-05-01T00:00:00Z'],
    ['posts/2026-04-02-a.md', 'title: x', '2026-04-02T00:00:00Z'],
    ['posts/2026-04-02-a.md', 'date: 2026-05-01', '2026-05-01T00:00:00Z'],
    ['posts/2026/04/02/a.md', 'title: x', '2026-04-02T00:00:00Z'],
    ['posts/a.md', 'path: 2026/03/26/a', '2026-03-26T00:00:00Z'],
    ['posts/2019-40-27-a.md', 'date: 2026-05-01', '2026-05-01T00:00:00Z'],
    ['posts/a.md', 'date: 2026-05-01\nembargo: 2026-05-03T09:00Z', '2026-05-03T09:00:00Z'],
    ['posts/a.md', 'date: 2026-05-01\npublish_on: 2026-04-01', '2026-05-01T00:00:00Z'],
    ['posts/a.md', 'publish_on: 2026-04-01', '2026-04-01T00:00:00Z'],
    ['posts/a.md', 'release_date: 2026-04-01', '2026-04-01T00:00:00Z'],
    ['posts/2026-05-01-a.md', 'release_date: 2026-04-01', '2026-05-01T00:00:00Z'],
  ])('of %s with %s is %s', async (file, fields, published) => {
    const built = await buildSite({ [file]: `---\n${fields}\n---\nText.\n` });
    expect(built.items()[0]?.['date_published']).toBe(published);
  });

  test.each([
    ['embargo: until the ceremony', 'date-unreadable'],
    ['publish_at: 2026-09-15 09:00 America/New_York', 'date-unreadable'],
    ['publish: 2026-02-30', 'date-impossible'],
  ])('on which it may come out, as %s, must be one', async (fields, code) => {
    const built = await buildSite({ 'posts/a.md': article(fields) });
    expect([built.ok, problemsOf(built)]).toEqual([false, [`${code} at posts/a.md:3`]]);
  });

  test('on which it may come out does not move its address', async () => {
    const options = { posts: { permalink: '/:year/:month/:slug/' } };
    const built = await buildSite({ 'posts/a.md': article('embargo: 2026-06-03') }, { options });
    expect(built.items()[0]?.['url']).toBe('https://site.example/2026/05/a/');
  });

  test('is in the time zone of the site when it states none', async () => {
    const built = await buildSite({ 'posts/a.md': article() }, { options: { site: { timezone: 'America/New_York' } } });
    expect(built.items()[0]?.['date_published']).toBe('2026-05-01T04:00:00Z');
  });

  test('is never guessed: an article without one is reported and left out', async () => {
    const files = { 'posts/a.md': 'No front matter at all.\n', 'posts/b.md': article() };
    const failed = await buildSite(files);
    expect([failed.ok, problemsOf(failed), failed.feeds]).toEqual([false, ['date-missing at posts/a.md:1'], []]);
    const skipped = await buildSite(files, { options: { invalid: 'skip' } });
    expect([skipped.ok, problemsOf(skipped), skipped.items().length]).toEqual([
      true,
      ['date-missing at posts/a.md:1'],
      1,
    ]);
  });

  test.each([
    ['lastmod: 2026-06-01', '2026-06-01T00:00:00Z'],
    ['lastmod: 2026-04-01', '2026-05-01T00:00:00Z'],
    ['last_update: { date: 2026-06-02 }', '2026-06-02T00:00:00Z'],
    ['updated: 2099-01-01', '2026-05-01T00:00:00Z'],
    ['updated: 0001-01-01', '2026-05-01T00:00:00Z'],
  ])('with %s is updated %s', async (fields, modified) => {
    expect((await buildSite({ 'posts/a.md': article(fields) })).items()[0]?.['date_modified']).toBe(modified);
  });
});

describe('a file', () => {
  test.each([
    ['with a byte order mark', '\uFEFF---\ndate: 2026-05-01\ntitle: T\n---\nText.\n'],
    ['with CRLF', '---\r\ndate: 2026-05-01\r\ntitle: T\r\n---\r\nText.\r\n'],
    ['with lone CR', '---\rdate: 2026-05-01\rtitle: T\r---\rText.\r'],
  ])('%s is read', async (_, text) => {
    expect((await buildSite({ 'posts/a.md': text })).items()[0]).toMatchObject({
      title: 'T',
      content_html: '<p>Text.</p>',
    });
  });

  test.each(['posts/a.md', 'posts/a.markdown', 'posts/a.mdx', 'posts/A.MD'])(
    'called %s is an article',
    async (file) => {
      expect((await buildSite({ [file]: article() })).articles.found).toBe(1);
    },
  );

  test.each([
    'posts/_index.md',
    'posts/sub/README.md',
    'posts/404.md',
    'posts/index.md',
    'posts/.hidden.md',
    'posts/.git/a.md',
    'posts/a.txt',
    'posts/node_modules/x/a.md',
  ])('called %s is none', async (file) => {
    const built = await buildSite({ [file]: article(), 'posts/a-real-one.md': article() });
    expect(built.articles.found).toBe(1);
  });

  test('that is empty is reported', async () => {
    expect(problemsOf(await buildSite({ 'posts/a.md': '' }))).toEqual(['date-missing at posts/a.md:1']);
  });

  test('that is not UTF-8 is reported', async () => {
    const latin1 = new Uint8Array([...new TextEncoder().encode('---\ndate: 2026-05-01\n---\nna'), 0xef, 0x76, 0x65]);
    const built = await buildSite({ 'posts/a.md': latin1 });
    expect(problemsOf(built)).toEqual(['encoding-invalid at posts/a.md']);
    expect(built.leftOut).toEqual([{ file: 'posts/a.md', kind: 'invalid', why: 'encoding-invalid' }]);
  });

  test('with characters that XML forbids is published without them, and reported with line and column', async () => {
    const built = await buildSite({ 'posts/a.md': article('', 'One\ntwo \u0008three\u0008\u000C\n') });
    expect(built.problems).toMatchObject([
      { code: 'character-forbidden', line: 5, column: 5 },
      { code: 'character-forbidden', line: 5, column: 12 },
    ]);
    expect(built.items()[0]?.['content_html']).toBe('<p>One\ntwo three</p>');
  });

  test('behind a link out of the site is not read', async () => {
    const outside = makeSite({ 'secret.md': article('title: Secret') });
    const folder = makeSite({ 'posts/a.md': article() });
    symlinkSync(path.join(outside, 'secret.md'), path.join(folder, 'posts/b.md'));
    symlinkSync(outside, path.join(folder, 'posts/folder'));
    symlinkSync(folder, path.join(folder, 'posts/loop'));
    const result = await build({ folder, now, options: { site: { url: 'https://site.example/' }, invalid: 'skip' } });
    expect(problemsOf(result)).toContain('file-outside at posts/b.md');
    expect(JSON.stringify(result)).not.toContain('Secret');
    // The loop leads to the site itself, and so to no other article.
    expect(result.articles.found).toBe(1);
  });
});

test('a link that leads nowhere, or to itself, is told as such', async () => {
  const folder = makeSite({ 'posts/a.md': article() });
  symlinkSync('gone.md', path.join(folder, 'posts/b.md'));
  symlinkSync('c.md', path.join(folder, 'posts/c.md'));
  const result = await build({ folder, now, options: { site: { url: 'https://site.example/' }, invalid: 'skip' } });
  expect(problemsOf(result)).toEqual(['file-missing at posts/b.md', 'file-missing at posts/c.md']);
});

test('a file that cannot be read, and a folder that cannot be opened, are named, and the others published', async () => {
  const folder = makeSite({ 'posts/a.md': article(), 'posts/b.md': article() });
  const site = openSite(folder);
  const settings = resolveSettings(
    { file: undefined, source: '', options: {} },
    { site: { url: 'https://site.example/' }, invalid: 'skip' },
    now,
  );
  const read = (file: string) => {
    if (file.endsWith('b.md')) throw new Error('EIO');
    return site.read(file);
  };
  const list = (posts: string) => ({ ...site.list(posts), unreadable: ['posts/locked'] });
  const result = await runRiver({ ...site, read, list }, settings, { dryRun: false });
  expect([result.articles.published, problemsOf(result)]).toEqual([
    1,
    ['file-unreadable at posts/b.md', 'file-unreadable at posts/locked'],
  ]);
});

test('a file that two paths lead to is one article', async () => {
  const folder = makeSite({ 'posts/2026/a.md': article() });
  symlinkSync('2026/a.md', path.join(folder, 'posts/latest.md'));
  symlinkSync('2026', path.join(folder, 'posts/year'));
  const { articles } = await build({ folder, now, options: { site: { url: 'https://site.example/' } } });
  expect(articles.found).toBe(1);
});

test.each(['posts/../posts', 'posts/.', './posts//', 'posts\\'])('the posts folder may be spelt %s', async (posts) => {
  const built = await buildSite({ 'posts/abc.md': article() }, { options: { posts } });
  expect(built.items().map(({ url }) => url)).toEqual(['https://site.example/abc/']);
});

test('every file that was found is counted once', async () => {
  const built = await buildSite(
    {
      'posts/a.md': article(),
      'posts/b.md': article('draft: true'),
      'posts/c.md': article('feed: false'),
      'posts/d.md': article('date: 2099-01-01').replace('date: 2026-05-01\n', ''),
      'posts/e.md': article('expires: 2026-05-02'),
      'posts/f.md': 'undated',
      'posts/g.md': article('permalink: /a/'),
      'posts/h.md': article('', `${'> '.repeat(20_000)}deep\n`),
    },
    { options: { invalid: 'skip' } },
  );
  const { found, ...rest } = built.articles;
  expect(Object.values(rest).reduce((sum, count) => sum + count)).toBe(found);
  expect(built.articles).toEqual({
    found: 8,
    published: 1,
    drafts: 1,
    excluded: 1,
    scheduled: 1,
    expired: 1,
    invalid: 3,
  });
});
