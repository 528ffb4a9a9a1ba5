import { describe, expect, test } from 'vitest';
import { dialectNames, type UserOptions } from '../../src/config/options.js';
import { dialects, translate } from '../../src/render/dialects/index.js';
import { hideCode } from '../../src/render/dialects/hidden-code.js';
import type { DialectContext } from '../../src/render/dialects/dialect.js';
import { article, buildSite, problemsOf } from '../site.js';

const context: DialectContext = {
  isMdx: false,
  sitePath: '',
  articleAddress: () => undefined,
  expand: ({ name, inner }) => `[${name}${inner === undefined ? '' : `: ${inner}`}]`,
  reportLink: () => undefined,
  reportTemplate: () => undefined,
  code: { hide: (code) => code, show: (text) => text },
};

/** Every dialect keeps to the contract: text of others passes through it as it is. */
const plain =
  'A paragraph with *marks*, [a link](b.html), a < b, 5 > 3, {braces}, $x$, C++ and Array<T>.\n\n- one\n- two\n';

describe.each([...dialects])('the dialect $name', ({ name, isSpokenIn, translate }) => {
  test('is not seen in plain Markdown, and leaves it alone', () => {
    expect(isSpokenIn(plain, context)).toBe(false);
    expect(translate(plain, context)).toBe(plain);
  });

  test('can be chosen by its name', () => {
    expect(dialectNames).toContain(name);
  });

  test('ends, and keeps the words, however broken the text', () => {
    const broken = `word ${'{{< {% :::x ![[ <A b={ '.repeat(2000)} end`;
    expect(translate(broken, context)).toContain('word');
  });
});

test.each([
  ['{% if a %}', '{% endif %}'],
  ['{% if a %}\n', '{% endif %}\n'],
])('tags within each other are read in a time that grows with the text: %j', (open, close) => {
  const text = `${open.repeat(50_000)}word${close.repeat(50_000)}`;
  expect(translate(text, ['liquid'], context).markdown.trim()).toBe('word');
});

const render = async (body: string, options: UserOptions = {}, file = 'posts/a.md') => {
  const built = await buildSite(
    { [file]: article('title: T', body), 'posts/other.md': '---\ndate: 2020-01-01\n---\n' },
    { options },
  );
  return { html: String(built.items()[0]?.['content_html']), problems: problemsOf(built), built };
};

describe('a component or shortcode', () => {
  test('of the user becomes what the settings say, in one line', async () => {
    const components = {
      Chart: '<img src="{src}" alt="{title}">',
      aside: '<blockquote>{children}</blockquote>',
      code: '`{0}`',
    };
    const { html, problems } = await render(
      '<Chart src="/c.png" title="Growth" />\n\n{{< aside >}}Side.{{< /aside >}}\n\n{{< code x >}}',
      { components },
    );
    expect(problems).toEqual([]);
    expect(html).toBe(
      '<img src="https://site.example/c.png" alt="Growth">\n<blockquote>Side.</blockquote>\n<p><code>x</code></p>',
    );
  });

  test('that is unknown gives the text within it, and is reported once for all articles', async () => {
    const body = 'Text.\n\n<Frobnicate a="1">\n\nInside.\n\n</Frobnicate>\n\n<Frobnicate />\n';
    const built = await buildSite({ 'posts/a.md': article('', body), 'posts/b.md': article('', body) });
    expect(problemsOf(built)).toEqual(['component-unknown at posts/a.md:6']);
    expect(built.items()[0]?.['content_html']).toBe('<p>Text.</p>\n<p>Inside.</p>');
  });

  test('cannot bring in what the sanitiser refuses', async () => {
    const { html } = await render('<Evil />', {
      components: { Evil: '<script>alert(1)</script><p onclick="x">ok</p>' },
    });
    expect(html).toBe('<p>ok</p>');
  });
});

describe('template syntax', () => {
  test('that only the generator could run is reported with its line, and leaves nothing', async () => {
    const { html, problems } = await render('One {{ page.title }}.\n\n{% include x.html %}\n\nTwo.');
    expect(html).toBe('<p>One .</p>\n<p>Two.</p>');
    expect(problems).toEqual(['template-unrun at posts/a.md:5', 'template-unrun at posts/a.md:7']);
  });

  test('is reported in expressions of MDX that would have to be run', async () => {
    const { html, problems } = await render('One {1 + 1} {"two"}.\n\n{list.map((x) => (\n  x\n))}', {}, 'posts/a.mdx');
    expect(html).toBe('<p>One  two.</p>');
    expect(problems).toEqual(['template-unrun at posts/a.mdx:5', 'template-unrun at posts/a.mdx:7']);
  });

  test('that leaves an address empty leaves no link to the article itself, and no broken picture', async () => {
    const { html } = await render('<a href="{{ page.link }}">A</a>\n\n![A picture]({{ page.image }})\n\n![](<>)');
    expect(html).toBe('<p><a>A</a></p>\n<p><span>A picture</span></p>');
  });

  test('that was all of a body leaves the title, and no empty entry', async () => {
    const { html } = await render('<div>\n  {% include x.md %}\n</div>');
    expect(html).toBe('<p>T</p>');
  });

  test.each([
    '`{{ x }}` and ``{% y %}``',
    '```\n{{< z >}}\n```',
    '    {{ indented }}',
    'A {{ vue }} in prose.',
    '- item\n\n  ```\n  {{ x }}\n  ```',
  ])('in %j survives', async (body) => {
    const { html, problems } = await render(body);
    expect(problems).toEqual([]);
    expect(html).toMatch(/\{[{%]/);
  });

  test('is only translated in the dialects that are chosen', async () => {
    const { html } = await render('[[other]] {{< note >}}x{{< /note >}}', { dialects: ['obsidian'] });
    expect(html).toContain('<a href="https://site.example/other/">other</a> {{&#x3C; note >}}');
  });
});

describe('what no reader gets', () => {
  test('takes nothing else with it: programs that look like MDX, with empty lines in them', async () => {
    const script = '<script>\nimport "a";\nimport { b } from "b";\n\nb();\n</script>';
    const { html, problems } = await render(`<x-y>\n<template>\n${script}\n</template>\n</x-y>\n\nAfter {it}.`);
    expect([html.trim(), problems]).toEqual(['<p>After {it}.</p>', []]);
  });

  test('is all of a comment: empty lines in it, and templates', async () => {
    const { html, problems } = await render('<div>\n<!-- one\n\ntwo {{ site.x }} -->\nshown\n</div>');
    expect([html, problems]).toEqual(['<div>\n\nshown\n</div>', []]);
  });

  test.each([
    ['One{::comment}two{:/comment}.', '<p>One.</p>'],
    ['One{::comment}two{:/}.', '<p>One.</p>'],
    ['One.\n\n{::comment}\n`two`\n\n{::comment}\nthree\n{:/comment}\n\nFour.', '<p>One.</p>\n<p>Four.</p>'],
    ['One {::comment} is never closed.', '<p>One  is never closed.</p>'],
    ['{::options auto_ids="false" /}\n\n{::nomarkdown}\n<b>One</b>\n{:/nomarkdown}', '<p><b>One</b></p>'],
    ['`{::comment}one{:/comment}`', '<p><code>{::comment}one{:/comment}</code></p>'],
  ])('is a comment of kramdown, and its marks: %j', async (body, html) => {
    expect(await render(body)).toMatchObject({ html, problems: [] });
  });

  test('are comments of Nunjucks', async () => {
    expect((await render('One{# two\n {{ three }} #}.')).html).toBe('<p>One.</p>');
  });
});

describe('what stands for itself', () => {
  test.each([
    ['`$` and `$$` for formulas', '<code>$</code> and <code>$$</code> for formulas'],
    ['{{</* note "x" */>}}', '{{&#x3C; note "x" >}}'],
    ['`{{%/* note */%}}`', '<code>{{% note %}}</code>'],
    ['{{/* youtube(id="x") */}}', '{{ youtube(id="x") }}'],
    ['{%/* quote() */%}x{%/* end */%}', '{% quote() %}x{% end %}'],
    ['`{{/* youtube(id="x") */}}`', '<code>{{ youtube(id="x") }}</code>'],
    ['`{{/* a comment */}}`', '<code>{{/* a comment */}}</code>'],
  ])('%s is shown', async (body, html) => {
    expect(await render(body)).toMatchObject({ html: `<p>${html}</p>`, problems: [] });
  });
});

describe('a link to another article', () => {
  test.each([
    ['[x](other.md)', 'https://site.example/other/'],
    ['[x](./other.md#part)', 'https://site.example/other/#part'],
    ['[x](/other.md)', 'https://site.example/other/'],
    ['<a href="other.md">x</a>', 'https://site.example/other/'],
    ['[x]: other.md\n\n[x]', 'https://site.example/other/'],
    ['[x](https://e.example/readme.md)', 'https://e.example/readme.md'],
  ])('%j leads to its page', async (body, url) => {
    expect((await render(body)).html).toContain(`href="${url}"`);
  });

  test('that is not published is a text, and reported', async () => {
    const { html, problems } = await render('Text.\n\n[x](missing.md)');
    expect([html, problems]).toEqual(['<p>Text.</p>\n<p><a>x</a></p>', ['link-unresolved at posts/a.md:7']]);
  });
});

describe('hidden code', () => {
  test.each([
    'a `b` c',
    '```\n`x`\n```\n\ntext `y`',
    '~~~\n```\n~~~',
    '```\nunclosed',
    '`` ` ``',
    '{% raw %}`x`{% endraw %}',
    '> ```\n> x\n> ```\n',
  ])('of %j is shown as it was', (text) => {
    const { text: hidden, show } = hideCode(text);
    expect(show(hidden)).toBe(text.replace(/\{% (end)?raw %\}/g, ''));
    expect(hidden).not.toMatch(/[`~]/);
  });
});

describe('a formula in a quotation', () => {
  test.each([
    ['> $$\n> a + b\n> = c\n> $$', '<mi>a</mi><mo>+</mo><mi>b</mi><mo>=</mo><mi>c</mi>'],
    ['> > $$\n> > a\n> > > b_1\n> > $$', '<mi>a</mi><mo>></mo><msub><mi>b</mi><mn>1</mn></msub>'],
    ['> \\(a\n> = b\\)', '<mi>a</mi><mo>=</mo><mi>b</mi>'],
  ])('has none of its marks: %j', async (body, mathml) => {
    expect((await render(body)).html.replace(/<\/?mrow>/g, '')).toContain(`>${mathml}</math>`);
  });
});

describe('an embed of Obsidian', () => {
  test.each([
    ['Listen ![[a/talk.mp3]] now.', '<p>Listen <a href="https://site.example/a/a/talk.mp3">talk.mp3</a> now.</p>'],
    [
      'See ![[b c.pdf#page=2|the paper]].',
      '<p>See <a href="https://site.example/a/b%20c.pdf#page=2">the paper</a>.</p>',
    ],
    ['![[p.png|Alt|50]]', '<p><img src="https://site.example/a/p.png" alt="Alt" width="50"></p>'],
    [
      '![[p.png|A "b"|50x20]]',
      '<p><img src="https://site.example/a/p.png" alt="A &#x22;b&#x22;" width="50" height="20"></p>',
    ],
    ['![[p.png|50]]', '<p><img src="https://site.example/a/p.png" alt="" width="50"></p>'],
    ['![[p.png|5 of 6]]', '<p><img src="https://site.example/a/p.png" alt="5 of 6"></p>'],
  ])('%j is a file', async (body, html) => {
    expect((await render(body)).html.replace(/^<img[^>]*>$/, '<p>$&</p>')).toBe(html);
  });
});

describe('an include', () => {
  test.each([
    'Text.\n\n--8<-- "includes/x.md"',
    'Text.\n\n--8<--\na.md\nb.md\n--8<--',
    'Text.\n\n<<< @/snippets/x.js{2}',
    'Text.\n\n<<< ../x.ts#part{1,2} [Title]',
    'Text.\n\n<!--@include: ./parts/x.md-->',
    'Text.\n\n<!-- @include: ./parts/x.md{3,10} -->',
  ])('is told, and gone: %j', async (body) => {
    const { html, problems } = await render(body);
    expect([html, problems]).toEqual(['<p>Text.</p>', ['template-unrun at posts/a.md:7']]);
  });

  test('that never ends is not looked for to the end of the line, again and again', () => {
    const text = `${'<!--@include: '.repeat(200_000)}word`;
    expect(translate(text, [], context).markdown).toBe(text);
  });

  test.each([
    ['an aside', '!!! note\n    Text.\n\n    --8<-- "x.md"', '<p>Text.</p>\n</blockquote>'],
    ['a list', '- Text.\n\n    --8<-- "x.md"', '<li>Text.</li>\n</ul>'],
  ])('goes from %s', async (_, body, html) => {
    expect((await render(body)).html.endsWith(html)).toBe(true);
  });

  test.each(['```\n--8<-- "x.md"\n```', 'Text:\n\n    <<< @/x.js', '`<!--@include: x.md-->`'])(
    'is none in code: %j',
    async (body) => {
      const { html, problems } = await render(body);
      expect(html).toMatch(/--8&#x3C;-- "x.md"|&#x3C;&#x3C;&#x3C; @\/x.js|&#x3C;!--@include: x.md-->/);
      expect(problems).toEqual([]);
    },
  );
});

test.each([
  ['<div markdown="1">\n**a**\n<div>b</div>\n</div>', '<div>\n<p><strong>a</strong></p>\n<div>b</div>\n</div>'],
  ['<section markdown>\n    - a\n</section>', '<ul>\n<li>a</li>\n</ul>'],
  ['<figure markdown="span">\n  ![A](a.png)\n</figure>', '<img src="https://site.example/a/a.png" alt="A">'],
  ['<div markdown="1"><p markdown="1">a</p>\n<section markdown="1">*b*</section></div>', '<p><em>b</em></p>'],
  ['- a\n\n  <div markdown="1">\n  *b*\n  </div>\n- c', '<div>\n<p><em>b</em></p>\n</div>\n</li>\n<li>'],
  ['<div markdown="0">\n**a**\n</div>', '<div>\n**a**\n</div>'],
])('an element says whether it holds Markdown: %j', async (body, html) => {
  expect((await render(body)).html).toContain(html);
});

test.each([
  [
    'a list',
    '- a\n- <div markdown="1">x *y*</div>\n- b',
    /^<ul>\n<li>a<\/li>\n<li>[^]*x [^]*<\/li>\n<li>b<\/li>\n<\/ul>$/,
  ],
  ['a table', '| a |\n|---|\n| <div markdown="1">x</div> |', /<td>[^]*x[^]*<\/td>[^]*<\/table>$/],
  ['a quotation', '> <div markdown="1">\n> x\n> </div>\n> z', /^<blockquote>[^]*x[^]*z[^]*<\/blockquote>$/],
  ['a footnote', 'A.[^1]\n\n[^1]: B.\n\n    <div markdown="1">\n    x\n    </div>\n\n    z', /<li[^]*x[^]*z[^]*<\/li>/],
  ['a footnote at once', 'A.[^1]\n\n[^1]: <div markdown="1">x</div>', /<li[^]*x[^]*<\/li>/],
  ['a sentence', 'A <section markdown="1">x</section> b.', /^<p>A <\/p><section>x<\/section> b.$/],
])('an element that says that it holds Markdown leaves %s whole', async (_, body, html) => {
  expect((await render(body)).html).toMatch(html);
});

test('a file that Obsidian embeds is a link in HTML too', async () => {
  const { html } = await render('<details>\n<summary>A</summary>\n![[a&b.mp3|Our <talk>]]\n</details>');
  expect(html).toContain('<a href="https://site.example/a/a&#x26;b.mp3">Our &#x3C;talk></a>');
});
