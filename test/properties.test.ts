import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseXml } from '../src/xml-parser.js';
import { article, buildSite } from './site.js';

/** Texts that have broken feeds somewhere. */
const nasty = fc.constantFrom(
  '\u0008', '\u0000', '\uFFFE', '\uD800', '\uDC00', ']]>', ']]>]]>', '<![CDATA[', '-->', '<!--', '&', '&amp;', '&#8;', '&nosuch;', '<', '</channel>', '<script>alert(1)</script>',
  '"', "'", '\\', '\n', '\r', '\t', '\u2028', '\u202E', '\u200B', '👩‍👩‍👧', '日本', 'שלום', '__proto__', '%', '%00', '../', '{{ x }}', '---', '+++', '`', '|', '> ', '* ', '[^1]', '![', '](', '<?xml',
); // prettier-ignore
const text = fc
  .array(fc.oneof(nasty, fc.string({ unit: 'binary', maxLength: 8 })), { maxLength: 8 })
  .map((parts) => parts.join(''));
const field = fc.constantFrom(
  'title',
  'date',
  'guid',
  'id',
  'tags',
  'author',
  'summary',
  'image',
  'enclosure',
  'permalink',
  'slug',
  'lang',
  'updated',
  'expires',
  'external_url',
  'draft',
  '__proto__',
  'constructor',
);
const value: fc.Arbitrary<unknown> = fc.oneof(
  text,
  fc.array(text, { maxLength: 3 }),
  fc.dictionary(fc.oneof(text, fc.constantFrom('name', 'url', 'src')), text, { maxKeys: 3 }),
  fc.constantFrom(null, true, 0, 1e300, [[]], {}),
);

test('hostile articles never make a malformed document, nor a problem without its file', async () => {
  const hostile = fc.record({
    fields: fc.array(fc.tuple(field, value), { maxLength: 6 }),
    body: text,
    name: fc.constantFrom('a', 'b c', 'ü', '%', '#', '日本'),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(hostile, { minLength: 1, maxLength: 3 }), async (articles) => {
      const files = articles.map(({ fields, body, name }, index) => {
        const json = fields.map(([key, content]) => `${JSON.stringify(key)}: ${JSON.stringify(content)}`);
        return [
          `posts/${index}${name}.md`,
          `{"title": "T", "date": "2026-05-0${index + 1}"${json.length > 0 ? ',' : ''}${json.join(',')}}\n${body}`,
        ] as const;
      });
      const built = await buildSite(Object.fromEntries([...files, ['posts/sound.md', article()]]), {
        options: { invalid: 'skip' },
      });
      expect(built.ok).toBe(true);
      expect(built.problems.filter((found) => found.file === undefined || !found.file.startsWith('posts'))).toEqual([]);
      for (const name of ['rss.xml', 'atom.xml']) parseXml(built.text(name));
      expect(built.items()).toHaveLength(built.articles.published);
    }),
    { numRuns: 150 },
  );
}, 60_000);

test.each([
  'permalink: /:constructor/:slug/',
  'permalink: /:__proto__/x/',
  'guid: constructor:x',
  'enclosure: /x.constructor',
  'image: &a [*a]',
  'image: https://{{cdn}}/x.png',
  'external_url: https://{{cdn}}/x',
  'date: 0001-01-01',
  'slug: ..',
  'tags: &a [*a, x]',
])('an article with %s stops neither the others nor the build', async (field) => {
  const built = await buildSite(
    { 'posts/a.md': article(field), 'posts/b.md': article('title: B') },
    { options: { invalid: 'skip' } },
  );
  expect([built.ok, built.items().some(({ title }) => title === 'B')]).toEqual([true, true]);
});

test('a permalink function that throws is the article’s problem', async () => {
  const permalink = () => {
    throw new Error('no');
  };
  const built = await buildSite(
    { 'posts/a.md': article(), 'posts/b.md': article('permalink: /b/') },
    { options: { invalid: 'skip', posts: { permalink } } },
  );
  expect([built.items().length, built.problems.map(({ code, file }) => [code, file])]).toEqual([
    1,
    [['option-invalid', 'posts/a.md']],
  ]);
});

test.each([
  ['a body of a megabyte', article('title: T', 'A paragraph of prose with *marks* and [links](x).\n\n'.repeat(20_000))],
  ['a line of a megabyte', article('title: T', 'word '.repeat(200_000))],
  ['a field of a megabyte', article(`title: T\nsummary: ${'word '.repeat(200_000)}`, 'Text.')],
  ['a title of a megabyte', article(`title: ${'word '.repeat(200_000)}`, 'Text.')],
  [
    'ten thousand tags',
    article(`tags: [${Array.from({ length: 10_000 }, (_, index) => `t${index}`).join(', ')}]`, 'Text.'),
  ],
  ['aliases in a circle', article('tags: &a [*a]', 'Text.')],
  ['an alias of a mapping to itself', article('author: &a { name: *a }', 'Text.')],
  ['ten thousand quotations in each other', article('title: T', `${'> '.repeat(10_000)}x`)],
  [
    'ten thousand lists in each other',
    article('title: T', Array.from({ length: 10_000 }, (_, index) => `${' '.repeat(index % 3000)}- x`).join('\n')),
  ],
  ['ten thousand open brackets', article('title: T', '['.repeat(10_000))],
  ['ten thousand open elements', article('title: T', '<b>'.repeat(10_000))],
  [
    'a srcset without end',
    article('title: T', `<img src="a.png" srcset="${'a'.repeat(100_000)} ${' b'.repeat(50_000)}">`),
  ],
  ['blank lines in front matter', `---\n${'\n'.repeat(100_000)}title: T\n---\nText.\n`],
  ['elements that never end', article('title: T', `<div>${'<a '.repeat(50_000)}`)],
  ['escapes in JSON', `{"title": "${'\\"'.repeat(50_000)}", "date": "2026-05-01"}\nText.\n`],
  [
    'a table of a million cells',
    article('title: T', `${'|a'.repeat(1000)}|\n${'|-'.repeat(1000)}|\n${'|x|\n'.repeat(1000)}`),
  ],
  ['a lazy quotation', article('title: T', `> a\n${'b\n'.repeat(50_000)}`)],
  ['comments that never end', article('title: T', 'a <!-- '.repeat(20_000))],
  ['sections that never end', article('title: T', 'a <![CDATA['.repeat(20_000))],
  ['what is no fence', article('title: T', `    \`\`\`\n\n${'*a_'.repeat(20_000)}`)],
  ['spaces that lead nowhere', article('title: T', `a${' '.repeat(100_000)}b <A/> [[x]] {/* `)],
  ['programs one after another', article('title: T', '<script>x</script>'.repeat(10_000))],
  ['ten thousand emphases', article('title: T', '*a_'.repeat(10_000))],
])(
  '%s ends in feeds, or in a problem of its file',
  async (_, text) => {
    const built = await buildSite({ 'posts/a.md': text, 'posts/b.md': article() }, { options: { invalid: 'skip' } });
    expect(built.ok).toBe(true);
    expect(built.problems.every(({ file }) => file === 'posts/a.md')).toBe(true);
    for (const name of ['rss.xml', 'atom.xml']) parseXml(built.text(name));
  },
  60_000,
);
