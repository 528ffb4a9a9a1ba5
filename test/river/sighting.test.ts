import { beforeAll, describe, expect, test } from 'vitest';
import { keyOf, type Cache } from '../../src/cache/cache.js';
import { scratchCache } from '../../src/cache/scratch.js';
import { seenEntries } from '../../src/look-ahead/seen-entries.js';
import type { Format } from '../../src/model.js';
import { openSightings } from '../../src/river/sighting.js';
import { verifyDocument } from '../../src/verify/verify.js';
import { article, buildSite, type Built } from '../site.js';

const names: Readonly<Record<Format, string>> = { rss: 'rss.xml', atom: 'atom.xml', json: 'feed.json' };
const formats = ['rss', 'atom', 'json'] as const;

let built: Built;
beforeAll(async () => {
  built = await buildSite({
    'posts/a.md': article('title: A & Ω\nupdated: 2026-05-02\ntags: [t]', '**Bold**, ]]> and `<b>`.\n'),
    'posts/b.md': article('title: B', 'Of B.\n'),
  });
});

const bytesOf = (text: string) => new TextEncoder().encode(text);

function noted(format: Format, cache: Cache, text = built.text(names[format])) {
  const path = names[format];
  const bytes = bytesOf(text);
  const { content } = verifyDocument(
    { path, url: `https://site.example/${path}`, format, entries: [{ file: 'a' }, { file: 'b' }] as never },
    bytes,
  );
  const sightings = openSightings(cache);
  if (content !== undefined) sightings.note(path, bytes, content);
  return { path, bytes, sightings };
}

/** What is told of one of these without a look at the bytes. */
const mark = (cache: Cache, path: string) => {
  const { hash } = cache.get(keyOf('seen', path)) as { hash: string };
  cache.set(keyOf('seen', path), { hash, entries: [] });
};

describe.each(formats)('of a document in %s', (format) => {
  test('readers see what its bytes say', () => {
    const { path, bytes, sightings } = noted(format, scratchCache());
    expect(seenEntries(bytes)).toHaveLength(2);
    expect(sightings.entriesOf(path, bytes)).toEqual(seenEntries(bytes));
  });

  test('the next run knows it without parsing it', () => {
    const cache = scratchCache();
    const { path, bytes } = noted(format, cache);
    expect(openSightings(cache).entriesOf(path, bytes)).toEqual(seenEntries(bytes));
    mark(cache, path);
    expect(openSightings(cache).entriesOf(path, bytes)).toEqual([]);
  });

  test('that this run replaces, it knows both', () => {
    const cache = scratchCache();
    const before = noted(format, cache);
    mark(cache, before.path);
    const { path, bytes, sightings } = noted(format, cache, built.text(names[format]).replaceAll('Of B.', 'Anew.'));
    expect(sightings.entriesOf(path, before.bytes)).toEqual([]);
    expect(sightings.entriesOf(path, bytes)).toEqual(seenEntries(bytes));
    expect(seenEntries(bytes)).not.toEqual(seenEntries(before.bytes));
  });

  test('that somebody else put in its place, its bytes tell', () => {
    const cache = scratchCache();
    const { path, sightings } = noted(format, cache);
    const other = bytesOf(built.text(path).replaceAll('Of B.', 'Of somebody else.'));
    const none = bytesOf('<html></html>');
    for (const each of [sightings, openSightings(cache)]) {
      expect(each.entriesOf(path, other)).toEqual(seenEntries(other));
      expect(each.entriesOf(path, none)).toBeUndefined();
    }
  });
});

test('a document that is no feed is not taken down', () => {
  const cache = scratchCache();
  const bytes = bytesOf('<opml/>');
  const root = { name: 'opml', attributes: {}, children: [] };
  openSightings(cache).note('a.xml', bytes, { kind: 'xml', root });
  expect(cache.get(keyOf('seen', 'a.xml'))).toBeUndefined();
});
