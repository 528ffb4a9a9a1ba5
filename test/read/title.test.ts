import { describe, expect, test } from 'vitest';
import { article, buildSite, problemsOf } from '../site.js';

const titleOf = async (fields: string, body = 'Text.\n', file = 'posts/some-file_name.md') => {
  const built = await buildSite({ [file]: article(fields, body) });
  return built.items()[0]?.['title'];
};

describe('a title', () => {
  test.each([
    ['title: T', 'Text.', 'T'],
    ['title: 09', 'Text.', '09'],
    ['title: true', 'Text.', 'true'],
    ['title: "  outer   space\\n and lines "', 'Text.', 'outer space and lines'],
    ['title: It&#8217;s &#x2014; AT&amp;T', 'Text.', 'It’s — AT&amp;T'],
    ['title: "con\\u0008trol"', 'Text.', 'control'],
    ['linkTitle: L', 'Text.', 'L'],
    ['', '# From *the* heading\n\nText.', 'From the heading'],
    ['', '## Any level, when it opens the text\n\nText.', 'Any level, when it opens the text'],
    ['', '## One section\n\nText.\n\n## Another\n\nText.', 'Some file name'],
    ['', '{% highlight sh %}\n# a comment\n{% endhighlight %}', 'Some file name'],
    ['', 'Some prose.\n\n# The only title\n\nText.', 'The only title'],
    ['', 'Some prose.\n\n## A section\n\nText.', 'Some file name'],
    ['', '```\n# a comment\n```\n', 'Some file name'],
    ['', 'Text.', 'Some file name'],
    ['title: ""', '# Heading\n\nText.', undefined],
    ['title:', 'Text.', undefined],
  ])('of %j and %j is %j', async (fields, body, title) => {
    expect(await titleOf(fields, body)).toBe(title);
  });

  test.each(['posts/2018-05-12-37694.md', 'posts/BYeEwn4lBzE.md', 'posts/2018-05-12.md'])(
    'is not made of %s',
    async (file) => {
      expect(await titleOf('', 'Text.', file)).toBeUndefined();
    },
  );

  test('that was a heading leaves the body', async () => {
    const built = await buildSite({ 'posts/a.md': article('', 'Heading\n=======\n\nText.\n') });
    expect(built.items()[0]).toMatchObject({ title: 'Heading', content_html: '<p>Text.</p>' });
  });

  test('that was a heading with a link leaves the link where it is', async () => {
    const built = await buildSite({ 'posts/a.md': article('', '# See [the survey](https://e.example/)\n\nText.\n') });
    expect(built.items()[0]).toMatchObject({
      title: 'See the survey',
      content_html: expect.stringContaining('https://e.example/') as unknown,
    });
  });

  test('that the first heading repeats is shown once', async () => {
    const built = await buildSite({ 'posts/a.md': article('title: Same title', '# Same Title\n\nText.\n') });
    expect(built.items()[0]).toMatchObject({ title: 'Same title', content_html: '<p>Text.</p>' });
  });

  test.each(['Use <b> tags', 'All of </p>', 'AT&amp;T', 'Doctype <!DOCTYPE html>'])(
    'warns that readers differ on %s',
    async (title) => {
      const built = await buildSite({ 'posts/a.md': article(`title: ${title}`) });
      expect(problemsOf(built)).toEqual(['title-ambiguous at posts/a.md:3']);
    },
  );

  test.each(['AT&T', '<3 Deno', 'a < b', 'x > y'])('does not warn of %s, which all readers show', async (title) => {
    expect((await buildSite({ 'posts/a.md': article(`title: "${title}"`) })).problems).toEqual([]);
  });
});
