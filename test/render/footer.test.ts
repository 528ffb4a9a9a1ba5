import { expect, test } from 'vitest';
import { article, buildSite } from '../site.js';

const bodyWith = async (footer: string, fields = 'title: T') => {
  const built = await buildSite({ 'posts/a.md': article(fields) }, { options: { footer } });
  return String(built.items()[0]?.['content_html']).replace('<p>Text.</p>\n', '');
};

test.each([
  ['*{title}* by {author}', 'title: T\nauthor: Ann', '<p><em>T</em> by Ann</p>'],
  ['[{title}]({url})', 'title: T', '<p><a href="https://site.example/a/">T</a></p>'],
  [
    '[Reply]({reply})',
    'title: A & B?\nauthor: Ann <ann@site.example>',
    '<p><a href="mailto:ann@site.example?subject=Re%3A%20A%20%26%20B%3F">Reply</a></p>',
  ],
  ['<p><a href="{reply}">Reply</a></p>\nBye.', 'title: T\nauthor: Ann', '<p>Bye.</p>'],
  ['{title}', 'title: "*a* <b> [x](y) `c`"', '<p>*a* &#x3C;b> [x](y) `c`</p>'],
  ['<p title="{title}">x</p>', "title: '\"><script>'", '<p title="&#x22;><script>">x</p>'],
  ['<script>alert(1)</script><p onclick="x">{ }</p>', 'title: T', '<p>{ }</p>'],
])('the footer %j of an article with %j is %j', async (footer, fields, html) => {
  expect(await bodyWith(footer, fields)).toBe(html);
});

test('an unclosed fence of the article does not swallow it', async () => {
  const built = await buildSite({ 'posts/a.md': article('title: T', '```\ncode') }, { options: { footer: 'Bye.' } });
  expect(built.items()[0]?.['content_html']).toBe('<pre><code>code\n</code></pre>\n<p>Bye.</p>');
});

test('an article without a text of its own has it too', async () => {
  expect(await bodyWith('Bye.', 'title: T\nsummary: S')).toContain('<p>Bye.</p>');
  const built = await buildSite({ 'posts/a.md': article('title: T\nsummary: S', '') }, { options: { footer: 'Bye.' } });
  expect(built.items()[0]?.['content_html']).toBe('<p>S</p>\n<p>Bye.</p>');
});
