import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { build, listRedirects, type UserOptions } from '../../src/index.js';
import { makeSite, now, problemsOf } from '../site.js';

const prose = (topic: string) =>
  Array.from(
    { length: 20 },
    (_, index) => `The ${topic} of part ${index} is ${topic}-${index * 7} and ${topic}ish.`,
  ).join(' ');
const article = (title: string, date: string, body: string, more = '') =>
  `---\ntitle: ${title}\ndate: ${date}\n${more}---\n\n${body}\n`;

async function subscribed(files: Readonly<Record<string, string>>, options: UserOptions = {}) {
  const folder = makeSite(files);
  const run = (more: UserOptions = {}, request = {}) =>
    build({ folder, now, options: { site: { url: 'https://e.example/' }, ...options, ...more }, ...request });
  await run();
  const file = (name: string) => path.join(folder, name);
  const ids = () =>
    (JSON.parse(readFileSync(file('output/feed.json'), 'utf8')) as { items: { id: string }[] }).items.map(
      ({ id }) => id,
    );
  return { folder, run, file, ids };
}

describe('an article that moved', () => {
  test('and was rewritten in part is a question, with both answers', async () => {
    const { run, file, ids } = await subscribed({
      'posts/a.md': article('A', '2026-05-01', prose('apple')),
      'posts/b.md': article('B', '2026-05-02', prose('berry')),
    });
    const before = ids();
    const text =
      prose('apple').split('. ').slice(0, 11).join('. ') + prose('cherry').split('. ').slice(0, 9).join('. ');
    rmSync(file('posts/a.md'));
    writeFileSync(file('posts/c.md'), article('C', '2026-06-01', text));
    const asked = await run();
    expect([asked.ok, problemsOf(asked)]).toEqual([false, ['article-unsure at posts/c.md:1']]);
    expect(asked.problems[0]?.message).toContain('guid: tag:e.example,2026:/a"');
    expect(ids()).toEqual(before);

    writeFileSync(file('posts/c.md'), article('C', '2026-06-01', text, 'guid: tag:e.example,2026:/a\n'));
    expect([(await run()).ok, ids()]).toEqual([true, ['tag:e.example,2026:/a', 'tag:e.example,2026:/b']]);
  });

  test('and is new by its author’s word gets an id of its own', async () => {
    const { run, file, ids } = await subscribed({ 'posts/a.md': article('A', '2026-05-01', prose('apple')) });
    rmSync(file('posts/a.md'));
    writeFileSync(file('posts/c.md'), article('C', '2026-06-01', prose('apple'), 'guid: tag:e.example,2026:/c\n'));
    expect([(await run()).ok, ids()]).toEqual([true, ['tag:e.example,2026:/c']]);
  });

  test('is held back, and the others published, where invalid articles are skipped', async () => {
    const { run, file, ids } = await subscribed({
      'posts/a.md': article('A', '2026-05-01', prose('apple')),
      'posts/b.md': article('B', '2026-05-02', prose('berry')),
    });
    writeFileSync(file('posts/a.md'), article('Other', '2026-06-01', prose('cherry')));
    renameSync(file('posts/a.md'), file('posts/b2.md'));
    writeFileSync(file('posts/a.md'), article('Third', '2026-07-01', prose('damson')));
    // The file a.md is there, at the address that subscribers know, with nothing that they know in it.
    const result = await run({ invalid: 'skip' });
    expect(result.ok).toBe(true);
    expect(ids()).toHaveLength(3);
    expect(new Set(ids()).size).toBe(3);
  });
});

describe('an address', () => {
  test('that an article left leads to where it is now, until another takes it', async () => {
    const { folder, run, file } = await subscribed({ 'posts/a.md': article('A', '2026-05-01', prose('apple')) });
    const request = { folder, options: { site: { url: 'https://e.example/' } } };
    await run({ posts: { permalink: '/new/:slug/' } });
    await run({ posts: { permalink: '/newest/:slug/' } });
    expect(await listRedirects(request)).toEqual([
      { from: '/a/', to: 'https://e.example/newest/a/' },
      { from: '/new/a/', to: 'https://e.example/newest/a/' },
    ]);
    writeFileSync(file('posts/b.md'), article('B', '2026-05-02', prose('berry'), 'permalink: /a/\n'));
    await run({ posts: { permalink: '/newest/:slug/' } });
    expect((await listRedirects(request)).map(({ from }) => from)).toEqual(['/new/a/']);
  });
});

describe('the ledger', () => {
  const files = { 'posts/a.md': article('A', '2026-05-01', prose('apple')) };

  test('is not kept when the settings say so', async () => {
    const { file } = await subscribed(files, { ledger: false });
    expect(() => readFileSync(file('feedwright.ledger'))).toThrow(/ENOENT/);
  });

  test('stays as it is in a dry run and in a frozen one, which says what it lacks', async () => {
    const folder = makeSite(files);
    const request = { folder, now, options: { site: { url: 'https://e.example/' } } };
    await build({ ...request, dryRun: true });
    const frozen = await build({ ...request, frozen: true });
    expect([frozen.ok, problemsOf(frozen)]).toEqual([true, ['ledger-behind at feedwright.ledger:1']]);
    expect(() => readFileSync(path.join(folder, 'feedwright.ledger'))).toThrow(/ENOENT/);
    const { problems } = await build(request);
    expect(problems).toEqual([]);
    expect((await build({ ...request, frozen: true })).problems).toEqual([]);
  });

  test('that is broken stops the build with its line: an id would be lost', async () => {
    const { run, file } = await subscribed(files);
    writeFileSync(file('feedwright.ledger'), '# head\nbroken\n');
    await expect(run()).rejects.toMatchObject({ problems: [{ code: 'ledger-unreadable', line: 2 }] });
  });

  test('is written by the first build as a later one would have it', async () => {
    const { file, run } = await subscribed(files);
    const first = readFileSync(file('feedwright.ledger'), 'utf8');
    await run();
    expect(readFileSync(file('feedwright.ledger'), 'utf8')).toBe(first);
    expect(first.split('\n')[1]).toMatch(
      /^\{"id":"tag:e\.example,2026:\/a","title":"A","file":"posts\/a\.md","url":"https:\/\/e\.example\/a\/","published":"2026-05-01T00:00:00Z","size":\d+,"sketch":"[\w-]{86}"\}$/,
    );
  });

  test('keeps the id of a stated guid that changes, and warns', async () => {
    const { run, file, ids } = await subscribed({ 'posts/a.md': article('A', '2026-05-01', 'x', 'guid: urn:xy:1\n') });
    writeFileSync(file('posts/a.md'), article('A', '2026-05-01', 'x', 'guid: urn:xy:2\n'));
    expect(problemsOf(await run())).toEqual(['id-changed at posts/a.md:1']);
    expect(ids()).toEqual(['urn:xy:1']);
  });
});
