import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseFrontMatter } from '../../src/front-matter/parse.js';
import { findMarks, markdownToPlainText } from '../../src/render/plain-text.js';
import { stampText, type StampFacts } from '../../src/stamp/stamp-text.js';

const uuid = 'urn:uuid:0c9d2f6e-4b6f-4c3e-9a55-2c8b1f6f7a10';
const facts: StampFacts = {
  file: 'posts/a.md',
  date: '2026-05-01',
  dateAsked: false,
  id: uuid,
  isPlain: false,
  findMarks,
  toPlainText: markdownToPlainText,
};
const stamp = (text: string, more: Partial<StampFacts> = {}) => stampText(text, { ...facts, ...more });

describe('a text without front matter', () => {
  test.each([
    ['a headline', 'Head\n\nThe text itself.\n', 'Head', '\nThe text itself.\n'],
    ['a heading', '# Head *line* #\n\nThe text itself.\n', 'Head line', '\nThe text itself.\n'],
    ['an underlined heading', 'Head\n====\nThe text itself.\n', 'Head', 'The text itself.\n'],
    ['a headline right above the text', 'Head\nThe text itself.\n', 'Head', 'The text itself.\n'],
    ['blank lines before the headline', '\n\nHead\n\nThe text itself.\n', 'Head', '\n\n\nThe text itself.\n'],
  ])('that begins with %s takes it for the title', (_, text, title, body) => {
    const { text: stamped, added } = stamp(text);
    expect(added).toMatchObject({ title, date: '2026-05-01', description: 'The text itself.', id: uuid });
    expect(stamped.slice(stamped.indexOf('\n---\n') + 5).replace(/^\n/, '')).toBe(body.replace(/^\n/, ''));
  });

  test.each([
    ['one line', 'Just a note.\n'],
    ['a list', '- one\n- two\n'],
    ['a quotation', '> Quoted\n\nText.\n'],
    ['a long paragraph', `${'word '.repeat(40)}\n\nText.\n`],
  ])('that begins with %s is a note without title', (_, text) => {
    const { text: stamped, added } = stamp(text);
    expect(added).toEqual({ title: '', date: '2026-05-01', id: uuid });
    expect(stamped.endsWith(text)).toBe(true);
  });

  test('describes itself by its first sentence, not by a byline', () => {
    expect(stamp('Head\n\nBy Ann Example\n\nThis is the first sentence of it.\n').added['description']).toBe(
      'This is the first sentence of it.',
    );
  });

  test('keeps its line endings and byte order mark', () => {
    const { text } = stamp('\uFEFFHead\r\n\r\nText.\r\n');
    expect(text).toBe(
      '\uFEFF---\r\ntitle: Head\r\ndate: 2026-05-01\r\nslug: head\r\ndescription: Text.\r\nid: urn:uuid:0c9d2f6e-4b6f-4c3e-9a55-2c8b1f6f7a10\r\n---\r\n\r\nText.\r\n',
    );
  });

  test('that is no Markdown is warned where Markdown would see marks', () => {
    const { added, problems } = stamp('Head\n\nFirst.\n\n1986. A year.\n\nVisit www.e.example.\n', { isPlain: true });
    expect(added['title']).toBe('Head');
    expect(problems).toMatchObject([
      { code: 'stamp-mark', line: 11, message: expect.stringContaining('a list') as unknown },
    ]);
  });

  test('whose paragraphs would run together is warned of', () => {
    const long = 'x'.repeat(130);
    expect(stamp(`Head\n${long}\n${long}\n`).problems).toMatchObject([{ code: 'stamp-lines' }]);
  });

  test('that is empty is refused', () => {
    expect(stamp(' \n').problems).toMatchObject([{ code: 'stamp-empty' }]);
  });

  test.each([
    'true',
    'null',
    '- x',
    'a: b',
    '#hash',
    '"quoted"',
    "it's",
    '2024-01-01',
    '1.10',
    'ends with space ',
    '@at',
    '`code`',
    'back\\slash',
    'emoji 🎉',
  ])('whose headline is %j keeps it through YAML', (headline) => {
    const { added, problems } = stamp(`${headline}\n\nText.\n`, { isPlain: true });
    expect([added['title'], problems.filter(({ code }) => code === 'stamp-unsure')]).toEqual([headline.trim(), []]);
  });
});

describe('front matter that is there', () => {
  test('keeps its order, comments and style', () => {
    const { text } = stamp("---\n# mine\ntags: [b,   a] # two\ndate:   '2020-01-01'\n---\n# Head\n\nThe text.\n");
    expect(text).toBe(
      "---\n# mine\ntags: [b,   a] # two\ndate:   '2020-01-01'\ntitle: Head\ndescription: The text.\n---\n\nThe text.\n",
    );
  });

  test('in TOML takes a date with a time', () => {
    const { added, problems } = stamp('+++\ntitle = "T"\n+++\nText.\n', { date: '2026-05-01T10:00:00Z' });
    expect([added['date'], problems]).toEqual(['2026-05-01T10:00:00Z', []]);
  });

  test('has its empty fields filled in, under their own names', () => {
    const { text } = stamp('---\nTitle:\npubDate: "" # when\nexcerpt: ~\n---\nHead\n\nThe text.\n');
    expect(text).toContain('---\nTitle: Head\npubDate: 2026-05-01 # when\nexcerpt: The text.\n');
  });

  test('of other tools counts: nothing is added twice', () => {
    const { added } = stamp(
      '---\nlinkTitle: T\npubDate: 2020-01-01\nexcerpt: E\npermalink: /x/\nguid: g\n---\nText.\n',
    );
    expect(added).toEqual({});
  });

  test.each([
    [
      'TOML',
      '+++\ndraft = false\n\n[extra]\nx = 1\n+++\nHead\n\nThe text.\n',
      'draft = false\n\ntitle = "Head"\ndate = 2026-05-01\nslug = "head"\ndescription = "The text."\nid = "urn:uuid:0c9d2f6e-4b6f-4c3e-9a55-2c8b1f6f7a10"\n[extra]\n',
    ],
    [
      'JSON',
      '{\n    "draft": false\n}\nHead\n\nThe text.\n',
      '{\n    "draft": false,\n    "title": "Head",\n    "date": "2026-05-01",\n',
    ],
    ['JSON of one line', '{"draft": false}\nHead\n\nThe text.\n', '{"draft": false,\n  "title": "Head",\n'],
    ['JSON of Hexo', ';;;\n"draft": false\n;;;\nHead\n\nThe text.\n', ';;;\n"draft": false,\n"title": "Head",\n'],
  ])('may be %s', (_, text, expected) => {
    const { text: stamped, problems } = stamp(text);
    expect(problems).toEqual([]);
    expect(stamped).toContain(expected);
  });

  test('that cannot be completed line by line is left alone', () => {
    const text = '---\n{ draft: false }\n---\nHead\n\nThe text.\n';
    expect(stamp(text)).toMatchObject({ text, problems: [{ code: 'stamp-unsure' }] });
  });

  test('that is broken is left alone', () => {
    const text = '---\na: [\n---\nHead\n\nText.\n';
    expect(stamp(text)).toMatchObject({ text, added: {}, problems: [{ code: 'front-matter-unreadable' }] });
  });
});

describe('an article that may be published', () => {
  const dated = '---\ndate: 2020-01-01\n---\n# Another title\n\nThe text.\n';

  test('keeps its address, and the id that it has', () => {
    expect(stamp(dated).added).toEqual({ title: 'Another title', description: 'The text.' });
    expect(stamp(dated, { currentId: 'tag:e.example,2020:/a' }).added).toMatchObject({ id: 'tag:e.example,2020:/a' });
  });
});

describe('a first line', () => {
  test.each([
    ['The council on Monday rejected the budget by 7 to 2,\nsending the plan back.\n\nMore.\n'],
    ['A line that goes on\nin small letters.\n\nMore.\n'],
    ['This is a whole sentence.\n\nMore.\n'],
    ["import X from './x'\n\nMore.\n"],
  ])('of %j is no headline', (text) => {
    expect(stamp(text).added['title']).toBe('');
  });

  test.each([
    ['# Only a heading\n', false, 'Only a heading'],
    ['# In plain text\n\nMore.\n', true, 'In plain text'],
    ['Is it one?\n\nMore.\n', true, 'Is it one?'],
  ])('of %j is one', (text, isPlain, title) => {
    expect(stamp(text, { isPlain }).added['title']).toBe(title);
  });
});

test('lines that end as on old Macintoshes are refused', () => {
  expect(stamp('---\rdraft: true\r---\rText\r').problems).toMatchObject([{ code: 'stamp-unsure' }]);
});

describe('the date', () => {
  test.each([
    [false, undefined],
    [true, '2026-05-01'],
  ])('in the file name serves; asked for is %s', (dateAsked, date) => {
    expect(stamp('Head\n\nText.\n', { file: 'posts/2024-01-01-a.md', dateAsked }).added['date']).toBe(date);
  });
});

test('any text keeps every byte of its body, and is complete after one stamp', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.string(), fc.constantFrom('\n', '\r\n', '\n\n', '# ', '---\n', '- ', 'word ', '    ')), {
        maxLength: 30,
      }),
      fc.boolean(),
      (parts, isPlain) => {
        const text = parts.join('');
        const once = stamp(text, { isPlain });
        if (Object.keys(once.added).length === 0) return once.text === text;
        const kept = parseFrontMatter('a.md', once.text).body.trim();
        const { body } = parseFrontMatter('a.md', text);
        const removed = body.slice(0, body.lastIndexOf(kept));
        const again = stamp(once.text, { isPlain });
        // A headline is one line, or two when it is underlined.
        return body.trimEnd().endsWith(kept) && removed.trim().split('\n').length <= 2 && again.text === once.text;
      },
    ),
    { numRuns: 300 },
  );
});
