import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { article, makeSite } from '../site.js';
import { run } from './run.js';

const url = ['--url', 'https://site.example/'];
const one = { 'posts/a.md': article('title: One') };

describe('the command line', () => {
  test.each([
    [['--help']],
    [['-h']],
    [['build', '--help']],
    [['help', 'build']],
    [['stamp', '-h']],
    [['diff', '-h']],
    [['redirects', '-h']],
    [['links', '-h']],
    [['headers', '-h']],
    [['ping', '-h']],
    [['serve', '-h']],
    [['watch', '-h']],
    [['schedule', '-h']],
  ])('%j prints help on stdout', async (args) => {
    const { status, out, err } = await run('/', ...args);
    expect([status, out.startsWith('Usage: feedwright'), out.includes('Examples:'), err]).toEqual([0, true, true, '']);
    expect(out.split('\n').every((line) => line.length <= 88)).toBe(true);
  });

  test('prints its version', async () => {
    expect(await run('/', '--version')).toEqual({ status: 0, out: '1.2.3\n', err: '' });
  });

  test.each([
    [
      [],
      'Say which command: build, diff, headers, links, ping, redirects, schedule, serve, stamp or watch. See feedwright --help.',
    ],
    [['biuld'], 'There is no command biuld. Did you mean build? See feedwright --help.'],
    [['build', '--ouput', 'x'], 'There is no option --ouput. Did you mean --out? See feedwright build --help.'],
    [['build', '--limt', '3'], 'There is no option --limt. Did you mean --limit? See feedwright build --help.'],
    [['build', '--frobnicate'], 'There is no option --frobnicate. See feedwright build --help.'],
    [['build', '-x'], 'There is no option -x. See feedwright build --help.'],
    [['build', '--url'], "Option '--url <value>' argument missing. See feedwright build --help."],
    [['build', 'a', 'b'], 'build takes one folder, not 2. See feedwright build --help.'],
    [['serve', '--port', '80000'], '--port takes a number up to 65535, not 80000. See feedwright serve --help.'],
    [['stamp'], 'Say which files to stamp. See feedwright stamp --help.'],
  ])('%j is refused in one sentence', async (args, sentence) => {
    expect(await run('/', ...args)).toEqual({ status: 2, out: '', err: `error  usage-wrong  ${sentence}\n` });
  });
});

describe('feedwright build', () => {
  test('says in one line what it did', async () => {
    const folder = makeSite({ ...one, 'posts/b.md': article('draft: true') });
    const { status, out, err } = await run(folder, 'build', ...url);
    expect([status, err]).toEqual([0, '']);
    expect(out).toMatch(
      /^1 article → 3 feeds, 1 file in output · 4 created · 1 draft · \d+ ms\nrss.xml, atom.xml, feed.json: 1 new\n$/,
    );
  });

  test('takes the folder of the site, and writes into it', async () => {
    const folder = makeSite({ 'blog/posts/a.md': article() });
    expect((await run(folder, 'build', 'blog', ...url, '--out', 'public')).status).toBe(0);
    expect(existsSync(path.join(folder, 'blog/public/rss.xml'))).toBe(true);
  });

  test('prints problems on stderr, and what is still true', async () => {
    const folder = makeSite({ ...one, 'posts/b.md': '---\ndate: never\n---\n' });
    const { status, out, err } = await run(folder, 'build', ...url);
    expect([status, out]).toEqual([1, '']);
    expect(err).toBe(
      'posts/b.md:2  error  date-unreadable  "date" is "never", which is no date. Readers sort by it. Write it like 2026-08-22 or 2026-08-22T09:00+02:00.\n' +
        '1 error. Nothing was published; output is as it was. To publish the others, use --invalid skip.\n',
    );
  });

  test('prints one object for machines', async () => {
    const folder = makeSite({ ...one, 'posts/b.md': article('tags: ["a,b"]') });
    const { status, out, err } = await run(folder, 'build', ...url, '--json');
    expect([status, err]).toEqual([0, '']);
    const result = JSON.parse(out) as Record<string, unknown>;
    expect(Object.keys(result)).toEqual([
      'ok',
      'articles',
      'feeds',
      'files',
      'removed',
      'outlooks',
      'problems',
      'elapsedMs',
    ]);
    expect(Object.keys(result['articles'] as object)).toEqual([
      'found',
      'published',
      'drafts',
      'scheduled',
      'expired',
      'excluded',
      'invalid',
    ]);
    expect(result['feeds']).toMatchObject([
      { path: 'output/rss.xml', url: 'https://site.example/rss.xml', format: 'rss', entries: 2, change: 'created' },
      {},
      {},
    ]);
    expect(result['problems']).toMatchObject([{ severity: 'warning', code: 'tag-comma', file: 'posts/b.md', line: 3 }]);
  });

  test('prints that object on failure too', async () => {
    const { status, out } = await run(makeSite(one), 'build', '--json');
    expect(status).toBe(2);
    expect(JSON.parse(out)).toMatchObject({ ok: false, feeds: [], problems: [{ code: 'url-missing' }] });
  });

  test('tells of wrong use in that object too', async () => {
    for (const command of ['headers', 'redirects', 'serve', 'watch']) {
      const { status, out, err } = await run(makeSite(one), command, '--json');
      expect([command, status, out, err]).toEqual([
        command,
        2,
        '',
        expect.stringContaining('no option --json') as unknown,
      ]);
    }
    const { status, out } = await run(makeSite(one), 'build', '--json', '--limt', '3');
    expect(status).toBe(2);
    const message = 'There is no option --limt. Did you mean --limit? See feedwright build --help.';
    expect(JSON.parse(out)).toMatchObject({ ok: false, problems: [{ code: 'usage-wrong', message }] });
  });

  test('says with --verbose what is left out, and why', async () => {
    const folder = makeSite({
      ...one,
      'posts/b.md': article('draft: true'),
      'posts/c.md': article('publishDate: 2099-01-01'),
    });
    const { err } = await run(folder, 'build', ...url, '--verbose', '--now', '2026-11-22');
    expect(err).toMatch(/^posts\/b\.md: draft \(draft: true\)\nposts\/c\.md: scheduled \(due 2099-01-01T00:00:00Z\)\n/);
  });

  test('ends with --verbose with where the time went, and what the last run had rendered', async () => {
    const folder = makeSite({ ...one, 'posts/b.md': article('title: Two') });
    const first = await run(folder, 'build', ...url, '--verbose');
    writeFileSync(path.join(folder, 'posts/b.md'), article('title: Two', 'Another text.\n'));
    const second = await run(folder, 'build', ...url, '--verbose', '--quiet');
    const stages =
      'prepare recall find read recognise choose measure render write present verify keep look ahead publish total';
    const lines = stages
      .replace('look ahead', 'look-ahead')
      .split(' ')
      .map((stage) => `${stage.replace('-', ' ')} +\\d+\\.\\d ms\\n`);
    expect(first.err).toMatch(new RegExp(`^${lines.join('')}2 rendered, 0 from the cache\\n$`));
    expect(second.err).toMatch(new RegExp(`^${lines.join('')}1 rendered, 1 from the cache\\n$`));
  });

  test('keeps that out of the object that it prints', async () => {
    const { out, err } = await run(makeSite(one), 'build', ...url, '--verbose', '--json');
    expect(Object.keys(JSON.parse(out) as object)).not.toContain('stages');
    expect(err).toContain('1 rendered, 0 from the cache\n');
  });

  test('says nothing with --quiet when all is well', async () => {
    expect(await run(makeSite(one), 'build', ...url, '--quiet')).toEqual({ status: 0, out: '', err: '' });
  });

  test('writes nothing in a dry run, and says so', async () => {
    const folder = makeSite(one);
    const { out } = await run(folder, 'build', ...url, '--dry-run');
    expect(out).toContain('(dry run, nothing written) · 4 created');
    expect(existsSync(path.join(folder, 'output'))).toBe(false);
  });

  test('acts as if it were another time', async () => {
    const { out } = await run(makeSite(one), 'build', ...url, '--now', '2020-01-01');
    expect(out).toContain('0 articles');
  });

  test('lets no control character of an article reach the terminal', async () => {
    const { err } = await run(makeSite({ 'posts/a.md': article('lang: "\\u009B31mred\\u202E"') }), 'build', ...url);
    expect(err).toContain('31mred\\u202e');
  });
});

describe('feedwright stamp', () => {
  const pasted =
    'A headline: with a colon\n\nThe first paragraph of the pasted text is long enough to be a description.\n';

  test('makes a pasted text an article that is published', async () => {
    const folder = makeSite({ 'posts/pasted.txt': pasted });
    const stamped = await run(folder, 'stamp', 'posts/pasted.txt', '--date', '2026-05-01');
    expect(stamped).toEqual({
      status: 0,
      out: 'posts/pasted.txt → posts/pasted.md: title, date, slug, description, id\n',
      err: '',
    });
    const built = await run(folder, 'build', ...url, '--json');
    expect(JSON.parse(built.out)).toMatchObject({ ok: true, articles: { published: 1 } });
    expect(readFileSync(path.join(folder, 'output/feed.json'), 'utf8')).toContain(
      '"title": "A headline: with a colon"',
    );
    expect(readFileSync(path.join(folder, 'posts/pasted.txt'), 'utf8')).toBe(pasted);
  });

  test('shows the change as a diff in a dry run', async () => {
    const folder = makeSite({ 'posts/a.md': pasted });
    const { out } = await run(folder, 'stamp', 'posts/a.md', '--dry-run', '--date', '2026-05-01');
    expect(out).toContain('-A headline: with a colon\n+---\n+title: "A headline: with a colon"\n+date: 2026-05-01\n');
    expect(readFileSync(path.join(folder, 'posts/a.md'), 'utf8')).toBe(pasted);
  });

  test('overwrites nothing', async () => {
    const folder = makeSite({ 'a.txt': pasted, 'a.md': 'mine' });
    const { status, err } = await run(folder, 'stamp', 'a.txt');
    expect([status, err.includes('stamp-exists')]).toEqual([1, true]);
    expect(readFileSync(path.join(folder, 'a.md'), 'utf8')).toBe('mine');
  });

  test('says when there is nothing to do', async () => {
    const folder = makeSite({ 'a.md': pasted });
    await run(folder, 'stamp', 'a.md');
    const before = readFileSync(path.join(folder, 'a.md'), 'utf8');
    expect((await run(folder, 'stamp', 'a.md')).out).toBe('a.md: complete already\n');
    expect(readFileSync(path.join(folder, 'a.md'), 'utf8')).toBe(before);
  });

  test('refuses a date that is none', async () => {
    expect((await run(makeSite({ 'a.md': pasted }), 'stamp', 'a.md', '--date', 'soon')).status).toBe(2);
  });

  test('reports for machines', async () => {
    const folder = makeSite({ 'a.md': pasted, 'b.md': '' });
    const { status, out } = await run(folder, 'stamp', 'a.md', 'b.md', 'absent.md', '--json', '--date', '2026-05-01');
    expect(status).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      ok: false,
      files: [
        {
          from: 'a.md',
          to: 'a.md',
          added: { title: 'A headline: with a colon', date: '2026-05-01', slug: 'a-headline-with-a-colon' },
        },
      ],
      problems: [
        { code: 'file-unreadable', file: 'absent.md' },
        { code: 'stamp-empty', file: 'b.md' },
      ],
    });
  });

  test('dates in the time zone of the site', async () => {
    const folder = makeSite({ 'a.md': pasted, 'feedwright.config.json': '{ "site": { "timezone": "Asia/Kolkata" } }' });
    writeFileSync(path.join(folder, 'a.md'), pasted);
    const { out } = await run(folder, 'stamp', 'a.md', '--dry-run');
    expect(out).toMatch(/^\+date: \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+05:30$/m);
  });
});

describe('feedwright diff', () => {
  test('names what subscribers would see, and writes nothing', async () => {
    const folder = makeSite(one);
    await run(folder, 'build', ...url);
    const before = readFileSync(path.join(folder, 'output/rss.xml'));
    expect(await run(folder, 'diff', ...url)).toEqual({
      status: 0,
      out: 'Subscribers would see no change.\n',
      err: '',
    });
    writeFileSync(path.join(folder, 'posts/b.md'), article('title: Two'));
    expect((await run(folder, 'diff', ...url)).out).toBe('rss.xml, atom.xml, feed.json: 1 new\n  new           Two\n');
    expect(JSON.parse((await run(folder, 'diff', ...url, '--json')).out)).toMatchObject({
      outlooks: [{ fresh: [{ title: 'Two' }] }, {}, {}],
    });
    expect(readFileSync(path.join(folder, 'output/rss.xml'))).toEqual(before);
  });
});

describe('feedwright redirects', () => {
  test.each([
    [[], '/a/ https://site.example/b%C3%A9/ 301\n'],
    [['--for', 'nginx'], 'location = "/a/" { return 301 "https://site.example/b%C3%A9/"; }\n'],
    [['--for', 'apache'], 'RewriteEngine On\nRewriteRule "^/?a/$" "https://site.example/b\\%C3\\%A9/" [R=301,L,NE]\n'],
  ])('lists for %j what articles have left', async (args, lines) => {
    const folder = makeSite(one);
    await run(folder, 'build', ...url);
    writeFileSync(path.join(folder, 'posts/a.md'), article('title: One\nslug: bé'));
    await run(folder, 'build', ...url);
    expect(await run(folder, 'redirects', ...url, ...args)).toEqual({ status: 0, out: lines, err: '' });
  });

  test.each([
    ['netlify', '/%2A https://site.example/$1/ 301\n/a%0Ab/ https://site.example/$1/ 301\n'],
    ['nginx', 'location = "/*" { return 301 "https://site.example/%241/"; }\n'],
    ['apache', 'RewriteEngine On\nRewriteRule "^/?\\*$" "https://site.example/\\$1/" [R=301,L,NE]\n'],
  ])('lets no address be more than an address to %s', async (server, lines) => {
    const was = ['https://site.example/*', 'https://site.example/a%0Ab/'];
    const record = { id: 'x:1', file: 'posts/x.md', url: 'https://site.example/$1/', was, published: '2026-05-01' };
    const folder = makeSite({ 'feedwright.ledger': `${JSON.stringify(record)}\n` });
    expect((await run(folder, 'redirects', ...url, '--for', server)).out).toBe(lines);
  });

  test('makes patterns for Apache that match one path', async () => {
    const was = ['https://site.example/b.c+d(1)%22%5C%20/'];
    const record = { id: 'x:1', file: 'posts/x.md', url: 'https://site.example/x/', was, published: '2026-05-01' };
    const folder = makeSite({ 'feedwright.ledger': `${JSON.stringify(record)}\n` });
    const { out } = await run(folder, 'redirects', ...url, '--for', 'apache');
    expect(new RegExp(/"(.*?)"/.exec(out)?.[1] ?? '').test('/b.c+d(1)"\\ /')).toBe(true);
  });

  test('refuses a server that it does not know', async () => {
    const { status, err } = await run('/', 'redirects', '--for', 'iis');
    expect([status, err]).toEqual([
      2,
      'error  usage-wrong  --for takes netlify, nginx, apache, not iis. See feedwright redirects --help.\n',
    ]);
  });
});
