import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { build } from '../../src/index.js';
import { formatLedger } from '../../src/ledger/format-ledger.js';
import type { LedgerRecord } from '../../src/ledger/ledger-file.js';
import { amendLedger, sumOfLedger } from '../../src/ledger/open-ledger.js';
import { article, buildSite, makeSite, now, problemsOf } from '../site.js';

const at = (url: string) => ({ site: { url } });

test('a build for another host than that of all articles is told of, unless it is frozen', async () => {
  const built = await buildSite({ 'posts/a.md': article() });
  const preview = {
    folder: built.folder,
    now,
    options: { ...at('https://preview.example/'), output: 'preview' },
    dryRun: true,
  };
  expect(problemsOf(await build(preview))).toEqual(['ledger-elsewhere at feedwright.ledger:1']);
  expect(problemsOf(await build({ ...preview, frozen: true }))).not.toContain(
    'ledger-elsewhere at feedwright.ledger:1',
  );
});

test('the last article may expire: its author said so', async () => {
  const folder = makeSite({ 'posts/a.md': article('expires: 2026-06-01') });
  const run = (instant: string) => build({ folder, now: instant, options: at('https://site.example/') });
  await run('2026-05-02');
  const { ok, feeds } = await run('2026-06-02');
  expect([ok, feeds.map(({ entries, change }) => [entries, change])]).toEqual([
    true,
    [0, 1, 2].map(() => [0, 'changed']),
  ]);
});

test('a build ahead of its time keeps what is to come nowhere but in its output', async () => {
  const folder = makeSite({
    'posts/a.md': article('title: A'),
    'posts/b.md': article('title: Secret').replace('2026', '2027'),
  });
  const clock = { now: () => now, elapsed: () => 0 };
  const request = { folder, clock, options: at('https://site.example/') };
  await build(request);
  const kept = () => ['feedwright.ledger', '.feedwright-cache'].flatMap((name) => textsBelow(path.join(folder, name)));
  const before = kept();
  const { articles } = await build({
    ...request,
    now: '2027-06-01',
    options: { ...request.options, output: 'preview' },
  });
  expect([articles.published, kept()]).toEqual([2, before]);
});

function textsBelow(place: string): readonly string[] {
  if (!statSync(place).isDirectory()) return [readFileSync(place, 'utf8')];
  return readdirSync(place).flatMap((name) => [name, ...textsBelow(path.join(place, name))]);
}

describe('some records of a ledger', () => {
  const records = Array.from({ length: 60_000 }, (_, index): LedgerRecord => {
    const id = String(100_000 + index);
    const url = `https://site.example/${id}/`;
    return { id, title: `Article ${id}`, file: `posts/${id}.md`, url, was: [], published: now };
  });
  const text = Buffer.from(formatLedger(records)).toString();
  const edited = records.map((record) => ({ ...record, title: `${record.title}: edited` }));
  const file = path.join(makeSite({ ledger: '' }), 'ledger');

  test.each([
    ['all of them', () => true],
    ['some', (index: number) => index % 3 === 0],
    ['neighbours', (index: number) => index < 2 || index > 59_997],
  ])('say the same in their places as if it were written anew: %s', (_, isAmong) => {
    const among = <Item>(items: readonly Item[]) => items.filter((_, index) => isAmong(index));
    const anew = records.map((record, index) => (isAmong(index) ? (edited[index] ?? record) : record));
    const amended = amendLedger(file, text, among(records), among(edited));
    expect(Buffer.from(amended?.bytes ?? []).equals(formatLedger(anew))).toBe(true);
    expect(amended?.sum).toBe(sumOfLedger(formatLedger(anew)));
  });

  test('are not amended where it has them otherwise', () => {
    const other = text.replace('"title":"Article 100005"', '"title": "Article 100005"');
    expect(amendLedger(file, other, records, edited)).toBeUndefined();
  });
});
