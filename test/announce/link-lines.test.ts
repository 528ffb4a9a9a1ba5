import { parseFragment, type DefaultTreeAdapterTypes as Tree } from 'parse5';
import { describe, expect, test } from 'vitest';
import { feedLinks, linkLine, type ChannelCard } from '../../src/announce/link-lines.js';
import { channelsOf, pageAddress } from '../../src/announce/page-channels.js';

function card(kind: ChannelCard['kind'], name = '', more: Partial<ChannelCard> = {}): ChannelCard {
  const at = `https://site.example/${name === '' ? '' : `${name}/`}`;
  const addresses = { rss: `${at}rss.xml`, atom: `${at}atom.xml`, json: `${at}feed.json` };
  return { kind, name, title: name === '' ? 'Site' : `Site: ${name}`, url: at, addresses, ...more };
}

const site = card('site');
const linkLines = (channels: readonly ChannelCard[]) => feedLinks(channels).map((link) => linkLine(link));

describe('the lines of a page', () => {
  test('name Atom first, then RSS, then JSON', () => {
    expect(linkLines([site])).toEqual([
      '<link rel="alternate" type="application/atom+xml" title="Site" href="https://site.example/atom.xml">',
      '<link rel="alternate" type="application/rss+xml" title="Site" href="https://site.example/rss.xml">',
      '<link rel="alternate" type="application/feed+json" title="Site" href="https://site.example/feed.json">',
    ]);
  });

  test('leave out a format that is not written', () => {
    expect(linkLines([{ ...site, addresses: { json: 'https://site.example/feed.json' } }])).toHaveLength(1);
  });

  test('begin with the feed of the whole site', () => {
    const links = feedLinks([
      card('tag', 'news'),
      card('own', 'notes'),
      card('language', 'de', { language: 'de' }),
      site,
    ]);
    expect(links.map(({ title }) => title).filter((_, index) => index % 3 === 0)).toEqual([
      'Site',
      'Site: de',
      'Site: news',
      'Site: notes',
    ]);
  });

  test('say the language of a feed that is in one of several', () => {
    const [line = ''] = linkLines([card('language', 'de', { language: 'de' })]);
    expect(line).toContain('href="https://site.example/de/atom.xml" hreflang="de">');
    expect(linkLines([{ ...site, language: 'en' }])[0]).not.toContain('hreflang');
  });

  test.each([
    ['de', 'Site: de'],
    ['de-AT', 'Site: de'],
    ['DE_at', 'Site: de'],
    ['den', 'Site'],
    ['en-GB', 'Site'],
    ['fr', 'Site'],
    [undefined, 'Site'],
  ])('of a page in %s begin with %s', (language, title) => {
    const channels = [
      { ...site, language: 'en' },
      card('language', 'en', { language: 'en' }),
      card('language', 'de', { language: 'de' }),
    ];
    expect(feedLinks(channels, language)[0]?.title).toBe(title);
  });

  test.each(['"Q" & <A>', "it's", 'C++ &amp; D', 'naïve 日本語', '&#43;', '<script>'])(
    'give back the title %s',
    (title) => {
      const line = linkLine({ type: 'application/rss+xml', title, href: 'https://site.example/rss.xml?a=1&copy=2' });
      const [link] = parseFragment(line).childNodes as Tree.Element[];
      expect(Object.fromEntries(link?.attrs.map(({ name, value }) => [name, value]) ?? [])).toEqual({
        rel: 'alternate',
        type: 'application/rss+xml',
        title,
        href: 'https://site.example/rss.xml?a=1&copy=2',
      });
    },
  );

  test('are one line each, whatever a title holds', () => {
    expect(linkLine({ type: 't', title: 'a\nb\u0008', href: 'h' })).toBe(
      '<link rel="alternate" type="t" title="a b" href="h">',
    );
  });

  test('end as elements of XML do in XHTML', () => {
    expect(linkLine({ type: 't', title: 'a', href: 'h' }, true)).toMatch(/ href="h" \/>$/);
  });
});

describe('a page announces', () => {
  const news = card('tag', 'news');
  const channels = [site, news, card('tag', 'C++', { url: 'https://site.example/tags/c%2B%2B' }), card('own', 'notes')];
  const named = (page?: string) => channelsOf(channels, page).map(({ name }) => name);

  test.each([
    [undefined, ['', 'notes']],
    ['https://site.example/about/', ['', 'notes']],
    ['https://site.example/news/index.html', ['', 'news', 'notes']],
    ['https://site.example/news.html', ['', 'news', 'notes']],
    ['http://site.example/news', ['', 'news', 'notes']],
    ['https://site.example/tags/c%2B%2B/index.html', ['', 'C++', 'notes']],
    ['https://site.example/tags/c++', ['', 'C++', 'notes']],
    ['https://site.example/tags/%', ['', 'notes']],
  ])('at %s the feeds %j', (page, names) => {
    expect(named(page)).toEqual(names);
  });

  test('no tag on the first page, where its feed has no page of its own', () => {
    expect(channelsOf([site, { ...news, url: site.url }], 'https://site.example/index.html')).toEqual([site]);
  });

  test.each([
    ['index.html', 'https://site.example/blog/index.html'],
    ['a b/c#?.html', 'https://site.example/blog/a%20b/c%23%3F.html'],
    ['tags/c++/index.html', 'https://site.example/blog/tags/c%2B%2B/index.html'],
  ])('%s is served at %s', (file, address) => {
    expect(pageAddress('https://site.example/blog', file)).toBe(address);
  });
});
