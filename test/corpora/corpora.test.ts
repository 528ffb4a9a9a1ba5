/** Builds twenty real blogs, where they are: `../shared/corpora`. They are no part of this project. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseFeed } from 'feedsmith';
import { afterAll, describe, expect, test } from 'vitest';
import { build, type BuildRequest } from '../../src/index.js';
import { parseXml } from '../../src/xml.js';
import { problemsByCode } from './problems-by-code.js';

const corpora = path.resolve('../shared/corpora');
const now = '2026-11-22T12:00:00Z';

interface Corpus {
  readonly name: string;
  readonly url: string;
  readonly posts: string;
  readonly permalink?: string;
  readonly timezone?: string;
  /** Its true mistakes, by code: what stops the build. */
  readonly errors?: Readonly<Record<string, number>>;
}

const blogs: readonly Corpus[] = [
  {
    name: '11ty-blog',
    url: 'https://www.11ty.dev',
    posts: 'src/blog',
    permalink: '/blog/:slug/',
    errors: { 'date-missing': 1 },
  },
  {
    name: 'babel-blog',
    url: 'https://babeljs.io',
    posts: 'website/blog',
    permalink: '/blog/:year/:month/:day/:slug',
    errors: { 'date-impossible': 2 },
  },
  { name: 'biome-blog', url: 'https://biomejs.dev', posts: 'src/content/docs', permalink: '/:path/' },
  {
    name: 'digitalgov',
    url: 'https://digital.gov',
    posts: 'content',
    permalink: '/:year/:month/:day/:slug/',
    errors: { 'front-matter-unreadable': 2 },
  },
  {
    name: 'eleventy-base-blog',
    url: 'https://example.com',
    posts: 'content/blog',
    permalink: '/blog/:slug/',
    errors: { 'front-matter-language': 1 },
  },
  {
    name: 'foam-docs',
    url: 'https://foambubble.github.io/foam',
    posts: 'docs',
    permalink: '/:path',
    errors: { 'date-missing': 84 },
  },
  { name: 'hexo-site', url: 'https://hexo.io', posts: 'source/_posts', permalink: '/news/:year/:month/:day/:name/' },
  { name: 'huxpro', url: 'https://huangxuan.me', posts: '_posts', permalink: '/:year/:month/:day/:name/' },
  {
    name: 'jekyll-blog',
    url: 'https://jekyllrb.com',
    posts: 'docs/_posts',
    permalink: '/news/:year/:month/:day/:name/',
    timezone: 'America/Los_Angeles',
  },
  {
    name: 'jekyll-feed-fixtures',
    url: 'http://example.org',
    posts: 'spec/fixtures',
    permalink: '/:year/:month/:day/:name.html',
  },
  {
    name: 'jekyll-fixtures',
    url: 'https://example.org',
    posts: 'test/source',
    permalink: '/:path/:year/:month/:day/:name.html',
    errors: { 'date-missing': 8 },
  },
  {
    name: 'letsencrypt',
    url: 'https://letsencrypt.org',
    posts: 'content/en/post',
    permalink: '/:year/:month/:day/:slug/',
    timezone: 'America/Los_Angeles',
  },
  {
    name: 'lildude',
    url: 'http://lildude.github.io',
    posts: '_posts',
    permalink: '/:name',
    errors: { 'front-matter-unreadable': 1, 'url-duplicate': 1 },
  },
  {
    name: 'next-starter',
    url: 'https://tailwind-nextjs-starter-blog.vercel.app',
    posts: 'data/blog',
    permalink: '/blog/:path',
  },
  {
    name: 'quartz-docs',
    url: 'https://quartz.jzhao.xyz',
    posts: 'docs',
    permalink: '/:path',
    errors: { 'date-missing': 39 },
  },
  { name: 'react-blog', url: 'https://react.dev', posts: 'src/content/blog', permalink: '/blog/:path' },
  { name: 'rust-blog', url: 'https://blog.rust-lang.org', posts: 'content' },
  { name: 'syntax-fm', url: 'https://syntax.fm', posts: 'shows', permalink: '/show/:name' },
  { name: 'vite-blog', url: 'https://vite.dev', posts: 'docs/blog', permalink: '/blog/:slug' },
  {
    name: 'zola-fixtures',
    url: 'https://replace-this-with-your-url.com',
    posts: 'test_site/content',
    errors: { 'date-missing': 21 },
  },
];

const folder = mkdtempSync(path.join(tmpdir(), 'feedwright-corpora-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(!existsSync(corpora)).each(blogs)('$name', ({ name, url, posts, permalink, timezone, errors = {} }) => {
  const output = path.join(folder, name);
  const options = {
    site: { url, ...(timezone === undefined ? {} : { timezone }) },
    posts: { folder: posts, ...(permalink === undefined ? {} : { permalink }) },
    output,
  };
  const request: BuildRequest = { folder: path.join(corpora, name), now, options: { ...options, invalid: 'skip' } };
  const bytesOf = () =>
    ['rss.xml', 'atom.xml', 'feed.json'].map((file) => readFileSync(path.join(output, file), 'utf8'));

  test('has the mistakes that it has, and no others; each has its place and says what to do', async () => {
    const { ok, problems, feeds } = await build({ ...request, options: { ...options, invalid: 'fail' } });
    const stopping = problems.filter(({ severity }) => severity === 'error');
    expect(problemsByCode(stopping)).toEqual(errors);
    expect([ok, feeds.length]).toEqual(stopping.length === 0 ? [true, 3] : [false, 0]);
    expect(
      problems.filter(
        ({ file, line, message }) => file === undefined || line === undefined || !/\. .+\./.test(message),
      ),
    ).toEqual([]);
  });

  test('gives three sound documents of all articles up to the limit', async () => {
    const { ok, articles, feeds } = await build(request);
    const entries = Math.min(20, articles.published);
    expect([ok, feeds.map((feed) => feed.entries)]).toEqual([true, [entries, entries, entries]]);
    const [rss = '', atom = '', json = ''] = bytesOf();
    for (const text of [rss, atom]) parseXml(text);
    const counts = [rss, atom, json].map((text) => {
      const { format, feed } = parseFeed(text);
      return format === 'atom' ? feed.entries?.length : feed.items?.length;
    });
    expect(counts.map((count) => count ?? 0)).toEqual([entries, entries, entries]);
  });

  test('gives every published article when there is no limit, and stays sound', async () => {
    const all = path.join(folder, `${name}-all`);
    const result = await build({ ...request, options: { ...options, output: all, invalid: 'skip', limit: 100_000 } });
    expect([result.ok, result.feeds[0]?.entries]).toEqual([true, result.articles.published]);
  }, 300_000);

  test('gives the same bytes again, in another time zone', () => {
    const before = bytesOf();
    const config = path.join(folder, `${name}.json`);
    writeFileSync(config, JSON.stringify({ ...options, invalid: 'skip' }));
    const args = ['dist/bin.js', 'build', path.join(corpora, name), '--config', config, '--now', now, '--json'];
    const result = JSON.parse(
      execFileSync(process.execPath, args, { encoding: 'utf8', env: { ...process.env, TZ: 'Pacific/Kiritimati' } }),
    ) as { feeds: { change: string }[] };
    expect(result.feeds.map(({ change }) => change)).toEqual(['unchanged', 'unchanged', 'unchanged']);
    expect(bytesOf()).toEqual(before);
  });
});
