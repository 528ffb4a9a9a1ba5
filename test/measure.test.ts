import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { build } from '../src/index.js';
import { article, buildSite, now, problemsOf } from './site.js';

/** Constant-rate MPEG 1 Layer 3 at 128 kbit/s and 44.1 kHz: frames of 417 bytes and 1152 samples. */
function mp3(frames: number): Uint8Array {
  const frame = new Uint8Array(417);
  frame.set([0xff, 0xfb, 0x90, 0x00]);
  return Uint8Array.from(Array.from({ length: frames }, () => [...frame]).flat());
}

/** A PDF by its first bytes. */
const pdf = new TextEncoder().encode('%PDF-1.7\n%%EOF\n');

describe('an enclosure that is a file of the site', () => {
  test('has its kind, size and duration from its bytes', async () => {
    const built = await buildSite({ 'posts/a.md': article('enclosure: /e.mp3'), 'static/e.mp3': mp3(100) });
    expect(built.items()[0]?.['attachments']).toEqual([
      {
        url: 'https://site.example/e.mp3',
        mime_type: 'audio/mpeg',
        size_in_bytes: 41_700,
        duration_in_seconds: expect.closeTo(2.61, 1) as number,
      },
    ]);
  });

  test('is what its bytes say, not what its name or its author says', async () => {
    const fields = 'enclosure: { url: /e.mp3, type: audio/mp3, length: 5, duration: "0:10" }';
    const built = await buildSite({ 'posts/a.md': article(fields), 'static/e.mp3': pdf });
    expect(built.text('rss.xml')).toContain(
      `<enclosure url="https://site.example/e.mp3" length="${pdf.length}" type="application/pdf"/>`,
    );
    expect(built.text('atom.xml')).toContain(`type="application/pdf" length="${pdf.length}"`);
    expect(problemsOf(built)).toEqual(['enclosure-differs at posts/a.md:3', 'enclosure-differs at posts/a.md:3']);
  });

  test.each(['audio/mpeg', 'audio/mp3', 'audio/x-mp3'])('may be told to be %s where it is', async (type) => {
    const fields = `enclosure: { url: /e.mp3, type: ${type}, length: 41700 }`;
    const built = await buildSite({ 'posts/a.md': article(fields), 'static/e.mp3': mp3(100) });
    expect(built.problems).toEqual([]);
  });

  test('keeps the duration that its author states', async () => {
    const built = await buildSite({
      'posts/a.md': article('enclosure: { url: /e.mp3, duration: "0:10" }'),
      'static/e.mp3': mp3(100),
    });
    expect(built.items()[0]?.['attachments']).toMatchObject([{ duration_in_seconds: 10 }]);
  });

  const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935\nsize 12345\n';
  test.each([
    ['e.mp3', 'a pointer of Git LFS', pointer, 'git lfs pull'],
    ['e.pdf', 'a pointer of Git LFS', pointer, 'git lfs pull'],
    ['e.mp3', 'empty', '', 'Put the file'],
    ['e.mp3', 'an HTML or XML page', '\n<!DOCTYPE html>\n<title>404</title>', 'Put the file'],
    ['e.mp4', 'an HTML or XML page', '<?xml version="1.0"?><Error><Code>NoSuchKey</Code></Error>', 'Put the file'],
  ])('%s and is %s is not published, and told by its name', async (name, what, bytes, remedy) => {
    const files = {
      'posts/a.md': article(`title: A\nenclosure: /${name}`),
      'posts/b.md': article('title: B'),
      [`static/${name}`]: bytes,
    };
    const failed = await buildSite(files);
    expect([failed.ok, problemsOf(failed), failed.feeds]).toEqual([false, ['enclosure-broken at posts/a.md:4'], []]);
    for (const word of [`static/${name}`, what, remedy]) expect(failed.problems[0]?.message).toContain(word);
    const skipped = await buildSite(files, { options: { invalid: 'skip' } });
    expect([skipped.ok, skipped.articles.invalid, skipped.items().map(({ title }) => title)]).toEqual([true, 1, ['B']]);
  });

  test.each([
    ['e.html', '<!DOCTYPE html>'],
    ['e.xml', '<?xml version="1.0"?><a/>'],
    ['e.opml', '<?xml version="1.0"?><opml/>'],
    ['e.gpx', '<?xml version="1.0"?><gpx/>'],
    ['e.txt', 'version 2 of the transcript'],
  ])('may be a text, %s', async (name, bytes) => {
    const built = await buildSite({ 'posts/a.md': article(`enclosure: /${name}`), [`static/${name}`]: bytes });
    expect([built.problems, built.items()[0]?.['attachments']]).toMatchObject([[], [{ size_in_bytes: bytes.length }]]);
  });

  test('is published once it has taken the place of its pointer', async () => {
    const files = { 'posts/a.md': article('enclosure: /e.mp3'), 'static/e.mp3': pointer };
    const { folder, ok } = await buildSite(files);
    expect(ok).toBe(false);
    writeFileSync(path.join(folder, 'static/e.mp3'), mp3(100));
    const again = await build({ folder, now, options: { site: { url: 'https://site.example/' } } });
    expect([again.ok, again.problems, again.articles.published]).toEqual([true, [], 1]);
  });
});
