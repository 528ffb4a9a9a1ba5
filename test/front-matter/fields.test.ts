import { describe, expect, test } from 'vitest';
import { fieldNames } from '../../src/front-matter/field-names.js';
import {
  fieldReader,
  readAuthors,
  readDate,
  readExternal,
  readImage,
  readLanguage,
  readNames,
  readText,
  spoken,
} from '../../src/front-matter/fields.js';
import { parseFrontMatter } from '../../src/front-matter/parse.js';

const reader = (yaml: string) => fieldReader('a.md', parseFrontMatter('a.md', `---\n${yaml}\n---\n`));

describe('a field', () => {
  test.each(
    Object.entries(fieldNames).flatMap(([field, names]) =>
      names.map((name) => [name, field as keyof typeof fieldNames] as const),
    ),
  )('called %s is %s', (name, field) => {
    const [outer = '', inner] = name.split('.');
    expect(reader(inner === undefined ? `${outer}: x` : `${outer}: { ${inner}: x }`).all(field)).toContainEqual({
      name,
      value: 'x',
    });
  });

  test.each(['pub_date', 'PubDate', 'pub-date', 'pub date', 'PUBDATE'])('is found as %s', (name) => {
    expect(readText(reader(`${name}: x`), 'published')?.text).toBe('x');
  });

  test('is not taken for two, whatever its name holds', () => {
    expect(reader('"title\\ndraft": x').named('draft')).toBeUndefined();
    expect(reader('title: x\ndraft: true').named('draft')).toBe(true);
  });

  test('of the first name that is present wins, empty ones passed over', () => {
    expect(readText(reader('summary: ""\nexcerpt: c\ndescription: b'), 'summary')).toEqual({
      name: 'description',
      text: 'b',
    });
  });

  test('is placed at its line', () => {
    const { place } = reader('title: x\n# date: no\ndate: y\nlast_update:\n  date: z');
    expect([place('date').line, place('last_update.date').line, place('absent').line]).toEqual([4, 4, 2]);
  });
});

describe('dates', () => {
  test.each([
    ['published: false\ndate: 2024-05-01', '2024-05-01'],
    ['published: 2024-05-02\ndate: 2024-05-01', '2024-05-02'],
    ['date: { created: 2024-05-03, updated: 2024-06-01 }', '2024-05-03'],
    ['date:\ncreated: 2024-05-04', '2024-05-04'],
    ['pubDate: 5 May 2024', '2024-05-05'],
  ])('of %j are read', (yaml, day) => {
    const { date } = readDate(reader(yaml), 'published', 'UTC');
    expect(new Date(date?.instant ?? 0).toISOString().slice(0, 10)).toBe(day);
  });

  test.each([
    ['date: 2021-02-29', 'date-impossible'],
    ['date: tomorrow', 'date-unreadable'],
  ])('of %j are refused: %s', (yaml, code) => {
    expect(readDate(reader(yaml), 'published', 'UTC').problems).toMatchObject([{ code, line: 2 }]);
  });
});

describe('tags', () => {
  const tagsIn = (file: string, yaml: string) =>
    readNames(fieldReader(file, parseFrontMatter(file, `---\n${yaml}\n---\n`)), 'tags');

  test.each([
    ['_posts/a.md', 'tags: ruby  gems', ['ruby', 'gems']],
    ['blog/_posts/sub/a.md', 'tags: ruby gems', ['ruby', 'gems']],
    ['_posts/a.md', 'tags: open source, gems', ['open source', 'gems']],
    ['_posts/a.md', 'tags: [open source]', ['open source']],
    ['_posts/a.md', 'tag: open source', ['open source']],
    ['_posts/a.md', 'keywords: open source', ['open source']],
    ['source/_posts/a.md', 'tags: open source', ['open source']],
    ['web/source/_posts/a.md', 'tags: open source', ['open source']],
    ['posts/a.md', 'tags: open source', ['open source']],
    ['my_posts/a.md', 'tags: open source', ['open source']],
  ])('in %s, of %j, are %j', (file, yaml, tags) => {
    expect(tagsIn(file, yaml)).toEqual(tags);
  });

  test.each([
    ['tags: [a, b]', ['a', 'b']],
    ['tags: a, b', ['a', 'b']],
    ['tags: another tag', ['another tag']],
    ['tags:', []],
    ['tags: []', []],
    ['tags: [1.10, true, ~, "#hash"]', ['1.10', 'true', 'hash']],
    ['tags: [{ label: L, permalink: /l }, { name: N }]', ['L', 'N']],
    ['categories: [[a, b], c]', ['a/b', 'c']],
    ['tags: [a]\ncategory: b', ['a', 'b']],
    ['tags: [a]\ncategory: a', ['a']],
    ['keywords: x\ntags: y', ['y']],
    ['taxonomies: { tags: [t], categories: [c] }', ['t', 'c']],
    ['tags: { odd: 1 }', []],
  ])('of %j are %j', (yaml, tags) => {
    const names = (['tags', 'categories'] as const).flatMap((field) => readNames(reader(yaml), field));
    expect([...new Set(names)]).toEqual(tags);
  });
});

describe('authors', () => {
  test.each([
    ['author: Ann', [{ name: 'Ann' }]],
    ['author: Ann A <ann@e.example>', [{ name: 'Ann A', email: 'ann@e.example' }]],
    ['author: ann@e.example (Ann A)', [{ name: 'Ann A', email: 'ann@e.example' }]],
    ['author: Christine Runnegar, ISRG Board', [{ name: 'Christine Runnegar, ISRG Board' }]],
    ['authors: [Ann, Bob]', [{ name: 'Ann' }, { name: 'Bob' }]],
    [
      'author: { name: Ann, email: a@e.example, uri: "https://e.example/" }',
      [{ name: 'Ann', email: 'a@e.example', url: 'https://e.example/' }],
    ],
    ['authors: [ann, { name: Bob, url: "javascript:x" }]', [{ name: 'ann' }, { name: 'Bob' }]],
    ['author:', []],
    ['author: { twitter: x }', []],
  ])('of %j are %j', (yaml, authors) => {
    expect(readAuthors(reader(yaml))).toEqual(authors);
  });
});

test.each([
  ['lang: en_US', 'en-US'],
  ['language: de', 'de'],
  ['lang: iw', 'he'],
  ['locale: zh-hans', 'zh-Hans'],
])('the language of %s is %s', (yaml, language) => {
  expect(readLanguage(reader(yaml)).language).toBe(language);
});

test('a language that is none is reported and ignored', () => {
  expect(readLanguage(reader('lang: "in english"'))).toMatchObject({ problems: [{ code: 'field-ignored', line: 2 }] });
});

test.each([
  ['jp', 'jp is a country, whose language is ja'],
  ['cn-Hans', 'cn is a country, whose language is zh'],
  ['xy', 'a language tag like en or pt-BR.'],
])('%s is no language: validators refuse it', (tag, told) => {
  const { language, problems } = readLanguage(reader(`lang: ${tag}`));
  expect(language).toBeUndefined();
  expect(problems[0]?.message).toContain(told);
});

describe('images', () => {
  const base = 'https://e.example/post/';
  test.each([
    ['image: a.png', 'https://e.example/post/a.png'],
    ['image: /a b.png', 'https://e.example/a%20b.png'],
    ['cover: { light: /l.png, dark: /d.png }', 'https://e.example/l.png'],
    ['images: [/1.png, /2.png]', 'https://e.example/1.png'],
    ['image: { path: /p.png }', 'https://e.example/p.png'],
    ['featured_image: https://cdn.example/x.jpg', 'https://cdn.example/x.jpg'],
  ])('of %j are %s', (yaml, image) => {
    expect(readImage(reader(yaml), base).image?.url).toBe(image);
  });

  test.each([
    [
      'image: a.png\nimage_alt: A cat\nimageCaption: Our cat\nimage_credit: Ann',
      { alt: 'A cat', caption: 'Our cat', credit: 'Ann' },
    ],
    ['cover: { image: a.png, alt: A cat, caption: Our cat }', { alt: 'A cat', caption: 'Our cat' }],
    ['heroImage: a.png\nheroImageAlt: A cat', { alt: 'A cat' }],
    ['featured_image: { path: a.png, attribution: Ann }', { credit: 'Ann' }],
  ])('of %j have what is said of them', (yaml, said) => {
    expect(readImage(reader(yaml), base).image).toEqual({ url: `${base}a.png`, isShown: true, ...said });
  });

  test.each(['thumbnail: a.png', 'ogImage: a.png', 'social_image: a.png'])(
    'of %j are not shown in the article',
    (yaml) => {
      expect(readImage(reader(yaml), base).image?.isShown).toBe(false);
    },
  );

  test.each(['image: "@/assets/a.png"', 'image: "data:image/png;base64,AA=="'])('of %j are reported', (yaml) => {
    expect(readImage(reader(yaml), base)).toMatchObject({ problems: [{ code: 'field-ignored' }] });
  });
});

test('a link post is one only with an absolute address', () => {
  expect(readExternal(reader('link: /about'))).toBeUndefined();
  expect(readExternal(reader('source_url: https://other.example/a b'))).toBe('https://other.example/a%20b');
});

test.each([
  [true, 'true'],
  ['Yes', 'true'],
  ['off', 'false'],
  ['never', 'never'],
  [['x'], undefined],
])('%j is spoken as %s', (value, word) => {
  expect(spoken(value)).toBe(word);
});
