import fc from 'fast-check';
import type { Nodes, Root } from 'hast';
import rehypeRaw from 'rehype-raw';
import { remark } from 'remark';
import remarkRehype from 'remark-rehype';
import { describe, expect, test } from 'vitest';
import { parseMarkdown } from '../../src/render/markdown.js';
import { keepStable } from '../../src/render/stable-tree.js';

const toHtmlTree = remark().use(remarkRehype, { allowDangerousHtml: true, clobberPrefix: '' }).freeze();
const treeOf = (markdown: string) => toHtmlTree.runSync(parseMarkdown(markdown)) as Root;
const parseLikeBrowser = rehypeRaw() as unknown as (tree: Root) => Root;

/** Without what no reader of the tree asks for: where its nodes were written, and what an info string says. */
function bare(node: Nodes): Nodes {
  const { position: _position, data: _data, ...rest } = node;
  return 'children' in rest ? ({ ...rest, children: rest.children.map(bare) } as Nodes) : (rest as Nodes);
}

/** The tree as it was stable, and as it was parsed; undefined when it was not stable. */
function bothWays(markdown: string): readonly [Nodes, Nodes] | undefined {
  const tree = treeOf(markdown);
  return keepStable(tree) ? [bare(tree), bare(parseLikeBrowser(treeOf(markdown)))] : undefined;
}

describe('a tree of plain Markdown is what parsing it would make of it:', () => {
  test.each([
    'Text with *emphasis*, **strong *both***, `code`, ~~struck~~, [a link](/a "title") and ![a picture](/b.png).',
    'A hard break\\\nand a soft one\nhere.  \nAnother.',
    '# One\n\n## Two `code`\n\n---\n\n> A quotation\n>\n> > in another\n>\n> - with\n>   1. lists',
    '3. three\n4. four\n\n   a paragraph\n\n       code',
    '| a | b |\n| :-- | --: |\n| *c* | [d](e) |\n| f |\n\nAfter.',
    '| nothing |\n| --- |',
    '```js title="a.js"\nconst a = `<b>`;\n```\n\n    indented\n',
    'A note[^1], another[^b], the first again[^1].\n\n[^1]: One.\n\n    Two.\n\n[^b]: B',
    '&lt;b&gt; &#0; &nbsp; a\u00A0b \u{1F600} :tada: *a*b',
    '',
  ])('%j', (markdown) => {
    const [stable, parsed] = bothWays(markdown) ?? [];
    expect(stable).toBeDefined();
    expect(stable).toEqual(parsed);
  });

  // No brackets on their own: of `-\n[ ] a` the parser's builds for developers, which tests load, make an error.
  const inline = 'a b * ** _ __ ~~ ` [a ](/a) ![b](/b) [^1] &amp; &#10; \\ <b> </b> <!-- :tada:'.split(' ');
  const blocks = ['```', '\n> ', '\n- ', '\n1. ', '\n# ', '\n| a | b |\n| - | - |\n', '\n---\n', '\n[^1]: '];
  const piece = fc.constantFrom(...inline, ...blocks, ' ', '  \n', '\n', '\n\n', '\n    ', '\r', '\f');
  test('whatever is put together', () => {
    let stable = 0;
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (some) => {
        const [tree, parsed] = bothWays(some.join('')) ?? [];
        expect(tree).toEqual(parsed);
        if (tree !== undefined) stable++;
      }),
      { numRuns: 2000 },
    );
    expect(stable).toBeGreaterThan(500);
  });
});

test.each([
  ['raw HTML', 'a <b>b</b>'],
  ['a link in a link', '[a[^1]](/b)\n\n[^1]: c'],
  ['boxes to tick', '- [ ] a'],
  ['emphasis in itself', '*a _b_*'],
  ['code that begins with an empty line', '```\n\na\n```'],
])('%s is parsed', (_, markdown) => {
  expect(keepStable(treeOf(markdown))).toBe(false);
});
