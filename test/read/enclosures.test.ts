import { describe, expect, test } from 'vitest';
import { article, buildSite, problemsOf } from '../site.js';

const sound = new Uint8Array(1234);

describe('an enclosure', () => {
  test.each([
    ['a text', 'enclosure: /e.mp3'],
    ['an object', 'enclosure: { url: /e.mp3 }'],
    ['a list', 'enclosure: [{ href: /e.mp3 }]'],
    ['flat fields', 'enclosure_url: /e.mp3'],
    ['audio', 'audio: /e.mp3'],
    ['podcast', 'podcast: { file: /e.mp3 }'],
    ['the url of a sound', 'url: https://site.example/e.mp3'],
  ])('may be %s', async (_, fields) => {
    const built = await buildSite({ 'posts/a.md': article(fields), 'static/e.mp3': sound });
    expect(built.problems).toEqual([]);
    expect(built.items()[0]?.['attachments']).toEqual([
      { url: 'https://site.example/e.mp3', mime_type: 'audio/mpeg', size_in_bytes: 1234 },
    ]);
  });

  test('states its type, length, title and duration', async () => {
    const built = await buildSite({
      'posts/a.md': article(
        'enclosure:\n  url: https://cdn.example/e.m4a\n  type: audio/x-m4a\n  size_in_bytes: 99\n  title: One\n  duration: "1:02:03"',
      ),
    });
    expect(built.items()[0]?.['attachments']).toEqual([
      {
        url: 'https://cdn.example/e.m4a',
        mime_type: 'audio/x-m4a',
        title: 'One',
        size_in_bytes: 99,
        duration_in_seconds: 3723,
      },
    ]);
  });

  test('lies beside its article', async () => {
    const built = await buildSite({ 'posts/one/index.md': article('enclosure: e.mp3'), 'posts/one/e.mp3': sound });
    expect(built.text('rss.xml')).toContain(
      '<enclosure url="https://site.example/one/e.mp3" length="1234" type="audio/mpeg"/>',
    );
  });

  test.each([
    ['that is no file of the site', 'enclosure: /missing.mp3', 'enclosure-missing'],
    ['that is elsewhere', 'enclosure: https://cdn.example/e.mp3', 'enclosure-length'],
  ])('%s has no length, which is reported', async (_, fields, code) => {
    const built = await buildSite({ 'posts/a.md': article(fields) });
    expect(problemsOf(built)).toEqual([`${code} at posts/a.md:3`]);
    expect(built.text('rss.xml')).toMatch(/<enclosure url="[^"]+" length="0"/);
  });

  test('cannot measure a file outside the site', async () => {
    const built = await buildSite({ 'posts/a.md': article('enclosure: ../../../../../../etc/passwd') });
    expect(problemsOf(built)).toEqual(['enclosure-missing at posts/a.md:3']);
  });

  test.each([
    'audio: true',
    'video: https://youtube.example/watch?v=1',
    'podcast: { season: 1 }',
    'video: { url: "https://youtube.example/watch" }',
  ])('is not made of %s', async (fields) => {
    const built = await buildSite({ 'posts/a.md': article(fields) });
    expect([built.problems, built.items()[0]?.['attachments']]).toEqual([[], undefined]);
  });

  test('after the first goes to Media RSS in RSS, and stays a link in Atom', async () => {
    const built = await buildSite({
      'posts/a.md': article('enclosures:\n  - { url: /1.mp3, length: 1 }\n  - { url: /2.ogg, length: 2 }'),
    });
    expect(built.text('rss.xml').match(/<enclosure /g)).toHaveLength(1);
    expect(built.text('rss.xml')).toContain(
      '<media:content url="https://site.example/2.ogg" type="audio/ogg" fileSize="2"/>',
    );
    expect(built.text('atom.xml').match(/rel="enclosure"/g)).toHaveLength(2);
  });
});
