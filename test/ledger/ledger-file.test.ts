import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fingerprint, isRealChange, likeness } from '../../src/ledger/fingerprint.js';
import { formatLedger as ledgerBytes } from '../../src/ledger/format-ledger.js';
import { parseLedger, type LedgerRecord } from '../../src/ledger/ledger-file.js';

const record = (fields: Partial<LedgerRecord> = {}): LedgerRecord => ({
  id: 'tag:e.example,2026:/a',
  file: 'posts/a.md',
  url: 'https://e.example/a/',
  was: [],
  published: Date.UTC(2026, 4, 1),
  ...fields,
});
const formatLedger = (records: readonly LedgerRecord[]) => new TextDecoder().decode(ledgerBytes(records));
const lineOf = (fields: Partial<LedgerRecord> = {}) => formatLedger([record(fields)]).split('\n')[1] ?? '';

describe('a ledger', () => {
  const anyRecord = fc.record(
    {
      id: fc.string({ minLength: 1 }).map((text) => `tag:${text.trim()}x`),
      title: fc.string({ minLength: 1 }).map((text) => `${text.trim()}x`),
      file: fc.constant('posts/ä b.md'),
      url: fc.webUrl(),
      was: fc.array(fc.webUrl(), { maxLength: 3 }),
      published: fc.integer({ min: 0, max: 4e9 }).map((seconds) => seconds * 1000),
      updated: fc.integer({ min: 1, max: 4e9 }).map((seconds) => seconds * 1000),
      seen: fc.string().map(fingerprint),
      withdrawn: fc.integer({ min: 1, max: 4e9 }).map((seconds) => seconds * 1000),
    },
    { requiredKeys: ['id', 'file', 'url', 'was', 'published'] },
  );

  test('says the same after it was read, in whatever order its lines come', () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyRecord, { selector: ({ id }) => id }), (records) => {
        const text = formatLedger(records);
        const shuffled = text.split('\n').toReversed().join('\n');
        expect(formatLedger(parseLedger('l', shuffled).records)).toBe(text);
        expect(text.split('\n')).toHaveLength(records.length + 2);
      }),
    );
  });

  test('holds every line, of however many and however long', () => {
    const records = Array.from({ length: 2500 }, (_, index) => record({ id: `a:${index}`, title: 'é'.repeat(index) }));
    const { records: read, isOrdered, problems } = parseLedger('l', formatLedger(records));
    expect(read.toSorted((a, b) => Number(a.id.slice(2)) - Number(b.id.slice(2)))).toEqual(
      // Without words there is no title.
      records.map(({ title = '', ...rest }) => (title === '' ? rest : { ...rest, title })),
    );
    expect([isOrdered, problems]).toEqual([true, []]);
  });

  test('makes one record of two lines of one article: the first publication, the last update, every address', () => {
    const ours = lineOf({ url: 'https://e.example/new/', was: ['https://e.example/a/'], updated: 2000 });
    const theirs = lineOf({ url: 'https://e.example/other/', published: 1000, updated: 1000 });
    const expected = record({
      url: 'https://e.example/new/',
      was: ['https://e.example/a/', 'https://e.example/other/'],
      published: 1000,
      updated: 2000,
    });
    for (const lines of [`${ours}\n${theirs}`, `${theirs}\n${ours}`])
      expect(parseLedger('l', lines).records).toEqual([expected]);
  });

  test('takes both sides of a conflict, and says where it was', () => {
    const text = `# head\n<<<<<<< ours\n${lineOf()}\n=======\n${lineOf({ id: 'b:1' })}\n>>>>>>> theirs\n`;
    const { records, problems } = parseLedger('l', text);
    expect(records.map(({ id }) => id)).toEqual([record().id, 'b:1']);
    expect(problems.map(({ code, line }) => [code, line])).toEqual([
      ['ledger-conflict', 2],
      ['ledger-conflict', 4],
      ['ledger-conflict', 6],
    ]);
  });

  test.each(['\n', '\r\n', '\r'])('is read whatever ends its lines: %j', (end) => {
    const text = `\uFEFF${formatLedger([record(), record({ id: 'b:1' })])}  # A note\n`.replaceAll('\n', end);
    const { records, problems } = parseLedger('l', text);
    expect([records.length, problems]).toEqual([2, []]);
  });

  test('keeps what a newer version wrote of an article', () => {
    const line = lineOf().replace(/}$/, ',"translations":{"fr":"c:1"}}');
    expect(formatLedger(parseLedger('l', line).records)).toContain(`${line}\n`);
  });

  test.each([
    '{',
    '[]',
    '{"id":"x"}',
    'prose',
    '{"id":"x","file":"f","url":"https://e.example/","published":"never"}',
    '{"id":"x","file":"f","url":"nonsense","published":"2026-05-01T00:00:00Z"}',
    '{"id":"x","file":"f","url":"javascript:alert(1)","published":"2026-05-01T00:00:00Z"}',
    '{"id":"x","file":"f","url":"https://e.example/","was":["nonsense"],"published":"2026-05-01T00:00:00Z"}',
    '{"id":"x","file":"f","url":"https://e.example/","published":"2026-05-01T00:00:00Z","size":3,"sketch":"short"}',
  ])('names the line %s, which it cannot read', (line) => {
    expect(parseLedger('l', `# head\n${line}\n`).problems).toMatchObject([{ code: 'ledger-unreadable', line: 2 }]);
  });
});

describe('a fingerprint', () => {
  const text = Array.from(
    { length: 40 },
    (_, index) => `Sentence ${index} tells of thing ${index * 7} at length.`,
  ).join(' ');

  test.each([
    ['white space and line breaks', text.replaceAll(' ', '\n'), false],
    ['punctuation and marks', `**${text.replaceAll('.', '!')}**`, false],
    ['a link', text.replace('thing 7', '[thing 7](https://elsewhere.example/x?y=z)'), false],
    ['a mended word', text.replace('tells', 'speaks'), false],
    ['a word more', `${text} Bye.`, false],
    ['a sentence more', `${text} And here is another thing that nobody knew of before today, at last.`, true],
    ['a paragraph less', text.slice(0, text.length / 2), true],
    ['a third of other words', text.replaceAll(/Sentence (1\d) tells of thing/g, 'Article $1 knows no matter'), true],
    ['another text', 'Something else entirely. '.repeat(80), true],
  ])('of a text with %s differs really: %s', (_, other, isReal) => {
    expect(isRealChange(fingerprint(text), fingerprint(other))).toBe(isReal);
  });

  test('is near for near texts, and far for others, in any script', () => {
    const japanese = '吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。'.repeat(3);
    expect(likeness(fingerprint(japanese), fingerprint(japanese.replace('猫', '犬')))).toBeGreaterThan(0.8);
    expect(likeness(fingerprint(text), fingerprint(japanese))).toBeLessThan(0.1);
  });
});
