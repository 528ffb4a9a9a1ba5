import { describe, expect, test } from 'vitest';
import { build, BuildError, type BuildRequest, type Problem, type UserOptions } from '../../src/index.js';
import { article, makeSite, now } from '../site.js';

const posts = { 'posts/a.md': article() };

async function problemsIn(files: Record<string, string>, request: BuildRequest = {}): Promise<readonly Problem[]> {
  try {
    await build({ folder: makeSite({ ...posts, ...files }), now, ...request });
    return [];
  } catch (error) {
    if (error instanceof BuildError) return error.problems;
    throw error;
  }
}

const titleFrom = async (files: Record<string, string>, request: BuildRequest = {}) => {
  const result = await build({ folder: makeSite({ ...posts, ...files }), now, ...request });
  return result.feeds.map(({ url }) => url)[0];
};

const site = `{ site: { url: 'https://config.example/' } }`;

describe('the config file', () => {
  test.each([
    [
      'feedwright.config.ts',
      `import { defineConfig, type UserOptions } from 'feedwright';\nconst options: UserOptions = ${site};\nexport default defineConfig(options);`,
    ],
    ['feedwright.config.js', `import { defineConfig } from 'feedwright';\nexport default defineConfig(${site});`],
    ['feedwright.config.mjs', `export default ${site};`],
    ['feedwright.config.json', '{ "site": { "url": "https://config.example/" } }'],
    ['package.json', '{ "feedwright": { "site": { "url": "https://config.example/" } } }'],
  ])('may be %s', async (name, text) => {
    expect(await titleFrom({ [name]: text })).toBe('https://config.example/rss.xml');
  });

  test('may be named', async () => {
    expect(
      await titleFrom(
        { 'conf/other.json': '{ "site": { "url": "https://named.example" } }' },
        { config: 'conf/other.json' },
      ),
    ).toBe('https://named.example/rss.xml');
  });

  test('is beaten by the caller, option by option', async () => {
    const files = {
      'feedwright.config.json': '{ "site": { "url": "https://config.example/" }, "formats": { "rss": "r.xml" } }',
    };
    expect(await titleFrom(files, { options: { site: { url: 'https://flag.example/' } } })).toBe(
      'https://flag.example/r.xml',
    );
  });

  test.each([
    ['that is missing', {}, { config: 'absent.json' }, 'config-missing'],
    [
      'beside another',
      { 'feedwright.config.json': '{}', 'feedwright.config.mjs': 'export default {}' },
      {},
      'config-ambiguous',
    ],
    ['that cannot be read', { 'feedwright.config.json': '{ oops' }, {}, 'config-unreadable'],
    ['that throws', { 'feedwright.config.mjs': 'throw new Error("no")' }, {}, 'config-unreadable'],
  ])('%s is named', async (_, files, request, code) => {
    expect(await problemsIn(files, request)).toMatchObject([{ code }]);
  });

  test.each([
    [{ hubs: ['https://me:secret@hub.example/'] }, 'hubs'],
    [{ pings: { cloud: 'https://secret@rpc.example/ping' } }, 'pings.cloud'],
    [{ pings: { weblogs: ['rpc.example'] } }, 'pings.weblogs'],
    [{ pings: { microblog: 'yes' } }, 'pings.microblog'],
    [{ pings: { microblogs: true } }, 'pings.microblogs'],
  ])('sends nothing to %j', async (options, name) => {
    const [problem] = await problemsIn({
      'feedwright.config.json': JSON.stringify({ ...options, site: { url: 'https://site.example/' } }),
    });
    expect(problem?.message).toContain(`"${name}"`);
  });

  test('has all its mistakes told at once, with lines and nearest names', async () => {
    const text = JSON.stringify(
      {
        site: { ulr: 'x', url: 'ftp://e.example', timezone: 'Paris' },
        limt: 3,
        limit: 0,
        formats: { rss: '../out.xml' },
        invalid: 'ignore',
        posts: 7,
        hubs: ['hub'],
      },
      undefined,
      1,
    );
    const problems = await problemsIn({ 'feedwright.config.json': text });
    expect(problems.map(({ code, line, message }) => `${line} ${code} ${message}`)).toEqual([
      '3 option-unknown There is no option "site.ulr". Did you mean "url"?',
      '4 option-invalid "site.url" is "ftp://e.example", but must be an absolute address like https://your.site/, without password, query and fragment.',
      '5 option-invalid "site.timezone" is "Paris", but must be an IANA time zone like Europe/Paris.',
      '7 option-unknown There is no option "limt". Did you mean "limit"?',
      '8 option-invalid "limit" is 0, but must be a whole number from 1.',
      '10 option-invalid "formats.rss" is "../out.xml", but must be true, false or a file name, but none of feed.html, feeds.html, feeds.opml, feed.css.',
      '12 option-invalid "invalid" is "ignore", but must be "fail" or "skip".',
      '13 option-invalid "posts" is 7, but must be a text, the folder, or an object with folder, include, exclude, permalink.',
      '14 option-invalid "hubs" is [ \'hub\' ], but must be a list of absolute addresses, without passwords.',
    ]);
  });

  test('an option in a wrong place is told its own', async () => {
    const text = JSON.stringify({
      title: 'Site',
      site: { url: 'https://site.example/', permalink: '/:slug/', days: 3 },
    });
    const problems = await problemsIn({ 'feedwright.config.json': text });
    expect(problems.map(({ message }) => message)).toEqual([
      'There is no option "title". Did you mean "site.title"?',
      'There is no option "site.permalink". Did you mean "posts.permalink"?',
      'There is no option "site.days". Did you mean "size.days"?',
    ]);
  });
});

describe('settings', () => {
  const options: UserOptions = { site: { url: 'https://site.example/' } };

  test('need the address of the site', async () => {
    expect(await problemsIn({})).toMatchObject([{ code: 'url-missing' }]);
  });

  test('have the mistakes of file, flags and instant told together', async () => {
    const wrong = { limit: 'many' } as unknown as UserOptions;
    const problems = await problemsIn(
      { 'feedwright.config.json': '{ "limt": 3 }' },
      { options: wrong, now: 'tomorrow' },
    );
    expect(problems.map(({ code }) => code)).toEqual([
      'option-unknown',
      'option-invalid',
      'option-invalid',
      'url-missing',
    ]);
  });

  test('name the flag whose value is wrong', async () => {
    const wrong = { ...options, limit: 'many' } as unknown as UserOptions;
    expect(await problemsIn({}, { options: wrong })).toMatchObject([
      { message: '"--limit" is "many", but must be a whole number from 1.' },
    ]);
  });

  test('need a site and articles that are there, and propose the usual folders', async () => {
    expect(await problemsIn({}, { folder: '/nowhere/at/all', options })).toMatchObject([{ code: 'site-missing' }]);
    expect(await problemsIn({}, { folder: `${makeSite(posts)}/posts/a.md`, options })).toMatchObject([
      { code: 'site-missing', message: expect.stringContaining('a.md is a file, and no folder') as unknown },
    ]);
    const folder = makeSite({ 'content/posts/a.md': article(), '_posts/b.md': article() });
    const problems = await problemsIn({}, { folder, options });
    expect(problems).toMatchObject([
      { code: 'posts-missing', message: expect.stringContaining('--posts _posts or --posts content/posts') as unknown },
    ]);
  });

  test('keep to the site: articles are not read outside it', async () => {
    const outside = makeSite(posts);
    expect(await problemsIn({}, { options: { ...options, posts: `${outside}/posts` } })).toMatchObject([
      { code: 'path-outside' },
    ]);
  });

  test('refuse an instant that is none', async () => {
    expect(await problemsIn({}, { options, now: 'tomorrow' })).toMatchObject([
      { code: 'option-invalid', message: expect.stringContaining('--now') as unknown },
    ]);
  });

  test.each([
    [{ output: 'gs://bucket' }, 'output'],
    [{ output: 's3://' }, 'output'],
    [{ output: 's3://bucket/a?region=x' }, 'output'],
    [{ compress: 'gzip' }, 'compress'],
    [{ posts: { permalink: '/:yaer/:slug/' } }, 'posts.permalink'],
    [{ posts: { permalink: '/blog/{slug}/' } }, 'posts.permalink'],
    [{ formats: { rss: 'feed.xml', atom: 'feed.xml' } }, 'formats.atom'],
    [{ formats: { rss: 'Atom.xml' } }, 'formats.atom'],
    [{ formats: { rss: false, atom: false, json: false } }, '"formats" is'],
    [{ formats: { rss: 'feeds/' } }, 'formats.rss'],
    [{ formats: { rss: './atom.xml' } }, 'formats.rss'],
    [{ formats: { rss: 'Feed.html' } }, 'formats.rss'],
    [{ channels: { tags: 'all' } }, 'channels.tags'],
    [{ channels: { tags: { path: 'tags/all' } } }, '"channels.tags.path" is "tags/all", but must be a folder'],
    [{ channels: { tags: { names: { news: { image: 3 } } } } }, 'channels.tags.names.news.image'],
    [{ channels: { own: { test: { path: 'x' } } } }, '"channels.own.test" is'],
    [{ channels: { own: { test: { filter: { tags: 'a' } } } } }, 'channels.own.test.filter.tags'],
    [{ channels: { own: { test: { filter: {} } } } }, 'channels.own.test.filter'],
    [{ channels: { tags: { path: 'tags/:nme/:name' } } }, 'channels.tags.path'],
    [{ channels: { tags: { url: '/tags/:nme/' } } }, 'channels.tags.url'],
    [{ channels: { tags: { image: '/:Name.png' } } }, 'channels.tags.image'],
    [{ channels: { tags: { names: { x: { url: '/:slug/' } } } } }, 'channels.tags.names.x.url'],
    [{ channels: { tags: { title: '{site}: {nam}' } } }, 'channels.tags.title'],
    [{ channels: { own: { x: { filter: { tags: ['x'] }, description: '{title}' } } } }, 'channels.own.x.description'],
    [{ footer: 'Read *{titel}*.' }, 'footer'],
    [{ refresh: { frequency: 2 } }, 'refresh.period'],
    [{ site: { url: 'https://me:secret@e.example/' } }, 'site.url'],
    [{ site: { url: 'https://e.example/?utm_source=feed' } }, 'site.url'],
    [{ site: { url: 'https://e.example/#top' } }, 'site.url'],
    [{ site: { language: 'english' } }, 'site.language'],
    [{ site: { language: 'jp' } }, 'site.language'],
    [{ site: { icon: 'javascript:alert(1)' } }, 'site.icon'],
    [{ site: { logo: 'http://[' } }, 'site.logo'],
    [{ site: { timezone: '+01:00' } }, 'site.timezone'],
    [{ cloud: 'https://rpc.example/pleaseNotify' }, 'cloud'],
    [{ cloud: 'http://rpc.example' }, 'cloud'],
    [{ tombstones: 0 }, 'tombstones'],
    [{ site: { accentColor: 'green' } }, 'site.accentColor'],
  ])('refuse %j', async (wrong, option) => {
    const text = JSON.stringify({
      ...wrong,
      site: { url: 'https://e.example/', ...('site' in wrong ? wrong.site : {}) },
    });
    expect(await problemsIn({ 'feedwright.config.json': text })).toMatchObject([
      { code: 'option-invalid', message: expect.stringContaining(option) as unknown },
    ]);
  });

  test.each([
    { channels: { tags: { url: 'https://h.example:8080/:name' } } },
    { channels: { tags: { url: '/wiki/Tag::name', image: 'https://h.example/a:b/:name.png' } } },
    { channels: { tags: { title: '{name} {{ name }} at {site}' } } },
    { footer: '{title}, {url}, {author}, {email}, {reply}, $\\frac{a}{b}$, {}' },
  ])('take %j', async (right) => {
    const text = JSON.stringify({ ...right, site: { url: 'https://e.example/' } });
    expect(await problemsIn({ 'feedwright.config.json': text })).toEqual([]);
  });

  test('find their line in package.json among those of others', async () => {
    const text = JSON.stringify({ repository: { url: 'x' }, feedwright: { site: { url: 'nowhere' } } }, undefined, 1);
    expect(await problemsIn({ 'package.json': text })).toMatchObject([{ line: 7 }]);
  });

  test('choose articles by globs', async () => {
    const files = { 'posts/sub/b.md': article(), 'posts/sub/c.txt': article() };
    const found = async (globs: object) =>
      (await build({ folder: makeSite({ ...posts, ...files }), now, options: { ...options, posts: globs } })).articles
        .found;
    expect(await found({})).toBe(2);
    expect(await found({ exclude: ['sub/**'] })).toBe(1);
    expect(await found({ include: ['**/*.{md,txt}'] })).toBe(3);
  });
});

test('tombstones without a ledger to remember them are a mistake', async () => {
  const options = { site: { url: 'https://site.example/' }, tombstones: 30, ledger: false } as const;
  await expect(build({ folder: makeSite({ 'posts/a.md': article() }), options })).rejects.toThrow(/"tombstones" is 30/);
});
