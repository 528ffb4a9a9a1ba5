import { parseFeed } from 'feedsmith';
import { describe, expect, test } from 'vitest';
import { BuildError, type ExtensionOptions, type UserOptions } from '../../src/index.js';
import { article, buildSite, problemsOf } from '../site.js';

const geo = { prefix: 'geo', namespace: 'http://www.w3.org/2003/01/geo/wgs84_pos#' } as const;
const posts = {
  'posts/a.md': article('title: A & B\nPlace: { lat: 48.2, long: 16.4 }'),
  'posts/b.md': article('title: B'),
};

const buildWith = (extension: Partial<ExtensionOptions>, options: UserOptions = {}) =>
  buildSite(posts, { options: { ...options, extensions: [{ ...geo, ...extension }] } });

/** What a config file in JavaScript may return, whatever its types say. */
const returning = (value: unknown): Partial<ExtensionOptions> => ({ entry: () => value as undefined });

describe('an extension of the user’s own', () => {
  const place: Partial<ExtensionOptions> = {
    channel: ({ title, part }) => ({ name: 'about', attributes: { of: title, part } }),
    entry: ({ fields: { Place } }) => {
      const { lat, long } = (Place ?? {}) as { lat?: string; long?: string };
      return lat === undefined || long === undefined
        ? undefined
        : [
            { name: 'lat', text: lat },
            { name: 'long', text: long },
          ];
    },
  };

  test('puts elements of the front matter into the entries of both XML formats, as parsers read them', async () => {
    const built = await buildWith(place);
    for (const name of ['rss.xml', 'atom.xml']) {
      expect(built.text(name)).toContain(`xmlns:geo="${geo.namespace}"`);
      expect(built.text(name).match(/<geo:l.*>/g)).toEqual(['<geo:lat>48.2</geo:lat>', '<geo:long>16.4</geo:long>']);
      expect(built.text(name)).toContain('<geo:about of="Site" part="live"/>');
    }
    const { format, feed } = parseFeed(built.text('rss.xml'));
    expect(format === 'rss' ? feed.items?.map((item) => item.geo) : format).toEqual([
      { lat: 48.2, long: 16.4 },
      undefined,
    ]);
    expect(built.problems).toEqual([]);
  });

  test('is declared only where it is used', async () => {
    const built = await buildWith({ ...place, formats: ['atom'] });
    expect(built.text('rss.xml')).not.toContain('geo');
    expect(built.text('atom.xml')).toContain('xmlns:geo=');
    const silent = await buildWith({ entry: () => undefined, channel: () => [] });
    expect(silent.text('atom.xml')).not.toContain('geo');
  });

  test('has all that it says escaped', async () => {
    const text = '<b> & "]]>\u0008';
    const built = await buildWith({
      entry: ({ title }) => ({
        name: 'x',
        attributes: { a: text, b: undefined },
        children: [
          { name: 'y', text: title ?? '' },
          { name: 'z', text },
        ],
      }),
    });
    expect(built.ok).toBe(true);
    expect(built.text('rss.xml')).toContain('<geo:x a="&#x3C;b> &#x26; &#x22;]]>">');
    expect(built.text('rss.xml')).toContain('<geo:y>A &#x26; B</geo:y>');
    expect(built.text('rss.xml')).toContain('<geo:z>&#x3C;b> &#x26; "]]&#x3E;</geo:z>');
  });

  test('is told what filters are told, and the rendered title, summary, id and front matter', async () => {
    const told: unknown[] = [];
    await buildWith({
      entry: (view) => {
        told.push(view);
        return undefined;
      },
    });
    expect(told).toHaveLength(2);
    expect(told[0]).toMatchObject({
      file: 'posts/a.md',
      id: 'tag:site.example,2026:/a',
      title: 'A & B',
      summary: 'Text.',
      authors: [],
      fields: { title: 'A & B', Place: { lat: '48.2', long: '16.4' } },
    });
  });

  test('puts objects into JSON Feed, under its name', async () => {
    const built = await buildWith({
      json: { channel: () => ({ about: geo.namespace }), entry: ({ fields: { Place } }) => ({ Place, b: [1, null] }) },
    });
    const feed = JSON.parse(built.text('feed.json')) as unknown;
    expect(feed).toMatchObject({
      _geo: { about: geo.namespace },
      items: [{ _geo: { Place: { lat: '48.2', long: '16.4' }, b: [1, null] } }, { _geo: { b: [1, null] } }],
    });
    expect(built.text('atom.xml')).not.toContain('geo');
  });
});

describe('what a function says amiss is a problem of the article, never a broken feed:', () => {
  const circle: { name: string; children: unknown[] } = { name: 'a', children: [] };
  circle.children.push(circle);
  test.each<[string, Partial<ExtensionOptions>, string]>([
    [
      'an exception',
      {
        entry: () => {
          throw new Error('no place');
        },
      },
      'it throws "no place"',
    ],
    ['a text', returning('<b>'), 'it returns "<b>", which is no element'],
    ['a promise', returning(Promise.resolve()), 'it returns a promise, and nothing waits for one'],
    ['one that fails', { entry: (() => Promise.reject(new Error('x'))) as never }, 'and nothing waits for one'],
    [
      'one that fails in JSON',
      { json: { entry: (() => Promise.reject(new Error('x'))) as never } },
      'no object of JSON',
    ],
    ['a prefix', returning({ name: 'geo:lat' }), 'whose name is "geo:lat", which is no name in XML'],
    ['no name', returning({ text: 'x' }), 'whose name is undefined'],
    ['markup for a name', returning({ name: 'a b="c"' }), 'which is no name in XML'],
    ['a stranger', returning({ name: 'a', attrs: {} }), '<a> has "attrs"'],
    ['a namespace', returning({ name: 'a', attributes: { xmlns: 'urn:x' } }), '<a> has an attribute "xmlns"'],
    ['an object for a text', returning({ name: 'a', text: {} }), 'the text of <a> is {}'],
    ['no number', returning({ name: 'a', attributes: { b: Number.NaN } }), 'the b of <a> is NaN'],
    ['children that are no list', returning({ name: 'a', children: {} }), 'the children of <a> are {}'],
    ['a circle', returning(circle), 'more than 20 elements deep'],
    ['a date in JSON', { json: { entry: () => ({ at: new Date(0) }) } }, 'which is no value of JSON'],
    ['a list in JSON', { json: { entry: () => [] as never } }, 'which is no object of JSON'],
  ])('%s', async (_, extension, what) => {
    const built = await buildWith(extension);
    expect(built.ok).toBe(false);
    // Once, though it fails on both.
    expect(problemsOf(built)).toEqual(['extension-invalid at posts/a.md:1']);
    expect(built.problems[0]?.message).toContain(what);
    expect(built.problems[0]?.message).toMatch(/^"extensions\[0\]\.(?:json\.)?entry" fails: /);
  });

  test('nor of the feeds, which name no article', async () => {
    const built = await buildWith(
      { channel: () => 'x' as never },
      { channels: { own: { all: { filter: () => true } } } },
    );
    expect(built.ok).toBe(false);
    expect(built.problems).toMatchObject([{ code: 'extension-invalid', file: undefined }]);
  });

  test('where invalid articles are skipped, the article stays, without what was not said', async () => {
    const built = await buildWith(returning('<b>'), { invalid: 'skip' });
    expect(built.ok).toBe(true);
    expect(built.items()).toHaveLength(2);
  });
});

describe('refused, by its option, is', () => {
  const refusal = async (extensions: unknown) => {
    const built = buildSite(posts, { options: { extensions } as UserOptions });
    const error: unknown = await built.catch((thrown: unknown) => thrown);
    return error instanceof BuildError ? error.problems.map(({ message }) => message.split(',')[0]) : [];
  };

  test.each<[string, object, string]>([
    ['a prefix of ours', { prefix: 'media' }, '"extensions[0].prefix" is "media"'],
    ['a prefix of XML', { prefix: 'xmlns' }, '"extensions[0].prefix" is "xmlns"'],
    ['a prefix with a colon', { prefix: 'a:b' }, '"extensions[0].prefix" is "a:b"'],
    ['a prefix that JSON Feed would not know', { prefix: '_a' }, '"extensions[0].prefix" is "_a"'],
    ['no prefix', { prefix: undefined }, '"extensions[0].prefix" is missing'],
    ['a namespace of ours', { namespace: 'http://www.w3.org/2005/Atom' }, '"extensions[0].namespace" is'],
    ['a namespace of XML', { namespace: 'http://www.w3.org/2000/xmlns/' }, '"extensions[0].namespace" is'],
    ['a namespace that is no URI', { namespace: '/geo' }, '"extensions[0].namespace" is "/geo"'],
    ['an unknown format', { formats: ['json'] }, '"extensions[0].formats" is'],
    ['no function', { entry: { name: 'lat' } }, '"extensions[0].entry" is'],
    [
      'an unknown option',
      { item: () => undefined },
      'There is no option "extensions[0].item". The options here are prefix',
    ],
    ['no function in json', { json: { entry: {} } }, '"extensions[0].json.entry" is'],
  ])('%s', async (_, wrong, message) => {
    const [first] = await refusal([{ ...geo, ...wrong }]);
    expect(first).toContain(message);
  });

  test('two of one prefix', async () => {
    expect(await refusal([geo, { ...geo, namespace: 'urn:other:geo' }])).toEqual(['"extensions[1].prefix" is "geo"']);
  });

  test('what is no list', async () => {
    expect((await refusal({ geo }))[0]).toContain('"extensions" is');
  });
});
