import fc from 'fast-check';
import { parse, type DefaultTreeAdapterTypes } from 'parse5';
import { describe, expect, test } from 'vitest';
import { writeFeedPage } from '../../src/present/page.js';
import { writeIndexPage } from '../../src/present/index-page.js';
import type { Channel } from '../../src/channel.js';
import { vectors } from '../render/hostile-vectors.js';
import { arabicChannel, channel, channels, entry, site } from './channels.js';

type Node = DefaultTreeAdapterTypes.ChildNode;
type Tag = DefaultTreeAdapterTypes.Element;

/** All elements of a page, in order. */
function elementsOf(text: string): readonly Tag[] {
  const visit = (node: Node): readonly Tag[] => ('tagName' in node ? [node, ...node.childNodes.flatMap(visit)] : []);
  return parse(text).childNodes.flatMap(visit);
}

const attribute = ({ attrs }: Tag, name: string) => attrs.find((attr) => attr.name === name)?.value;
const textOf = (node: Node): string =>
  'value' in node ? node.value : 'childNodes' in node ? node.childNodes.map(textOf).join('') : '';
const ofClass = (text: string, name: string) =>
  elementsOf(text).filter((tag) => attribute(tag, 'class')?.split(' ').includes(name));
const named = (text: string, name: string) => elementsOf(text).filter(({ tagName }) => tagName === name);
const pageOf = (fields: Partial<Channel> = {}, all = channels()) => writeFeedPage(channel(fields), site, all);

/** Style and script are looked at by people and the browser test; here they would hide the rest. */
const withoutStyle = (text: string) =>
  text.replace(/(<(style|script)>)[^]*?(<\/\2>)/g, '$1$3').replace(/sha256-[^&]+/g, 'sha256-');

describe('the page of a feed', () => {
  test('is as it was', async () => {
    await expect(withoutStyle(pageOf())).toMatchFileSnapshot('golden/feed.html');
    await expect(withoutStyle(pageOf(arabicChannel))).toMatchFileSnapshot('golden/feed-ar.html');
  });

  test('names its formats to browsers and readers, Atom first', () => {
    const links = named(pageOf(), 'link').map((link) => [attribute(link, 'type'), attribute(link, 'href')]);
    expect(links).toEqual([
      ['application/atom+xml', 'https://almanac.example/atom.xml'],
      ['application/rss+xml', 'https://almanac.example/rss.xml'],
      ['application/feed+json', 'https://almanac.example/feed.json'],
    ]);
  });

  test('gives readers the address of the feed, encoded as each wants it', () => {
    const feed = 'https://almanac.example/tags/%C3%A9?a=1&b=2#c';
    const page = pageOf({ addresses: { rss: feed } });
    const encoded = encodeURIComponent(feed);
    const [choices] = ofClass(page, 'choices');
    const hrefs = (choices?.childNodes ?? []).flatMap((item) =>
      'childNodes' in item ? item.childNodes.flatMap((link) => ('attrs' in link ? [attribute(link, 'href')] : [])) : [],
    );
    expect(hrefs).toEqual([
      `feed:${feed}`,
      `https://feedly.com/i/subscription/feed%2F${encoded}`,
      `https://www.inoreader.com/?add_feed=${encoded}`,
      `https://www.newsblur.com/?url=${encoded}`,
      `https://feedbin.com/?subscribe=${encoded}`,
      `https://theoldreader.com/feeds/subscribe?url=${encoded}`,
    ]);
    expect(named(page, 'input').map((input) => attribute(input, 'value'))).toEqual([feed]);
  });

  test('shows the ten newest articles, as an h-feed', () => {
    const page = pageOf();
    expect(ofClass(page, 'h-feed')).toHaveLength(1);
    expect(ofClass(page, 'h-entry')).toHaveLength(10);
    expect(
      ofClass(page, 'u-url')
        .slice(0, 2)
        .map((link) => attribute(link, 'href')),
    ).toEqual(['https://almanac.example/0/', 'https://almanac.example/1/']);
    expect(ofClass(page, 'p-author').slice(0, 3).map(textOf)).toEqual(['Ann Example', 'Ann Example', 'Bo Sailor']);
    const [time] = ofClass(page, 'dt-published');
    expect([time && textOf(time), time && attribute(time, 'datetime')]).toEqual(['2026-10-20', '2026-10-20T12:00:00Z']);
  });

  test('shows a note by its first words, which are no name', () => {
    const page = pageOf({ entries: [entry(1, { title: undefined, firstWords: 'Fog.' })] });
    expect(ofClass(page, 'p-summary').map(textOf)).toEqual([site.description, 'Fog.']);
    expect(ofClass(page, 'p-name').map(textOf)).toEqual([site.title]);
  });

  test('cuts a summary of many words', () => {
    const page = pageOf({ entries: [entry(1, { summary: 'word '.repeat(500) })] });
    expect(textOf(ofClass(page, 'p-summary').at(-1) as Tag)).toMatch(/^(?:word )+word…$/);
    expect(page.length).toBeLessThan(12_000);
  });

  test.each([
    ['ar', 'ar', 'rtl', 'اشتراك'],
    ['ar-EG', 'ar-EG', 'rtl', 'اشتراك'],
    ['de', 'de', 'ltr', 'Abonnieren'],
    [undefined, 'en', 'ltr', 'Subscribe'],
  ])('in %s says so, and runs as it does', (language, lang, dir, said) => {
    const { language: _, ...plain } = channel();
    const page = writeFeedPage({ ...plain, ...(language === undefined ? {} : { language }) }, site, []);
    const [root] = named(page, 'html');
    expect(root?.attrs).toEqual([
      { name: 'lang', value: lang },
      { name: 'dir', value: dir },
    ]);
    expect(named(page, 'h2').map((tag) => textOf(tag).trim())[0]).toBe(said);
  });

  test('in a language that we do not speak says our words in English, and marks them', () => {
    const page = pageOf({ language: 'fa' });
    expect(named(page, 'html')[0]?.attrs).toEqual([
      { name: 'lang', value: 'fa' },
      { name: 'dir', value: 'rtl' },
    ]);
    expect(page).toContain('<span lang="en" dir="ltr">Subscribe</span>');
  });

  test('marks an article in another language, and its direction', () => {
    const marked = ofClass(pageOf(), 'h-entry').filter((tag) => attribute(tag, 'lang') !== undefined);
    expect(marked.map((tag) => [attribute(tag, 'lang'), attribute(tag, 'dir')])).toEqual([['ar', 'rtl']]);
  });

  test('leads to the site, to its own page there, and to the index, from any folder', () => {
    const page = pageOf({ folder: 'tags/日本語/', url: 'https://almanac.example/tags/%E6%97%A5/' });
    const hrefs = named(page, 'a').map((link) => attribute(link, 'href'));
    expect(hrefs.slice(0, 3)).toEqual([
      'https://almanac.example/',
      '../../feeds.html',
      'https://almanac.example/tags/%E6%97%A5/',
    ]);
    expect(pageOf({}, [channel()])).not.toContain('feeds.html');
  });

  test('says so when there are no articles', () => {
    expect(pageOf({ entries: [] })).toContain('No articles yet.');
  });
});

describe('the index of all feeds', () => {
  test('is as it was', async () => {
    await expect(withoutStyle(writeIndexPage(site, channels(), true))).toMatchFileSnapshot('golden/feeds.html');
  });

  test('leads to each page, whatever its folder is called', () => {
    const pages = named(writeIndexPage(site, channels(), true), 'a').map((link) => attribute(link, 'href') ?? '');
    const found = pages
      .filter((href) => href.endsWith('feed.html'))
      .map((href) => new URL(href, 'https://almanac.example/').pathname);
    expect(found.map(decodeURIComponent).toSorted()).toEqual(
      channels()
        .map(({ folder }) => `/${folder}feed.html`)
        .toSorted(),
    );
  });

  test('offers the OPML where there is one', () => {
    expect(writeIndexPage(site, channels(), true)).toContain('href="feeds.opml"');
    expect(writeIndexPage(site, channels(), false)).not.toContain('opml');
  });
});

describe('hostile texts', () => {
  const shape = (text: string) =>
    elementsOf(text).map(({ tagName, attrs }) => `${tagName} ${attrs.map(({ name }) => name).join(' ')}`);
  const pages = (text: string) => {
    const hostile = channel({
      title: text,
      description: `d${text}`,
      name: text,
      kind: 'tag',
      entries: [
        entry(1, { title: text, summary: `s${text}`, authors: [{ name: text }] }),
        entry(2, { title: undefined, firstWords: text }),
      ],
    });
    const hostileSite = { ...site, title: text };
    return [
      ...shape(writeFeedPage(hostile, hostileSite, [hostile, hostile])),
      ...shape(writeIndexPage(hostileSite, [hostile], true)),
    ];
  };
  const usual = pages('usual');

  test.each(vectors)('become no markup: %j', (vector) => expect(pages(vector)).toEqual(usual));

  test('become no markup, whatever they are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (text) => {
        expect(pages(`x${text}`)).toEqual(usual);
      }),
    );
  });
});
