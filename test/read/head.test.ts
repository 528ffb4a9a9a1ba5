import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseFrontMatter } from '../../src/front-matter/parse.js';
import { openSite } from '../../src/files/site-folder.js';
import { frontMatterOf } from '../../src/read/head.js';
import { readStart } from '../../src/read/read.js';
import { decodeArticle } from '../../src/read/text-file.js';
import { makeSite } from '../site.js';

const head = (text: string) => frontMatterOf(Buffer.from(text));

test.each([
  ['---\na: b\n---\n', '---\na: b\n---\nBody'],
  ['---\n---\n', '---\n---\n---\n'],
  ['+++\na = 1\n+++\n', '+++\na = 1\n+++\n---\n'],
  ['---\r\na: b\r\n---\r\n', '---\r\na: b\r\n---\r\nBody'],
  ['---\na: b\n--- \t\n', '---\na: b\n--- \t\nBody'],
])('front matter ends behind its fence: %j', (matter, text) => {
  expect(head(text)?.toString()).toBe(matter);
});

test.each([
  '---\na: b\n---',
  '---\na: b\n----\n---\n',
  '---\na: b\n...\n---\n',
  '---\na: b\rc: d\n---\n',
  '--- yaml\na: b\n---\n',
  '---\na: b\n+++\n',
  '{"a": 1}\n',
  '',
])('what has another form is left to the parser: %j', (text) => {
  expect(head(text)).toBeUndefined();
});

const line = fc.constantFrom(
  'title: A',
  'date: 2026-05-01',
  'tags: [x]',
  '---',
  '+++',
  '...',
  'é',
  '\u0007',
  '\u00A0',
  ' ---',
  '',
);
const anyText = fc
  .tuple(
    fc.constantFrom('---\n', '---\r\n', '+++\n', '', '\n---\n', ';;;\n'),
    fc.array(line),
    fc.constantFrom('\n', '\r\n', '\r'),
  )
  .map(([start, lines, end]) => start + lines.join(end));

test('an article says the same of itself in its first bytes as in all', () => {
  const folder = makeSite({});
  const site = openSite(folder);
  let texts = 0;
  fc.assert(
    fc.property(anyText, fc.nat(3), (start, bulk) => {
      const bytes = Buffer.from(`${start}\n${'Words.\n'.repeat(bulk * 1000)}`);
      const { text } = readStart('a.md', {
        ...site,
        read: () => bytes,
        lookAt: (_, length, find) => find(bytes.subarray(0, length), length),
      });
      const whole = decodeArticle('a.md', bytes);
      const fieldsOf = (source = '') => ({ ...parseFrontMatter('a.md', source), body: '', bodyLine: 0 });
      expect([text === undefined, fieldsOf(text)]).toEqual([whole.text === undefined, fieldsOf(whole.text)]);
      if (text !== undefined) texts++;
    }),
  );
  expect(texts).toBeGreaterThan(10);
});
