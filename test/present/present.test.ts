import { describe, expect, test } from 'vitest';
import { filesForPeople } from '../../src/present/present.js';
import { addressFrom } from '../../src/present/places.js';
import { article, buildSite } from '../site.js';
import { channel, site } from './channels.js';

const live = channel({ folder: 'tags/boats/' });
const archive = channel({ folder: 'tags/boats/archive/1/', paging: { part: 'archive' } });
const complete = channel({ paging: { part: 'complete' } });
const pathsOf = (wanted: Partial<Parameters<typeof filesForPeople>[2]>) =>
  filesForPeople(site, [complete, live, archive], { pages: false, opml: false, stylesheet: false, ...wanted }).map(
    ({ path, type }) => [path, type],
  );

describe('the files for people', () => {
  test('are a page for each feed, but for none of its archives, and an index', () => {
    const html = 'text/html; charset=utf-8';
    expect(pathsOf({ pages: true })).toEqual([
      ['feed.html', html],
      ['tags/boats/feed.html', html],
      ['feeds.html', html],
    ]);
  });

  test('are the OPML and the style, each where it is wanted', () => {
    expect(pathsOf({ opml: true })).toEqual([['feeds.opml', 'text/x-opml; charset=utf-8']]);
    expect(pathsOf({ stylesheet: true })).toEqual([['feed.css', 'text/css; charset=utf-8']]);
    expect(pathsOf({})).toEqual([]);
  });

  test('are the same from the same articles', () => {
    const write = () => filesForPeople(site, [complete, live], { pages: true, opml: true, stylesheet: true });
    expect(write()).toEqual(write());
  });
});

test.each([
  ['', 'feed.css', 'feed.css'],
  ['tags/news/', 'feed.css', '../../feed.css'],
  ['', 'tags/a:b #1?/feed.html', 'tags/a%3Ab%20%231%3F/feed.html'],
  ['', 'javascript:x/feed.html', 'javascript%3Ax/feed.html'],
])('from %j, the file %j is at %j', (folder, path, address) => {
  expect(addressFrom(folder, path)).toBe(address);
});

test('a document finds the style of the site from wherever it stands', async () => {
  const built = await buildSite(
    { 'posts/a.md': article('tags: [news]') },
    { options: { formats: { rss: 'feed/index.xml' }, channels: { tags: true } } },
  );
  const styleOf = (name: string) => /href="([^"]*feed\.css)"/.exec(built.text(name))?.[1];
  expect(['atom.xml', 'feed/index.xml', 'tags/news/feed/index.xml'].map(styleOf)).toEqual([
    'feed.css',
    '../feed.css',
    '../../../feed.css',
  ]);
});
