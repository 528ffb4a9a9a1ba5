import { describe, expect, test } from 'vitest';
import { parseXml } from '../../src/xml-parser.js';
import { childElements, textOf } from '../../src/xml.js';
import { article, buildSite } from '../site.js';

const titles = [
  'AT&T',
  'A literal &amp; here',
  'Using the <script> tag',
  'a<b and c>d',
  '<3 Deno',
  'All of </b>',
  ']]> and ]]> again',
  '"Quotes" and \'apostrophes\'',
  'Emoji 👩‍👩‍👧‍👦 🎉',
  'שלום עולם',
  'مرحبا & أهلا',
  '日本語のタイトル',
  'Zoë, naïve',
  '&lt;b&gt;',
  'C++ \\ back`tick`',
];

test.each(titles)('the title %j reads the same in all three formats', async (title) => {
  const fields = `title: ${JSON.stringify(title)}\ntags: [${JSON.stringify(title)}]\nauthor: { name: ${JSON.stringify(title)} }`;
  const built = await buildSite({ 'posts/a.md': article(fields) }, { options: { site: { title, copyright: title } } });

  const rss = childElements(parseXml(built.text('rss.xml')), 'channel')[0];
  const item = rss && childElements(rss, 'item')[0];
  const atom = parseXml(built.text('atom.xml'));
  const entry = childElements(atom, 'entry')[0];
  if (rss === undefined || item === undefined || entry === undefined) throw new Error('no entries');
  const text = (node: typeof atom, name: string) => childElements(node, name).map(textOf)[0];

  const json = JSON.parse(built.text('feed.json')) as {
    title: string;
    items: { title: string; tags: string[]; authors: { name: string }[] }[];
  };
  expect([text(rss, 'title'), text(rss, 'copyright'), text(atom, 'title'), text(atom, 'rights'), json.title]).toEqual(
    Array(5).fill(title),
  );
  expect([text(item, 'title'), text(entry, 'title'), json.items[0]?.title]).toEqual([title, title, title]);
  expect([
    text(item, 'category'),
    childElements(entry, 'category')[0]?.attributes['term'],
    json.items[0]?.tags[0],
  ]).toEqual([title, title, title]);
  expect([
    text(item, 'dc:creator'),
    childElements(entry, 'author').map((author) => text(author, 'name'))[0],
    json.items[0]?.authors[0]?.name,
  ]).toEqual([title, title, title]);
});

describe('a feed', () => {
  test('declares only the namespaces that it uses', async () => {
    const built = await buildSite({ 'posts/a.md': article('title: T', '') });
    const [root = ''] = /<rss[^>]*>/.exec(built.text('rss.xml')) ?? [];
    expect(root).toBe('<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">');
    expect(built.text('atom.xml')).toContain('<feed xmlns="http://www.w3.org/2005/Atom">');
  });

  test('says where it lives, who pushes it, and how often it is worth asking', async () => {
    const options = { hubs: ['https://hub.example/'], refresh: { period: 'daily', frequency: 2 } } as const;
    const built = await buildSite({ 'posts/a.md': article() }, { options });
    expect(built.text('rss.xml')).toContain(
      '<atom:link rel="self" href="https://site.example/rss.xml" type="application/rss+xml"/>\n    <atom:link rel="hub" href="https://hub.example/"/>',
    );
    expect(built.text('rss.xml')).toContain(
      '<sy:updatePeriod>daily</sy:updatePeriod>\n    <sy:updateFrequency>2</sy:updateFrequency>',
    );
    expect(built.text('atom.xml')).toContain('<link rel="hub" href="https://hub.example/"/>');
    expect(JSON.parse(built.text('feed.json'))).toMatchObject({
      feed_url: 'https://site.example/feed.json',
      hubs: [{ type: 'WebSub', url: 'https://hub.example/' }],
    });
  });

  test('names its language, and that of an entry', async () => {
    const built = await buildSite({ 'posts/a.md': article('lang: de') }, { options: { site: { language: 'en' } } });
    expect(built.text('rss.xml')).toMatch(/<language>en<[^]*<dc:language>de</);
    expect(built.text('atom.xml')).toMatch(/<feed [^>]*xml:lang="en">[^]*<entry xml:lang="de">/);
    expect(JSON.parse(built.text('feed.json'))).toMatchObject({ language: 'en', items: [{ language: 'de' }] });
  });

  test('joins its authors for RSS, and lists them in the others', async () => {
    const built = await buildSite({
      'posts/a.md': article('authors: [Ann <a@e.example>, { name: Bob, url: "https://bob.example/" }]'),
    });
    expect(built.text('rss.xml')).toContain('<dc:creator>Ann, Bob</dc:creator>');
    expect(built.text('rss.xml')).not.toMatch(/<author>|a@e\.example/);
    expect(built.text('atom.xml')).toMatch(
      /<name>Ann<\/name>\s*<email>a@e.example<\/email>[^]*<name>Bob<\/name>\s*<uri>https:\/\/bob.example\/<\/uri>/,
    );
    expect(built.items()[0]).toMatchObject({
      authors: [{ name: 'Ann' }, { name: 'Bob', url: 'https://bob.example/' }],
      author: { name: 'Ann' },
    });
  });

  test('without an author is by the site in Atom, which demands one', async () => {
    const built = await buildSite({ 'posts/a.md': article() });
    expect(built.text('atom.xml')).toContain('<author>\n      <name>Site</name>');
    expect(built.items()[0]).not.toHaveProperty('authors');
  });

  test('shows the lead image, the other site and the first place of an article', async () => {
    const built = await buildSite({
      'posts/a.md': article(
        'image: /i.png\nexternal_url: https://other.example/\ncanonical_url: https://first.example/a',
      ),
    });
    expect(built.text('rss.xml')).toContain('<media:content url="https://site.example/i.png" medium="image"/>');
    expect(built.text('atom.xml')).toContain('<link rel="related" href="https://other.example/"/>');
    expect(built.text('atom.xml')).toContain('<link rel="via" href="https://first.example/a"/>');
    expect(built.items()[0]).toMatchObject({
      image: 'https://site.example/i.png',
      external_url: 'https://other.example/',
    });
  });

  test('has no `<` in JSON, which one parser would take for XML', async () => {
    const built = await buildSite({ 'posts/a.md': article('title: "<rss>"') });
    expect(built.text('feed.json')).not.toContain('<');
  });
});
