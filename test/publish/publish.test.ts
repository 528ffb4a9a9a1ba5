import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { build, BuildError } from '../../src/index.js';
import { article, makeSite, now } from '../site.js';

const options = { site: { url: 'https://site.example/' }, stylesheet: false };
const feeds = ['atom.xml', 'feed.json', 'rss.xml'];
const stateOf = (folder: string) =>
  [...feeds, '.feedwright/written.json'].map((name) => {
    const { ino, mtimeMs, size } = statSync(path.join(folder, 'output', name));
    return { name, ino, mtimeMs, size };
  });

describe('publishing', () => {
  test('does not touch a document that did not change', async () => {
    const folder = makeSite({ 'posts/a.md': article() });
    await build({ folder, now, options });
    const before = stateOf(folder);
    const again = await build({ folder, now, options });
    expect(again.feeds.map(({ change }) => change)).toEqual(['unchanged', 'unchanged', 'unchanged']);
    expect(stateOf(folder)).toEqual(before);
  });

  test('replaces what changed, and leaves nothing behind', async () => {
    const folder = makeSite({ 'posts/a.md': article() });
    await build({ folder, now, options });
    writeFileSync(path.join(folder, 'posts/a.md'), article('', 'Other text.\n'));
    const again = await build({ folder, now, options });
    expect(again.feeds.map(({ change }) => change)).toEqual(['changed', 'changed', 'changed']);
    expect(readFileSync(path.join(folder, 'output/rss.xml'), 'utf8')).toContain('Other text.');
    expect(readdirSync(path.join(folder, 'output')).toSorted()).toEqual(['.feedwright', ...feeds]);
    expect(readdirSync(path.join(folder, 'output/.feedwright'))).toEqual(['written.json']);
  });

  test('leaves the feeds as they were when an article is invalid', async () => {
    const folder = makeSite({ 'posts/a.md': article() });
    await build({ folder, now, options });
    const before = stateOf(folder);
    writeFileSync(path.join(folder, 'posts/b.md'), '---\ndate: never\n---\n');
    expect((await build({ folder, now, options })).ok).toBe(false);
    expect(stateOf(folder)).toEqual(before);
  });

  test('keeps the mode of a document, and the link that leads to it', async () => {
    const folder = makeSite({ 'posts/a.md': article(), 'real/feed.xml': 'old', 'output/keep': '' });
    chmodSync(path.join(folder, 'real/feed.xml'), 0o640);
    symlinkSync('../real/feed.xml', path.join(folder, 'output/rss.xml'));
    await build({ folder, now, options });
    expect(readFileSync(path.join(folder, 'real/feed.xml'), 'utf8')).toContain('<rss');
    expect(statSync(path.join(folder, 'real/feed.xml')).mode & 0o777).toBe(0o640);
  });

  test('lets one of several builds at once publish, and tells the others who it is', async () => {
    const folder = makeSite({ 'posts/a.md': article() });
    const runs = await Promise.allSettled(Array.from({ length: 8 }, () => build({ folder, now, options })));
    const refused = runs.flatMap((run) => (run.status === 'rejected' ? [run.reason as BuildError] : []));
    expect(refused).toHaveLength(7);
    for (const { problems } of refused) {
      expect(problems).toMatchObject([{ code: 'output-locked', file: 'output/.feedwright/lock' }]);
      expect(problems[0]?.message).toContain(`process ${process.pid} on ${hostname()}, since 20`);
    }
    expect(readdirSync(path.join(folder, 'output')).toSorted()).toEqual(['.feedwright', ...feeds]);
  });

  test('does not empty feeds that hold articles', async () => {
    const folder = makeSite({ 'posts/a.md': article() });
    await build({ folder, now, options });
    const before = stateOf(folder);
    const emptied = await build({ folder, now, options: { ...options, posts: { include: ['wrong/**'] } } });
    expect([emptied.ok, emptied.problems.map(({ code }) => code)]).toEqual([false, ['articles-none', 'feeds-emptied']]);
    expect(stateOf(folder)).toEqual(before);
  });

  test('names a target below something that is no folder', async () => {
    const folder = makeSite({ 'posts/a.md': article(), output: 'a file' });
    await expect(build({ folder, now, options })).rejects.toMatchObject({
      problems: [{ code: 'output-unwritable', file: 'output' }],
    });
  });

  test('writes nothing in a dry run', async () => {
    const folder = makeSite({ 'posts/a.md': article() });
    const result = await build({ folder, now, options, dryRun: true });
    expect(result.feeds.map(({ change }) => change)).toEqual(['created', 'created', 'created']);
    expect(existsSync(path.join(folder, 'output'))).toBe(false);
  });

  test('replaces nothing when one target cannot be written', async () => {
    const folder = makeSite({ 'posts/a.md': article() });
    mkdirSync(path.join(folder, 'output/atom.xml'), { recursive: true });
    await expect(build({ folder, now, options })).rejects.toThrow(BuildError);
    expect(readdirSync(path.join(folder, 'output'))).toEqual(['atom.xml']);
  });

  // Root may write everywhere.
  test.skipIf(process.getuid?.() === 0)('says that a folder is read-only', async () => {
    const folder = makeSite({ 'posts/a.md': article(), 'output/keep': '' });
    chmodSync(path.join(folder, 'output'), 0o500);
    await expect(build({ folder, now, options })).rejects.toMatchObject({ problems: [{ code: 'output-unwritable' }] });
  });

  test('names a target that is a folder, or no file at all', async () => {
    const folder = makeSite({ 'posts/a.md': article(), 'output/rss.xml/index.html': 'foreign' });
    await expect(build({ folder, now, options })).rejects.toMatchObject({
      problems: [
        {
          code: 'output-unwritable',
          file: 'output/rss.xml',
          message: expect.stringContaining('it is a folder') as unknown,
        },
      ],
    });
  });

  test.each([
    ['a document', 'rss.xml', 'outside/rss.xml', 'rss.xml'],
    ['its folder', 'feeds', 'outside', 'feeds/rss.xml'],
  ])('refuses a link of %s that leads out of site and output folder', async (_, link, to, rss) => {
    const outside = makeSite({ 'outside/rss.xml': 'foreign' });
    const folder = makeSite({ 'posts/a.md': article(), 'output/atom.xml': 'old' });
    symlinkSync(path.join(outside, to), path.join(folder, 'output', link));
    await expect(build({ folder, now, options: { ...options, formats: { rss } } })).rejects.toMatchObject({
      problems: [{ code: 'output-outside', file: `output/${rss}` }],
    });
    expect(readFileSync(path.join(outside, 'outside/rss.xml'), 'utf8')).toBe('foreign');
    expect(readFileSync(path.join(folder, 'output/atom.xml'), 'utf8')).toBe('old');
  });

  test('follows an output folder that is a link to another place, and writes there', async () => {
    const outside = makeSite({ 'www/keep': '' });
    const folder = makeSite({ 'posts/a.md': article() });
    symlinkSync(path.join(outside, 'www'), path.join(folder, 'output'));
    await build({ folder, now, options });
    expect(readdirSync(path.join(outside, 'www')).toSorted()).toEqual(['.feedwright', ...feeds, 'keep'].toSorted());
  });

  test('refuses two documents that are one file by a link', async () => {
    const folder = makeSite({ 'posts/a.md': article(), 'output/rss.xml': 'old' });
    symlinkSync('rss.xml', path.join(folder, 'output/atom.xml'));
    await expect(build({ folder, now, options })).rejects.toMatchObject({ problems: [{ code: 'output-unwritable' }] });
    expect(readFileSync(path.join(folder, 'output/rss.xml'), 'utf8')).toBe('old');
  });

  test.each([
    [
      'a document of another feed',
      { formats: { rss: 'all/atom.xml' }, channels: { own: { all: { filter: () => true } } } },
    ],
    ['a folder of the feed of a tag', { channels: { tags: { path: ':name' } } }],
    ['our own folder', { channels: { own: { x: { filter: () => true, path: '.Feedwright' } } } }],
  ])('refuses a document in the place of %s, and writes nothing', async (_, more) => {
    const folder = makeSite({ 'posts/a.md': article('tags: [rss.xml]') });
    await expect(build({ folder, now, options: { ...options, ...more } })).rejects.toMatchObject({
      problems: [{ code: 'output-clash' }],
    });
    expect(existsSync(path.join(folder, 'output'))).toBe(false);
  });

  test.each([
    ['an article', { output: '.', formats: { rss: 'posts/a.md' } }, 'posts/a.md'],
    ['an article that is excluded', { output: '.', formats: { rss: 'posts/README.md' } }, 'posts/README.md'],
    ['an article by a folder', { output: 'posts', formats: { json: 'sub/new.MD' } }, 'posts/sub/new.MD'],
    ['the settings', { output: '.', formats: { rss: 'feedwright.config.json' } }, 'feedwright.config.json'],
    ['the ledger', { output: '.', formats: { rss: 'feedwright.ledger' } }, 'feedwright.ledger'],
    ['the ledger in its place', { ledger: 'output/rss.xml' }, 'output/rss.xml'],
    ['a ledger in the place of the feed of a tag', { ledger: './output/tags/x/rss.xml' }, 'output/tags/x/rss.xml'],
    [
      'a ledger in the place of our record',
      { ledger: 'output/.feedwright/written.json' },
      'output/.feedwright/written.json',
    ],
  ])('refuses to overwrite %s', async (_, more, file) => {
    const kept = {
      'posts/a.md': article('tags: [x]'),
      'posts/README.md': 'About',
      'feedwright.config.json': JSON.stringify({ ...options, cache: false, channels: { tags: true }, ...more }),
    };
    const folder = makeSite(kept);
    await expect(build({ folder, now })).rejects.toMatchObject({ problems: [{ code: 'output-overwrites', file }] });
    expect(readdirSync(folder).filter((name) => !['posts', 'feedwright.config.json'].includes(name))).toEqual([]);
    for (const [name, text] of Object.entries(kept)) expect(readFileSync(path.join(folder, name), 'utf8')).toBe(text);
  });

  test('refuses a ledger in the place of a feed that is there already', async () => {
    const folder = makeSite({ 'posts/a.md': article() });
    await build({ folder, now, options });
    await expect(build({ folder, now, options: { ...options, ledger: 'output/rss.xml' } })).rejects.toMatchObject({
      problems: [{ code: 'output-overwrites', file: 'output/rss.xml' }],
    });
  });

  const wanted = { site: options.site, pages: true, opml: true };

  test.each([
    ['feed.css', 'stylesheet', 'body { color: red }'],
    ['feed.html', 'pages', '<!doctype html><title>My feeds</title>'],
    ['feeds.html', 'pages', ''],
    ['tags/x/feed.html', 'pages', 'about x'],
    [
      'feeds.opml',
      'opml',
      '<?xml version="1.0" encoding="utf-8"?>\n<opml version="2.0">\n  <head>\n    <title>Mine</title>\n',
    ],
  ])('refuses to replace %s that somebody else wrote, and names the option %s', async (name, option, text) => {
    const folder = makeSite({ 'posts/a.md': article('tags: [x]'), [`output/${name}`]: text });
    await expect(build({ folder, now, options: { ...wanted, channels: { tags: true } } })).rejects.toMatchObject({
      problems: [
        {
          code: 'output-foreign',
          file: `output/${name}`,
          message: expect.stringContaining(`${option}: false`) as unknown,
        },
      ],
    });
    expect(readFileSync(path.join(folder, 'output', name), 'utf8')).toBe(text);
    expect(existsSync(path.join(folder, 'output/rss.xml'))).toBe(false);
  });

  test('takes no page for an article where the settings pass it over', async () => {
    const folder = makeSite({ 'a.md': article() });
    const posts = { folder: '.', include: ['**/*.md', '**/*.html'], exclude: ['output/**'] };
    for (const name of ['b.md', 'c.md']) {
      expect((await build({ folder, now, options: { ...wanted, posts } })).ok).toBe(true);
      // Where nothing has changed, a run ends before it plans.
      writeFileSync(path.join(folder, name), article(`title: ${name}`));
    }
    expect((await build({ folder, now, options: { ...wanted, posts } })).ok).toBe(true);
  });

  test('knows its own files where the record of them is gone, as in a checkout without it', async () => {
    const folder = makeSite({ 'posts/a.md': article() });
    await build({ folder, now, options: wanted });
    rmSync(path.join(folder, 'output/.feedwright'), { recursive: true });
    writeFileSync(path.join(folder, 'posts/b.md'), article('title: B'));
    const site = { ...options.site, title: 'Another title' };
    const again = await build({ folder, now, options: { ...wanted, site } });
    expect(again.files.map(({ path: file, change }) => `${file} ${change}`)).toEqual([
      'output/feed.html changed',
      'output/feeds.html changed',
      'output/feeds.opml changed',
      'output/feed.css unchanged',
    ]);
  });

  test('knows a stylesheet of another version of its own', async () => {
    const old = '/* Shows RSS and Atom to people. Some other way. */';
    const folder = makeSite({ 'posts/a.md': article(), 'output/feed.css': old });
    expect((await build({ folder, now, options: wanted })).files.map(({ change }) => change)).toContain('changed');
  });

  test('replaces the feeds of another program', async () => {
    const folder = makeSite({ 'posts/a.md': article(), 'output/rss.xml': '<rss/>' });
    const [rss] = (await build({ folder, now, options })).feeds;
    expect(rss?.change).toBe('changed');
  });

  test('refuses to overwrite an article through a link', async () => {
    const folder = makeSite({ 'posts/a.md': article(), 'output/keep': '' });
    symlinkSync('../posts/a.md', path.join(folder, 'output/rss.xml'));
    await expect(build({ folder, now, options })).rejects.toMatchObject({ problems: [{ code: 'output-overwrites' }] });
    expect(readFileSync(path.join(folder, 'posts/a.md'), 'utf8')).toBe(article());
  });

  test('removes a document that is no longer wanted, and says so', async () => {
    const folder = makeSite({ 'posts/a.md': article(), 'output/foreign.xml': 'foreign' });
    await build({ folder, now, options: { ...options, formats: { rss: 'feeds/main.xml' } } });
    const dry = await build({ folder, now, options, dryRun: true });
    expect([dry.removed, existsSync(path.join(folder, 'output/feeds/main.xml'))]).toEqual([
      ['output/feeds/main.xml'],
      true,
    ]);
    const moved = await build({ folder, now, options });
    expect([moved.removed, moved.feeds.map(({ change }) => change)]).toEqual([
      ['output/feeds/main.xml'],
      ['created', 'unchanged', 'unchanged'],
    ]);
    expect(readdirSync(path.join(folder, 'output')).toSorted()).toEqual(
      ['.feedwright', ...feeds, 'foreign.xml'].toSorted(),
    );
    expect((await build({ folder, now, options })).removed).toEqual([]);
  });

  test('lets two languages of a site publish to one folder', async () => {
    const folder = makeSite({ 'en/a.md': article(), 'de/a.md': article() });
    const language = (posts: string) => ({
      ...options,
      posts,
      formats: { rss: `${posts}.xml`, atom: false, json: false },
    });
    for (const posts of ['en', 'de', 'en', 'de']) {
      expect((await build({ folder, now, options: language(posts) })).removed).toEqual([]);
    }
    expect(readdirSync(path.join(folder, 'output')).toSorted()).toEqual(['.feedwright', 'de.xml', 'en.xml']);
  });

  describe('of several sites in one folder', () => {
    const pathsIn = (folder: string) =>
      readdirSync(path.join(folder, 'output'), { recursive: true, encoding: 'utf8' }).filter(
        (name) => /\.\w+$/.test(name) && !name.includes('.feedwright'),
      );
    const recordOf = (folder: string) =>
      (JSON.parse(readFileSync(path.join(folder, 'output/.feedwright/written.json'), 'utf8')) as { written: object })
        .written;
    const old = { ...options, ledger: false, formats: { json: false }, channels: { tags: true } } as const;
    const moved = { ...old, site: { url: 'https://other.example/' } };
    const oldPaths = ['atom.xml', 'rss.xml', 'tags/x/atom.xml', 'tags/x/rss.xml'];

    test('none takes the feeds of another, until somebody says that it has moved', async () => {
      const folder = makeSite({ 'posts/a.md': article('tags: [x]') });
      await build({ folder, now, options: old });
      const before = readFileSync(path.join(folder, 'output/rss.xml'), 'utf8');
      const refused = await build({ folder, now, options: moved });
      expect([refused.ok, refused.problems.filter(({ severity }) => severity === 'error')]).toEqual([
        false,
        [
          expect.objectContaining({
            code: 'output-taken',
            file: 'output/rss.xml',
            message: expect.stringContaining('https://site.example/ of posts/') as unknown,
          }),
        ],
      ]);
      expect(readFileSync(path.join(folder, 'output/rss.xml'), 'utf8')).toBe(before);
      const fewer = { ...moved, channels: {} };
      const taken = await build({ folder, now, options: fewer, allowFlood: true });
      expect(taken.removed.toSorted()).toEqual(['output/tags/x/atom.xml', 'output/tags/x/rss.xml']);
      expect(pathsIn(folder).toSorted()).toEqual(['atom.xml', 'rss.xml']);
      expect(recordOf(folder)).toEqual({
        'https://other.example/ of posts/**/*.{md,markdown,mdx}': ['atom.xml', 'rss.xml'],
      });
      expect((await build({ folder, now, options: fewer })).feeds.map(({ change }) => change)).toEqual([
        'unchanged',
        'unchanged',
      ]);
    });

    test.each([
      ['patterns', { ...old, posts: { include: ['*.md'] } }],
      ['scheme', { ...old, site: { url: 'http://site.example/' } }],
    ])('one whose %s changed is the same, and removes what it wants no more', async (_, changed) => {
      const folder = makeSite({ 'posts/a.md': article('tags: [x]') });
      await build({ folder, now, options: old });
      expect(pathsIn(folder).toSorted()).toEqual(oldPaths);
      const { removed } = await build({ folder, now, options: { ...changed, formats: { atom: false, json: false } } });
      expect(removed.toSorted()).toEqual(['output/atom.xml', 'output/tags/x/atom.xml']);
      expect(Object.keys(recordOf(folder))).toHaveLength(1);
    });

    test('each keeps its own beside a stylesheet that all have', async () => {
      const folder = makeSite({ 'en/a.md': article(), 'de/a.md': article() });
      const language = (posts: string) => ({
        site: { url: `https://site.example/${posts}/` },
        posts,
        formats: { rss: `${posts}.xml`, atom: false, json: false },
      });
      for (const posts of ['en', 'de', 'en', 'de']) await build({ folder, now, options: language(posts) });
      expect(pathsIn(folder).toSorted()).toEqual(['de.xml', 'en.xml', 'feed.css']);
    });

    test('one that has moved is known by its ledger, and removes what it wants no more', async () => {
      const folder = makeSite({ 'posts/a.md': article('tags: [x]') });
      await build({ folder, now, options: { ...old, ledger: 'feedwright.ledger' } });
      const { ok, removed } = await build({ folder, now, options: { site: moved.site, formats: { json: false } } });
      expect([ok, removed.toSorted()]).toEqual([true, ['output/tags/x/atom.xml', 'output/tags/x/rss.xml']]);
    });

    test.each([
      ['takes the page of another host', 'de.example', ['output-taken']],
      ['may share the pages of its host', 'en.example', []],
    ])('one %s', async (_, host, expected) => {
      const folder = makeSite({ 'en/a.md': article(), 'de/a.md': article() });
      const language = (posts: string) => ({
        site: { url: `https://${posts === 'en' ? 'en.example' : host}/${posts}/` },
        posts,
        pages: true,
        formats: { rss: `${posts}.xml`, atom: false, json: false },
      });
      await build({ folder, now, options: language('en') });
      const { problems } = await build({ folder, now, options: language('de') });
      expect(problems.map(({ code }) => code).filter((code) => code === 'output-taken')).toEqual(expected);
    });
  });

  test('removes nothing when the articles are gone, though all documents have other names', async () => {
    const folder = makeSite({ 'posts/a.md': article() });
    await build({ folder, now, options });
    const formats = { rss: 'a.xml', atom: 'b.xml', json: 'c.json' };
    const emptied = await build({ folder, now, options: { ...options, formats, posts: { exclude: ['**'] } } });
    expect(emptied.problems.map(({ code }) => code)).toContain('feeds-emptied');
    expect(readdirSync(path.join(folder, 'output')).toSorted()).toEqual(['.feedwright', ...feeds]);
  });

  test('leaves nothing in a folder that it was refused', async () => {
    const folder = makeSite({ 'posts/a.md': '---\ndate: never\n---\n' });
    expect((await build({ folder, now, options })).ok).toBe(false);
    expect(existsSync(path.join(folder, 'output'))).toBe(false);
  });

  test.each([
    ['by its path', (outside: string, state: string) => path.relative(state, path.join(outside, 'foreign.txt')), '..'],
    ['by a link', () => '../link/foreign.txt', '..'],
    ['by the folders that it empties', () => '../rss.xml', '../../..'],
  ])('does not follow a journal that leads out of the site %s', async (_, pathOf, stays) => {
    const outside = makeSite({ 'foreign.txt': 'foreign' });
    const folder = makeSite({ 'posts/a.md': article(), 'output/.feedwright/keep': '' });
    const journal = path.join(folder, 'output/.feedwright/journal-committing.json');
    symlinkSync(outside, path.join(folder, 'output/link'));
    const file = pathOf(outside, path.dirname(journal));
    writeFileSync(journal, JSON.stringify({ name: '1', steps: [{ file, existed: true, stays }] }));
    await expect(build({ folder, now, options })).rejects.toMatchObject({ problems: [{ code: 'output-unwritable' }] });
    expect(existsSync(path.join(outside, 'foreign.txt'))).toBe(true);
    expect(readdirSync(path.dirname(journal)).toSorted()).toEqual(['journal-committing.json', 'keep']);
  });

  test('says which journal cannot be read, and what to do', async () => {
    const folder = makeSite({ 'posts/a.md': article(), 'output/.feedwright/journal-staging.json': '{' });
    await expect(build({ folder, now, options })).rejects.toMatchObject({
      problems: [
        { code: 'output-unwritable', message: expect.stringMatching(/remove .*journal-staging\.json/) as unknown },
      ],
    });
  });
});
