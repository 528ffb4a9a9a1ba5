import { expect, test } from 'vitest';
import { article, buildSite } from '../site.js';

const posts = { 'posts/a.md': article('title: A\ntags: [t]') };

test('the pictures and the colour of a site are in RSS as Feedly reads them', async () => {
  const site = { icon: '/icon.svg', logo: '/logo.svg', cover: 'https://img.example/cover.jpg', accentColor: '#16861a' };
  const built = await buildSite(posts, { options: { site } });
  const lines = [
    '<webfeeds:cover image="https://img.example/cover.jpg"/>',
    '<webfeeds:icon>https://site.example/icon.svg</webfeeds:icon>',
    '<webfeeds:logo>https://site.example/logo.svg</webfeeds:logo>',
    '<webfeeds:accentColor>16861a</webfeeds:accentColor>',
  ];
  expect(built.text('rss.xml')).toContain(lines.map((line) => `    ${line}\n`).join(''));
  expect(built.text('rss.xml')).toContain('xmlns:webfeeds="http://webfeeds.org/rss/1.0"');
});

test('an icon and a logo alone go where each format has a place for them', async () => {
  const built = await buildSite(posts, { options: { site: { icon: '/icon.png', logo: '/logo.svg' } } });
  expect(built.text('rss.xml')).toContain('<url>https://site.example/icon.png</url>');
  expect(built.text('atom.xml')).toMatch(/<icon>https:\/\/site\.example\/icon\.png<.*\s*<logo>.*\/logo\.svg</);
  for (const { path } of built.feeds) expect(built.text(path.replace('output/', ''))).not.toContain('webfeeds');
  expect(JSON.parse(built.text('feed.json'))).toMatchObject({
    icon: 'https://site.example/icon.png',
    favicon: 'https://site.example/icon.png',
  });
});

test('a channel has the picture of its own, and an archive none', async () => {
  const built = await buildSite(
    { ...posts, 'posts/b.md': '---\ndate: 2026-05-02\ntitle: B\n---\nB.\n' },
    {
      options: {
        site: { icon: '/icon.png', cover: '/cover.png' },
        channels: { tags: { image: '/t.png' } },
        size: { entries: 1, days: 0 },
        archives: true,
      },
    },
  );
  expect(built.text('tags/t/rss.xml')).toContain('<webfeeds:icon>https://site.example/t.png</webfeeds:icon>');
  const archive = built.feeds.find(({ path }) => /archive.*rss/.test(path))?.path.replace('output/', '') ?? '';
  expect(built.text(archive)).not.toContain('webfeeds');
});
