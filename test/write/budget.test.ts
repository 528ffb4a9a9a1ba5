import { expect, test } from 'vitest';
import { buildSite } from '../site.js';

const body = `${'A sentence that says nothing & <b>little</b>. '.repeat(200)}\n`;
const files = Object.fromEntries(
  Array.from({ length: 9 }, (_, index) => [
    `posts/${index}.md`,
    `---\ndate: 2026-05-0${index + 1}\ntitle: T${index + 1}\nsummary: In short ${index + 1}.\n---\n${body}`,
  ]),
);

test('texts are whole while they fit, and summaries after that, alike in all formats', async () => {
  const built = await buildSite(files, { options: { size: { bytes: 60_000 } } });
  const whole = built.items().map(({ content_html }) => String(content_html).length > 1000);
  expect(whole).toEqual([true, true, true, true, false, false, false, false, false]);
  expect(built.items().at(-1)).toMatchObject({ content_html: '<p>In short 1.</p>', title: 'T1' });
  expect(built.text('rss.xml').match(/<content:encoded>/g)).toHaveLength(4);
  expect(built.text('rss.xml')).toContain('<description>&#x3C;p>In short 1.&#x3C;/p></description>');
  expect(Math.max(...built.feeds.map(({ bytes }) => bytes))).toBeLessThan(60_000);
});

test('the newest is whole whatever it takes', async () => {
  const built = await buildSite(files, { options: { size: { bytes: 1 } } });
  expect(
    built
      .items()
      .map(({ content_html }) => String(content_html).length > 1000)
      .indexOf(false),
  ).toBe(1);
});

test('a note without a title is whole, for it is its text', async () => {
  const note = `---\ndate: 2026-04-01\ntitle: ""\n---\nA note, and all of it.\n`;
  const built = await buildSite({ ...files, 'posts/note.md': note }, { options: { size: { bytes: 1 } } });
  expect(built.items().at(-1)).toMatchObject({ content_html: '<p>A note, and all of it.</p>' });
});

test('what is asked for in full is never cut in an archive', async () => {
  const built = await buildSite(files, { options: { size: { bytes: 1, entries: 1, days: 0 }, archives: true } });
  const archive = built.feeds.find(({ path }) => path.includes('archive'))?.path.replace(/^output\/|[^/]+$/g, '') ?? '';
  expect(built.text(`${archive}rss.xml`).match(/<content:encoded>/g)).toHaveLength(8);
});
