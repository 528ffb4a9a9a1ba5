import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseBlock } from '../../src/front-matter/parse.js';
import { readPlainYaml } from '../../src/front-matter/plain-yaml.js';

test.each([
  ['title: A title\ndate: 2026-05-01 09:30:00 +0200\n', { title: 'A title', date: '2026-05-01 09:30:00 +0200' }],
  ['tags: [a, "b c", 1.10, true, null]\ndraft: false\n', { tags: ['a', 'b c', '1.10', true, null], draft: false }],
  ['tags:\n  - a\n  - "b: c"\nother:\n', { tags: ['a', 'b: c'], other: null }],
  ["tags:\n- a\n\ntitle: 'It is'\n", { tags: ['a'], title: 'It is' }],
  ['url: https://e.example/a#b\n', { url: 'https://e.example/a#b' }],
])('%j is read at once', (block, fields) => {
  expect(readPlainYaml(block)).toEqual(fields);
});

test.each([
  'a: b: c',
  'a: b # c',
  'a: |\n  b',
  'a: "b\\n"',
  "a: 'it''s'",
  'a: &b c',
  'a: {b: c}',
  'a: b\n  c',
  'a: b\na: c',
  'a:\n  b: c',
  'a:\n  - b: c',
  'a:\n  - b\n - c',
  'a: [\t]',
  'a: [b, [c]]',
  'a: [b, c:d]',
  'a: -',
  'a: !!int 1',
  '- a',
  '__proto__: a',
  'a: "b" c',
])('%j is left to the parser', (block) => {
  expect(readPlainYaml(block)).toBeUndefined();
});

const piece = fc.constantFrom(
  'a', 'b:', ': ', ':', '- ', '-', ' ', '  ', '\n', '\n  ', '\n- ', '[', ']', ', ', ',', '"', "'", '#', ' #', '2026-05-01', '1', 'true', 'null', '~', '&x', '*x', '!', '|', '>', '%', '@', '`', '{', '}', '?', '---', '...', 'é', '日本', '/', '(', '\\', '\t', '=', '<<',
); // prettier-ignore
const line = fc.array(piece, { maxLength: 6 }).map((parts) => parts.join(''));
const block = fc
  .array(fc.tuple(fc.constantFrom('a: ', 'b: ', 'c:', '', '- ', '  - '), line), { maxLength: 5 })
  .map((lines) => lines.map((parts) => parts.join('')).join('\n'));

test('what is read at once is what the parser reads', () => {
  fc.assert(
    fc.property(block, (text) => {
      const fields = readPlainYaml(text);
      fc.pre(fields !== undefined);
      expect(fields).toEqual({ ...parseBlock(text, 'yaml') });
    }),
    { numRuns: 10_000, maxSkipsPerRun: 1000 },
  );
});
