import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { build } from '../../src/index.js';
import { article, buildSite, makeSite, now, problemsOf } from '../site.js';

const published = async (files: Readonly<Record<string, string>>, folder = 'posts') => {
  const built = await buildSite(
    { [`${folder}/wip/a.md`]: article('title: A'), [`${folder}/b.md`]: article('title: B'), ...files },
    { options: { posts: { folder } } },
  );
  return built
    .items()
    .map(({ title }) => String(title))
    .toSorted();
};

describe('an article is held back by its folder', () => {
  test.each([
    ['posts', 'posts/wip/_index.md', '---\ncascade: { draft: true }\n---\n'],
    ['posts', 'posts/wip/_index.md', '\uFEFF---\r\ncascade:\r\n  draft: true\r\n---\r\n'],
    ['posts', 'posts/wip/_index.md', '---\ncascade: { _build: { render: never } }\n---\n'],
    ['posts', 'posts/wip/_index.md', '+++\n[cascade]\ndraft = true\n+++\n'],
    ['posts', 'posts/wip/_index.md', '+++\n[[cascade]]\ndraft = true\n+++\n'],
    ['posts', 'posts/wip/wip.json', '{ "draft": true }'],
    ['posts', 'posts/wip/wip.11tydata.json', '{ "eleventyExcludeFromCollections": true }'],
    ['posts', 'posts/wip/wip.json', '{ "permalink": false }'],
    ['posts', 'posts/wip/a.11tydata.json', '{ "draft": true }'],
    ['posts', 'posts/wip/a.json', '{ "draft": true }'],
    ['_posts', '_config.yml', 'title: x\ndefaults:\n- scope: { path: _posts/wip }\n  values: { published: false }\n'],
    ['_posts', '_config.yml', 'defaults: [{ scope: { path: /_posts/wip/, type: posts }, values: { published: no } }]'],
    ['_news', '_config.yml', 'defaults: [{ scope: { path: _news/wip, type: news }, values: { published: false } }]'],
  ])('in %s, by %s: %j', async (folder, file, text) => {
    expect(await published({ [file]: text }, folder)).toEqual(['B']);
  });

  test.each([
    ['src/content/_index.md', '---\ncascade: { draft: true }\n---\n'],
    ['src/content/content.json', '{ "draft": true }'],
    ['src/src.11tydata.json', '{ "draft": true }'],
  ])('far above, by %s', async (file, text) => {
    const built = await buildSite(
      { [file]: text, 'src/content/posts/a.md': article(), 'src/content/posts/b.md': article('draft: false') },
      { options: { posts: 'src/content/posts' } },
    );
    expect(built.articles).toMatchObject({ published: 1, drafts: 1 });
  });

  test('unless it says otherwise itself, or a nearer folder does', async () => {
    const files = {
      'posts/_index.md': '---\ncascade: { draft: true }\n---\n',
      'posts/wip/a.md': article('title: A\nDraft: false'),
      'posts/done/c.md': article('title: C'),
      'posts/done/_index.md': '---\ncascade: { draft: false }\n---\n',
    };
    expect(await published(files)).toEqual(['A', 'C']);
  });

  test('and then says by which file', async () => {
    const built = await buildSite({
      'posts/wip/a.md': article(),
      'posts/wip/wip.json': '{ "draft": true }',
      'posts/b.md': article(),
    });
    expect(built.leftOut).toEqual([
      { file: 'posts/wip/a.md', kind: 'draft', why: 'draft: true, in posts/wip/wip.json' },
    ]);
  });
});

describe('an article is not held back', () => {
  test.each([
    ['posts/wip/_index.md', '---\ndraft: true\n---\n'],
    ['posts/wip/_index.md', '---\ncascade: { type: note }\n---\n'],
    ['posts/wip/other.json', '{ "draft": true }'],
    ['posts/wip/wip.json', '["draft"]'],
    ['posts/wip/wip.json', '{ "draft": tr'],
    [
      'posts/wip/wip.11tydata.js',
      'export default { tags: ["posts"], eleventyComputed: { permalink: (d) => d.draft } };',
    ],
    ['_config.yml', 'defaults: [{ scope: { path: posts/wip, type: pages }, values: { published: false } }]'],
    ['_config.yml', 'defaults: [{ scope: { path: posts/wip.old }, values: { published: false } }]'],
    ['_config.yml', 'defaults: [{ scope: { path: posts/wi }, values: { published: false } }]'],
  ])('by %s: %j', async (file, text) => {
    const built = await buildSite({ 'posts/wip/a.md': article(), [file]: text });
    expect([built.articles.published, built.problems]).toEqual([1, []]);
  });

  test.each([
    ['posts/wip/_index.md', '---\ncascade:\n- _target: { path: /x/** }\n  draft: true\n---\n', 4],
    ['posts/wip/wip.11tydata.js', 'module.exports = {\n  draft: true,\n};\n', 2],
    ['_config.yml', 'title: x\ndefaults:\n- scope: { path: "posts/w*" }\n  values:\n    published: false\n', 5],
  ])('on a guess, which is told, by %s', async (file, text, line) => {
    const built = await buildSite({ 'posts/wip/a.md': article(), [file]: text });
    expect([built.articles.published, problemsOf(built)]).toEqual([1, [`inherited-unsure at ${file}:${line}`]]);
  });
});

test('what a folder says counts in the very next run, as in a first one', async () => {
  const folder = makeSite({ 'posts/wip/a.md': article(), 'posts/wip/c.md': article(), 'posts/b.md': article() });
  const clock = { now: () => Date.UTC(2100, 0), elapsed: () => 0 };
  const request = { folder, now, clock, options: { site: { url: 'https://site.example/' } }, allowFlood: true };
  const counted = async () => (await build(request)).articles.published;
  const data = path.join(folder, 'posts/wip/wip.json');
  for (const run of ['first', 'second', 'third']) expect([run, await counted()]).toEqual([run, 3]);
  writeFileSync(data, '{ "draft": true }');
  for (const run of ['first', 'second', 'third']) expect([run, await counted()]).toEqual([run, 1]);
  writeFileSync(data, '{ "draft": false }');
  for (const run of ['first', 'second', 'third']) expect([run, await counted()]).toEqual([run, 3]);
  writeFileSync(data, '{ "draft": true }');
  expect(await counted()).toBe(1);
  rmSync(data);
  expect(await counted()).toBe(3);
  writeFileSync(
    path.join(folder, '_config.yml'),
    'defaults: [{ scope: { path: posts/wip }, values: { published: false } }]',
  );
  expect(await counted()).toBe(1);
});
