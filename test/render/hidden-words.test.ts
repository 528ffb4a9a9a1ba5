import fc from 'fast-check';
import { remark } from 'remark';
import remarkCjkFriendly from 'remark-cjk-friendly';
import remarkGfm from 'remark-gfm';
import { describe, expect, test } from 'vitest';
import { hideWords } from '../../src/render/hidden-words.js';
import { withLines } from './lines.js';

/** A text with a dot for each row of words that the parser does not see. */
const seen = (markdown: string) => hideWords(markdown).text.replace(/\uFDD4[\uE000-\uF8FF]/g, '·');

describe('words between words are hidden from the parser', () => {
  test.each([
    ['of a sentence, but for those at its ends', 'We went to the sea, and came back.', 'We · back.'],
    ['in each line', 'We went to the sea.\nAnd we came back home.', 'We · sea.\nAnd · home.'],
    [
      'on both sides of marks',
      'Some of *these words are* not those that we know.',
      'Some of *these words are* not · know.',
    ],
    ['in code and titles', '`let us go and see`, [a](/b "let us go and see")', '`let · see`, [a](/b "let · see")'],
    ['of other scripts', 'Мы пошли к морю, и видели птиц.', 'Мы · птиц.'],
  ])('%s', (_, markdown, text) => expect(seen(markdown)).toBe(text));

  test.each([
    ['what is short', 'We are at home.'],
    ['labels', '[the sea and the birds there]\n\n[the sea and the birds there]: /birds'],
    ['a block with a tag', 'We went to <i title=sea class=blue hidden>the sea.\nWe went to the sea and back.'],
    ['what follows a number', '1. 2. 3. 4. 5. 6. 7. 8. nine.'],
    ['scripts without spaces', '我们在海边看到了很多鸟，然后回家。'],
    ['an address that is none', 'Of some www. of ours.'],
  ])('but not %s', (_, markdown) => expect(hideWords(markdown).text).toBe(markdown));

  test('as long as there are characters for them', () => {
    const line = 'We went to the sea, and came back.\n';
    expect(seen(line.repeat(6402))).toBe('We · back.\n'.repeat(6400) + line.repeat(2));
  });
});

describe('with hidden words, a tree is the same', () => {
  const reader = remark().use(remarkGfm).use(remarkCjkFriendly).freeze();
  const parse = (markdown: string) => withLines(reader.parse(markdown));
  const parseHidden = (markdown: string) => {
    const { text, show } = hideWords(markdown);
    const tree = reader.parse(text);
    show(tree);
    return withLines(tree);
  };

  test.each([
    'http://a.b/中文　很长很长很长很长的中文',
    'http://a_b.中文。很长很长很长很长的中文.c d',
    '[a](/b "let us go and see")',
    '![x [y] let us go and see it](/b)',
    '```js let us go and see\n```',
    '[a \\] of some words in it]\n\n[a \\] of some words in it]: /b',
    'let us go and see it, **a** \uFDD4\uE000 of some words in it',
  ])('of %s', (text) => expect(parseHidden(text)).toEqual(parse(text)));

  const words = [
    'of plain words that say little ', 'some more words, and on-and-on ', 'Word; word: word. Word! word? ', 'a ', '’tis so’s ', '中文字符没有空格的长句子在这里，', '中文　很长很长很长。的中文字符没有', 'naïve Übung über Straße ', '1986. A great year of words ', 'www. ',
  ]; // prettier-ignore
  const marks = [
    '\n', '\n\n', '\r\n', '\r', '    ', '  \n', '\t', '- ', '+ ', '- [ ] ', '1. ', '2) ', '1', '> ', '# ', ' #\n', '---\n', '===\n', '`', '``', '```\n', '~~~\n', '*', '**', '_', '__', '~~', '[', '![', ']', '](x)', '](x "', "](x '", '"', "'", '(', ')', ']: /u ', ']: /u "t"\n', '[^1]', '[^1]: ', '[some words in brackets] ', '[some words in brackets]: /url\n', '[some words\nin brackets]', '|', '| --- |\n', '<', '>', '<b>', '</b>', '<a ', '="', '<!--', '-->', '<div>\n', '&', '&amp;', '\\', '\\[', '\\]', '!', ':', 'http', 'http://a.b', 'a@b.c ', 'x@y.z', 'www.', 'http://a_b.', 'www.a_b.', '中文', '.c ', '，', '“', '\u3000', '\u1680', '\uFDD2', '\uE000', '&#xFDD4;&#xE000;', '0',
  ]; // prettier-ignore
  test('whatever the text', () => {
    const piece = fc.oneof(fc.constantFrom(...words), fc.constantFrom(...marks));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const text = pieces.join('');
        expect(parseHidden(text)).toEqual(parse(text));
      }),
      { numRuns: 3000 },
    );
  });
});
