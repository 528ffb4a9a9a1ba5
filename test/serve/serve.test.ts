import { mkdirSync, renameSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { BuildError } from '../../src/index.js';
import { article, makeSite } from '../site.js';
import { exchange, serve, type Answered } from './asking.js';

const rss = `<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0">${'<item>Text.</item>'.repeat(200)}</rss>\n`;
const sound = Buffer.from(Array.from({ length: 5000 }, (_, index) => index % 251));
const old = new Date('2026-01-02T03:04:05Z');

function age(folder: string, ...names: readonly string[]): void {
  for (const name of names) utimesSync(path.join(folder, 'output', name), old, old);
}

describe('the type of a file', () => {
  const files = {
    'output/rss.xml': rss,
    'output/atom.xml': '<feed/>',
    'output/feed.json': '{}',
    'output/tags/a/rss.xml': '<rss/>',
    'output/archive/2026-05-01-abcdef/atom.xml': '<feed/>',
    'output/styled/rss.xml': '<?xml version="1.0"?>\n<?xml-stylesheet type="text/css" href="feed.css"?>\n<rss/>',
    'output/quoted/rss.xml':
      '<?xml version="1.0"?>\n<rss><title>&lt;?xml-stylesheet ?></title><?xml-stylesheet x?></rss>',
    'output/sitemap.xml': '<urlset/>',
    'output/page.html': '<p>Page',
    'output/feeds.opml': '<opml/>',
    'output/a.mp3': 'x',
    'output/a.mystery': 'x',
  };
  const served = serve(files, { options: { archives: true } });

  test.each([
    ['/rss.xml', 'application/rss+xml; charset=utf-8'],
    ['/atom.xml', 'application/atom+xml; charset=utf-8'],
    ['/feed.json', 'application/feed+json'],
    ['/tags/a/rss.xml', 'application/rss+xml; charset=utf-8'],
    ['/styled/rss.xml', 'application/xml; charset=utf-8'],
    ['/quoted/rss.xml', 'application/rss+xml; charset=utf-8'],
    ['/sitemap.xml', 'application/xml'],
    ['/page.html', 'text/html; charset=utf-8'],
    ['/feeds.opml', 'text/x-opml; charset=utf-8'],
    ['/a.mp3', 'audio/mpeg'],
    ['/a.mystery', 'application/octet-stream'],
  ])('%s is %s', async (target, type) => {
    const { status, headers } = await (await served).ask(target);
    expect([status, headers['content-type'], headers['x-content-type-options']]).toEqual([200, type, 'nosniff']);
  });

  test('follows the names of the settings', async () => {
    const { ask } = await serve({ 'output/index.xml': '<rss/>' }, { options: { formats: { rss: 'index.xml' } } });
    expect((await ask('/index.xml')).headers['content-type']).toBe('application/rss+xml; charset=utf-8');
  });

  test('what changes is asked for again each time, archives are kept for a day', async () => {
    const { ask } = await served;
    const kept = async (target: string) => (await ask(target)).headers['cache-control'];
    expect(await kept('/rss.xml')).toBe('public, no-cache');
    expect(await kept('/page.html')).toBe('public, no-cache');
    expect(await kept('/archive/2026-05-01-abcdef/atom.xml')).toBe('public, max-age=86400');
  });
});

describe('an unchanged file', () => {
  async function aged() {
    const served = await serve({ 'output/rss.xml': rss });
    age(served.folder, 'rss.xml');
    return served;
  }

  test('has a strong tag of its bytes, and its date', async () => {
    const { ask } = await aged();
    const { headers, text } = await ask('/rss.xml');
    expect(text).toBe(rss);
    expect(headers['etag']).toMatch(/^"[\w-]{27}"$/);
    expect(headers['last-modified']).toBe('Fri, 02 Jan 2026 03:04:05 GMT');
    expect(Number(headers['content-length'])).toBe(Buffer.byteLength(rss));
  });

  test('is answered with 304, which says again how long it may be kept', async () => {
    const { ask } = await aged();
    const { headers: first } = await ask('/rss.xml');
    const { etag = '' } = first;
    for (const tag of [etag, `"other", ${etag}`, `W/${etag}`, '*']) {
      const { status, headers, bytes } = await ask('/rss.xml', { 'If-None-Match': tag });
      expect([status, bytes.length]).toEqual([304, 0]);
      expect(headers).toMatchObject({ etag, 'cache-control': 'public, no-cache', vary: 'Accept-Encoding' });
      expect(headers['access-control-allow-origin']).toBe('*');
      expect(headers).not.toHaveProperty('content-type');
    }
    const { status } = await ask('/rss.xml', { 'If-Modified-Since': 'Fri, 02 Jan 2026 03:04:05 GMT' });
    expect(status).toBe(304);
  });

  test.each(['Fri, 02 Jan 2026 03:04:04 GMT', 'Fri, 02 Jan 2026 03:04:06 GMT', 'Sat, 02 Jan 2027 03:04:05 GMT', 'x'])(
    'is sent whole for another date than its own: %s',
    async (date) => {
      const { ask } = await aged();
      expect((await ask('/rss.xml', { 'If-Modified-Since': date })).status).toBe(200);
    },
  );

  test('keeps its tag when it is written again', async () => {
    const { ask, folder } = await aged();
    const { etag } = (await ask('/rss.xml')).headers;
    writeFileSync(path.join(folder, 'output/rss.xml'), rss);
    expect((await ask('/rss.xml')).headers['etag']).toBe(etag);
  });

  test('is not answered with the old tag once it changes, be it by rename or in place, with the old size and date', async () => {
    const { ask, folder } = await aged();
    const { etag = '' } = (await ask('/rss.xml')).headers;
    const file = path.join(folder, 'output/rss.xml');
    for (const [index, write] of [
      (text: string) => writeFileSync(file, text),
      (text: string) => {
        writeFileSync(`${file}-new`, text);
        renameSync(`${file}-new`, file);
      },
    ].entries()) {
      const text = rss.replace('Text.', `New ${index}`);
      write(text);
      age(folder, 'rss.xml');
      const answer = await ask('/rss.xml', { 'If-None-Match': etag });
      expect([answer.status, answer.text]).toEqual([200, text]);
    }
  });

  test('has no date in the seconds after a change: it would name two versions', async () => {
    const { ask } = await serve(
      { 'output/rss.xml': rss },
      { clock: { now: () => Date.now() + 1000, elapsed: () => 0 } },
    );
    expect((await ask('/rss.xml')).headers).not.toHaveProperty('last-modified');
  });

  test('HEAD tells all that GET does, and sends nothing', async () => {
    const { ask } = await aged();
    const { date: _, ...get } = (await ask('/rss.xml')).headers;
    const { status, headers, bytes } = await ask('/rss.xml', { Range: 'bytes=0-4' }, 'HEAD');
    expect([status, bytes.length]).toEqual([200, 0]);
    expect(headers).toMatchObject(get);
  });

  test('is not sent to those who hold another version, and know it', async () => {
    const { ask } = await aged();
    const { status, headers } = await ask('/rss.xml', { 'If-Match': '"other"' });
    expect([status, headers['access-control-allow-origin']]).toEqual([412, '*']);
  });
});

describe('a part of a recording', () => {
  const large = Buffer.concat([Buffer.alloc(4_500_000, 7), sound]);
  const served = serve({ 'output/a.mp3': sound, 'output/large.mp3': large, 'output/empty.mp3': '' });
  const part = ({ status, headers, bytes }: Answered) => [status, headers['content-range'], bytes.toString('hex')];

  test.each([
    ['/a.mp3', 'bytes=10-19', 10, 20, 5000],
    ['/a.mp3', 'bytes=4990-', 4990, 5000, 5000],
    ['/a.mp3', 'bytes=-5', 4995, 5000, 5000],
    ['/a.mp3', 'bytes=4990-9999', 4990, 5000, 5000],
    ['/large.mp3', 'bytes=4499998-4500003', 4_499_998, 4_500_004, 4_505_000],
  ])('%s, %s', async (target, range, start, end, size) => {
    const bytes = (target === '/a.mp3' ? sound : large).subarray(start, end).toString('hex');
    const answer = await (await served).ask(target, { Range: range });
    expect(part(answer)).toEqual([206, `bytes ${start}-${end - 1}/${size}`, bytes]);
    expect(answer.headers['accept-ranges']).toBe('bytes');
  });

  test('that is not there is refused, with the size', async () => {
    const { status, headers } = await (await served).ask('/a.mp3', { Range: 'bytes=5000-' });
    expect([status, headers['content-range'], headers['access-control-allow-origin']]).toEqual([
      416,
      'bytes */5000',
      '*',
    ]);
  });

  test.each(['bytes=0-0,5-5,9-9', 'bytes=x-', 'lines=1-2', 'bytes'])(
    'is the whole when it is none, or several: %s',
    async (range) => {
      const { status, bytes } = await (await served).ask('/a.mp3', { Range: range });
      expect([status, bytes.length]).toEqual([200, 5000]);
    },
  );

  test('costs no more for being asked for a thousand times', async () => {
    const { bytes } = await (await served).ask('/a.mp3', { Range: `bytes=${'0-,'.repeat(1000)}0-` });
    expect(bytes.length).toBe(5000);
  });

  test('goes with the version that the client has a part of', async () => {
    const { ask } = await served;
    for (const target of ['/a.mp3', '/large.mp3']) {
      const { etag = '' } = (await ask(target)).headers;
      expect((await ask(target, { Range: 'bytes=0-0', 'If-Range': etag })).status).toBe(206);
      expect((await ask(target, { Range: 'bytes=0-0', 'If-Range': '"other"' })).status).toBe(200);
      expect((await ask(target, { 'If-None-Match': etag })).status).toBe(304);
    }
  });

  test('of a large file: the whole is sent as it is, and an empty one too', async () => {
    const { ask } = await served;
    expect((await ask('/large.mp3')).bytes.equals(large)).toBe(true);
    expect((await ask('/empty.mp3')).bytes.length).toBe(0);
  });
});

describe('compression', () => {
  const decoded = ({ headers, bytes }: Answered) => {
    const expand = { br: brotliDecompressSync, gzip: gunzipSync }[headers['content-encoding'] ?? ''];
    return (expand?.(bytes) ?? bytes).toString();
  };

  test.each([
    ['gzip, deflate, br', 'br'],
    ['gzip, br, zstd', 'br'],
    ['gzip', 'gzip'],
    ['GZIP', 'gzip'],
    ['br;q=0.1, gzip', 'gzip'],
    ['br;q=0, gzip;q=0', undefined],
    ['*', 'br'],
    ['identity', undefined],
    ['identity, gzip;q=0.5', undefined],
    ['zstd', undefined],
    ['', undefined],
    [';;,=,q', undefined],
  ])('"%s" gets %s', async (accepted, encoding) => {
    const { ask } = await serve({ 'output/rss.xml': rss });
    const answer = await ask('/rss.xml', { 'Accept-Encoding': accepted });
    expect([answer.headers['content-encoding'], answer.headers['vary'], decoded(answer)]).toEqual([
      encoding,
      'Accept-Encoding',
      rss,
    ]);
  });

  test('each form has its own tag, and its own 304', async () => {
    const { ask } = await serve({ 'output/rss.xml': rss });
    const tags = new Set<string>();
    for (const accepted of ['br', 'gzip', 'identity']) {
      const { etag = '' } = (await ask('/rss.xml', { 'Accept-Encoding': accepted })).headers;
      tags.add(etag);
      const again = await ask('/rss.xml', { 'Accept-Encoding': accepted, 'If-None-Match': etag });
      expect([again.status, again.headers['etag'], again.headers['vary']]).toEqual([304, etag, 'Accept-Encoding']);
    }
    expect(tags.size).toBe(3);
  });

  test('takes what lies beside the feed, if it holds the feed', async () => {
    const best = gzipSync(rss, { level: 1 });
    const { ask } = await serve({
      'output/rss.xml': rss,
      'output/rss.xml.gz': best,
      'output/rss.xml.br': brotliCompressSync('an old feed, left by a build elsewhere'),
    });
    expect((await ask('/rss.xml', { 'Accept-Encoding': 'gzip' })).bytes.equals(best)).toBe(true);
    expect(decoded(await ask('/rss.xml', { 'Accept-Encoding': 'br' }))).toBe(rss);
    expect((await ask('/rss.xml.gz')).headers).toMatchObject({ 'content-type': 'application/gzip' });
  });

  test('a broken file beside the feed, or a bomb, does not count', async () => {
    const { ask } = await serve({
      'output/rss.xml': rss,
      'output/rss.xml.gz': 'no gzip',
      'output/rss.xml.br': brotliCompressSync(Buffer.alloc(20_000_000)),
    });
    expect(decoded(await ask('/rss.xml', { 'Accept-Encoding': 'gzip' }))).toBe(rss);
    expect(decoded(await ask('/rss.xml', { 'Accept-Encoding': 'br' }))).toBe(rss);
  });

  test('leaves what is short, compressed already or asked for in parts', async () => {
    const { ask } = await serve({ 'output/a.txt': 'short', 'output/a.mp3': sound, 'output/rss.xml': rss });
    const encoding = async (target: string, headers = {}) =>
      (await ask(target, { 'Accept-Encoding': 'br', ...headers })).headers['content-encoding'];
    expect(await encoding('/a.txt')).toBeUndefined();
    expect(await encoding('/a.mp3')).toBeUndefined();
    expect(await encoding('/rss.xml', { Range: 'bytes=0-9' })).toBeUndefined();
  });
});

describe('readers in a browser', () => {
  test('may read everything, also what went wrong', async () => {
    const { ask } = await serve({ 'output/rss.xml': rss });
    for (const target of ['/rss.xml', '/missing']) {
      expect((await ask(target)).headers).toMatchObject({
        'access-control-allow-origin': '*',
        'access-control-expose-headers': 'ETag, Content-Length, Content-Range',
      });
    }
  });

  test('may ask with conditions', async () => {
    const { ask } = await serve({ 'output/rss.xml': rss });
    const { status, headers } = await ask('/rss.xml', { 'Access-Control-Request-Headers': 'if-none-match' }, 'OPTIONS');
    expect([status, headers['access-control-allow-headers']]).toEqual([
      204,
      'If-None-Match, If-Modified-Since, If-Range, Range',
    ]);
  });

  test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'TRACE', 'PROPFIND'])('%s is refused', async (method) => {
    const { ask } = await serve({ 'output/rss.xml': rss });
    const { status, headers } = await ask('/rss.xml', { 'Content-Length': '0' }, method);
    expect([status, headers['allow']]).toEqual([405, 'GET, HEAD, OPTIONS']);
  });
});

describe('nothing outside the folder is found', () => {
  const served = (async () => {
    const folder = makeSite({
      'posts/draft.md': 'secret',
      'secret.txt': 'secret',
      'output-2/secret.txt': 'secret',
      'output/rss.xml': rss,
      'output/.feedwright/lock': 'secret',
      'output/.rss.xml.1.feedwright-tmp': 'secret',
      'output/.env': 'secret',
      'output/.well-known/ok': 'fine',
      'output/tags/.git/secret': 'secret',
      'output/a%2fb.txt': 'odd name',
    });
    symlinkSync(path.join(folder, 'secret.txt'), path.join(folder, 'output/link.txt'));
    symlinkSync(folder, path.join(folder, 'output/site'));
    symlinkSync('/', path.join(folder, 'output/root'));
    symlinkSync('.feedwright', path.join(folder, 'output/state'));
    symlinkSync('loop', path.join(folder, 'output/loop'));
    symlinkSync('rss.xml', path.join(folder, 'output/inner.xml'));
    return serve({}, { folder });
  })();

  test.each([
    '/../secret.txt',
    '/../../../../../../../etc/passwd',
    '/%2e%2e/secret.txt',
    '/%2e%2e%2fsecret.txt',
    '/..%2fsecret.txt',
    '/.%2e/secret.txt',
    '/tags/../../secret.txt',
    '/tags/%2e%2e/%2e%2e/secret.txt',
    '/%252e%252e/secret.txt',
    '/%c0%ae%c0%ae/secret.txt',
    '/%uff0e%uff0e/secret.txt',
    '/..;/secret.txt',
    '/..\\secret.txt',
    '/..%5csecret.txt',
    '/%5c..%5csecret.txt',
    '/../output-2/secret.txt',
    '//etc/passwd',
    '///etc/passwd',
    '/%2fetc/passwd',
    '/tags//etc/passwd',
    '/./secret.txt',
    '/rss.xml%00.html',
    '/%00',
    '/rss.xml\u0000',
    '/link.txt',
    '/site/secret.txt',
    '/site/posts/draft.md',
    '/root/etc/passwd',
    '/state/lock',
    '/loop',
    '/.feedwright/lock',
    '/%2efeedwright/lock',
    '/%2Efeedwright%2Flock',
    '/.rss.xml.1.feedwright-tmp',
    '/.env',
    '/tags/.git/secret',
    '/.',
    '/..',
    '..',
    '../secret.txt',
    'secret.txt',
    'file:///etc/passwd',
    'http://site.example/../secret.txt',
    'http://site.example:80/%2e%2e/secret.txt',
    '*',
    '?',
    '/%',
    '/%zz',
    '/%ff%fe',
    `/${'a'.repeat(300)}`,
    `/${'a/'.repeat(50)}`,
    '/rss.xml/',
    '/rss.xml/x',
    '/C:/secret.txt',
    '/con',
    '/tags/',
  ])('%s', async (target) => {
    const { ask } = await served;
    const { status, text } = await ask(target);
    expect([400, 404]).toContain(status);
    expect(text).not.toMatch(/secret|root:/);
    expect((await ask('/rss.xml')).text).toBe(rss);
  });

  test.each([`/${'a'.repeat(7000)}`, `/${'a/'.repeat(3500)}`])('nor does a long name do harm (%#)', async (target) => {
    expect((await (await served).ask(target)).status).toBe(404);
  });

  test.each([
    ['/inner.xml', rss],
    ['/.well-known/ok', 'fine'],
    ['http://elsewhere.example/rss.xml?x#y', rss],
    ['/rss.xml?../../secret.txt', rss],
    ['/a%252fb.txt', 'odd name'],
  ])('what is in it is: %s', async (target, text) => {
    expect((await (await served).ask(target)).text).toBe(text);
  });

  test.each(['GET / HTTP/1.1\r\nHost: a\r\nX: ' + 'a'.repeat(20_000), '\u0016\u0003\u0001', 'GET / HTTP/9.9\r\n\r\n'])(
    'requests that are none do no harm (%#)',
    async (request) => {
      const { ask, url } = await served;
      const port = Number(new URL(url).port);
      expect((await exchange(port, `${request}\r\n\r\n`)).toString()).toMatch(/^HTTP\/1.1 4/);
      expect((await ask('/rss.xml')).text).toBe(rss);
    },
  );

  test('articles, ledger and settings, where the site is served from its own folder', async () => {
    const { ask } = await serve(
      {
        'index.html': 'Home',
        'posts/draft.md': article('draft: true'),
        'posts/_index.md': 'Section',
        'posts/later.md~': article('date: 2999-01-01'),
        'posts/#later.md#': article('date: 2999-01-01'),
        'posts/later.md.bak': article('date: 2999-01-01'),
        'posts/picture.svg': '<svg/>',
        'feedwright.ledger': 'ids',
        'feedwright.config.json.orig': '{}',
        'feedwright.config.json': '{}',
        'package.json': '{}',
      },
      { options: { output: '.' } },
    );
    for (const target of [
      'posts/draft.md',
      'posts/_index.md',
      'posts/later.md~',
      'posts/%23later.md%23',
      'posts/later.md.bak',
      'feedwright.ledger',
      'feedwright.config.json',
      'feedwright.config.json.orig',
      'package.json',
    ])
      expect((await ask(`/${target}`)).status).toBe(404);
    expect([(await ask('/')).text, (await ask('/posts/picture.svg')).status]).toEqual(['Home', 200]);
  });
});

describe('pages', () => {
  test('a folder is its index.html, and has a slash at its end', async () => {
    const { ask } = await serve({ 'output/index.html': 'Home', 'output/ä b/index.html': 'Ä', 'output/empty/x': 'x' });
    expect((await ask('/')).text).toBe('Home');
    expect((await ask('/%C3%A4%20b/')).text).toBe('Ä');
    const { status, headers } = await ask('/%C3%A4%20b?q=1');
    expect([status, headers['location']]).toEqual([301, '/%C3%A4%20b/?q=1']);
    expect((await ask('/empty/')).status).toBe(404);
  });

  test('are found under the path of the site, which proxies pass on or take off', async () => {
    const { ask, url } = await serve(
      { 'output/rss.xml': rss, 'output/index.html': 'Home' },
      { options: { site: { url: 'https://site.example/blog' } } },
    );
    expect(new URL(url).pathname).toBe('/blog/');
    for (const target of ['/blog/rss.xml', '/rss.xml']) expect((await ask(target)).text).toBe(rss);
    expect((await ask('/blog')).headers['location']).toBe('/blog/');
    expect((await ask('/blog/')).text).toBe('Home');
    expect((await ask('/blog/../../x')).status).toBe(404);
    expect((await ask('/blog//x')).status).toBe(404);
  });
});

describe('while builds publish', () => {
  test('a reader gets one version or the other, with its own tag, length and encoding', async () => {
    const { ask, folder } = await serve({ 'output/rss.xml': rss });
    const versions = [rss, rss.replaceAll('Text.', 'A longer text.')];
    const file = path.join(folder, 'output/rss.xml');
    const tags = new Map<string, Set<string>>();
    for (let round = 0; round < 60; round++) {
      const asked = Array.from({ length: 5 }, () => ask('/rss.xml', { 'Accept-Encoding': round % 2 ? 'br' : '' }));
      writeFileSync(`${file}-new`, versions[round % 2] ?? '');
      renameSync(`${file}-new`, file);
      for (const { status, headers, bytes } of await Promise.all(asked)) {
        expect([status, Number(headers['content-length'])]).toEqual([200, bytes.length]);
        const text = (headers['content-encoding'] === 'br' ? brotliDecompressSync(bytes) : bytes).toString();
        expect(versions).toContain(text);
        const { etag = '' } = headers;
        tags.set(etag, (tags.get(etag) ?? new Set()).add(text));
      }
    }
    expect([...tags.values()].every((texts) => texts.size === 1)).toBe(true);
  });

  test('a folder that is a link may be turned to another', async () => {
    const folder = makeSite({ 'posts/a.md': '', 'one/rss.xml': '1', 'two/rss.xml': '2' });
    symlinkSync('one', path.join(folder, 'output'));
    const { ask } = await serve({}, { folder });
    expect((await ask('/rss.xml')).text).toBe('1');
    symlinkSync('two', path.join(folder, 'next'));
    renameSync(path.join(folder, 'next'), path.join(folder, 'output'));
    expect((await ask('/rss.xml')).text).toBe('2');
  });
});

describe('there is nothing to serve', () => {
  test.each([
    ['output', 'output is no folder here'],
    ['s3://bucket/feeds', 's3://bucket/feeds is no folder here'],
    ['posts/a.md', 'posts/a.md is no folder here'],
  ])('when the output is %s', async (output, told) => {
    await expect(serve({}, { options: { output } })).rejects.toThrow(told);
  });

  test('where another server listens', async () => {
    const { url, folder } = await serve({ 'output/rss.xml': rss });
    mkdirSync(path.join(folder, 'x'));
    const refused = serve({}, { folder, port: Number(new URL(url).port) });
    await expect(refused).rejects.toThrow(BuildError);
    await expect(refused).rejects.toThrow(/cannot listen on 127\.0\.0\.1:\d+: .*EADDRINUSE/);
  });
});
