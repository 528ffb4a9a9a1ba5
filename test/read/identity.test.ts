import { describe, expect, test } from 'vitest';
import { article, buildSite, problemsOf } from '../site.js';

const idOf = async (fields: string, file = 'posts/a.md', options = {}) =>
  (await buildSite({ [file]: article(fields) }, { options })).items()[0]?.['id'];

describe('an id', () => {
  test.each([
    ['guid: https://old.example/?p=12', 'https://old.example/?p=12'],
    ['guid: tag:old.example,2009:1', 'tag:old.example,2009:1'],
    ['guid: "42"\nid: urn:test:y', '42'],
    ['guid: 42', '42'],
    ['id: docusaurus-doc-id', 'tag:site.example,2026:/a'],
    ['id: urn:isbn:0451450523', 'urn:isbn:0451450523'],
    ['uuid: 0c9d2f6e-4b6f-4c3e-9a55-2c8b1f6f7a10', '0c9d2f6e-4b6f-4c3e-9a55-2c8b1f6f7a10'],
    ['post_id: 77', 'https://site.example/?p=77'],
    ['', 'tag:site.example,2026:/a'],
    ['permalink: /x/y.html', 'tag:site.example,2026:/x/y'],
    ['permalink: /naïve/', 'tag:site.example,2026:/na%C3%AFve'],
    ['permalink: https://elsewhere.example/p', 'tag:site.example,2026:/elsewhere.example/p'],
  ])('of %j is %s', async (fields, id) => {
    expect(await idOf(fields)).toBe(id);
  });

  test('stays when the day is corrected, the ending changes, or the site moves to https', async () => {
    const ids = [
      await idOf(''),
      await idOf('publishDate: 2026-08-13'),
      await idOf('', 'posts/a.md', { posts: { permalink: '/:slug.html' } }),
      await idOf('', 'posts/a.md', { site: { url: 'http://site.example' } }),
    ];
    expect(new Set(ids).size).toBe(1);
  });

  test('that is no URI is kept for RSS and JSON, and wrapped for Atom', async () => {
    const built = await buildSite({ 'posts/a.md': article('guid: "post 1"') });
    expect(problemsOf(built)).toEqual(['id-not-uri at posts/a.md:3']);
    expect(built.text('rss.xml')).toContain('<guid isPermaLink="false">post 1</guid>');
    expect(built.text('atom.xml')).toContain('<id>tag:site.example,2005:guid:post%201</id>');
    expect(built.items()[0]?.['id']).toBe('post 1');
  });

  test('that is a number in JSON is kept', async () => {
    const built = await buildSite({ 'posts/a.md': '{ "date": "2026-05-01", "guid": 42 }\nText.\n' });
    expect(built.items()[0]?.['id']).toBe('42');
  });

  test('that is a bare UUID is a URN in Atom', async () => {
    const built = await buildSite({ 'posts/a.md': article('uuid: 0C9D2F6E-4B6F-4C3E-9A55-2C8B1F6F7A10') });
    expect(built.text('atom.xml')).toContain('<id>urn:uuid:0c9d2f6e-4b6f-4c3e-9a55-2c8b1f6f7a10</id>');
  });

  test('that is the address is said to be one', async () => {
    const built = await buildSite({ 'posts/a.md': article('guid: https://site.example/a/') });
    expect(built.text('rss.xml')).toContain('<guid isPermaLink="true">https://site.example/a/</guid>');
  });
});
