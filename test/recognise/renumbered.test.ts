/** Files that are renumbered, swapped or replaced: a name tells nothing of an article whose title, date and words are elsewhere. */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { build, type UserOptions } from '../../src/index.js';
import { makeSite, now, problemsOf } from '../site.js';

/** Many words that every episode ends with. */
const support = Array.from({ length: 20 }, (_, index) => `Support the show, part ${index}.`).join(' ');
const episode = (title: string, date: string, own = `Today we talk of ${title}, with a guest who knows.`) =>
  `---\ntitle: ${title}\ndate: ${date}\n---\n\n${own}\n\n${support}\n`;
const words = (topic: string) => Array.from({ length: 30 }, (_, index) => `${topic}${index} and ${topic}s`).join(', ');
const briefing = (date: string, text: string) => `---\ntitle: Briefing\ndate: ${date}\n---\n\n${text}\n`;

const episodes = {
  'posts/ep1.md': episode('Rivers', '2026-05-01'),
  'posts/ep2.md': episode('Bridges', '2026-05-08'),
  'posts/ep3.md': episode('Roads', '2026-05-15'),
  'posts/ep4.md': episode('Trains', '2026-05-22'),
  'posts/ep5.md': episode('Books', '2026-05-29'),
};

async function publishedSite(files: Readonly<Record<string, string>>, options: UserOptions = {}) {
  const folder = makeSite(files);
  const file = (name: string) => path.join(folder, 'posts', name);
  const run = () => build({ folder, now, options: { site: { url: 'https://e.example/' }, ...options } });
  const ids = () => {
    const text = readFileSync(path.join(folder, 'output/feed.json'), 'utf8');
    const { items } = JSON.parse(text) as { items: { id: string; title: string; date_published: string }[] };
    const short = (id: string) => id.replace('tag:e.example,2026:/', '');
    return Object.fromEntries(
      items.map(({ id, title, date_published: date }) => [
        title === 'Briefing' ? `${title} ${date.slice(5, 10)}` : title,
        short(id),
      ]),
    );
  };
  const write = (name: string, text: string) => writeFileSync(file(name), text);
  /** All at once, as no name is free while they move. */
  const rename = (names: Readonly<Record<string, string>>) => {
    for (const name of Object.keys(names)) renameSync(file(name), file(`${name}.moving`));
    for (const [name, other] of Object.entries(names)) renameSync(file(`${name}.moving`), file(other));
  };
  expect((await run()).ok).toBe(true);
  return {
    run,
    ids,
    write,
    rename,
    remove: (name: string) => rmSync(file(name)),
    read: (name: string) => readFileSync(file(name), 'utf8'),
  };
}
type Site = Awaited<ReturnType<typeof publishedSite>>;

const known = { Rivers: 'ep1', Bridges: 'ep2', Roads: 'ep3', Trains: 'ep4', Books: 'ep5' };
const upwards = { 'ep2.md': 'ep3.md', 'ep3.md': 'ep4.md', 'ep4.md': 'ep5.md', 'ep5.md': 'ep6.md' };

describe('articles that share most of their words keep their ids', () => {
  test.each<[string, (site: Site) => void, Readonly<Record<string, string>>]>([
    [
      'where a new one is put between and the others are renumbered',
      ({ rename, write }) => {
        rename(upwards);
        write('ep2.md', episode('Bells', '2026-05-05'));
      },
      { ...known, Bells: 'ep2;2' },
    ],
    ['where two files are swapped', ({ rename }) => rename({ 'ep2.md': 'ep5.md', 'ep5.md': 'ep2.md' }), known],
    [
      'where one takes the file of another that is deleted',
      ({ remove, rename }) => {
        remove('ep4.md');
        rename({ 'ep5.md': 'ep4.md' });
      },
      { Rivers: 'ep1', Bridges: 'ep2', Roads: 'ep3', Books: 'ep5' },
    ],
    [
      'where their titles are numbered anew with them',
      ({ rename, read, write }) => {
        rename(upwards);
        for (const name of Object.values(upwards)) write(name, read(name).replace('title: ', 'title: Again '));
      },
      { Rivers: 'ep1', 'Again Bridges': 'ep2', 'Again Roads': 'ep3', 'Again Trains': 'ep4', 'Again Books': 'ep5' },
    ],
  ])('%s', async (_, happens, expected) => {
    const { run, ids, ...site } = await publishedSite(episodes);
    happens({ run, ids, ...site });
    expect([problemsOf(await run()), ids()]).toEqual([[], expected]);
    expect([problemsOf(await run()), ids()]).toEqual([[], expected]);
  });

  test('on one day too, where their files are swapped', async () => {
    const { run, ids, rename } = await publishedSite({
      'posts/a.md': episode('Rivers', '2026-05-01'),
      'posts/b.md': episode('Bridges', '2026-05-01'),
    });
    rename({ 'a.md': 'b.md', 'b.md': 'a.md' });
    expect([problemsOf(await run()), ids()]).toEqual([[], { Rivers: 'a', Bridges: 'b' }]);
  });

  test('and are known by their instants where no feed had them', async () => {
    const { run, ids, rename, write } = await publishedSite(episodes, { limit: 2 });
    rename(upwards);
    write('ep2.md', episode('Bells', '2026-05-05'));
    await run();
    expect(ids()).toEqual({ Trains: 'ep4', Books: 'ep5' });
  });
});

describe('an article that shares most of its words with all others', () => {
  test('is a question where it has replaced one, with another title and date', async () => {
    const { run, ids, write } = await publishedSite(episodes);
    write('ep5.md', episode('Bells', '2026-06-05'));
    expect([problemsOf(await run()), ids()]).toEqual([['article-unsure at posts/ep5.md:1'], known]);
  });

  test('is a question where another was deleted', async () => {
    const { run, ids, write, remove } = await publishedSite(episodes);
    remove('ep5.md');
    write('ep6.md', episode('Bells', '2026-06-05'));
    expect([problemsOf(await run()), ids()]).toEqual([['article-unsure at posts/ep6.md:1'], known]);
  });

  test('is the same where its own words are, under another title and date', async () => {
    const { run, ids, write } = await publishedSite(episodes);
    write('ep5.md', episode('Libraries', '2026-06-05', 'Today we talk of Books, with a guest who knows.'));
    const { Books, ...others } = known;
    expect([problemsOf(await run()), ids()]).toEqual([[], { ...others, Libraries: Books }]);
  });
});

describe('an issue of a series with one title', () => {
  const first = { 'posts/briefing.md': briefing('2026-11-02', words('rain')) };

  test('is new where the last one made room for it', async () => {
    const { run, ids, rename, write } = await publishedSite(first);
    rename({ 'briefing.md': 'briefing-11-02.md' });
    write('briefing.md', briefing('2026-11-09', words('snow')));
    expect([problemsOf(await run()), ids()]).toEqual([
      [],
      { 'Briefing 11-02': 'briefing', 'Briefing 11-09': 'briefing;2' },
    ]);
  });

  test('is a question where the last one made room and was rewritten in part', async () => {
    const { run, ids, write, remove } = await publishedSite(first);
    const half = `${words('rain').slice(0, 300)} ${words('wind').slice(0, 300)}`;
    remove('briefing.md');
    write('briefing-11-02.md', briefing('2026-11-02', half));
    write('briefing.md', briefing('2026-11-09', words('snow')));
    expect([problemsOf(await run()), ids()]).toEqual([
      ['article-unsure at posts/briefing-11-02.md:1', 'article-unsure at posts/briefing.md:1'],
      { 'Briefing 11-02': 'briefing' },
    ]);
  });

  test('is the same that is dated anew, though another has its day now', async () => {
    const { run, ids, write } = await publishedSite(first);
    write('briefing.md', briefing('2026-11-04', words('rain')));
    write('other.md', briefing('2026-11-02', words('snow')));
    expect([problemsOf(await run()), ids()]).toEqual([[], { 'Briefing 11-04': 'briefing', 'Briefing 11-02': 'other' }]);
  });
});

describe('an article in its place', () => {
  const known = { 'posts/a.md': `---\ntitle: A\ndate: 2026-05-01\n---\n\n${words('apple')}\n` };
  const half = `${words('apple').slice(0, 300)} ${words('wind').slice(0, 300)}`;

  test.each([
    ['with another title', 'B', '2026-05-01', words('apple')],
    ['with another date', 'A', '2026-06-01', words('apple')],
    ['with another date, rewritten', 'A', '2026-06-01', words('cherry')],
    ['with another title and date', 'B', '2026-06-01', words('apple')],
    ['with another title, rewritten in part', 'B', '2026-05-01', half],
    ['with another title, rewritten', 'B', '2026-05-01', words('cherry')],
  ])('%s is the same', async (_, title, date, text) => {
    const { run, ids, write } = await publishedSite(known);
    write('a.md', `---\ntitle: ${title}\ndate: ${date}\n---\n\n${text}\n`);
    expect([problemsOf(await run()), ids()]).toEqual([[], { [title]: 'a' }]);
  });

  test('is the same under another title and date, though a copy of its text is known', async () => {
    const { run, ids, write } = await publishedSite({
      ...known,
      'posts/b.md': `---\ntitle: Copy\ndate: 2026-05-02\n---\n\n${words('apple')}\n`,
    });
    write('a.md', `---\ntitle: B\ndate: 2026-06-01\n---\n\n${words('apple')}\n`);
    expect([problemsOf(await run()), ids()]).toEqual([[], { B: 'a', Copy: 'b' }]);
  });

  test('is a question where title, date and many words are others: it may have replaced the one that was', async () => {
    const { run, ids, write } = await publishedSite(known);
    write('a.md', `---\ntitle: B\ndate: 2026-06-01\n---\n\n${half}\n`);
    expect([problemsOf(await run()), ids()]).toEqual([['article-unsure at posts/a.md:1'], { A: 'a' }]);
  });
});

test('an article that two languages have word for word has an id in each', async () => {
  const photo = '---\ntitle: A photo\ndate: 2026-05-01\n---\n\n![It](/it.jpg)\n';
  const folder = makeSite({ 'de/d.md': photo, 'en/e.md': photo });
  const run = (posts: string) => {
    const formats = { rss: false, atom: false, json: `${posts}.json` } as const;
    return build({ folder, now, options: { site: { url: 'https://e.example/' }, posts, formats } });
  };
  for (const posts of ['de', 'en', 'de', 'en']) expect((await run(posts)).ok).toBe(true);
  const ids = ['de', 'en'].map((name) => {
    const text = readFileSync(path.join(folder, `output/${name}.json`), 'utf8');
    return (JSON.parse(text) as { items: { id: string }[] }).items.map(({ id }) => id);
  });
  expect(ids).toEqual([['tag:e.example,2026:/d'], ['tag:e.example,2026:/e']]);
});
