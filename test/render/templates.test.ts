/** What readers see where a template stood: tags of Liquid, Hugo, Hexo and Zola. */
import { describe, expect, test } from 'vitest';
import type { UserOptions } from '../../src/config/options.js';
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
