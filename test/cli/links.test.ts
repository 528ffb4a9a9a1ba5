import { chmodSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { platform } from 'node:process';
import { describe, expect, test } from 'vitest';
import { article, makeSite } from '../site.js';
import { run } from './run.js';

const url = ['--url', 'https://site.example/'];
const page = '<!doctype html>\n<head>\n  <title>Página</title>\n</head>\n';
const lines = [
  '<link rel="alternate" type="application/atom+xml" title="site.example" href="https://site.example/atom.xml">',
  '<link rel="alternate" type="application/rss+xml" title="site.example" href="https://site.example/rss.xml">',
  '<link rel="alternate" type="application/feed+json" title="site.example" href="https://site.example/feed.json">',
];
const linked = page.replace('</head>', `${lines.map((line) => `  ${line}\n`).join('')}</head>`);

describe('feedwright links', () => {
  test('prints the lines for the head of a page', async () => {
    expect(await run(makeSite({}), 'links', ...url)).toEqual({ status: 0, out: `${lines.join('\n')}\n`, err: '' });
  });

  test('leaves out what the site does not write', async () => {
    const config = '{ "site": { "title": "A & B" }, "formats": { "rss": "feed.xml", "json": false, "atom": false } }';
    const { out } = await run(makeSite({ 'feedwright.config.json': config }), 'links', ...url);
    expect(out).toBe(
      '<link rel="alternate" type="application/rss+xml" title="A &amp; B" href="https://site.example/feed.xml">\n',
    );
  });

  test('refuses a folder of articles that is not there, where feeds depend on them', async () => {
    const config = '{ "channels": { "tags": true }, "posts": "blgo" }';
    const { status, err } = await run(makeSite({ 'feedwright.config.json': config }), 'links', ...url);
    expect([status, err]).toEqual([2, expect.stringContaining('posts-missing')]);
  });

  test('adds them to the pages that lack them, and says which', async () => {
    const files = { 'public/index.html': page, 'public/about/index.htm': linked, 'public/app.js': 'x' };
    const folder = makeSite(files);
    expect(await run(folder, 'links', ...url, '--write', 'public')).toEqual({
      status: 0,
      out: 'public/index.html: 3 lines added\n2 pages in public · 1 changed · 1 complete already\n',
      err: '',
    });
    expect(readFileSync(path.join(folder, 'public/index.html'), 'utf8')).toBe(linked);
    expect(readFileSync(path.join(folder, 'public/about/index.htm'), 'utf8')).toBe(linked);
    expect((await run(folder, 'links', ...url, '--write', 'public')).out).toBe(
      '2 pages in public · 2 complete already\n',
    );
  });

  test('writes nothing in a dry run, and not to a page that is complete', async () => {
    const folder = makeSite({ 'public/index.html': page, 'public/done.html': linked });
    const before = statSync(path.join(folder, 'public/done.html')).ino;
    const { out } = await run(folder, 'links', ...url, '--write', './public/', '--dry-run');
    expect(out).toContain('public/index.html: 3 lines added\n2 pages in ./public/ (dry run, nothing written)');
    expect(readFileSync(path.join(folder, 'public/index.html'), 'utf8')).toBe(page);
    await run(folder, 'links', ...url, '--write', 'public');
    expect(statSync(path.join(folder, 'public/done.html')).ino).toBe(before);
  });

  test('adds only what is missing, wherever the page has the rest', async () => {
    const html = '<head>\n<base href="/">\n<link rel="alternate" href="atom.xml">\n</head>';
    const folder = makeSite({ 'public/deep/er/a.html': html });
    expect((await run(folder, 'links', ...url, '--write', 'public')).out).toContain('public/deep/er/a.html: 2 lines');
    expect(readFileSync(path.join(folder, 'public/deep/er/a.html'), 'utf8')).toBe(
      html.replace('</head>', `${lines.slice(1).join('\n')}\n</head>`),
    );
  });

  test('keeps line ends, the mark of byte order, and who may read the page', async () => {
    const odd = `\uFEFF${page.replaceAll('\n', '\r\n')}`;
    const folder = makeSite({ 'public/index.html': odd });
    const file = path.join(folder, 'public/index.html');
    chmodSync(file, 0o640);
    await run(folder, 'links', ...url, '--write', 'public');
    expect(readFileSync(file, 'utf8')).toBe(`\uFEFF${linked.replaceAll('\n', '\r\n')}`);
    expect(statSync(file).mode & 0o777).toBe(platform === 'win32' ? 0o666 : 0o640);
  });

  test('leaves alone what it cannot change safely, and says why', async () => {
    const latin = Uint8Array.from(Buffer.from(page, 'latin1'));
    const files = {
      'a.html': latin,
      'b.html': '<head><meta charset="windows-1252">',
      'c.html': '<p>Part',
      'd.html': page,
    };
    const folder = makeSite(Object.fromEntries(Object.entries(files).map(([name, text]) => [`public/${name}`, text])));
    const { status, out, err } = await run(folder, 'links', ...url, '--write', 'public');
    expect([status, out]).toEqual([0, 'public/d.html: 3 lines added\n1 page in public · 1 changed\n']);
    expect(err).toMatch(
      /^public\/a\.html {2}warning {2}page-encoding {2}The page is not UTF-8\. .*\npublic\/b\.html {2}warning {2}page-encoding {2}The page is in "windows-1252", .*\npublic\/c\.html {2}warning {2}page-headless .*\n$/,
    );
    expect(new Uint8Array(readFileSync(path.join(folder, 'public/a.html')))).toEqual(latin);
  });

  test.skipIf(platform === 'win32')('writes to no file outside the folder of pages', async () => {
    const folder = makeSite({ 'else.html': page, 'else/a.html': page, 'public/b.html': page });
    symlinkSync('../else.html', path.join(folder, 'public/link.html'));
    symlinkSync('../else', path.join(folder, 'public/folder'));
    symlinkSync('b.html', path.join(folder, 'public/same.html'));
    const { status, out, err } = await run(folder, 'links', ...url, '--write', 'public');
    expect([status, out]).toEqual([0, 'public/b.html: 3 lines added\n1 page in public · 1 changed\n']);
    expect(err).toContain('public/link.html  warning  page-outside');
    expect(readFileSync(path.join(folder, 'else.html'), 'utf8')).toBe(page);
    expect(readFileSync(path.join(folder, 'else/a.html'), 'utf8')).toBe(page);
  });

  test('says which page cannot be written, and goes on', async () => {
    // The name of the draft beside it is longer, and too long.
    const long = `public/${'a'.repeat(245)}.html`;
    const folder = makeSite({ [long]: page, 'public/b.html': page });
    const { status, out, err } = await run(folder, 'links', ...url, '--write', 'public');
    expect([status, out]).toEqual([1, 'public/b.html: 3 lines added\n1 page in public · 1 changed\n']);
    expect(err).toContain('page-unwritable  The page cannot be written: its name is too long. It is as it was');
    expect(readFileSync(path.join(folder, long), 'utf8')).toBe(page);
    expect(readdirSync(path.join(folder, 'public'))).toHaveLength(2);
  });

  test('leaves pages to the build that wrote them', async () => {
    const record = '{ "written": { "site": ["feed.html"] } }';
    const folder = makeSite({
      'output/.feedwright/written.json': record,
      'output/feed.html': page,
      'output/index.html': page,
    });
    expect((await run(folder, 'links', ...url, '--write', 'output')).out).toBe(
      'output/index.html: 3 lines added\n1 page in output · 1 changed\n',
    );
  });

  test.each([['absent'], ['public'], ['public/app.js']])('refuses %s, where no pages are', async (given) => {
    const folder = makeSite({ 'public/app.js': 'x' });
    const { status, out, err } = await run(folder, 'links', ...url, '--write', given);
    expect([status, out]).toEqual([2, '']);
    expect(err).toContain(`pages-missing  There is no folder ${given} with HTML pages.`);
  });

  test('reports for machines', async () => {
    const folder = makeSite({ 'public/a.html': page, 'public/b.html': linked, 'public/c.html': 'x' });
    const { out } = await run(folder, 'links', ...url, '--write', 'public', '--json');
    const atom = { type: 'application/atom+xml', title: 'site.example', href: 'https://site.example/atom.xml' };
    expect(JSON.parse(out)).toMatchObject({
      ok: true,
      links: [atom, {}, {}],
      pages: [
        { file: 'public/a.html', added: [atom, {}, {}] },
        { file: 'public/b.html', added: [] },
      ],
      problems: [{ code: 'page-headless', file: 'public/c.html' }],
    });
    const failed = await run(folder, 'links', '--json');
    expect([failed.status, JSON.parse(failed.out)]).toMatchObject([
      2,
      { ok: false, links: [], pages: [], problems: [{ code: 'url-missing' }] },
    ]);
  });

  test.each([
    [['--dry-run'], '--dry-run goes with --write DIR. See feedwright links --help.'],
    [['a', 'b'], 'links takes one folder, not 2. See feedwright links --help.'],
    [['--wirte', 'x'], 'There is no option --wirte. Did you mean --write? See feedwright links --help.'],
  ])('refuses %j in one sentence', async (args, sentence) => {
    expect(await run('/', 'links', ...args)).toEqual({ status: 2, out: '', err: `error  usage-wrong  ${sentence}\n` });
  });

  test('takes the folder of the site, and that of the pages from where it is run', async () => {
    const folder = makeSite({ 'site/posts/a.md': article(), 'public/index.html': page });
    writeFileSync(path.join(folder, 'site/feedwright.config.json'), '{ "site": { "url": "https://site.example/" } }');
    expect((await run(folder, 'links', 'site', '--write', 'public')).out).toContain('public/index.html: 3 lines added');
  });
});

describe('feedwright links, of a site with many feeds,', () => {
  const config = JSON.stringify({
    site: { url: 'https://site.example/', title: 'Site', language: 'en' },
    channels: {
      tags: { url: '/tags/:name/' },
      languages: true,
      own: { Notes: { filter: { tags: ['note'] } } },
    },
  });
  const site = {
    'feedwright.config.json': config,
    'posts/a.md': article('tags: [Café, note]'),
    'posts/b.md': article('lang: de\ntags: [draft]\ndraft: true'),
    'posts/c.md': article('lang: de'),
  };
  const titles = (text: string) =>
    [...text.matchAll(/type="application\/atom\+xml" title="([^"]*)" href="([^"]*)"/g)].map(([, title, href]) => [
      title,
      new URL(href ?? '').pathname,
    ]);

  test('prints those of every page', async () => {
    const { out } = await run(makeSite(site), 'links');
    expect(titles(out).map(([, href]) => href)).toEqual([
      '/atom.xml',
      '/languages/de/atom.xml',
      '/languages/en/atom.xml',
      '/notes/atom.xml',
    ]);
  });

  test('gives a page those of its own tag and language', async () => {
    const german = page.replace('<head>', '<html lang="de-CH"><head>');
    const folder = makeSite({ ...site, 'public/tags/cafe\u0301/index.html': page, 'public/index.html': german });
    await run(folder, 'links', '--write', 'public');
    const found = (name: string) => titles(readFileSync(path.join(folder, name), 'utf8')).map(([, href]) => href);
    expect(found('public/tags/cafe\u0301/index.html')).toEqual([
      '/atom.xml',
      '/languages/de/atom.xml',
      '/languages/en/atom.xml',
      '/tags/caf%C3%A9/atom.xml',
      '/notes/atom.xml',
    ]);
    expect(found('public/index.html')).toEqual([
      '/languages/de/atom.xml',
      '/atom.xml',
      '/languages/en/atom.xml',
      '/notes/atom.xml',
    ]);
  });
});

describe('feedwright headers', () => {
  test('prints a block for each document', async () => {
    const { status, out, err } = await run(makeSite({}), 'headers', '--url', 'https://site.example/blog/');
    expect([status, err]).toEqual([0, '']);
    expect(out).toMatch(/^\/blog\/rss\.xml\n {2}Content-Type: application\/xml; charset=utf-8\n/);
    expect(out.match(/^\//gm)).toHaveLength(3);
  });

  test.each([
    ['cloudflare', '/*/rss.xml\n'],
    ['vercel', '"source": "/:folders*/rss\\\\.xml"'],
    ['nginx', 'location ~ "^/(?:.*/)?rss\\\\.xml$" {'],
    ['apache', '<Files "rss.xml">'],
  ])('for %s', async (host, part) => {
    expect((await run(makeSite({}), 'headers', ...url, '--for', host)).out).toContain(part);
  });

  test('refuses a host that it does not know', async () => {
    expect(await run('/', 'headers', '--for', 'iis')).toEqual({
      status: 2,
      out: '',
      err: 'error  usage-wrong  --for takes netlify, cloudflare, vercel, nginx, apache, not iis. See feedwright headers --help.\n',
    });
  });

  test('of a site with archives', async () => {
    const articles = Array.from({ length: 30 }, (_, index) => {
      const date = `20${String(index).padStart(2, '0')}-01-01`;
      return [`posts/${index}.md`, `---\ndate: ${date}\n---\nText.\n`] as const;
    });
    const config =
      '{ "site": { "url": "https://site.example/" }, "archives": true, "limit": 5, "size": { "entries": 5 } }';
    const folder = makeSite({ ...Object.fromEntries(articles), 'feedwright.config.json': config });
    const { out } = await run(folder, 'headers');
    expect(out).toMatch(/^\/archive\/2000-01-01-[0-9a-f]{6}\/rss\.xml$/m);
    expect(out).toContain('  Cache-Control: public, max-age=86400\n');
  });
});
