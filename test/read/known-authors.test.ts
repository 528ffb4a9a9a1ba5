import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { build } from '../../src/index.js';
import { article, buildSite, makeSite, now, problemsOf } from '../site.js';

const slorber = 'slorber:\n  name: Sébastien Lorber\n  title: Maintainer\n  url: https://s.example\n';

describe('an author named by key', () => {
  test.each([
    ['blog', 'blog/authors.yml', slorber],
    ['blog', 'blog/.authors.yml', `authors:\n${slorber.replace(/^/gm, '  ')}\n`],
    ['docs/blog/posts', 'docs/blog/.authors.yml', `authors:\n${slorber.replace(/^/gm, '  ')}\n`],
    ['_posts', '_data/authors.yml', slorber],
    ['blog', 'blog/authors.yml', `# Who writes here.\n${slorber.replaceAll('\n', '\r\n')}`],
  ])('in %s is the person in %s', async (folder, file, text) => {
    const built = await buildSite(
      { [file]: text, [`${folder}/a.md`]: article('authors: [slorber]') },
      { options: { posts: folder } },
    );
    expect(built.items()[0]?.['authors']).toEqual([{ name: 'Sébastien Lorber', url: 'https://s.example/' }]);
    expect([built.text('rss.xml').includes('>Sébastien Lorber<'), built.problems]).toEqual([true, []]);
  });

  test.each([
    ['author: slorber', ['Sébastien Lorber']],
    ['authors: [slorber, Ann Example]', ['Sébastien Lorber', 'Ann Example']],
    ['authors: [{ key: slorber, name: Seb }]', ['Seb']],
    ['authors: [{ key: slorber, title: Guest }]', ['Sébastien Lorber']],
    ['authors: [nameless, constructor]', ['nameless', 'constructor']],
  ])('as %s is %j', async (fields, names) => {
    const built = await buildSite({
      'posts/authors.yml': `${slorber}nameless:\n  title: Somebody\n`,
      'posts/a.md': article(fields),
    });
    const authors = built.items()[0]?.['authors'] as { name: string }[];
    expect(authors.map(({ name }) => name)).toEqual(names);
  });

  test('stays a key where the file cannot be read, which is told', async () => {
    const built = await buildSite({ 'posts/authors.yml': 'a: [', 'posts/a.md': article('author: slorber') });
    expect(problemsOf(built)).toEqual(['authors-unreadable at posts/authors.yml']);
    expect(built.items()[0]?.['authors']).toEqual([{ name: 'slorber' }]);
  });

  test('is another person in the next run where the file says so', async () => {
    const folder = makeSite({ 'posts/a.md': article('author: slorber'), 'posts/b.md': article('author: slorber') });
    const clock = { now: () => Date.UTC(2100, 0), elapsed: () => 0 };
    const request = { folder, now, clock, options: { site: { url: 'https://site.example/' } } };
    const authors = path.join(folder, 'posts/authors.yml');
    const nameInFeed = async () => {
      await build(request);
      const names = readFileSync(path.join(folder, 'output/rss.xml'), 'utf8').matchAll(/<dc:creator>(.*?)</g);
      return [...new Set([...names].map(([, name]) => name))];
    };
    for (const run of [1, 2, 3]) expect([run, await nameInFeed()]).toEqual([run, ['slorber']]);
    for (const name of ['Seb', 'Sébastien']) {
      writeFileSync(authors, `slorber:\n  name: ${name}\n`);
      for (const run of [1, 2, 3]) expect([run, await nameInFeed()]).toEqual([run, [name]]);
    }
    rmSync(authors);
    expect(await nameInFeed()).toEqual(['slorber']);
  });
});
