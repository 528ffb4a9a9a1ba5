import { parseOpml } from 'feedsmith';
import { describe, expect, test } from 'vitest';
import { writeOpml } from '../../src/present/opml.js';
import { channel, channels, site } from './channels.js';

describe('the OPML of all feeds', () => {
  test('is as it was', async () => {
    await expect(writeOpml(site, channels())).toMatchFileSnapshot('golden/feeds.opml');
  });

  test('is read by an independent parser as meant', () => {
    const { head, body } = parseOpml(writeOpml(site, channels()));
    expect(head).toMatchObject({ title: 'The Harbour Almanac' });
    expect(body?.outlines?.map(({ text, outlines = [] }) => [text, outlines.length])).toEqual([
      ['The Harbour Almanac', 0],
      ['More feeds', 1],
      ['Languages', 3],
      ['Tags', 4],
      ['Authors', 2],
    ]);
    expect(body?.outlines?.[0]).toMatchObject({
      type: 'rss',
      xmlUrl: 'https://almanac.example/atom.xml',
      htmlUrl: 'https://almanac.example/',
      language: 'en',
    });
  });

  test.each([
    [{ rss: 'https://a.example/r', json: 'https://a.example/j' }, 'https://a.example/r'],
    [{ json: 'https://a.example/j' }, 'https://a.example/j'],
  ])('of %o names the format that most readers show right', (addresses, xmlUrl) => {
    expect(writeOpml(site, [channel({ addresses })])).toContain(`xmlUrl="${xmlUrl}"`);
  });

  test('is dated by the feeds: by the newest, or not at all', () => {
    const updated = Date.UTC(2026, 0, 2);
    const text = writeOpml(site, [channel({ updated }), channel({ updated: updated - 1000 })]);
    expect(text).toContain('<dateModified>Fri, 02 Jan 2026 00:00:00 +0000</dateModified>');
    expect(writeOpml(site, [])).not.toContain('date');
  });

  test('names its groups in the language of the site', () => {
    expect(writeOpml({ ...site, language: 'ja-JP' }, channels())).toContain('<outline text="タグ">');
  });
});
