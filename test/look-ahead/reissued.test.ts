/** Articles that subscribers would see again under another id: too few for a flood, and each is told. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { build, type BuildRequest, type UserOptions } from '../../src/index.js';
import { makeSite, now, problemsOf } from '../site.js';

const article = (name: string, more = '') =>
  `---\ntitle: Of ${name}\ndate: 2026-05-01\n${more}---\n\nWords of ${name}.\n`;

async function publishedSite(options: UserOptions = {}) {
  const names = ['a', 'b', 'c'];
  const folder = makeSite(
    Object.fromEntries(names.map((name) => [`posts/${name}.md`, article(name, `slug: x${name}\n`)])),
  );
  const file = (name: string) => path.join(folder, name);
  const run = (request: BuildRequest = {}) =>
    build({ folder, now, options: { site: { url: 'https://e.example/' }, ...options }, ...request });
  expect((await run()).problems).toEqual([]);
  return {
    run,
    file,
    rename: () => names.forEach((name) => writeFileSync(file(`posts/${name}.md`), article(name))),
    loseLedger: () => rmSync(file('feedwright.ledger')),
  };
}

const reissued = ['a', 'b', 'c'].map((name) => `article-reissued at posts/${name}.md:1`);

describe('an article under another id', () => {
  test('is told once, with its file and the id that subscribers know', async () => {
    const { run, rename, loseLedger } = await publishedSite();
    loseLedger();
    rename();
    const seen = await run({ dryRun: true });
    expect([seen.ok, problemsOf(seen)]).toEqual([true, ['ledger-missing at feedwright.ledger', ...reissued]]);
    expect(seen.problems[1]?.message).toMatch(
      /^Subscribers know "Of a" by another id .* say "guid: tag:e\.example,2026:\/xa"/,
    );
    const outlook = seen.outlooks.find(({ path: name }) => name === 'rss.xml');
    expect(outlook?.reissued.map(({ id, before }) => [id, before])[0]).toEqual([
      'tag:e.example,2026:/a',
      'tag:e.example,2026:/xa',
    ]);
    expect(problemsOf(await run())).toEqual(problemsOf(seen));
    expect((await run()).problems).toEqual([]);
  });

  test('has the old one again where it is stated, as it was told', async () => {
    const { run, file, rename, loseLedger } = await publishedSite();
    const before = readFileSync(file('output/feed.json'), 'utf8').match(/"id": ".*"/g);
    loseLedger();
    rename();
    const { problems } = await run({ dryRun: true });
    for (const { code, file: name = '', message } of problems.filter(({ line }) => line === 1)) {
      expect(code).toBe('article-reissued');
      const [, guid = ''] = /say "(.*?)" in/.exec(message) ?? [];
      writeFileSync(file(name), article(name.slice(6, 7), `${guid}\n`));
    }
    expect(problemsOf(await run())).toEqual(['ledger-missing at feedwright.ledger']);
    expect(readFileSync(file('output/feed.json'), 'utf8').match(/"id": ".*"/g)).toEqual(before);
  });

  test('is none where the ledger knows it, or where floods are allowed', async () => {
    const kept = await publishedSite();
    kept.rename();
    expect((await kept.run()).problems).toEqual([]);

    const without = await publishedSite({ ledger: false });
    without.rename();
    expect(problemsOf(await without.run({ dryRun: true }))).toEqual(reissued);
    expect(problemsOf(await without.run({ allowFlood: true }))).toEqual([]);
  });
});

test('a ledger that is gone is told, though no article has moved', async () => {
  const { run, loseLedger } = await publishedSite();
  loseLedger();
  const { ok, problems } = await run();
  expect([ok, problems.map(({ code, severity }) => [code, severity])]).toEqual([true, [['ledger-missing', 'warning']]]);
  expect((await run()).problems).toEqual([]);
});
