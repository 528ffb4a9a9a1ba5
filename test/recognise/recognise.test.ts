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

  test('is asked about on one line, with ids that can be pasted', async () => {
    const { run, file } = await subscribed({
      'posts/a.md': article('A', '2026-05-01', prose('apple'), 'guid: "odd: id # 1"\n'),
    });
    const ledger = readFileSync(file('feedwright.ledger'), 'utf8').replace('"title":"A"', '"title":"A\\n::error::"');
    writeFileSync(file('feedwright.ledger'), ledger);
    rmSync(file('posts/a.md'));
    const half = prose('apple').slice(0, 500) + prose('cherry').slice(0, 400);
    writeFileSync(file('posts/c.md'), article('C', '2026-06-01', half));
    const [{ message = '' } = {}] = (await run()).problems;
    expect(message).toMatch(
      /^This may be posts\/a\.md \("A ::error::"\), .* Say "guid: "odd: id # 1"" if it is the same/,
    );
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
    expect([result.ok, problemsOf(result)]).toEqual([true, ['article-unsure at posts/a.md:1']]);
    expect(result.problems[0]?.message).toMatch(/^Subscribers know this file as "A", and much of it is other now/);
    expect(ids()).toEqual(['tag:e.example,2026:/b2', 'tag:e.example,2026:/b']);
  });
});

describe('an article that was deleted', () => {
  const jobs = (month: string, date: string) =>
    article('Jobs of the month', date, `${prose('apple')} Of ${month}, with as many as ever.`);

  /** Deleted, and a build later something else. */
  async function deleted() {
    const site = await subscribed({
      'posts/2026-09.md': jobs('September', '2026-09-01'),
      'posts/b.md': article('B', '2026-05-02', prose('berry')),
    });
    rmSync(site.file('posts/2026-09.md'));
    await site.run();
    return site;
  }

  test('leaves its id to no later one that says nearly the same', async () => {
    const { run, file, ids } = await deleted();
    writeFileSync(file('posts/2026-11.md'), jobs('November', '2026-11-01'));
    expect([problemsOf(await run()), ids()]).toEqual([[], ['tag:e.example,2026:/2026-11', 'tag:e.example,2026:/b']]);
  });

  test.each([
    ['its day', 'posts/jobs.md', jobs('October', '2026-09-01')],
    ['its file', 'posts/2026-09.md', jobs('October', '2026-10-01')],
  ])('has it again when it returns with %s', async (_, name, text) => {
    const { run, file, ids } = await deleted();
    writeFileSync(file(name), text);
    expect([problemsOf(await run()), ids()]).toEqual([[], ['tag:e.example,2026:/2026-09', 'tag:e.example,2026:/b']]);
  });

  test('is a question where it returns with every word, and neither', async () => {
    const { run, file } = await deleted();
    writeFileSync(file('posts/jobs.md'), jobs('September', '2026-10-01'));
    expect(problemsOf(await run())).toEqual(['article-unsure at posts/jobs.md:1']);
  });
});

describe('articles that change places', () => {
  const titlesById = (file: (name: string) => string) =>
    Object.fromEntries(
      (
        JSON.parse(readFileSync(file('output/feed.json'), 'utf8')) as { items: { id: string; title: string }[] }
      ).items.map(({ id, title }) => [id, title]),
    );

  test.each([
    ['on other days', '2026-06-02'],
    ['on one day', '2026-05-01'],
  ])('keep their ids: files swapped, published %s', async (_, day) => {
    const { run, file } = await subscribed({
      'posts/a.md': article('A', '2026-05-01', prose('apple')),
      'posts/b.md': article('B', day, prose('berry')),
    });
    const before = titlesById(file);
    renameSync(file('posts/a.md'), file('posts/c.md'));
    renameSync(file('posts/b.md'), file('posts/a.md'));
    renameSync(file('posts/c.md'), file('posts/b.md'));
    expect((await run()).ok).toBe(true);
    expect(titlesById(file)).toEqual(before);
  });

  test('keep their ids where one has an address that the other left', async () => {
    const { run, file } = await subscribed({ 'posts/x.md': article('X', '2026-05-01', 'Of x.', 'slug: aa\n') });
    writeFileSync(file('posts/x.md'), article('X', '2026-05-01', 'Of x.', 'slug: zz\n'));
    await run();
    writeFileSync(file('posts/y.md'), article('Y', '2026-06-01', 'Of y.', 'slug: aa\n'));
    await run();
    const before = titlesById(file);
    renameSync(file('posts/x.md'), file('posts/x2.md'));
    rmSync(file('posts/y.md'));
    writeFileSync(file('posts/y2.md'), article('Y', '2026-06-01', 'Of something else.', 'slug: aa\n'));
    await run();
    expect(titlesById(file)).toEqual(before);
  });

  test('do not lose them to a copy that became another article', async () => {
    const { run, file } = await subscribed({ 'posts/b.md': article('B', '2026-05-01', prose('apple')) });
    renameSync(file('posts/b.md'), file('posts/c.md'));
    writeFileSync(file('posts/a.md'), article('A', '2026-05-01', prose('apple').replace('part 3', 'piece 3')));
    expect((await run()).ok).toBe(true);
    expect(titlesById(file)['tag:e.example,2026:/b']).toBe('B');
  });

  test('are told by day and title where they have no words, and asked about where those are the same', async () => {
    const links = (...days: readonly string[]) =>
      Object.fromEntries(days.map((day, index) => [`posts/${index}.md`, article(`Link ${day}`, day, '')]));
    const { run, file } = await subscribed(links('2026-05-01', '2026-05-02'));
    const before = titlesById(file);
    renameSync(file('posts/0.md'), file('posts/x.md'));
    renameSync(file('posts/1.md'), file('posts/y.md'));
    expect((await run()).ok).toBe(true);
    expect(titlesById(file)).toEqual(before);
    rmSync(file('posts/y.md'));
    writeFileSync(file('posts/z.md'), article('Another link', '2026-05-02', ''));
    expect(problemsOf(await run())).toEqual(['article-unsure at posts/z.md:1']);
  });

  test('and two that are alike in all are a question', async () => {
    const text = article('Same', '2026-05-01', prose('apple'));
    const { run, file } = await subscribed({ 'posts/a.md': text, 'posts/b.md': text });
    renameSync(file('posts/a.md'), file('posts/c.md'));
    renameSync(file('posts/b.md'), file('posts/d.md'));
    expect(problemsOf(await run())).toEqual(['article-unsure at posts/c.md:1', 'article-unsure at posts/d.md:1']);
  });
});

describe('an article that no feed had', () => {
  const five = Object.fromEntries(
    [1, 2, 3, 4, 5].map((day) => [`posts/p${day}.md`, article(`P${day}`, `2026-05-0${day}`, prose(`topic${day}`))]),
  );

  test('is known by its instant when its file is renamed, and leaves a redirect', async () => {
    const { folder, run, file } = await subscribed(five, { limit: 2 });
    renameSync(file('posts/p1.md'), file('posts/renamed.md'));
    await run();
    expect(readFileSync(file('feedwright.ledger'), 'utf8').match(/^\{/gm)).toHaveLength(5);
    expect(await listRedirects({ folder, options: { site: { url: 'https://e.example/' } } })).toEqual([
      { from: '/p1/', to: 'https://e.example/renamed/' },
    ]);
  });

  test('is another where two have that instant', async () => {
    const { run, file } = await subscribed(
      { ...five, 'posts/p0.md': article('P0', '2026-05-01', prose('topic0')) },
      { limit: 2 },
    );
    renameSync(file('posts/p0.md'), file('posts/x.md'));
    renameSync(file('posts/p1.md'), file('posts/y.md'));
    await run();
    expect(readFileSync(file('feedwright.ledger'), 'utf8').match(/^\{/gm)).toHaveLength(8);
  });
});

describe('two records of one file', () => {
  test('give it one id, on every run the same', async () => {
    const { run, file, ids } = await subscribed({ 'posts/a.md': article('A', '2026-05-01', prose('apple')) });
    const ledger = readFileSync(file('feedwright.ledger'), 'utf8');
    writeFileSync(
      file('feedwright.ledger'),
      ledger + (ledger.split('\n')[1] ?? '').replace(/"id":".*?"/, '"id":"tag:b:1"'),
    );
    await run();
    const first = ids();
    await run();
    expect(ids()).toEqual(first);
  });
});

test.each([
  'einfuehrung-in-die-datenverarbeitung-für-anfänger',
  `${'lang-'.repeat(40)}.hidden-part`,
  `${'a.'.repeat(60)}ä`,
])('an article called %s is known again in no time', async (name) => {
  const { run, ids } = await subscribed({ [`posts/${name}.md`]: article('A', '2026-05-01', 'Of a.') });
  const known = ids();
  expect([problemsOf(await run()), ids()]).toEqual([[], known]);
});

describe('a place that another article takes', () => {
  test.each([
    ['with file and address', 'posts/a.md', ''],
    ['with the address alone', 'posts/c.md', 'permalink: /a/\n'],
  ])('%s is a question, with both answers', async (_, name, more) => {
    const { run, file, ids } = await subscribed({ 'posts/a.md': article('A', '2026-05-01', prose('apple')) });
    rmSync(file('posts/a.md'));
    const write = (guid: string) => writeFileSync(file(name), article('C', '2026-06-01', 'Of cherries.', more + guid));
    write('');
    const asked = await run();
    expect([asked.ok, problemsOf(asked)]).toEqual([false, [`article-unsure at ${name}:1`]]);
    const [known = '', own = ''] = [...(asked.problems[0]?.message ?? '').matchAll(/"(guid: .*?)"/g)].map(
      ([, guid]) => guid,
    );
    write(`${known}\n`);
    expect([problemsOf(await run({}, { dryRun: true }))]).toEqual([[]]);
    write(`${own}\n`);
    expect([problemsOf(await run()), ids()]).toEqual([[], ['tag:e.example,2026:/a;2']]);
  });

  test('on the same day was written anew', async () => {
    const { run, file, ids } = await subscribed({ 'posts/a.md': article('A', '2026-05-01', prose('apple')) });
    writeFileSync(file('posts/a.md'), article('New title', '2026-05-01', prose('cherry')));
    expect([problemsOf(await run()), ids()]).toEqual([[], ['tag:e.example,2026:/a']]);
  });
});

describe('a file name', () => {
  test.each([
    ['spelled by another system', 'posts/caf\u00e9.md', 'posts/cafe\u0301.md'],
    ['in other letter case', 'posts/Short.md', 'posts/short.md'],
  ])('%s is the same', async (_, before, after) => {
    const { run, file, ids } = await subscribed({ [before]: article('A', '2026-05-01', 'Of a.') });
    const known = ids();
    rmSync(file(before));
    writeFileSync(file(after), article('A', '2026-05-03', 'Of a, edited.'));
    expect([problemsOf(await run()), ids()]).toEqual([[], known]);
  });
});

describe('a date', () => {
  test.each([
    ['before 1970', ['1969-07-20', '1969-07-19']],
    ['with fractions of a second', ['2026-05-01T10:00:00.100Z', '2026-05-01T10:00:00.200Z']],
  ])('%s leaves the second build as it is', async (_, [first = '', second = '']) => {
    const { run, file } = await subscribed({
      'posts/a.md': article('A', first, prose('sea')),
      'posts/b.md': article('B', second, prose('moon')),
    });
    const before = readFileSync(file('output/atom.xml'), 'utf8');
    expect((await run()).outlooks).toEqual([]);
    expect(readFileSync(file('output/atom.xml'), 'utf8')).toBe(before);
  });

  test('that is yet to come holds an article back, even by an hour', async () => {
    const hours = (count: number) => new Date(now + count * 3_600_000).toISOString();
    const { run, file, ids } = await subscribed({
      'posts/a.md': article('A', hours(-2), prose('apple')),
      'posts/b.md': article('B', hours(-9), prose('berry')),
    });
    writeFileSync(file('posts/a.md'), article('A', hours(1), prose('secret')));
    const { articles } = await run();
    expect([articles.scheduled, ids()]).toEqual([1, ['tag:e.example,2026:/b']]);
    expect(readFileSync(file('feedwright.ledger'), 'utf8')).not.toContain('secret');
    await run({}, { now: now + 7_200_000 });
    expect(ids()).toEqual(['tag:e.example,2026:/a', 'tag:e.example,2026:/b']);
  });
});

describe('an id of WordPress', () => {
  test('holds when the site moves, though it names the old address', async () => {
    const { run, file, ids } = await subscribed({
      'posts/a.md': article('A', '2026-05-01', 'Of a.', 'wordpress_id: 12\n'),
    });
    expect(ids()).toEqual(['https://e.example/?p=12']);
    renameSync(file('posts/a.md'), file('posts/moved.md'));
    const { problems } = await run({ site: { url: 'https://new.example/' } }, { allowFlood: true });
    expect([problems.map(({ code }) => code), ids()]).toEqual([['ledger-elsewhere'], ['https://e.example/?p=12']]);
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

describe('redirects', () => {
  const record = (id: string, path: string, was: readonly string[], day: number) =>
    JSON.stringify({
      id: `x:${id}`,
      file: `posts/${id}.md`,
      url: `https://e.example${path}`,
      was: was.map((address) => `https://e.example${address}`),
      published: `2026-05-0${day}`,
    });

  test.each([
    [
      'lead an address of two articles to the later',
      [record('a', '/a/', ['/old/'], 1), record('b', '/b/', ['/old/'], 2)],
      ['/old/ /b/'],
    ],
    ['leave the home page alone', [record('a', '/a/', ['/?p=12'], 1)], []],
    [
      'are none where two articles changed places',
      [record('a', '/b/', ['/a/'], 1), record('b', '/a/', ['/b/'], 2)],
      [],
    ],
    ['take two spellings for one', [record('a', '/a/', ['/%7Ea/', '/~a/'], 1)], ['/%7Ea/ /a/']],
  ])('%s', async (_, lines, expected) => {
    const folder = makeSite({ 'feedwright.ledger': lines.join('\n') });
    const redirects = await listRedirects({ folder, options: { site: { url: 'https://e.example/' } } });
    expect(redirects.map(({ from, to }) => `${from} ${to.replace('https://e.example', '')}`)).toEqual(expected);
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
    expect(problemsOf(await build(request))).toEqual(['ledger-missing at feedwright.ledger']);
    expect((await build({ ...request, frozen: true })).problems).toEqual([]);
  });

  test('that is broken stops the build with its line: an id would be lost', async () => {
    const { run, file } = await subscribed(files);
    writeFileSync(file('feedwright.ledger'), '# head\nbroken\n');
    await expect(run()).rejects.toMatchObject({ problems: [{ code: 'ledger-unreadable', line: 2 }] });
  });

  test('that was saved in another encoding stops the build: ids would change', async () => {
    const { run, file } = await subscribed(files);
    writeFileSync(file('feedwright.ledger'), Buffer.from('# \u00e9\n', 'latin1'));
    await expect(run()).rejects.toMatchObject({ problems: [{ code: 'encoding-invalid', file: 'feedwright.ledger' }] });
  });

  test('keeps what a newer version wrote of an article', async () => {
    const { run, file } = await subscribed(files);
    const ledger = readFileSync(file('feedwright.ledger'), 'utf8').replace(/}\n$/, ',"more":[1]}\n');
    writeFileSync(file('feedwright.ledger'), ledger);
    await run();
    expect(readFileSync(file('feedwright.ledger'), 'utf8')).toBe(ledger);
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
