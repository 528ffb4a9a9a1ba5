import { readdirSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { article, buildSite, problemsOf } from '../site.js';
import { gallery, renderGolden } from './golden.js';

const render = async (body: string, fields = 'title: T', options = {}) => {
  const built = await buildSite({ 'posts/a.md': article(fields, body) }, { options });
  return {
    html: String(built.items()[0]?.['content_html']),
    summary: built.items()[0]?.['summary'],
    problems: problemsOf(built),
    built,
  };
};

describe('a body', () => {
  test.each([
    ['[a](b.html)', '<p><a href="https://site.example/a/b.html">a</a></p>'],
    ['[a](/b?q=ä)', '<p><a href="https://site.example/b?q=%C3%A4">a</a></p>'],
    ['[a](//cdn.example/b)', '<p><a href="https://cdn.example/b">a</a></p>'],
    ['[a](mailto:a@b.example)', '<p><a href="mailto:a@b.example">a</a></p>'],
    ['[a](#elsewhere)', '<p><a href="https://site.example/a/#elsewhere">a</a></p>'],
    ['![a](i.png "t")', '<p><img src="https://site.example/a/i.png" alt="a" title="t"></p>'],
    [
      '<img src="i.png" srcset="i.png 1x, /j.png 2x">',
      '<img src="https://site.example/a/i.png" srcset="https://site.example/a/i.png 1x, https://site.example/j.png 2x">',
    ],
    [
      '<video poster="p.png" src="v.mp4"></video>',
      '<p><video poster="https://site.example/a/p.png" src="https://site.example/a/v.mp4" controls><a href="https://site.example/a/v.mp4">v.mp4</a></video></p>',
    ],
    ['<iframe src="//e.example/f" title="A map"></iframe>', '<p><a href="https://e.example/f">A map</a></p>'],
    [
      '<iframe src="https://www.youtube.com/embed/abc"></iframe>',
      '<p><a href="https://www.youtube.com/watch?v=abc"><img src="https://i.ytimg.com/vi/abc/hqdefault.jpg" alt=""><br>Watch on YouTube</a></p>',
    ],
    [
      '<img src="i.png" srcset="a 1x,b 2x, c">',
      '<img src="https://site.example/a/i.png" srcset="https://site.example/a/a 1x, https://site.example/a/b 2x, https://site.example/a/c">',
    ],
    ['<blockquote cite="c.html">x</blockquote>', '<blockquote cite="https://site.example/a/c.html">x</blockquote>'],
    ['www.e.example', '<p><a href="http://www.e.example/">www.e.example</a></p>'],
    ['- [x] done\n- [ ] open', '<ul>\n<li><span>☑</span> done</li>\n<li><span>☐</span> open</li>\n</ul>'],
    ['~~gone~~', '<p><del>gone</del></p>'],
    ['**不能，因为是。**我觉得', '<p><strong>不能，因为是。</strong>我觉得</p>'],
    [':tada: at 10:30:15, `:tada:`', '<p>🎉 at 10:30:15, <code>:tada:</code></p>'],
    [':tada::+1: (:x:), 好:smile:好', '<p>🎉👍 (❌), 好😄好</p>'],
    [':tickets:Tickets, **:100:**', '<p>🎟️Tickets, <strong>💯</strong></p>'],
    ['root:x:0:0:root, 1:100:5, a:b:c, std::x::y, :nope:', '<p>root:x:0:0:root, 1:100:5, a:b:c, std::x::y, :nope:</p>'],
    ['https://e.example/:100:/b', '<p><a href="https://e.example/:100:/b">https://e.example/:100:/b</a></p>'],
    ['~gone~, `HEAD~1`', '<p><del>gone</del>, <code>HEAD~1</code></p>'],
    ['这个需要3~5天，大概10~20个。', '<p>这个需要3~5天，大概10~20个。</p>'],
    ['~10 and ~20, then 3~5 ~~gone~~', '<p>~10 and ~20, then 3~5 <del>gone</del></p>'],
    ['<img src="blur.gif" data-src="real.png" loading="lazy">', '<img src="https://site.example/a/real.png">'],
    [
      '<picture><source srcset="a.avif"><img src="a.png" alt="x"></picture>',
      '<p><span><img src="https://site.example/a/a.png" alt="x"></span></p>',
    ],
    [
      'One.\n\n<!-- feed:skip -->\n\nWeb.\n\n<!-- feed:end -->\n\n<!-- feed:only -->\n\nFeed.\n\n<!-- feed:end -->',
      '<p>One.</p>\n<p>Feed.</p>',
    ],
    [
      '|a|b|\n|-|:-:|\n|1|2|',
      '<table><thead><tr><th>a</th><th align="center">b</th></tr></thead><tbody><tr><td>1</td><td align="center">2</td></tr></tbody></table>',
    ],
    ['- ```js{1,3}\n  a\n  ```', '<ul>\n<li>\n<pre><code class="language-js">a\n</code></pre>\n</li>\n</ul>'],
    [
      '```js {1,3}\nif (a < b)\n    {{ x }}\n```',
      '<pre><code class="language-js">if (a &#x3C; b)\n    {{ x }}\n</code></pre>',
    ],
  ])('%j is %s', async (markdown, html) => {
    expect((await render(markdown)).html.replace(/\n(?=<\/?t)/g, '')).toBe(html.replace(/\n(?=<\/?t)/g, ''));
  });

  test.each([
    ['script', '<script>alert(1)</script>'],
    ['style', '<style>p { color: red }</style>'],
    ['an event handler', '<p onclick="alert(1)">x</p>'],
    ['a javascript: link', '[x](javascript:alert(1))'],
    ['a hidden javascript: link', '<a href="java&#10;script:alert(1)">x</a>'],
    ['a data: link', '<a href="data:text/html,<script>alert(1)</script>">x</a>'],
    ['a form', '<form action="/x"><input name="alert"></form>'],
    ['an object without a file', '<object><param name="alert" value="alert"></object>'],
    ['a class and a style', '<p class="alert" style="alert" data-alert="1">x</p>'],
    ['an icon, whose text leaks', '<svg width="16" height="16"><title>alert</title><text>alert</text></svg>'],
    [
      'a script in a drawing',
      '<svg viewBox="0 0 90 90" onload="alert()"><script>alert(1)</script><a href="javascript:alert()"/></svg>',
    ],
    ['a template', '<template>alert</template><noscript>alert</noscript>'],
    ['a comment', '<!-- alert -->'],
    ['what is hidden', '<p hidden>alert</p>'],
    ['Markdown in what is hidden', '<div hidden>\n\n## alert\n\n<div>alert</div>\n\nalert\n\n</div>'],
    ['what a style hides', '<div style="display:none">alert</div><b style="top:0; visibility : hidden">alert</b>'],
    ['what no click shows', '<table class="table furthermore" style="display:none"><tr><td>alert</td></tr></table>'],
    ['a base', '<base href="https://alert.example/">'],
  ])('loses %s', async (_, markdown) => {
    expect((await render(`${markdown}\n\nKept.`)).html).not.toMatch(/alert|color|<script|<iframe|<form|<svg|<object/);
  });

  test.each([
    ['panels of tabs', '<div role="tabpanel" hidden>Kept.</div>'],
    ['what a search in the page shows', '<div hidden="until-found">Kept.</div>'],
    ['what is hidden from screen readers alone', '<div aria-hidden="true" class="hidden">Kept.</div>'],
    ['what a program opens by its id', '<div id="more-1" style="display:none">Kept.</div>'],
    ['what a click shows', '<div class="tab-content" style="display: none">Kept.</div>'],
    ['an answer', '<div class="quiz Answer" hidden>Kept.</div>'],
    ['a spoiler', '<div class="spoiler" style="visibility:hidden">Kept.</div>'],
    ['what stands behind a comment', '<!-- <div hidden> -->\n<div>Kept.</div>'],
    ['what stands behind a hidden picture', '<div><img hidden src="a.png">Kept.</div>'],
  ])('keeps %s', async (_, body) => {
    expect((await render(body)).html.trim().replace(/ id="[^"]*"/, '')).toBe('<div>Kept.</div>');
  });

  test('has nothing in its summary that its page hides', async () => {
    const hidden = '<span hidden>two <span>three</span> *four*</span>';
    expect((await render(`One ${hidden} <i style="display:none">five</i>six.`)).summary).toBe('One six.');
    expect((await render('One <b class="spoiler" hidden>two</b> <b hidden id="a">three</b>.')).summary).toBe(
      'One two three.',
    );
  });

  test('has footnotes that lead to each other, and to no other article', async () => {
    const body = 'A.[^n] B.[^n]\n\n[^n]: Note.\n';
    const built = await buildSite({ 'posts/a.md': article('', body), 'posts/b.md': article('', body) });
    const ids = built.items().flatMap(({ content_html: html }) => {
      const text = String(html);
      const own = [...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
      const targets = [...text.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
      expect(targets).toHaveLength(4);
      expect(targets.filter((target) => !own.includes(target))).toEqual([]);
      expect(text).not.toContain('Footnotes');
      return own;
    });
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('that is empty gives way to the summary', async () => {
    expect((await render('', 'title: T\nsummary: "S & <s>"')).html).toBe('<p>S &#x26; &#x3C;s></p>');
    expect((await render('', 'title: A < B')).html).toBe('<p>A &#x3C; B</p>');
  });

  test('has the line of an address that leads nowhere', async () => {
    expect((await render('Fine.\n\n[x](http://[bad)')).problems).toEqual(['link-unresolved at posts/a.md:7']);
  });

  test('two of one line that lead to one place are told once, those of others each', async () => {
    const { problems } = await render('[x](http://[bad) [y](http://[bad)\n\n[z](http://[worse)');
    expect(problems).toEqual(['link-unresolved at posts/a.md:5', 'link-unresolved at posts/a.md:7']);
  });

  test('that is nested too deeply is reported, not a crash', async () => {
    const { problems } = await buildSite({ 'posts/a.md': article('', '> '.repeat(20_000) + 'x') });
    expect(problems).toMatchObject([{ code: 'body-unrenderable', file: 'posts/a.md', line: 4 }]);
  });

  test('loses a forbidden character that a reference makes', async () => {
    const { html, problems } = await render('<p>a&#xFFFE;b</p>');
    expect([html, problems]).toEqual(['<p>ab</p>', ['character-forbidden at posts/a.md:5']]);
  });

  test.each([
    ['<p>a<marquee><p>b</p></marquee>c</p>', '<p>a</p><p>b</p>c'],
    ['<custom-card><h2>a</h2></custom-card>', '<h2>a</h2>'],
    ['<caption>a</caption> <col>', 'a'],
    ['<bdo dir="rtl">a</bdo>', '<p>a</p>'],
  ])('%s loses the wrapper, and is nested as HTML may be', async (markdown, html) => {
    expect((await render(markdown)).html).toBe(html);
  });

  test('is the same when it is sanitised again', async () => {
    const { html } = await render('<div><p>a<b>c</p>d</b></div>\n\n<a name="x" id="y">z</a> <table><td>q');
    expect((await render(html)).html.replaceAll(/id="a[0-9a-f]{8}-a[0-9a-f]{8}-/g, 'id="')).toBe(
      html.replaceAll(/id="a[0-9a-f]{8}-/g, 'id="'),
    );
  });

  const htmlTag = /^<\/?[a-z][a-z0-9]*( (href|src|title|id|class|alt|start|align)(="[^"<]*")?)*>$/;
  /** MathML Core: how an operator stands, and how large it is; nothing that leads anywhere. */
  const formulaTag =
    /^<m[a-z]+( (display|displaystyle|scriptlevel|mathvariant|stretchy|fence|form|separator|symmetric|largeop|movablelimits|accent|accentunder|linethickness|lspace|rspace|minsize|maxsize|columnalign|width|height|depth|voffset)="[^"<]*")*>$/;

  test('never has more markup than the sanitiser knows, whatever the text', async () => {
    const part = fc.oneof(
      fc.string(),
      fc.constantFrom(
        '<',
        '>',
        '<script>',
        '</script>',
        '<svg',
        ' onload=x',
        '<a href="',
        'javascript:',
        '">',
        '\n\n',
        '`',
        '[x](',
        ')',
        '<!--',
        ']]>',
        '$',
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 20 }), async (parts) => {
        const { html } = await render(parts.join(''));
        // A `<` in text is written as a reference, so each one here begins a tag.
        for (const [tag] of html.matchAll(/<[^>]*>?/g)) {
          expect(tag).toMatch(tag.startsWith('<m') ? formulaTag : htmlTag);
          expect(tag).not.toMatch(
            /^<(script|svg|style|iframe|form|object)| href="(?!https?:|mailto:|tel:|#)| src="(?!https?:|data:image\/)/i,
          );
        }
      }),
      { numRuns: 60, examples: [[['$', '<', ' onload=x', ':', '$']]] },
    );
  });
});

describe('a summary', () => {
  test.each([
    ['summary: "From the *field*, with [a link](x) and `code`"', 'Text.', 'From the field, with a link and code'],
    ['description: Array<T> & Map<K>', 'Text.', 'Array<T> & Map<K>'],
    ['', 'A <font color=red>red</font> word in a <x-note>box</x-note>.', 'A red word in a box.'],
    ['', 'Before <script>alert(1)</script>it.', 'Before it.'],
    ['description: 2024. A year in review', 'Text.', '2024. A year in review'],
    ['description: Using __init__ and the <title> tag', 'Text.', 'Using __init__ and the <title> tag'],
    ['excerpt: "<p>Some <b>HTML</b></p>"', 'Text.', 'Some HTML'],
    ['', 'One.\n\nTwo.\n\n<!--more-->\n\nThree.', 'One. Two.'],
    ['', 'One.\n\n<!-- truncate -->\n\nThree.', 'One.'],
    ['', '![image](i.png)\n\nFirst *real* paragraph[^1].\n\n[^1]: Note.', 'First real paragraph.'],
    ['', '## Heading\n\nAfter it.', 'After it.'],
    ['', '_June 23, 2026_\n\nThe news is this.', 'The news is this.'],
    ['', '> Only a quotation', undefined],
  ])('of %j and %j is %j', async (fields, body, summary) => {
    expect((await render(body, `title: T\n${fields}`)).summary).toBe(summary);
  });

  test('is cut between words', async () => {
    const { summary } = await render('word '.repeat(100));
    expect(summary).toBe(`${'word '.repeat(60).trim()}…`);
  });

  test('is not made for a note', async () => {
    expect((await render('Just a note.', 'title: ""')).summary).toBeUndefined();
  });

  test('alone is published when the site wants it so', async () => {
    const { html, summary } = await render('# H\n\nFirst.\n\nSecond.', 'title: T', { content: 'summary' });
    expect([html, summary]).toEqual(['<p>First.</p>', undefined]);
  });
});

describe('a note', () => {
  test.each([
    ['A short note. And more of it.', 'A short note. And more of it.'],
    ['This is a whole sentence of it. And then it goes on for a good while longer.', 'This is a whole sentence of it.'],
    [
      'A sentence that goes on and on without an end for much more than sixty characters.',
      'A sentence that goes on and on without an end for much more…',
    ],
  ])('%j is titled %j where a title must be', async (body, title) => {
    const { built } = await render(body, 'title: ""');
    expect(built.items()[0]).not.toHaveProperty('title');
    expect(built.text('rss.xml')).toContain(`<title>${title}</title>`);
    expect(built.text('atom.xml')).toContain(`<title type="text">${title}</title>`);
  });
});

/** One article for each feature, and the HTML that readers get of it. */
const golden = readdirSync(gallery).filter((name) => /\.mdx?$/.test(name));
test.each(golden)('the golden article %s is rendered as it was', async (name) => {
  const expected = path.join(gallery, name.replace(/\.mdx?$/, '.html'));
  await expect(`${(await renderGolden(name)).html}\n`).toMatchFileSnapshot(expected);
});
