import { describe, expect, test } from 'vitest';
import type { UserOptions } from '../../src/config/options.js';
import { article, buildSite, problemsOf } from '../site.js';

const render = async (file: string, body: string, options: UserOptions = {}) => {
  const built = await buildSite({ [`posts/${file}`]: article('title: T', body) }, { options });
  return { html: String(built.items()[0]?.['content_html']), problems: problemsOf(built), built };
};

describe('imports and exports', () => {
  test.each([
    ['an import', "import x from 'y'"],
    [
      'imports of all kinds',
      "import 'x';\nimport y, { z } from \"y\"; // why\nimport * as a from 'a'\nimport {\n  b,\n} from 'b'",
    ],
    ['a function with an empty line', 'export function Foo() {\n  const x = 1;\n\n  return <p>{x}</p>;\n}'],
    ['data with an empty line', 'export const data = {\n a: 1,\n\n b: 2,\n};'],
    ['brackets in texts and comments', "export const a = '{',\n  b = [`{\n\n(`]; /* { */ // it's {"],
    [
      'a layout with elements',
      'export default ({ children }) => (\n  <Layout title="}">\n    {children} it\'s\n\n  </Layout>\n)',
    ],
    ['a condition over lines', 'export const a = b\n  ? 1\n  : 2'],
    ['names of others', "export { a } from 'a'\nexport * from 'b'"],
  ])('go whole: %s', async (_, statement) => {
    const { html, problems } = await render('a.mdx', `Before.\n\n${statement}\n\nAfter.`);
    expect([html, problems]).toEqual(['<p>Before.</p>\n<p>After.</p>', []]);
  });

  test.each([
    ['in a sentence', 'At last\nimport your data from other tools.\nNothing is lost.'],
    ['at its beginning', 'import your data now. It is easy.'],
    ['of an export', 'export default settings to a file.'],
    ['of all', 'export * from memory, he said.'],
    ['with names', 'export const and let as you like.'],
  ])('are not prose with their words, %s', async (_, prose) => {
    expect((await render('a.mdx', prose)).html).toBe(`<p>${prose}</p>`);
    expect((await render('a.md', `${prose}\n\n<Tip/>`)).html).toContain(`<p>${prose}</p>`);
  });

  test.each([
    ['behind an export', 'export const a = 1;\nWords.', '<p>Words.</p>'],
    ['in front of an import', "Words\n# Title\nimport x from 'y'", '<p>Words</p>\n<h1>Title</h1>'],
    ['behind a bracket that is never closed', 'export const a = {\n\nWords.', '<p>Words.</p>'],
  ])('leave what stands %s', async (_, body, html) => {
    expect((await render('a.mdx', body)).html).toBe(html);
  });

  test('are none in text that stands as it is', async () => {
    const { html } = await render('a.md', "<pre>\nimport a from 'b';\n\nexport const x = 1;\n</pre>");
    expect(html).toBe("<pre>import a from 'b';\n\nexport const x = 1;\n</pre>");
  });
});

describe('in a text that is Markdown by its name', () => {
  test.each(['export default App;', 'export const a = { b: 1 };', "export { a } from 'b';"])(
    'a line that looks like an export alone is prose: %s',
    async (line) => {
      const { html, problems } = await render('a.md', `Braces: {x}.\n\n${line}\n\nAfter.`);
      expect([html, problems]).toEqual([`<p>Braces: {x}.</p>\n<p>${line}</p>\n<p>After.</p>`, []]);
    },
  );

  test.each(["import x from 'y'", '<Tip />', '<b style={{ color: 1 }} />'])(
    'an export beside this goes: %s',
    async (other) => {
      expect((await render('a.md', `${other}\n\nexport default App;\n\nAfter.`)).html).not.toContain('export');
    },
  );
});

describe('a text between ticks, in braces', () => {
  test.each([
    [
      'code',
      '<pre><code>{`a < b\n\n  *b* \\`c\\` ${d}`}</code></pre>',
      '<pre><code>a &#x3C; b\n\n  *b* `c` ${d}</code></pre>',
    ],
    ['code with a class', '<pre className="x">\n{`a`}\n</pre>', '<pre>a\n</pre>'],
    ['code in a sentence', 'A <code>{`*b*\n\n# c`}</code> d.', '<p>A <code>*b*\n\n# c</code> d.</p>'],
    ['prose with an empty line', '{`a\n\nb`}', '<p>a</p>\n<p>b</p>'],
    ['prose behind code', '<code>{`a`}</code>\n\n{`b`}', '<p><code>a</code></p>\n<p><code>b</code></p>'],
  ])('shows no ticks in %s', async (_, body, html) => {
    expect(await render('a.mdx', body)).toMatchObject({ html, problems: [] });
  });
});

describe('a component', () => {
  test.each([
    ['Intro with <Highlight color="#25c2a0">green</Highlight> word.', '<p>Intro with green word.</p>'],
    ['<Highlight>**green**</Highlight> and more.', '<p><strong>green</strong> and more.</p>'],
    [
      '- <Code>a*b*</Code>\n- Use <Code>`x`</Code>.',
      '<ul>\n<li><code>a*b*</code></li>\n<li>Use <code>x</code>.</li>\n</ul>',
    ],
    ['Press <Tip>this</Tip>, then <Step>that</Step>.', '<p>Press this, then that.</p>'],
  ])('in a sentence stays in it: %j', async (body, html) => {
    expect((await render('a.mdx', body)).html).toBe(html);
  });

  test.each([
    ['on its own', '<Code>a</Code>'],
    ['in others of its line', '<Tabs><TabItem><CodeBlock>a</CodeBlock></TabItem></Tabs>'],
  ])('that holds code %s is a block', async (_, body) => {
    expect((await render('a.mdx', body)).html).toBe('<pre><code>a\n</code></pre>');
  });
});

describe('expressions', () => {
  test.each([
    ['where the settings say so', 'Version {x}.', { dialects: ['mdx', 'admonitions'] } as const],
    ['behind an export and an import', "export const toc = [{ a: 1 }];\nimport X from '…'\n\nVersion {x}.", {}],
    ['behind an import', "import X from '…'\n\nVersion {x}.", {}],
    ['beside the end of a summary', '{/* truncate */}\n\nVersion {x}.', {}],
  ])('are read in `.md` %s', async (_, body, options) => {
    const { html, problems } = await render('a.md', body, options);
    expect([html, problems]).toEqual([
      '<p>Version .</p>',
      [`template-unrun at posts/a.md:${body.split('\n').length + 4}`],
    ]);
  });

  test('are none in prose of Vue', async () => {
    expect((await render('a.md', 'Take {a, b} from <Tip/>.')).html).toContain('Take {a, b} from');
  });

  test('are told with their line, as they were written', async () => {
    const { problems, html, built } = await render(
      'a.mdx',
      '<a href={x}>One</a>\n\n{/* two */}\n\nThird {list.map((x) => <li key={x}>{x}</li>)} end.',
    );
    expect([html, problems]).toEqual(['<p><a>One</a></p>\n<p>Third  end.</p>', ['template-unrun at posts/a.mdx:9']]);
    expect(built.problems[0]?.message).toContain('{list.map((x) => <li key={x}>{x}</li>)}');
  });

  test('in tags are left to these', async () => {
    expect((await render('a.mdx', '<img src={\'a.png\'} alt="{b}" />')).html).toBe(
      '<img src="https://site.example/a/a.png" alt="{b}">',
    );
  });
});

test.each(['<>\n\nOne **two**\n\n</>', '<>\n  One **two**\n</>', '<>One **two**</>'])(
  'a fragment shows what it holds: %j',
  async (body) => {
    expect((await render('a.mdx', body)).html).toBe('<p>One <strong>two</strong></p>');
  },
);

const code = (text: string) => `<pre><code class="language-js">${text}\n</code></pre>`;

describe('what needs no program to be known', () => {
  test.each([
    ['a text in braces', '<CodeBlock language="js">{`a(\\`b\\`);`}</CodeBlock>', code('a(`b`);')],
    [
      'one over lines, some empty',
      '<Code lang="js">\n{`a {\n\n  <B c={1}>\n}`}\n</Code>',
      code('a {\n\n  &#x3C;B c={1}>\n}'),
    ],
    ['a property', '<Code code={`a`} lang="js" />\n\n<Code code="{b}" lang="js"/>', `${code('a')}\n${code('{b}')}`],
    ['a fence', '<CodeBlock>\n\n```js\n`a`\n```\n\n</CodeBlock>', code('`a`')],
  ])('is code: %s', async (_, body, html) => {
    expect(await render('a.mdx', body)).toMatchObject({ html, problems: [] });
  });

  test.each([
    ['<img src={useBaseUrl(\'/b.png\')} alt="B" />', '<img src="https://site.example/b.png" alt="B">'],
    ["<a href={useBaseUrl('docs/b')}>B</a>", '<p><a href="https://site.example/docs/b">B</a></p>'],
  ])('are addresses below the root of the site: %j', async (body, html) => {
    expect((await render('a.mdx', body)).html).toBe(html);
  });

  test.each([
    ['<Card title="A">inner</Card>', '<p><strong>A</strong></p>\n<p>inner</p>'],
    ['<LinkCard title="A" href="/b" description="C" />', '<p><a href="https://site.example/b">A</a></p>\n<p>C</p>'],
  ])('are the texts of a card: %j', async (body, html) => {
    expect((await render('a.mdx', body)).html).toBe(html);
  });
});

test.each([
  ["<div style={{ color: 'red', display: 'none' }}>a</div>\n\nKept.", '<p>Kept.</p>'],
  ['<p hidden={true}>a</p>\n\nKept.', '<p>Kept.</p>'],
  ['<p hidden={isHidden}>Kept.</p>', '<p>Kept.</p>'],
  ["<div style={{ display: 'none' }} />\n\nKept.", '<p>Kept.</p>'],
])('only what is always hidden goes: %j', async (body, html) => {
  expect((await render('a.mdx', body)).html.trim()).toBe(html);
});
