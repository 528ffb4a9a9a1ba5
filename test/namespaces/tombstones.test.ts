/** Articles that are taken back, and what Atom says of them. */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseFeed } from 'feedsmith';
import { describe, expect, test } from 'vitest';
import { build, type BuildRequest, type UserOptions } from '../../src/index.js';
import { makeSite, now } from '../site.js';

const day = 24 * 60 * 60 * 1000;
const post = (title: string, fields = '', date = '2026-05-01') =>
  `---\ndate: ${date}\ntitle: ${title}\ntags: [t]\n${fields}---\n${`Words of ${title}, ${title} and ${title}. `.repeat(9)}\n`;

/** A site of two articles that is built once, and then again as a test wants. */
async function publishedSite(options: UserOptions = {}, more: Readonly<Record<string, string>> = {}) {
  const folder = makeSite({ 'posts/a.md': post('A'), 'posts/b.md': post('B'), ...more });
  const file = (name: string) => path.join(folder, name);
  const text = (name: string) => readFileSync(file(name), 'utf8');
  const rebuild = (days: number, request: BuildRequest = {}) =>
    build({
      folder,
      now: now + days * day,
      options: { site: { url: 'https://site.example/', title: 'Site' }, tombstones: 30, ...options },
      ...request,
    });
  const first = await rebuild(0);
  expect(first.ok).toBe(true);
  return {
    rebuild,
    text,
    write: (name: string, content: string) => writeFileSync(file(name), content),
    remove: (name: string) => rmSync(file(name)),
    move: (from: string, to: string) => renameSync(file(from), file(to)),
    tombstones: (name = 'atom.xml') => text(`output/${name}`).match(/<at:.*>/g) ?? [],
  };
}

const withoutTombstones = { tombstones: undefined } as unknown as UserOptions;
const ofA = (when: string) => `<at:deleted-entry ref="tag:site.example,2026:/a" when="${when}"/>`;
const found = '2026-11-23T12:00:00Z';

describe('an article that was taken back', () => {
  test('has a tombstone in Atom for as many days as are wanted, with the instant of its finding', async () => {
    const site = await publishedSite();
    expect(site.tombstones()).toEqual([]);
    const updated = /<updated>[^<]*/.exec(site.text('output/atom.xml'))?.[0];
    site.remove('posts/a.md');
    await site.rebuild(1);
    expect(site.tombstones()).toEqual([ofA(found)]);
    expect(site.text('output/atom.xml')).toContain('xmlns:at="http://purl.org/atompub/tombstones/1.0"');
    expect(site.text('output/atom.xml')).toContain(updated);
    expect(site.text('feedwright.ledger')).toContain(`"withdrawn":"${found}"`);
    await site.rebuild(30);
    expect(site.tombstones()).toEqual([ofA(found)]);
    await site.rebuild(31);
    expect(site.tombstones()).toEqual([]);
    expect(site.text('output/atom.xml')).not.toContain('at=');
    expect(site.text('feedwright.ledger')).toContain(`"withdrawn":"${found}"`);
  });

  test('is none any more when it returns', async () => {
    const site = await publishedSite();
    site.remove('posts/a.md');
    await site.rebuild(1);
    site.write('posts/a.md', post('A'));
    await site.rebuild(2);
    expect(site.tombstones()).toEqual([]);
    expect(site.text('feedwright.ledger')).not.toContain('withdrawn');
  });

  test('may still be there as a draft, or be scheduled anew', async () => {
    const site = await publishedSite();
    site.write('posts/a.md', post('A', 'draft: true\n'));
    site.write('posts/b.md', post('B', '', '2027-05-01'));
    site.write('posts/c.md', post('C'));
    await site.rebuild(1);
    expect(site.tombstones()).toEqual([ofA(found), ofA(found).replace('/a"', '/b"')]);
  });

  test('is named by the id that Atom had it under', async () => {
    const site = await publishedSite({}, { 'posts/c.md': post('C', 'guid: "17"\n') });
    expect(site.text('output/atom.xml')).toContain('<id>tag:site.example,2005:guid:17</id>');
    site.remove('posts/c.md');
    await site.rebuild(1);
    expect(site.tombstones()).toEqual([ofA(found).replace('2026:/a', '2005:guid:17')]);
  });

  test('is in the feeds of channels too, and in no archive', async () => {
    const site = await publishedSite(
      { channels: { tags: true }, archives: { entries: 1 }, size: { entries: 1, days: 0 } },
      { 'posts/c.md': post('C', '', '2026-04-01') },
    );
    site.remove('posts/a.md');
    const built = await site.rebuild(1);
    const atom = built.feeds.map(({ path }) => path.replace('output/', '')).filter((name) => name.endsWith('atom.xml'));
    expect(atom.length).toBeGreaterThan(3);
    for (const name of atom) expect(site.tombstones(name)).toEqual(name.includes('archive') ? [] : [ofA(found)]);
  });

  test('is read as an entry by nobody', async () => {
    const site = await publishedSite();
    site.remove('posts/a.md');
    await site.rebuild(1);
    const { format, feed } = parseFeed(site.text('output/atom.xml'));
    expect(format === 'atom' ? feed.entries?.map(({ id }) => id) : format).toEqual(['tag:site.example,2026:/b']);
  });

  test('has none where none are wanted, but the ledger knows it for when they are', async () => {
    const site = await publishedSite(withoutTombstones);
    site.remove('posts/a.md');
    await site.rebuild(1);
    expect(site.tombstones()).toEqual([]);
    expect(site.text('feedwright.ledger')).toContain('withdrawn');
  });

  test('makes the same bytes on every run', async () => {
    const site = await publishedSite();
    site.remove('posts/a.md');
    await site.rebuild(1);
    const before = [site.text('output/atom.xml'), site.text('feedwright.ledger')];
    const again = await site.rebuild(2);
    expect(again.feeds.map(({ change }) => change)).toEqual(['unchanged', 'unchanged', 'unchanged']);
    expect([site.text('output/atom.xml'), site.text('feedwright.ledger')]).toEqual(before);
  });

  test('has none as long as the ledger may not remember it', async () => {
    const frozen = await publishedSite();
    frozen.remove('posts/a.md');
    const built = await frozen.rebuild(1, { frozen: true });
    expect([built.problems, frozen.tombstones()]).toEqual([[], []]);
    await frozen.rebuild(2);
    await frozen.rebuild(3, { frozen: true });
    expect(frozen.tombstones()).toEqual([ofA('2026-11-24T12:00:00Z')]);
  });
});

describe('no tombstone has', () => {
  test('an article that expired, for its author said when', async () => {
    const site = await publishedSite({}, { 'posts/c.md': post('C', 'expires: 2026-11-23\n') });
    await site.rebuild(1);
    expect(site.text('output/atom.xml')).not.toContain(':/c<');
    expect(site.tombstones()).toEqual([]);
    expect(site.text('feedwright.ledger')).not.toContain('withdrawn');
  });

  test('an article that no feed ever had: it leaves no trace', async () => {
    const site = await publishedSite({}, { 'posts/c.md': post('C', '', '2027-05-01') });
    site.remove('posts/c.md');
    await site.rebuild(1);
    expect(site.text('output/atom.xml') + site.text('feedwright.ledger')).not.toMatch(/withdrawn|:\/c\b|<at:/);
  });

  test('an article that newer ones pushed out', async () => {
    const site = await publishedSite({ size: { entries: 2, days: 0 } });
    site.write('posts/c.md', post('C', '', '2026-06-01'));
    await site.rebuild(1);
    expect(site.text('output/atom.xml')).not.toContain('/b"');
    expect(site.tombstones()).toEqual([]);
  });

  test('an article that moved', async () => {
    const site = await publishedSite();
    site.move('posts/a.md', 'posts/other.md');
    await site.rebuild(1);
    expect(site.text('output/atom.xml')).toContain('https://site.example/other/');
    expect(site.tombstones()).toEqual([]);
  });

  test('an article that cannot be read: its author mends it, and does not take it back', async () => {
    const site = await publishedSite({ invalid: 'skip' });
    site.write('posts/a.md', '---\ndate: nonsense\n---\nText.\n');
    await site.rebuild(1);
    expect(site.text('output/atom.xml')).not.toContain(':/a<');
    expect(site.tombstones()).toEqual([]);
  });

  test('an article that may be one of another name', async () => {
    const site = await publishedSite({ invalid: 'skip' });
    const half = post('A').replace(
      /(?:Words of A, A and A\. ){5}/,
      'And quite something else was said here about it. '.repeat(3),
    );
    site.remove('posts/a.md');
    site.write('posts/z.md', half);
    const { problems } = await site.rebuild(1);
    expect(problems.map(({ code }) => code)).toEqual(['article-unsure']);
    expect(site.tombstones()).toEqual([]);
  });
});

describe('two settings with one ledger', () => {
  const english: UserOptions = { posts: { folder: 'posts/en' }, formats: { rss: false, atom: 'en.atom', json: false } };
  const german: UserOptions = { posts: { folder: 'posts/de' }, formats: { rss: false, atom: 'de.atom', json: false } };
  const bilingual = async () => {
    const site = await publishedSite(english, {
      'posts/en/e.md': post('E'),
      'posts/en/f.md': post('F'),
      'posts/de/d.md': post('D'),
    });
    const ledger = () => site.text('feedwright.ledger');
    const run = (options: UserOptions) =>
      site.rebuild(1, { options: { site: { url: 'https://site.example/' }, tombstones: 30, ...options } });
    return { ...site, ledger, en: () => run(english), de: () => run(german), run };
  };

  test('take back each their own articles, and leave the lines of the others as they are', async () => {
    const { en, de, ledger, tombstones, remove } = await bilingual();
    await de();
    const both = ledger();
    expect(both.match(/^\{/gm)).toHaveLength(3);
    await en();
    await de();
    expect([ledger(), tombstones('en.atom'), tombstones('de.atom')]).toEqual([both, [], []]);
    remove('posts/en/e.md');
    await de();
    expect(ledger()).toBe(both);
    await en();
    await de();
    expect([tombstones('en.atom'), tombstones('de.atom')]).toEqual([[ofA(found).replace('/a"', '/e"')], []]);
  });

  test('may be one that excludes what the other has', async () => {
    const { run, ledger, text } = await bilingual();
    await run({ posts: { exclude: ['en/**'] }, formats: { rss: false, json: false } });
    expect(ledger()).not.toContain('withdrawn');
    expect(text('output/atom.xml')).not.toMatch(/<at:|:\/e</);
  });

  test('do not take the one’s new article for the other’s, though many words are the same', async () => {
    const { de, ledger, write } = await bilingual();
    const translated = `${post('E').split('\n').slice(5).join(' ').slice(0, 200)} ${'Und noch viele andere Wörter. '.repeat(3)}`;
    write('posts/de/das-e.md', `---\ndate: 2026-05-01\ntitle: Das E\n---\n${translated}\n`);
    expect((await de()).problems).toEqual([]);
    expect(ledger()).toContain('"file":"posts/en/e.md"');
  });
});

describe('a build that acts as if it were earlier', () => {
  const early = { now: Date.UTC(2026, 3, 30) };

  test('takes back nothing because its time has not come', async () => {
    const site = await publishedSite({}, { 'posts/old.md': post('Old', '', '2026-04-01') });
    const ledger = site.text('feedwright.ledger');
    await site.rebuild(0, early);
    expect([site.text('feedwright.ledger'), site.tombstones()]).toEqual([ledger, []]);
    expect(site.text('output/atom.xml')).not.toContain(':/a<');
  });
});

test('there are at most a hundred, the last taken back first', async () => {
  const names = Array.from({ length: 110 }, (_, index) => `posts/n${String(index).padStart(3, '0')}.md`);
  const site = await publishedSite(
    { limit: 200, size: { entries: 200 } },
    Object.fromEntries(names.map((name, index) => [name, post(`N${index}`)])),
  );
  site.remove('posts/a.md');
  await site.rebuild(1);
  for (const name of names) site.remove(name);
  await site.rebuild(2, { allowFlood: true });
  expect(site.tombstones()).toHaveLength(100);
  expect(site.tombstones()[0]).toContain(':/n000');
  expect(site.tombstones()).not.toContain(ofA(found));
});
