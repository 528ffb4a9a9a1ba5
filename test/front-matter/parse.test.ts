import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseFrontMatter, splitFrontMatter } from '../../src/front-matter/parse.js';

const parse = (text: string) => parseFrontMatter('a.md', text);

describe('front matter', () => {
  test.each([
    ['YAML', '---\ntitle: T\n---\nBody\n'],
    ['YAML, named', '---yaml\ntitle: T\n---\nBody\n'],
    ['TOML', '+++\ntitle = "T"\n+++\nBody\n'],
    ['TOML, named', '---toml\ntitle = "T"\n---\nBody\n'],
    ['JSON, as Hugo has it', '{\n  "title": "T"\n}\nBody\n'],
    ['JSON, named', '---json\n{ "title": "T" }\n---\nBody\n'],
    ['JSON, as Hexo has it', ';;;\n"title": "T"\n;;;\nBody\n'],
    ['blank lines before the fence', '\n \n---\ntitle: T\n---\nBody\n'],
    ['spaces after the fences', '---  \ntitle: T\n---\t \nBody\n'],
    ['an end mark of YAML as closing fence', '---\ntitle: T\n...\nBody\n'],
    ['no opening fence, as Hexo has it', 'title: T\n---\nBody\n'],
    ['a comment alone before the field', '---\n# c\ntitle: T\n---\nBody\n'],
  ])('is read: %s', (_, text) => {
    const { fields, body, problems } = parse(text);
    expect({ ...fields }).toEqual({ title: 'T' });
    expect(body).toBe('Body\n');
    expect(problems).toEqual([]);
  });

  test.each([
    ['no front matter', 'Just text.\n'],
    ['an empty file', ''],
    ['a rule at the start', '---\n\nText after a rule.\n'],
    ['a template at the start', '{{< note >}}\n\nText.\n'],
    ['a colon in prose', 'Note: this is prose.\n\nMore.\n'],
    ['a brace in prose', '{ this is prose }\n'],
  ])('is absent: %s', (_, text) => {
    expect(parse(text)).toMatchObject({ fields: {}, body: text, bodyLine: 1, problems: [] });
  });

  test.each([
    ['empty', '---\n---\nBody\n'],
    ['blank', '---\n\n---\nBody\n'],
    ['only a comment', '---\n# nothing\n---\nBody\n'],
  ])('may be %s', (_, text) => {
    expect(parse(text)).toMatchObject({ fields: {}, body: 'Body\n', problems: [] });
  });

  test('keeps texts as written: dates, versions, large numbers, leading zeros', () => {
    const { fields } = parse(
      '---\ndate: 2017-02-29\nversion: 1.10\nepoch: 1787137200000\ntitle: 09\ndraft: true\nnothing:\n---\n',
    );
    expect({ ...fields }).toEqual({
      date: '2017-02-29',
      version: '1.10',
      epoch: '1787137200000',
      title: '09',
      draft: true,
      nothing: null,
    });
  });

  test.each([
    ['2024-05-01', '2024-05-01'],
    ['2024-05-01T10:00:00-04:00', '2024-05-01T10:00:00-04:00'],
    ['2024-02-30', '2024-02-30'],
    ['2024-02-30\nupdated = 2024-03-01', '2024-02-30'],
  ])('keeps the TOML date %s', (written, expected) => {
    expect(parse(`+++\ndate = ${written}\n+++\n`).fields['date']).toBe(expected);
  });

  test('tells the line of the body', () => {
    expect(parse('\n---\ntitle: T\n---\n\nBody\n')).toMatchObject({ matterLine: 3, bodyLine: 5 });
  });

  test.each([
    ['front-matter-unreadable', 4, '---\ntitle: A\ndate: x\ntitle: B\n---\n'],
    ['front-matter-unreadable', 2, '---\ntitle: A: B\n---\n'],
    ['front-matter-unreadable', 3, '+++\na = 1\na = 2\n+++\n'],
    ['front-matter-unreadable', 3, '{\n "a": 1,\n oops\n}\n'],
    ['front-matter-unreadable', 2, '---\n- a list\n---\n'],
    ['front-matter-unclosed', 1, '---\ntitle: A\n\nBody\n'],
    ['front-matter-unclosed', 1, '+++\ntitle = "A"\n'],
    ['front-matter-unclosed', 1, '---\n# comment\ntitle: A\ndraft: true\n\nBody\n'],
    ['front-matter-unclosed', 1, ' ---\ntitle: A\n---\nBody\n'],
    ['front-matter-unclosed', 1, '\u200B---\ntitle: A\n---\nBody\n'],
    ['front-matter-unclosed', 1, '----\ntitle: A\n----\nBody\n'],
    ['front-matter-unclosed', 1, 'layout: post\ntitle: A\n\nBody\n'],
    ['front-matter-unclosed', 2, '\n{\n "title": "A"\n'],
  ] as const)('has %s at line %i', (code, line, text) => {
    expect(parse(text).problems).toMatchObject([{ code, line, file: 'a.md', severity: 'error' }]);
  });

  test('names a field that stands twice', () => {
    expect(parse('---\nexpirydate: 1\nexpirydate: 2\n---\n').problems[0]?.message).toContain(
      'the field "expirydate" stands here for the second time',
    );
  });

  test.each(['js', 'js2', 'javascript', 'coffee', 'cson', 'ts', 'python'])(
    'in %s is refused, and never run',
    (language) => {
      const { problems } = parse(`---${language}\nglobalThis.feedwrightWasHere = true\n---\nBody\n`);
      expect(problems).toMatchObject([{ code: 'front-matter-language', line: 1 }]);
      expect(globalThis).not.toHaveProperty('feedwrightWasHere');
    },
  );

  test('is read anew each time: a broken file is broken the second time too', () => {
    const text = '---\na: [1\n---\nBody\n';
    expect(parse(text).problems).toEqual(parse(text).problems);
    expect(parse(text).problems).toHaveLength(1);
  });

  test('does not share what it read', () => {
    const text = '---\ntags: [a]\n---\n';
    (parse(text).fields['tags'] as string[]).push('b');
    expect(parse(text).fields['tags']).toEqual(['a']);
  });

  test('cannot reach the prototype of objects', () => {
    const { fields } = parse('---\n__proto__: { polluted: yes }\nconstructor: x\n---\n');
    expect(Object.hasOwn(fields, '__proto__')).toBe(true);
    expect({}).not.toHaveProperty('polluted');
  });

  test.each([
    [
      'aliases that multiply',
      `---\na: &a [x,x,x,x,x,x,x,x]\n${Array.from({ length: 2000 }, (_, i) => `k${i}: *a`).join('\n')}\n---\n`,
    ],
    ['nesting', `---\na: ${'['.repeat(5000)}${']'.repeat(5000)}\n---\n`],
  ])('has a limit to %s', (_, text) => {
    expect(parse(text).problems).toMatchObject([{ code: 'front-matter-unreadable' }]);
  });
});

test('plain fences end front matter where fences with a space behind them do', () => {
  const piece = fc.constantFrom(
    '---',
    '--- ',
    '----',
    '...',
    'a: b',
    '- c',
    '',
    'x\u2028---',
    '---\u2028y',
    ' ---',
    '+++',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 6 }), (lines) => {
      const text = lines.join('\n');
      const [plain, spaced] = [splitFrontMatter(`---\n${text}`), splitFrontMatter(`--- \n${text}`)];
      expect(plain).toEqual(
        spaced.kind === 'block'
          ? { ...spaced, start: spaced.start - 1, end: spaced.end - 1, bodyStart: spaced.bodyStart - 1 }
          : spaced,
      );
    }),
    { numRuns: 3000 },
  );
});
