import { beforeAll, describe, expect, test } from 'vitest';
import type { Format } from '../../src/model.js';
import { verifyDocument } from '../../src/verify/verify.js';
import { article, buildSite, type Built } from '../site.js';

let built: Built;
beforeAll(async () => {
  built = await buildSite(
    {
      'posts/a.md': article('title: A\nguid: urn:test:a\nenclosure: { url: /a.mp3, length: 5 }\ntags: [t]'),
      'posts/b.md': article('title: B\nguid: urn:test:b'),
    },
    { options: { cloud: 'http://rpc.example:5337/pleaseNotify' } },
  );
});

const names: Readonly<Record<Format, string>> = { rss: 'rss.xml', atom: 'atom.xml', json: 'feed.json' };
const entries = [
  { id: 'urn:test:a', file: 'posts/a.md' },
  { id: 'urn:test:b', file: 'posts/b.md' },
];

const tombstones = 'http://purl.org/atompub/tombstones/1.0';

/** The problems of a sound document in which one text was replaced. */
function faultsOf(format: Format, from: string | RegExp, to: string) {
  const path = names[format];
  const sound = built.text(path);
  const broken = sound.replace(from, to);
  expect(broken).not.toBe(sound);
  return verifyDocument(
    { path, url: `https://site.example/${path}`, format, entries },
    new TextEncoder().encode(broken),
  ).faults;
}

describe('a sound document passes:', () => {
  test.each(['rss', 'atom', 'json'] as const)('%s', (format) => {
    const path = names[format];
    expect(
      verifyDocument(
        { path, url: `https://site.example/${path}`, format, entries },
        new TextEncoder().encode(built.text(path)),
      ).faults,
    ).toEqual([]);
  });
});

describe('a broken document is refused, and the article named', () => {
  test.each<[Format, string, string | RegExp, string, string]>([
    ['rss', 'raw markup', '<title>A</title>', '<title>A<b></title>', 'rss.xml'],
    ['rss', 'a control character', '<title>A</title>', '<title>A\u0008</title>', 'rss.xml'],
    ['rss', 'another version', 'version="2.0"', 'version="0.91"', 'rss.xml'],
    ['rss', 'no channel title', '<title>Site</title>', '', 'rss.xml'],
    [
      'rss',
      'another self link',
      'href="https://site.example/rss.xml"',
      'href="https://site.example/feed.xml"',
      'rss.xml',
    ],
    ['rss', 'no guid', /<guid.*urn:test:a<\/guid>/, '', 'posts/a.md'],
    ['rss', 'the guid of another', 'urn:test:b', 'urn:test:a', 'posts/b.md'],
    ['rss', 'a guid that says it is a link', 'isPermaLink="false"', 'isPermaLink="true"', 'posts/a.md'],
    ['rss', 'an empty title', '<title>B</title>', '<title> </title>', 'posts/b.md'],
    ['rss', 'a relative link', '<link>https://site.example/a/</link>', '<link>/a/</link>', 'posts/a.md'],
    ['rss', 'a wrong weekday', 'Fri, 01 May', 'Mon, 01 May', 'rss.xml'],
    ['rss', 'an enclosure without length', 'length="5"', '', 'posts/a.md'],
    ['rss', 'two enclosures', /(<enclosure.*>)/, '$1$1', 'posts/a.md'],
    [
      'rss',
      'content before description',
      /<description>Text\.<\/description>([^]*?)(<content:encoded>.*<\/content:encoded>)/,
      '$2<description>x</description>$1',
      'posts/a.md',
    ],
    ['rss', 'a prefix for another namespace', 'http://purl.org/rss/1.0/modules/content/', 'urn:other', 'rss.xml'],
    ['rss', 'a prefix of nobody', '<item>', '<x:y xmlns:x="urn:x"/><item>', 'rss.xml'],
    ['rss', 'an entry too few', /<item>[^]*?<\/item>/, '', 'rss.xml'],
    ['rss', 'a cloud without port', ' port="5337"', '', 'rss.xml'],
    ['rss', 'a cloud for another protocol', 'http-post', 'soap', 'rss.xml'],
    ['atom', 'no id', '<id>urn:test:a</id>', '', 'posts/a.md'],
    ['atom', 'an id that is no URI', 'urn:test:b', 'b', 'posts/b.md'],
    ['atom', 'no author', /<author>[^]*?<\/author>/, '', 'posts/a.md'],
    ['atom', 'a date without zone', '<published>2026-05-01T00:00:00Z', '<published>2026-05-01T00:00:00', 'posts/a.md'],
    [
      'atom',
      'another link first',
      /(<link rel="alternate"[^>]*>)\s*(<link rel="enclosure"[^>]*>)/,
      '$2$1',
      'posts/a.md',
    ],
    ['atom', 'a category without term', 'term="t"', '', 'posts/a.md'],
    ['atom', 'empty content', /<content type="html">.*<\/content>/, '<content type="html"></content>', 'posts/a.md'],
    ['atom', 'no self link', /<link rel="self".*>/, '', 'atom.xml'],
    [
      'atom',
      'the tombstone of an entry that is there',
      /(<feed[^>]*)>/,
      `$1 xmlns:at="${tombstones}"><at:deleted-entry ref="urn:test:b" when="2026-05-01T00:00:00Z"/>`,
      'posts/b.md',
    ],
    [
      'atom',
      'a tombstone without a date',
      /(<feed[^>]*)>/,
      `$1 xmlns:at="${tombstones}"><at:deleted-entry ref="urn:test:c"/>`,
      'atom.xml',
    ],
    ['json', 'an item too few', /"items": \[\s*\{[^]*?\n {4}\},/, '"items": [', 'feed.json'],
    ['json', 'no title', '"title": "Site"', '"title": ""', 'feed.json'],
    ['json', 'a relative home page', '"home_page_url": "https://site.example/"', '"home_page_url": "/"', 'feed.json'],
    ['atom', 'no title', '<title type="text">Site</title>', '', 'atom.xml'],
    ['atom', 'another namespace', 'xmlns="http://www.w3.org/2005/Atom"', 'xmlns="urn:other"', 'atom.xml'],
    ['atom', 'two summaries', /(<content )/, '<summary>a</summary><summary>b</summary>$1', 'posts/a.md'],
    ['json', 'no JSON', '{', '[', 'feed.json'],
    ['json', 'another version', 'version/1.1', 'version/1', 'feed.json'],
    ['json', 'a number for an id', '"urn:test:a"', '1', 'posts/a.md'],
    ['json', 'the id of another', 'urn:test:b', 'urn:test:a', 'posts/b.md'],
    ['json', 'no content', '"content_html"', '"content"', 'posts/a.md'],
    ['json', 'a relative address', '"url": "https://site.example/a/"', '"url": "/a/"', 'posts/a.md'],
    [
      'json',
      'a date that is none',
      '"date_published": "2026-05-01T00:00:00Z"',
      '"date_published": "May"',
      'posts/a.md',
    ],
    ['json', 'an attachment without type', '"mime_type"', '"mime"', 'posts/a.md'],
    ['json', 'another feed_url', 'https://site.example/feed.json', 'https://site.example/f.json', 'feed.json'],
    ['json', 'tags that are no list', /"tags": \[[^\]]*\]/, '"tags": "t"', 'posts/a.md'],
  ])('%s with %s', (format, _, from, to, file) => {
    expect(faultsOf(format, from, to)[0]).toMatchObject({ severity: 'error', code: 'feed-invalid', file });
  });
});

test('what one rule finds is told in the order of the document, however deep it lies', () => {
  const faults = faultsOf('atom', /<name>([^]*?)<content type="html">/, '<name>\u0085$1<content type="html">&#x85;');
  expect(faults.map(({ message }) => /<\w+> holds/.exec(message)?.[0])).toEqual(['<name> holds', '<content> holds']);
});
