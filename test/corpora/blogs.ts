/** Twenty real blogs, where they are: `../shared/corpora`. They are no part of this project. */
import path from 'node:path';

export interface Blog {
  readonly name: string;
  readonly url: string;
  readonly posts: string;
  readonly permalink?: string;
  readonly timezone?: string;
  /** Its true mistakes, by code: what stops the build. */
  readonly errors?: Readonly<Record<string, number>>;
}

export const corpora = path.resolve('../shared/corpora');
export const now = '2026-11-22T12:00:00Z';

export const blogs: readonly Blog[] = [
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
    errors: { 'front-matter-unclosed': 1, 'front-matter-unreadable': 1, 'url-duplicate': 1 },
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

/** The options of a blog that a config file would hold. */
export function optionsOf({ url, posts, permalink, timezone }: Blog) {
  return {
    site: { url, ...(timezone === undefined ? {} : { timezone }) },
    posts: { folder: posts, ...(permalink === undefined ? {} : { permalink }) },
  };
}
