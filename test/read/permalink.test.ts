import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { article, buildSite, problemsOf } from '../site.js';

const urlOf = async (file: string, fields = '', posts: object = {}, site: object = {}) => {
  const built = await buildSite({ [file]: article(fields) }, { options: { posts, site } });
  return built.items()[0]?.['url'];
};

describe('a permalink', () => {
  test.each([
    ['posts/a.md', '', 'https://site.example/a/'],
    ['posts/2024-05-01-a.md', '', 'https://site.example/a/'],
    ['posts/sub/2024-05-01-a/index.md', '', 'https://site.example/sub/a/'],
    ['posts/With Spaces & more?.md', '', 'https://site.example/With-Spaces-more/'],
    ['posts/日本語.md', '', 'https://site.example/%E6%97%A5%E6%9C%AC%E8%AA%9E/'],
    ['posts/a.md', 'slug: other', 'https://site.example/other/'],
    ['posts/a.md', 'slug: /whole/path', 'https://site.example/whole/path'],
    ['posts/a.md', 'permalink: /x/y.html', 'https://site.example/x/y.html'],
    ['posts/a.md', 'permalink: /x/index.html', 'https://site.example/x/'],
    ['posts/a.md', 'permalink: /:year/:title/\ntitle: Hello, World', 'https://site.example/2026/hello-world/'],
    ['posts/a.md', 'permalink: pretty', 'https://site.example/a/'],
    ['posts/a.md', 'path: 2026/03/26/a', 'https://site.example/2026/03/26/a'],
    ['posts/a.md', 'url: https://site.example/whole ä', 'https://site.example/whole%20%C3%A4'],
    ['posts/a.md', 'url: https://cdn.example/episode.mp3\nlength: 1', 'https://site.example/a/'],
    ['posts/a.md', 'url: /u\npermalink: /p', 'https://site.example/u'],
  ])('of %s with %j is %s', async (file, fields, url) => {
    expect(await urlOf(file, fields)).toBe(url);
  });

  test.each([
    ['/:year/:month/:day/:slug.html', 'https://site.example/2026/05/01/a-b.html'],
    ['/:year/:i_month/:i_day/:name/', 'https://site.example/2026/5/1/a-b/'],
    ['/:category/:title/', 'https://site.example/news/a-c/'],
    ['/:categories/:slug/', 'https://site.example/news/a-b/'],
    ['/:folders/:slug/', 'https://site.example/sub/a-b/'],
    ['/:hour:minute:second/', 'https://site.example/093005/'],
  ])('follows the pattern %s', async (permalink, url) => {
    const fields = 'date: 2026-05-01 09:30:05\ntitle: A C\ncategory: News';
    const built = await buildSite(
      { 'posts/sub/A B.md': `---\n${fields}\n---\n` },
      { options: { posts: { permalink } } },
    );
    expect(String(built.items()[0]?.['url']).toLowerCase()).toBe(url);
  });

  test.each([
    ['categories: jekyll update', '/jekyll/update/2026/05/01/a.html'],
    ['categories: [Jekyll, Big News, jekyll]', '/jekyll/big%20news/2026/05/01/a.html'],
    ['category: big news', '/big%20news/2026/05/01/a.html'],
    ['slug: other', '/2026/05/01/other.html'],
    ['title: None', '/2026/05/01/a.html'],
  ])('of a post of Jekyll with %j is what Jekyll makes of it: %s', async (fields, address) => {
    const posts = { folder: '_posts', permalink: '/:categories/:year/:month/:day/:slug.html' };
    expect(await urlOf('_posts/2026-05-01-a.md', fields, posts)).toBe(`https://site.example${address}`);
  });

  /** Of the README: what each generator makes of its own defaults. */
  const rows = new Map(
    [
      ...readFileSync('README.md', 'utf8').matchAll(
        /^\| (\w+) +\| `([^`]+)`.*?\| `(\/[^`]*:[^`]*)`(?: or `[^`]*`)? +\|$/gm,
      ),
    ].map(([, name = '', folder = '', permalink = '']) => [name, { folder, permalink }]),
  );

  test.each([
    ['Hugo', 'posts/a.md', '', '/posts/a/'],
    ['Hugo', 'posts/2024-05-05-dated-name.md', '', '/posts/2024-05-05-dated-name/'],
    ['Hugo', 'Posts/Upper_Case.Name.md', '', '/posts/upper_case.name/'],
    ['Hugo', 'posts/Two  words - & more!.md', '', '/posts/two-words-more/'],
    ['Hugo', 'posts/Été/index.md', '', '/posts/%C3%A9t%C3%A9/'],
    ['Hugo', 'posts/bundle/index.md', 'url: /foo/bar', '/foo/bar/'],
    ['Hugo', 'posts/a.md', 'url: foo/bar.html', '/foo/bar.html'],
    ['Hugo', 'posts/a.md', 'url: /foo/', '/foo/'],
    ['Hugo', 'posts/bundle/index.md', 'slug: The Slug', '/posts/the-slug/'],
    ['Zola', 'blog/2024-05-05-dated-name.md', '', '/blog/dated-name/'],
    ['Zola', 'blog/2024-05-05_dated/index.md', '', '/blog/dated/'],
    ['Zola', 'Blog/Upper_Case Été.md', '', '/Blog/upper-case-ete/'],
    ['Zola', 'blog/a.md', 'slug: Hello & World', '/blog/hello-world/'],
    ['Zola', 'blog/a.md', 'path: foo/bar', '/foo/bar/'],
    ['Astro', 'Upper_Case.Name.md', '', '/blog/upper_casename/'],
    ['Astro', '2024-05-05-dated-name.md', '', '/blog/2024-05-05-dated-name/'],
    ['Astro', 'Deep Thing/index.md', '', '/blog/deep-thing/'],
    ['Astro', 'sub/a.md', 'slug: other', '/blog/other/'],
    ['Docusaurus', '2024-05-05-dated-name.md', '', '/blog/2024/05/05/dated-name'],
    ['Docusaurus', '2024-05-05-dated/index.md', '', '/blog/2024/05/05/dated'],
    ['Docusaurus', 'sub/2024-05-05-dated.md', '', '/blog/2024/05/05/sub/dated'],
    ['Docusaurus', '2024/05/05/dated.md', '', '/blog/2024/05/05/dated'],
    ['Docusaurus', 'Greetings.md', '', '/blog/Greetings'],
    ['Docusaurus', '2024-05-05-a.md', 'slug: first', '/blog/first'],
    ['Docusaurus', '2024-05-05-a.md', 'slug: /hello', '/blog/hello'],
    ['Hexo', 'a.md', '', '/2026/05/01/a/'],
    ['Hexo', 'sub/2024-05-05-Dated Name.md', 'slug: other', '/2026/05/01/sub/2024-05-05-Dated%20Name/'],
    ['VitePress', '2024-05-05-Dated.md', '', '/blog/2024-05-05-Dated.html'],
    ['VitePress', 'bundle/index.md', '', '/blog/bundle/'],
    ['Jekyll', '2024-05-05-Dated.md', 'categories: [A, b]', '/a/b/2026/05/01/Dated.html'],
    ['Eleventy', 'blog/2024-05-05-dated.md', '', '/blog/dated/'],
  ])('of %s for %s with %j is %s, as the README says', async (generator, file, fields, address) => {
    const posts = rows.get(generator);
    expect(await urlOf(`${posts?.folder}/${file}`, fields, posts)).toBe(`https://site.example${address}`);
  });

  test('may be made by a function', async () => {
    const permalink = ({ year, slug }: { year: string; slug: string }) => `/f/${year}/${slug}`;
    expect(await urlOf('posts/a.md', '', { permalink })).toBe('https://site.example/f/2026/a');
  });

  test('made by a function that answers later is refused, though it fails later', async () => {
    const permalink = (() => Promise.reject(new Error('late'))) as never;
    const { ok, problems } = await buildSite({ 'posts/a.md': article() }, { options: { posts: { permalink } } });
    expect([ok, problems.map(({ message }) => message)]).toEqual([
      false,
      ['"posts.permalink" is a function that returns a promise, but must be one that answers at once.'],
    ]);
  });

  test('made by a function that throws is told with the article and the reason', async () => {
    const permalink = ({ slug }: { slug: string }) => {
      if (slug === 'b') throw new Error('no such thing');
      return `/${slug}/`;
    };
    const files = { 'posts/a.md': article(), 'posts/b.md': article(), 'posts/c.md': article() };
    const { ok, problems } = await buildSite(files, { options: { posts: { permalink } } });
    expect([ok, problems]).toEqual([
      false,
      [
        expect.objectContaining({
          code: 'option-invalid',
          file: 'posts/b.md',
          message: '"posts.permalink" is a function that throws, but must be one that takes b.md: no such thing.',
        }),
      ],
    ]);
  });

  test('stands below the path of the site', async () => {
    expect(await urlOf('posts/a.md', 'permalink: /x/', {}, { url: 'https://u.example/project' })).toBe(
      'https://u.example/project/x/',
    );
  });

  test('that is a template is reported, and the pattern used', async () => {
    const built = await buildSite({ 'posts/a.md': article('permalink: "{{ page.date }}/index.html"') });
    expect(problemsOf(built)).toEqual(['url-template at posts/a.md:3']);
    expect(built.items()[0]?.['url']).toBe('https://site.example/a/');
  });

  test.each(['/', '..', 'javascript:alert(1)', 'mailto:a@b.example', 'https://['])(
    'that is %s is refused',
    async (value) => {
      const built = await buildSite({ 'posts/a.md': article(`permalink: "${value}"`) });
      expect(built.ok).toBe(false);
      expect(problemsOf(built)).toEqual(['url-invalid at posts/a.md:3']);
    },
  );
});
