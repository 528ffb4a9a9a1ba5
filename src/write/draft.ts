/** Drafts documents with the `feed` library, its only importer: a head, and one entry as the pattern of all. */
import { Feed } from 'feed';
import type { Channel } from '../channel.js';

/**
 * `feed` gets nothing that it is known to spoil. Authors' texts are absent: it splits `]]>` wrongly, keeps
 * control characters, un-escapes `&amp;`, and marks Atom titles as HTML. So are enclosures, images, authors and
 * categories, which it gets wrong in other ways. Its output is parsed, and completed as a tree. Nothing of an entry
 * but what it consists of stays then, so one is enough.
 */
function draft({ id, url, updated, entries }: Channel): Feed {
  const feed = new Feed({
    id,
    link: url,
    title: placeholder,
    description: placeholder,
    generator: 'Feedwright',
    updated: new Date(updated),
  });
  for (const entry of entries.slice(0, 1)) {
    const date = new Date(entry.updated ?? entry.published);
    feed.addItem({ id: entry.url, link: entry.url, title: placeholder, date, published: new Date(entry.published) });
  }
  return feed;
}

const placeholder = '-';

export const draftRss = (channel: Channel): string => draft(channel).rss2();
export const draftAtom = (channel: Channel): string => draft(channel).atom1();
export const draftJson = (channel: Channel): string => draft(channel).json1();
