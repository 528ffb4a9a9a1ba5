/** Writes JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/). */
import { rfc3339 } from '../time/instant.js';
import type { Channel } from '../channel.js';
import type { Entry, Person } from '../model.js';
import { extendedJson } from '../namespaces/extended.js';
import { isObject } from '../untyped.js';
import { withoutForbidden } from '../xml.js';
import { draftJson } from './draft.js';
import { topicsOf } from './topics.js';

export function writeJson(channel: Channel): string {
  const drafted: unknown = JSON.parse(draftJson(channel));
  if (!isObject(drafted)) throw new Error('The draft is no JSON feed');
  const { items, ...head } = drafted;
  const pattern: unknown = Array.isArray(items) ? items[0] : undefined;
  // Their order alone: what the draft says of one entry must never be told of another.
  const order = Object.fromEntries(Object.keys(isObject(pattern) ? pattern : {}).map((name) => [name, undefined]));
  const { title, description, url, language, icon, hubs, addresses, paging, entries, extensions } = channel;
  const document = {
    ...head,
    version: 'https://jsonfeed.org/version/1.1',
    title,
    home_page_url: url,
    feed_url: addresses.json,
    next_url: paging.previous?.json,
    description,
    icon,
    favicon: icon,
    language,
    hubs: hubs.length === 0 ? undefined : hubs.map((hub) => ({ type: 'WebSub', url: hub })),
    ...extendedJson(extensions),
    // No authors here: Miniflux adds those of the feed to those of each entry.
    items: entries.map((entry) => ({ ...order, ...item(entry) })),
  };
  const clean = (_: string, value: unknown) => (typeof value === 'string' ? withoutForbidden(value) : value);
  // feedsmith takes a text with `<rss` or `<feed` in it for XML, whatever surrounds it.
  return `${JSON.stringify(document, clean, 2).replaceAll('<', '\\u003c')}\n`;
}

function item(entry: Entry): Readonly<Record<string, unknown>> {
  const { id, url, externalUrl, title, html, summary, image, banner } = entry;
  const { published, updated, authors, language, enclosures } = entry;
  const tags = topicsOf(entry);
  const people = authors.map(author);
  return {
    id,
    url,
    external_url: externalUrl,
    title,
    content_html: html,
    summary,
    image: image?.url,
    banner_image: banner ?? image?.url,
    date_published: rfc3339(published),
    date_modified: rfc3339(updated ?? published),
    authors: people.length === 0 ? undefined : people,
    // JSON Feed 1.0: all that gofeed before 1.4 and feedjira read.
    author: people[0],
    tags: tags.length === 0 ? undefined : tags,
    language,
    attachments:
      enclosures.length === 0
        ? undefined
        : enclosures.map((enclosure) => ({
            url: enclosure.url,
            mime_type: enclosure.type,
            title: enclosure.title,
            size_in_bytes: enclosure.length,
            duration_in_seconds: enclosure.duration,
          })),
    ...extendedJson(entry.extended ?? []),
  };
}

const author = ({ name, url }: Person) => ({ name, url });
