import { expect, test } from 'vitest';
import { completeDocument } from '../../src/write/complete.js';
import { textElement } from '../../src/xml.js';
import { channel } from '../present/channels.js';

test('what a draft says of one entry is told of no other', () => {
  const item = '<item><link>of the first</link><title>-</title><comments>of the first</comments></item>';
  const { entries } = channel();
  const completed = completeDocument(`<rss version="2.0"><channel><title>-</title>${item}</channel></rss>`, channel(), {
    format: 'rss',
    entryName: 'item',
    rootAttributes: () => ({}),
    entryAttributes: () => ({}),
    forChannel: () => [],
    forEntry: ({ url }) => [textElement('title', 'Its title'), textElement('link', url)],
  });
  expect(entries.length).toBeGreaterThan(1);
  expect(completed).not.toContain('of the first');
  expect(completed.match(/<link>[^<]*<\/link>\s*<title>Its title</g)).toHaveLength(entries.length);
});
