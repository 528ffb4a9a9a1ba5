/** What readers see where a template stood: tags of Liquid, Hugo, Hexo and Zola. */
import { describe, expect, test } from 'vitest';
import type { UserOptions } from '../../src/config/options.js';
import { kramdown } from '../../src/render/dialects/kramdown.js';
import { article, buildSite, problemsOf } from '../site.js';

const render = async (body: string, options: UserOptions = {}) => {
  const built = await buildSite(
    { 'posts/a.md': article('title: T', body), 'posts/other.md': '---\ndate: 2020-01-01\n---\n' },
    { options },
  );
  return { html: String(built.items()[0]?.['content_html']), problems: problemsOf(built) };
};

describe('a tag that names an article', () => {
  test.each([
    ['Liquid', 'See {% post_url 2020-01-01-gone %}.', '<p>See 2020-01-01-gone.</p>'],
    ['Liquid', 'See {% link gone.md %}.', '<p>See gone.md.</p>'],
    ['Hugo', 'See {{< ref "gone.md" >}}.', '<p>See gone.md.</p>'],
    ['Hugo', 'See <code>{{< relref "gone.md#a" >}}</code>.', '<p>See <code>gone.md#a</code>.</p>'],
    ['Hugo', '<p>See {{< ref "gone.md" >}}.</p>', '<p>See gone.md.</p>'],
    ['Hugo', '<p title="{{< ref "gone.md" >}}">See.</p>', '<p title="gone.md">See.</p>'],
    ['Hugo', '<p>[See]({{< ref "gone.md" >}})</p>', '<p>[See](gone.md)</p>'],
    ['Hexo', 'See {% post_path gone %}.', '<p>See gone.</p>'],
    ['Hexo', '{% post_link gone A title %}', '<p><a>A title</a></p>'],
    ['Hexo', '<p>{% post_link gone A title %}</p>', '<p><a>A title</a></p>'],
    ['Hugo', '[See]({{< ref "gone.md" >}})', '<p><a>See</a></p>'],
    ['Liquid', '[See]({{ site.baseurl }}{% post_url gone %})', '<p><a>See</a></p>'],
    ['Liquid', '[See](/blog{% post_url gone %})', '<p><a>See</a></p>'],
    ['Liquid', '[See]\n\n[See]: {% link gone.md %}', '<p><a>See</a></p>'],
  ])('that is not published leaves what its author wrote, and is reported: %s, %j', async (_, body, html) => {
    expect(await render(`${body}\n`)).toEqual({
      html,
      problems: [`link-unresolved at posts/a.md:${body.includes('\n') ? 7 : 5}`],
    });
  });

  test('that is not published is read in the cell of a table, and leaves it one', async () => {
    const { html } = await render('| a |\n| - |\n| {{< ref "gone.md" >}} |\n');
    expect(html).toContain('<td>gone.md</td>');
  });

  test.each(['See {% post_url other %}', '[See]({{ site.baseurl }}{% link other.md %})', '{% post_link other See %}'])(
    'that is published leads to its page: %j',
    async (body) => {
      const { html, problems } = await render(body);
      expect([html.includes('href="https://site.example/other/"'), problems]).toEqual([true, []]);
    },
  );
});

test.each([
  '{% link Ex ample https://e.example/ %}',
  '{% link https://e.example/ Ex ample %}',
  '{% link "Ex ample" https://e.example/ external %}',
])('a link of Hexo has its text and its address: %j', async (body) => {
  expect((await render(body)).html).toBe('<p><a href="https://e.example/">Ex ample</a></p>');
});

describe('a text in a template', () => {
  test.each([
    ['{{ "<b>" | escape }} rest', '&#x3C;b> rest'],
    ['{{ "**a** b" | markdownify }} {{ "c" | smartify }}', '<strong>a</strong> b c'],
    ['{{ "a\nb" | newline_to_br }}', 'a<br>\nb'],
    ['{{ "a <b>b</b><!-- c --><script>d</script>" | strip_html }}.', 'a b.'],
    ['{{ "a" | upcase }}{{ "B" | downcase }}{{ "cD" | capitalize }}{{ " e " | strip }}', 'AbCde'],
    ['{{ "a|b" | append: "c" | prepend: "d" }}', 'da|bc'],
    ['{{ "a" | upper | safe }}', 'A'],
    ['<a href="{{ "/b.css" | relative_url }}">a</a>', '<a href="https://site.example/b.css">a</a>'],
    [
      '<a href="{{ "/b" | prepend: site.baseurl | prepend: site.url }}">a</a>',
      '<a href="https://site.example/b">a</a>',
    ],
    ['[a](https://e.example/?b={{ "c d" | urlencode }})', '<a href="https://e.example/?b=c%20d">a</a>'],
    ['[a]({{ "/b" | shortened | prepend: site.cdn }})', '<a href="https://site.example/b">a</a>'],
    ['[a]({{ "/b" | url }})', '<a href="https://site.example/b">a</a>'],
  ])('goes through filters of a known effect: %j', async (body, html) => {
    expect(await render(body)).toEqual({ html: `<p>${html}</p>`, problems: [] });
  });

  test.each([
    '{{ "now" | date: "%Y" }}',
    '{{ "a,b" | split: "," | size }}',
    '{{ "a" | append: page.title }}',
    '[]({{ "a" | append: page.title }})',
    '{{ "a" | upcase | "b" }}',
    '{{ site.url | append: page.url }}',
    '{{ "a" "b" }}',
  ])('is reported with a filter that only the generator could run, and leaves nothing: %j', async (body) => {
    expect(await render(`One ${body}.`)).toEqual({
      html: '<p>One .</p>',
      problems: ['template-unrun at posts/a.md:5'],
    });
  });
});

describe.each([
  ['https://site.example/blog/', '/blog'],
  ['https://site.example/', ''],
])('the path of the site %s', (url, path) => {
  test.each([
    ['[a]({{ site.baseurl }}/b)', '/b'],
    ['[a]({{ site.url }}{{ site.baseurl }}/b)', '/b'],
    ['[a]({{ site.github.url }}/b)', '/b'],
    ['[a]({{ "/b" | relative_url }})', '/b'],
    ['[a]({{ "/b" | absolute_url }})', '/b'],
    ['[a]({{ "/b" | prepend: site.baseurl | prepend: site.url }})', '/b'],
    ['<a href="{{ "/b" | url }}">a</a>', '/b'],
    ['[a]({{ site.url }}{{ site.baseurl }}{% link other.md %})', '/other/'],
  ])('is before addresses that ask for it: %j', async (body, address) => {
    const { html, problems } = await render(body, { site: { url } });
    expect([html, problems]).toEqual([`<p><a href="https://site.example${path}${address}">a</a></p>`, []]);
  });

  test.each(['[a](/b)', '[a]({{ site.url }}/b)', '[a]({{ "https://site.example/b" | relative_url }})'])(
    'is not before others: %j',
    async (body) => {
      const { html } = await render(body, { site: { url } });
      expect(html).toBe('<p><a href="https://site.example/b">a</a></p>');
    },
  );
});

test.each([
  ['Use `{% raw %}{{ x }}{% endraw %}`.', '<p>Use <code>{{ x }}</code>.</p>'],
  [
    'Use `{% raw %}` and `{% raw %}{% endraw %}`.',
    '<p>Use <code>{% raw %}</code> and <code>{% raw %}{% endraw %}</code>.</p>',
  ],
  [
    '{% highlight liquid %}\n{% raw %}\n{{ x }}\n{% endraw %}\n{% endhighlight %}',
    '<pre><code class="language-liquid">{{ x }}\n</code></pre>',
  ],
])('tags that protect code from Liquid are no part of it, unless it is all theirs: %j', async (body, html) => {
  expect(await render(body)).toEqual({ html, problems: [] });
});

describe('a tag that gives nothing', () => {
  test.each([
    ['Thanks:\n- {% person "Ann" %}\n- {% person "Bob" %}', '<p>Thanks:</p>\n<ul>\n<li>\n\n</li>\n<li></li>\n</ul>'],
    ['Has:\n- {{< icon "x" >}}\n- {{< icon "y" >}} Fast', '<p>Has:</p>\n<ul>\n<li>\n\n</li>\n<li>Fast</li>\n</ul>'],
    ['Has:\n1. {# todo #}\n2. b', '<p>Has:</p>\n<ol>\n<li>\n\n</li>\n<li>b</li>\n</ol>'],
    [
      '> Has:\n> - {% comment %} x {% endcomment %}\n> - b',
      '<blockquote>\n<p>Has:</p>\n<ul>\n<li>\n\n</li>\n<li>b</li>\n</ul>\n</blockquote>',
    ],
    ['- a\n  b\n- {{< icon >}}\n- c', '<ul>\n<li>a\nb</li>\n<li></li>\n<li>c</li>\n</ul>'],
    ['- a\n- {::comment}x{:/}\n  - b', '<ul>\n<li>a</li>\n<li>\n<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>'],
  ])('leaves no heading and no mark of a list: %j', async (body, html) => {
    expect((await render(body)).html).toBe(html);
  });

  test.each([
    ['<div>\n    {% assign a = 1 %}\n    <p>One</p>\n</div>', '<div>\n    <p>One</p>\n</div>'],
    [
      '<ul>\n  {% if a %}\n    <li>One</li>\n  {% endif %}\n  {% for x in y %}\n    <li>{{ x }}</li>\n  {% endfor %}\n    <li>Two</li>\n</ul>',
      '<ul>\n    <li>One</li>\n    <li>Two</li>\n</ul>',
    ],
    [
      '<div>\n    <p>a</p>\n    {% comment %}\n    <p>b</p>\n    {% endcomment %}\n    {#\n    <p>c</p>\n    #}\n    <p>d</p>\n</div>',
      '<div>\n    <p>a</p>\n    <p>d</p>\n</div>',
    ],
    ['<div>\n    {{ page.x }}\n    <p>a</p>\n</div>', '<div>\n    <p>a</p>\n</div>'],
  ])('leaves no empty line in HTML: %j', async (body, html) => {
    expect((await render(body)).html).toBe(html);
  });

  test.each([
    ['One\n{% assign a = 1 %}\nTwo', '<p>One</p>\n<p>Two</p>'],
    ['One\n{% assign a = 1 %}\n<b>Two</b>', '<p>One</p>\n<p><b>Two</b></p>'],
    ['One\n{# two #}\n---\nThree', '<p>One</p>\n<hr>\n<p>Three</p>'],
    ['<div>\n{% if a %}\n**One**\n{% endif %}\n</div>', '<div>\n<p><strong>One</strong></p>\n</div>'],
    ['[One]({{ page.x }}) {{< button >}}{{< icon >}}{{< /button >}}two', '<p><a>One</a> two</p>'],
  ])('still stands between paragraphs, and nowhere else: %j', async (body, html) => {
    expect((await render(body)).html).toBe(html);
  });
});

describe('a tag that holds a part of a line', () => {
  test.each([
    ['1. one {{< ver >}}*x*{{< /ver >}} tail\n2. two', '<ol>\n<li>one <em>x</em> tail</li>\n<li>two</li>\n</ol>'],
    ['## H <Version>2</Version> end', '<h2>H 2 end</h2>'],
    ['> A {% version %}2{% endversion %}', '<blockquote>\n<p>A 2</p>\n</blockquote>'],
    ['One\n{{< ver >}}x{{< /ver >}}\ntwo', '<p>One</p>\n<p>x</p>\n<p>two</p>'],
  ])('gives its text in the line, and on a line of its own a paragraph: %j', async (body, html) => {
    expect((await render(body)).html).toBe(html);
  });

  test('leaves a table one', async () => {
    const { html } = await render('| a | b |\n| - | - |\n| {{< badge2 >}}new{{< /badge2 >}} | copy |\n');
    expect(html).toContain('<td>new</td>\n<td>copy</td>');
  });

  test.each([
    ['Run {{< highlight sh >}}a `b` <c>{{< /highlight >}} now.', '<p>Run <code>a `b` &#x3C;c></code> now.</p>'],
    ['{{< highlight sh >}}a{{< /highlight >}}', '<pre><code class="language-sh">a\n</code></pre>'],
    [
      '<div>{{< highlight sh >}}a{{< /highlight >}}</div>',
      '<div>\n<pre><code class="language-sh">a\n</code></pre>\n</div>',
    ],
  ])('is code in the line when it holds code, and in HTML a block: %j', async (body, html) => {
    expect(await render(body)).toEqual({ html, problems: [] });
  });
});

describe('a shortcode of a usual name', () => {
  test.each([
    ['{% gist 5555251 %}', 'https://gist.github.com/5555251'],
    ['{% gist 5555251 f.rb %}', 'https://gist.github.com/5555251'],
    ['{% gist user/99 f.rb %}', 'https://gist.github.com/user/99'],
    ['{{< gist user 99 "f.rb" >}}', 'https://gist.github.com/user/99'],
    ['{{ gist(url="https://gist.github.com/user/99") }}', 'https://gist.github.com/user/99'],
  ])('%j leads to the code', async (body, address) => {
    expect((await render(body)).html).toBe(`<p><a href="${address}">See the code on GitHub</a></p>`);
  });

  test.each([
    ['{% img left /a.png 10 20 "Ti" "Alt" %}', 'src="https://site.example/a.png" alt="Alt" width="10" height="20"'],
    [`{% img left big /a.png '"Ti" "Alt"' %}`, 'src="https://site.example/a.png" alt="Alt"'],
    ['{% img /a.png Two words %}', 'src="https://site.example/a.png" alt="Two words"'],
    ['{% img src="/a.png" alt="Alt" %}', 'src="https://site.example/a.png" alt="Alt"'],
    ['{% asset_img slug b.png Title %}', 'src="https://site.example/a/b.png" alt="Title"'],
    ['{% asset_img b.png 10 20 "Title" "Alt" %}', 'src="https://site.example/a/b.png" alt="Alt"'],
    ['{% asset_img b.png "It\'s one" %}', 'src="https://site.example/a/b.png" alt="It&#x27;s one"'],
    ['{% asset_img b.png 2 is a title %}', 'src="https://site.example/a/b.png" alt="is a title"'],
  ])('%j is the picture', async (body, attributes) => {
    expect((await render(body)).html.replace(/<\/?p>/g, '')).toBe(`<img ${attributes}>`);
  });

  test.each([
    ['Ann Ex https://e.example/a The A', 'Ann Ex, <a href="https://e.example/a">The A</a>'],
    ['https://e.example/a/', '<a href="https://e.example/a/">e.example/a</a>'],
    ['Ann Ex', 'Ann Ex'],
  ])('is a quotation of "%s"', async (source, shown) => {
    const { html } = await render(`{% blockquote ${source} %}\nText\n{% endblockquote %}`);
    expect(html).toBe(`<blockquote>\n<p>Text</p>\n<p>— ${shown}</p>\n</blockquote>`);
  });

  const picture = '<img src="https://site.example/a.png" alt="T">';
  test.each([
    ['title="T"', `${picture}<figcaption>T</figcaption>`],
    [
      'title="T" caption="*C*" attr="Ann" attrlink="/ann"',
      `${picture}<figcaption><strong>T</strong> <em>C</em> <a href="https://site.example/ann">Ann</a></figcaption>`,
    ],
    ['alt="T" attr="Ann"', `${picture}<figcaption>Ann</figcaption>`],
    ['alt="T" caption="C" link="/b"', `<a href="https://site.example/b">${picture}</a><figcaption>C</figcaption>`],
  ])('is a figure with all that Hugo shows: %j', async (args, html) => {
    expect(await render(`{{< figure src="/a.png" ${args} >}}`)).toEqual({
      html: `<figure>${html}</figure>`,
      problems: [],
    });
  });
});

describe('an attribute list', () => {
  test.each([
    ['### One {.cls}', '<h3>One</h3>'],
    ['## One {#id .cls}', '<h2>One</h2>'],
    ['## One {.cls} ##\n\n## Two ## {.cls}', '<h2>One</h2>\n<h2>Two</h2>'],
    ['> ## One {.cls}', '<blockquote>\n<h2>One</h2>\n</blockquote>'],
    ['One {#id}\n===\n\nTwo {.a .b}\n---', '<h1>One</h1>\n<h2>Two</h2>'],
    [
      '[a](/b){.btn}, [a](/b){ .btn }',
      '<p><a href="https://site.example/b">a</a>, <a href="https://site.example/b">a</a></p>',
    ],
    ['[a](/b){target=_blank rel="x y"}', '<p><a href="https://site.example/b">a</a></p>'],
    ['[a][b]{.btn}\n\n[b]: /b', '<p><a href="https://site.example/b">a</a></p>'],
    ['<https://e.example/>{.btn}', '<p><a href="https://e.example/">https://e.example/</a></p>'],
    ['*a*{.b} __c__{ #d } `e`{.f}', '<p><em>a</em> <strong>c</strong> <code>e</code></p>'],
  ])('right behind what it is about goes: %j', async (body, html) => {
    expect((await render(body)).html).toBe(html);
  });

  test.each([
    'One { a } and {.b} two.',
    'f(x){.y} and a*b{.c} and x_{i=1} and {#d}',
    'One {.b}\ntwo',
    '`[a](b){.c}`',
    '`a`{x=y}',
    '## One {a}',
    '## One {...two}',
  ])('is none in prose and in code: %j', async (body) => {
    const { html } = await render(body);
    expect(html.replace(/<[^>]*>/g, '')).toBe(body.replace(/^#+ |`/g, ''));
  });

  test.each([' '.repeat(500_000), `{.b}${' '.repeat(500_000)}`, ` ${'#'.repeat(500_000)}`])(
    'is looked for in a time that grows with the text (%#)',
    (text) => {
      expect(kramdown.translate(`# a${text}x`, {} as never)).toBe(`# a${text}x`);
    },
  );
});
