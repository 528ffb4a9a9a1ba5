import fc from 'fast-check';
import { remark } from 'remark';
import remarkCjkFriendly from 'remark-cjk-friendly';
import remarkGfm from 'remark-gfm';
import { describe, expect, test } from 'vitest';
import { autolinksIn, withAutolinks } from '../../src/render/autolinks.js';
import { showEmoji } from '../../src/render/emoji.js';
import { parseMarkdown } from '../../src/render/markdown.js';
import { withLines } from './lines.js';

/** The same plug-ins, which look for everything everywhere. */
const whole = remark().use(remarkGfm).use(remarkCjkFriendly).freeze();
const parseWhole = (markdown: string) => {
  const tree = whole.parse(markdown);
  showEmoji(tree);
  return withLines(tree);
};

describe('a text is read as by a parser that looks for autolinks in every text:', () => {
  test.each([
    'No address, neither one that is *emphasised* nor a_b-c+d.e.',
    'Write to ann@e.example, or see www.e.example and HTTPS://e.example/a_b.',
    'ann@e.example',
    'www.e.example',
    'http://e.example',
    'A mail address in references: ann&#64;e.example, ann&commat;e.example, `ann@e.example`',
    'Of references: &#119;ww.e.example, &#x68;ttp://e.example, &#104;ttps&colon;//e.example',
    String.raw`Of escapes: ann\@e.example, www\.e.example, http\://e.example, https:\/\/e.example`,
    'In [brackets http://e.example](/a) and ![www.e.example](/b.png "ann@e.example")',
    '[ann@e.example]\n\n[ann@e.example]: /a',
    'mailto:ann@e.example xmpp:ann@e.example/a',
    '| a@b.c | www.e |\n| --- | --- |\n| http://e | - |\n\n- [ ] ann@e.example\n\n~~www.e.example~~[^a@b.c]\n\n[^a@b.c]: a@b.c',
    ':tada: a:b: http://e.example/:tada:',
  ])('%s', (markdown) => {
    expect(withLines(parseMarkdown(markdown))).toEqual(parseWhole(markdown));
  });

  test('whatever is put together', () => {
    const addresses =
      '@ a 1 a@b.c a@.b a_@_b_.c . www www. WwW. http https : / :// &#64; &commat; &#119; &#x68;ttp &colon;';
    const marks = '\\ _ * ** ~~ ` [ ] ( ) ![ < > - + - > # | [^ ]: :tada: 中 。'.split(' ');
    const spaces = [' ', '  \n', '\n', '\n\n', '\t', '\r', '\n- ', '\n> ', '\n# ', '\n| - | - |\n'];
    const piece = fc.constantFrom(...addresses.split(' '), ...marks, ...spaces);
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const markdown = pieces.join('');
        expect(withLines(parseMarkdown(markdown))).toEqual(parseWhole(markdown));
      }),
      { numRuns: 3000 },
    );
  });
});

test('the constructs have the names by which they are taken away, and one transform is about addresses', () => {
  const { micromarkExtensions = [], fromMarkdownExtensions = [] } = remark().use(remarkGfm).freeze().data();
  const [gfm = {}] = micromarkExtensions;
  const codes = (extension: { text?: object | undefined }) => Object.keys(extension.text ?? {}).length;
  const [all, mail, web, none] = [['mail', 'web'], ['mail'], ['web'], []] as const;
  expect(codes(withAutolinks(gfm, all))).toBe(codes(gfm));
  // Letters, digits and `+-._`; `w` and `h`; `[`, `]`, `!` and `~` remain of the rest of GFM.
  expect([mail, web, none].map((kinds) => codes(withAutolinks(gfm, kinds)) - codes(withAutolinks(gfm, none)))).toEqual([
    66, 4, 0,
  ]);
  expect(fromMarkdownExtensions.flat().flatMap(({ transforms }) => transforms ?? [])).toHaveLength(1);
});

test.each([
  ['plain text', []],
  ['@media, a@b and v1.0 @ann', []],
  ['a@b.c', ['mail']],
  ['a@.b', ['mail']],
  ['see WWW.e.example', ['web']],
  ['http://e.example and a_@_.', ['mail', 'web']],
])('%j may hold autolinks of %j', (markdown, kinds) => {
  expect(autolinksIn(markdown)).toEqual(kinds);
});
