/** The rules of JSON Feed 1.1, from its specification and what tested readers refuse. */
import { isObject } from '../untyped.js';
import { isAddress, isRfc3339, repeatedIds, type Rule, type Violation } from './rule.js';

type Fields = Readonly<Record<string, unknown>>;

export interface JsonDocument {
  readonly feed: Fields;
  readonly items: readonly Fields[];
  readonly url: string;
}

const top = 'https://www.jsonfeed.org/version/1.1/#top-level';
const items = 'https://www.jsonfeed.org/version/1.1/#items';
const attachments = 'https://www.jsonfeed.org/version/1.1/#attachments';

/** @returns undefined when it is no object with items */
export function toJsonDocument(value: unknown, url: string): JsonDocument | undefined {
  if (!isObject(value) || !Array.isArray(value['items'])) return undefined;
  const list: readonly unknown[] = value['items'];
  return list.every(isObject) ? { feed: value, items: list, url } : undefined;
}

export const jsonRules: readonly Rule<JsonDocument>[] = [
  {
    spec: top,
    check: ({ feed }) =>
      feed['version'] === 'https://jsonfeed.org/version/1.1' ? [] : [{ what: 'version is not that of JSON Feed 1.1' }],
  },
  { spec: top, check: ({ feed }) => (isText(feed['title']) ? [] : [{ what: 'title is missing' }]) },
  { spec: top, check: ({ feed, url }) => (feed['feed_url'] === url ? [] : [{ what: `feed_url is not ${url}` }]) },
  {
    spec: top,
    check: ({ feed }) =>
      addressFaults(feed, ['home_page_url', 'feed_url', 'icon', 'favicon', 'next_url']).map((what) => ({ what })),
  },
  // A number for an id loses the whole feed in Miniflux, yarr and gofeed.
  { spec: items, check: ({ items }) => eachItem(items, (item) => (isText(item['id']) ? [] : ['id is no text'])) },
  {
    spec: items,
    check: ({ items }) => repeatedIds(items.map(({ id }) => String(id))),
  },
  {
    spec: items,
    check: ({ items }) => eachItem(items, (item) => (isText(item['content_html']) ? [] : ['content_html is missing'])),
  },
  // FreshRSS skips an item without `url`.
  { spec: items, check: ({ items }) => eachItem(items, (item) => (isText(item['url']) ? [] : ['url is missing'])) },
  {
    spec: items,
    check: ({ items }) =>
      eachItem(items, (item) => addressFaults(item, ['url', 'external_url', 'image', 'banner_image'])),
  },
  {
    spec: items,
    check: ({ items }) =>
      eachItem(items, (item) =>
        ['date_published', 'date_modified']
          .filter((name) => !isRfc3339(String(item[name])))
          .map((name) => `${name} is no RFC 3339 date`),
      ),
  },
  {
    spec: items,
    check: ({ items }) =>
      eachItem(items, ({ tags = [] }) =>
        Array.isArray(tags) && tags.every(isText) ? [] : ['tags are no list of texts'],
      ),
  },
  {
    spec: top,
    check: ({ items }) =>
      eachItem(items, ({ authors = [] }) =>
        Array.isArray(authors) && authors.every((author) => isObject(author) && isText(author['name']))
          ? []
          : ['an author has no name'],
      ),
  },
  {
    spec: attachments,
    check: ({ items }) =>
      eachItem(items, ({ attachments = [] }) => {
        const list: readonly unknown[] = Array.isArray(attachments) ? attachments : [undefined];
        return list.every(
          (attachment) =>
            isObject(attachment) && isAddress(String(attachment['url'])) && isText(attachment['mime_type']),
        )
          ? []
          : ['an attachment has no address or no MIME type'];
      }),
  },
];

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

function addressFaults(fields: Fields, names: readonly string[]): readonly string[] {
  return names
    .filter((name) => fields[name] !== undefined && !isAddress(String(fields[name])))
    .map((name) => `${name} is no absolute address`);
}

function eachItem(list: readonly Fields[], faults: (item: Fields) => readonly string[]): readonly Violation[] {
  return list.flatMap((item, entry) => faults(item).map((what) => ({ what, entry })));
}
