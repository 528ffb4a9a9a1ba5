import { beforeAll, describe, expect, test } from 'vitest';
import { buildSite, type Built } from '../site.js';

/** Three articles with a tag, the older two of which go into an archive. */
const posts = Object.fromEntries(
  [1, 2, 3].map((day) => [`posts/${day}.md`, `---\ndate: 2026-05-0${day}\ntitle: T${day}\ntags: [news]\n---\nText.\n`]),
);
const hub = 'https://hub.example/';

let built: Built;
beforeAll(async () => {
  const options = {
    hubs: [hub],
    cloud: 'http://rpc.example:5337/pleaseNotify',
    channels: { tags: true },
    archives: { entries: 2 },
    size: { entries: 1, days: 0 },
  };
  built = await buildSite(posts, { options });
});

const address = (name: string) => `https://site.example/${name}`;
const archiveOf = (name: string) =>
  built.feeds
    .map(({ path }) => path.replace('output/', ''))
    .find((path) => new RegExp(`^${name}archive/`).test(path)) ?? '';
const jsonOf = (name: string) => JSON.parse(built.text(name)) as Readonly<Record<string, unknown>>;

describe.each(['', 'tags/news/'])('the live documents in "%s" say', (folder) => {
  test('in RSS where they are, who pushes them, and where to register', () => {
    const text = built.text(`${folder}rss.xml`);
    expect(text.match(/<atom:link rel="(?:self|hub)".*>/g)).toEqual([
      `<atom:link rel="self" href="${address(`${folder}rss.xml`)}" type="application/rss+xml"/>`,
      `<atom:link rel="hub" href="${hub}"/>`,
    ]);
    expect(text.match(/<cloud.*>/g)).toEqual([
      '<cloud domain="rpc.example" port="5337" path="/pleaseNotify" registerProcedure="" protocol="http-post"/>',
    ]);
  });

  test('in Atom where they are, and who pushes them', () => {
    expect(built.text(`${folder}atom.xml`).match(/<link rel="(?:self|hub)".*>/g)).toEqual([
      `<link rel="self" type="application/atom+xml" href="${address(`${folder}atom.xml`)}"/>`,
      `<link rel="hub" href="${hub}"/>`,
    ]);
  });

  test('in JSON where they are, and who pushes them', () => {
    expect(jsonOf(`${folder}feed.json`)).toMatchObject({
      feed_url: address(`${folder}feed.json`),
      hubs: [{ type: 'WebSub', url: hub }],
    });
  });

  test('and their archives only where they are: nobody is told of what never changes', () => {
    const archive = archiveOf(folder).replace(/[^/]*$/, '');
    for (const name of ['rss.xml', 'atom.xml', 'feed.json']) {
      expect(built.text(archive + name)).toContain(address(archive + name));
      expect(built.text(archive + name)).not.toMatch(/hub|cloud/);
    }
  });
});

test('a server without a port is at that of http', async () => {
  const { text } = await buildSite(posts, { options: { cloud: 'http://rpc.example/rsscloud' } });
  expect(text('rss.xml')).toContain('<cloud domain="rpc.example" port="80" path="/rsscloud"');
});
