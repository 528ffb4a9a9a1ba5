/** Forty steps in the life of a site, and a reader that subscribed at the first: it must see no article twice. */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseFeed } from 'feedsmith';
import { expect, test } from 'vitest';
import { build, type BuildRequest, type TimedBuildResult, type UserOptions } from '../../src/index.js';
import { parseXml } from '../../src/xml-parser.js';
import { childElements, textOf } from '../../src/xml.js';
import { makeSite, now } from '../site.js';

/** Words that no other article has, so that every text is itself. */
const prose = (topic: string, sentences = 12) =>
  Array.from(
    { length: sentences },
    (_, index) => `The ${topic} of part ${index} is ${topic}-${index * 7} and ${topic}ish.`,
  ).join(' ');

const article = (title: string, date: string, topic: string, more = '') =>
  `---\ntitle: ${title}\ndate: ${date}\n${more}---\n\nKey ${topic}-key.\n\n${prose(topic)}\n`;

interface Seen {
  readonly id: string;
  readonly published: string;
  readonly updated: string;
}

const keyOf = (text: string) => /(\w+)-key/.exec(text)?.[1] ?? '';

test('no subscriber sees an article twice, whatever happens to the site', async () => {
  const folder = makeSite({
    'posts/2026-01-10-alpha.md': article('Alpha', '2026-01-10', 'alpha'),
    'posts/2026-02-10-beta.md': article('Beta', '2026-02-10', 'beta'),
    'posts/gamma.md': article('Gamma', '2026-03-10 09:00 +0100', 'gamma'),
  });
  const file = (name: string) => path.join(folder, name);
  const write = (name: string, text: string) => {
    mkdirSync(path.dirname(file(name)), { recursive: true });
    writeFileSync(file(name), text);
  };
  const edit = (name: string, change: (text: string) => string) =>
    write(name, change(readFileSync(file(name), 'utf8')));
  const move = (from: string, to: string) => {
    mkdirSync(path.dirname(file(to)), { recursive: true });
    renameSync(file(from), file(to));
  };
  let options: UserOptions = { site: { url: 'http://old.example/', title: 'Site' }, updated: 'text', flood: 1 };
  let clock = now;

  /** What the reader has, by guid; and by which guids it knows each article. */
  const reader = new Map<string, Seen>();
  const idsOf = new Map<string, Set<string>>();
  const read = (): ReadonlyMap<string, Seen> => {
    const items = (
      JSON.parse(readFileSync(file('output/feed.json'), 'utf8')) as {
        items: { id: string; content_html: string; date_published: string; date_modified: string }[];
      }
    ).items;
    const rss = childElements(childElements(parseXml(readFileSync(file('output/rss.xml'), 'utf8')))[0]!, 'item');
    expect(rss.map((item) => textOf(childElements(item, 'guid')[0]!))).toEqual(items.map(({ id }) => id));
    expect(parseFeed(readFileSync(file('output/atom.xml'), 'utf8')).format).toBe('atom');
    const current = new Map<string, Seen>();
    for (const { id, content_html: html, date_published: published, date_modified: updated } of items) {
      const key = keyOf(html);
      idsOf.set(key, (idsOf.get(key) ?? new Set()).add(id));
      reader.set(id, { id, published, updated });
      current.set(key, { id, published, updated });
    }
    return current;
  };
  const run = async (request: BuildRequest = {}): Promise<TimedBuildResult> => {
    clock += 60_000;
    return build({ folder, now: clock, options, ...request });
  };
  let before: ReadonlyMap<string, Seen> = new Map();
  let after: ReadonlyMap<string, Seen> = new Map();
  /** One step: something happens, a build runs, and the reader reads. */
  const step = async (name: string, happens: () => void, request?: BuildRequest): Promise<void> => {
    happens();
    const { ok, problems } = await run(request);
    expect([name, ok, problems.filter(({ severity }) => severity === 'error').map(({ message }) => message)]).toEqual([
      name,
      true,
      [],
    ]);
    before = after;
    after = read();
    for (const [key, ids] of idsOf) expect([name, key, ids.size]).toEqual([name, key, 1]);
    for (const [key, { published }] of after) {
      expect([name, key, published]).toEqual([name, key, before.get(key)?.published ?? published]);
    }
  };
  const isSame = (...keys: readonly string[]) => {
    for (const key of keys) expect([key, after.get(key)]).toEqual([key, before.get(key)]);
  };
  const keys = () => [...after.keys()];
  const ledger = () => readFileSync(file('feedwright.ledger'), 'utf8');

  await step('1 the first build', () => undefined);
  expect(keys()).toEqual(['gamma', 'beta', 'alpha']);
  await step('2 nothing', () => undefined);
  isSame('alpha', 'beta', 'gamma');
  await step('3 a new article', () => write('posts/delta.md', article('Delta', '2026-04-10', 'delta')));
  expect(keys()).toEqual(['delta', 'gamma', 'beta', 'alpha']);
  await step('4 a typo is mended', () => edit('posts/delta.md', (text) => text.replace('part 3', 'part three')));
  isSame('delta');
  await step('5 a paragraph is added', () => edit('posts/delta.md', (text) => `${text}\n${prose('more', 4)}\n`));
  expect(after.get('delta')?.updated).not.toBe(before.get('delta')?.updated);
  await step('6 only white space changes', () => edit('posts/delta.md', (text) => text.replaceAll('. ', '.\n')));
  isSame('delta');
  await step('7 a file is renamed', () => move('posts/gamma.md', 'posts/gamma-rays.md'));
  isSame('gamma');
  await step('8 it gets a slug', () =>
    edit('posts/gamma-rays.md', (text) => text.replace('---\n', '---\nslug: rays\n')),
  );
  isSame('gamma');
  await step('9 its title changes', () =>
    edit('posts/gamma-rays.md', (text) => text.replace('title: Gamma', 'title: Rays')),
  );
  expect(after.get('gamma')?.id).toBe(before.get('gamma')?.id);
  await step('10 it moves to a folder', () => move('posts/gamma-rays.md', 'posts/science/gamma-rays/index.md'));
  isSame('gamma');
  await step('11 another article takes the address that it left', () => {
    write('posts/gamma.md', article('The letter', '2026-05-10', 'letter'));
  });
  expect(after.get('letter')?.id).not.toBe(after.get('gamma')?.id);
  await step('12 the pattern of permalinks changes', () => {
    options = { ...options, posts: { permalink: '/:year/:month/:slug/' } };
  });
  isSame('alpha', 'beta', 'gamma', 'delta', 'letter');
  await step('13 and again, to one with endings', () => {
    options = { ...options, posts: { permalink: '/articles/:slug.html' } };
  });
  isSame('alpha', 'beta', 'gamma', 'delta', 'letter');
  await step('14 the site moves to https', () => {
    options = { ...options, site: { ...options.site, url: 'https://old.example/' } };
  });
  isSame('alpha', 'beta', 'gamma', 'delta', 'letter');
  const moved = { allowFlood: true };
  await step(
    '15 and to another domain',
    () => {
      options = { ...options, site: { ...options.site, url: 'https://new.example/' } };
    },
    moved,
  );
  isSame('alpha', 'beta', 'gamma', 'delta', 'letter');
  await step(
    '16 and below a path of it',
    () => {
      options = { ...options, site: { ...options.site, url: 'https://new.example/blog/' } };
    },
    moved,
  );
  isSame('alpha', 'beta', 'gamma', 'delta', 'letter');
  await step('17 the time zone of the site is stated', () => {
    options = { ...options, site: { ...options.site, timezone: 'America/New_York' } };
  });
  isSame('alpha', 'beta', 'gamma', 'delta', 'letter');
  await step('18 an article is deleted', () => rmSync(file('posts/2026-02-10-beta.md')));
  expect(keys()).not.toContain('beta');
  await step('19 something else is written', () =>
    write('posts/epsilon.md', article('Epsilon', '2026-06-10', 'epsilon')),
  );
  await step('20 the deleted one returns', () =>
    write('posts/2026-02-10-beta.md', article('Beta', '2026-02-10', 'beta')),
  );
  expect(reader.get(after.get('beta')?.id ?? '')).toBeDefined();
  await step('21 it returns once more, under another name', () => {
    rmSync(file('posts/2026-02-10-beta.md'));
    write('posts/2026-02-10-second-letter.md', article('Beta', '2026-02-10', 'beta'));
  });
  await step('22 an article becomes a draft', () =>
    edit('posts/epsilon.md', (text) => text.replace('---\n', '---\ndraft: true\n')),
  );
  expect(keys()).not.toContain('epsilon');
  await step('23 and is one no more', () => edit('posts/epsilon.md', (text) => text.replace('draft: true\n', '')));
  isSame('alpha', 'delta');
  await step('24 a translation appears beside it', () =>
    write('posts/epsilon.fr.md', article('Epsilon', '2026-06-10', 'epsilonne', 'lang: fr\n')),
  );
  isSame('epsilon');
  expect(after.get('epsilonne')?.id).not.toBe(after.get('epsilon')?.id);

  const branches: string[] = [];
  await step('25 one branch adds an article', () => {
    branches.push(ledger());
    write('posts/zeta.md', article('Zeta', '2026-07-01', 'zeta'));
  });
  branches.push(ledger());
  await step('26 another branch, which does not know of it, adds one too', () => {
    rmSync(file('posts/zeta.md'));
    write('feedwright.ledger', branches[0] ?? '');
    write('posts/eta.md', article('Eta', '2026-07-02', 'eta'));
  });
  await step('27 they are merged, marks of the conflict and all', () => {
    write('posts/zeta.md', article('Zeta', '2026-07-01', 'zeta'));
    write('feedwright.ledger', `<<<<<<< ours\n${ledger()}=======\n${branches[1]}>>>>>>> theirs\n`);
  });
  expect(ledger()).not.toMatch(/<<<|===|>>>/);
  expect(ledger().match(/^\{/gm)).toHaveLength(new Set(ledger().match(/"id":"[^"]+"/g)).size);
  isSame('eta');
  await step('28 lines of the ledger are shuffled', () =>
    write('feedwright.ledger', ledger().split('\n').toReversed().join('\n')),
  );
  isSame('zeta', 'eta', 'alpha');
  await step('29 the clock of the machine goes back a day', () => {
    clock -= 24 * 60 * 60 * 1000;
  });
  isSame('zeta', 'eta', 'alpha', 'delta');
  await step('30 and forward again', () => {
    clock += 48 * 60 * 60 * 1000;
  });
  isSame('zeta', 'eta', 'alpha', 'delta');
  await step('31 the output folder is lost', () => rmSync(file('output'), { recursive: true }));
  isSame('zeta', 'eta', 'alpha', 'delta');
  await step(
    '32 a build that may not write the ledger',
    () => edit('posts/zeta.md', (text) => `${text}\n${prose('frozen', 5)}\n`),
    {
      frozen: true,
    },
  );
  expect(after.get('zeta')?.updated).toBe(before.get('zeta')?.updated);
  await step('33 and one that may', () => undefined);
  expect(after.get('zeta')?.updated).not.toBe(before.get('zeta')?.updated);
  await step('34 the author states the update', () =>
    edit('posts/eta.md', (text) => text.replace('---\n', '---\nlastmod: 2026-07-20\n')),
  );
  expect(after.get('eta')?.updated).toBe('2026-07-20T04:00:00Z');
  await step('35 and takes the statement back', () =>
    edit('posts/eta.md', (text) => text.replace('lastmod: 2026-07-20\n', '')),
  );
  isSame('eta');
  await step('36 an article states the id that subscribers know', () => {
    const id = after.get('alpha')?.id ?? '';
    edit('posts/2026-01-10-alpha.md', (text) => text.replace('---\n', `---\nguid: ${id}\n`));
    move('posts/2026-01-10-alpha.md', 'posts/first.md');
  });
  isSame('alpha');
  await step('37 an article states another id', () =>
    edit('posts/first.md', (text) => text.replace(/guid: .*/, 'guid: https://elsewhere.example/1')),
  );
  isSame('alpha');
  await step('38 the site moves to another generator: other folders, other names, other fields', () => {
    options = { ...options, posts: { folder: 'content/blog', permalink: '/:path/' } };
    move('posts/first.md', 'content/blog/alpha/index.md');
    edit('content/blog/alpha/index.md', (text) => text.replace(/guid: .*\n/, '').replace('date:', 'pubDate:'));
    move('posts/2026-02-10-second-letter.md', 'content/blog/b.md');
    move('posts/science/gamma-rays/index.md', 'content/blog/c.mdx');
    move('posts/delta.md', 'content/blog/d.md');
    move('posts/gamma.md', 'content/blog/the-letter.md');
    for (const name of ['epsilon.md', 'epsilon.fr.md', 'zeta.md', 'eta.md'])
      move(`posts/${name}`, `content/blog/2026/${name}`);
  });
  isSame('alpha', 'beta', 'gamma', 'delta', 'letter', 'epsilon', 'epsilonne', 'zeta', 'eta');
  await step('39 the ledger is copied to a fresh clone', () => {
    rmSync(file('output'), { recursive: true });
  });
  isSame('alpha', 'beta', 'gamma', 'delta', 'letter', 'epsilon', 'epsilonne', 'zeta', 'eta');
  const unchanged = ledger();
  await step('40 and nothing happens any more', () => undefined);
  expect(ledger()).toBe(unchanged);
  expect(existsSync(file('feedwright.ledger'))).toBe(true);
});
