/**
 * The names under which site generators and their themes keep each field; the first that is present wins.
 *
 * A dot leads into an object. Case, `_`, `-` and spaces do not count: `pubDate`, `pub_date` and `Pub Date` are one.
 */
export const fieldNames = {
  id: ['guid', 'id', 'uuid', 'uid', 'feed.id'],
  wordpressId: ['wordpress_id', 'post_id'],
  title: ['title', 'linkTitle'],
  published: [
    'publishDate',
    'pubDate',
    'pubDatetime',
    'published',
    'publishedAt',
    'publishedDate',
    'datePublished',
    'date',
    'date.created',
    'created',
    'createdAt',
    'date created',
  ],
  updated: [
    'lastmod',
    'modified',
    'updated',
    'updatedDate',
    'updatedAt',
    'modifiedAt',
    'last_modified_at',
    'last_update.date',
    'lastUpdated',
    'date.updated',
    'date modified',
    'modDatetime',
    'dateModified',
  ],
  expires: ['expiryDate', 'unpublishdate', 'expires', 'expiry'],
  summary: ['summary', 'description', 'excerpt', 'intro', 'custom_excerpt'],
  tags: ['tags', 'tag', 'keywords', 'taxonomies.tags'],
  categories: ['categories', 'category', 'taxonomies.categories'],
  authors: ['authors', 'author', 'params.author', 'taxonomies.authors'],
  language: ['lang', 'language', 'locale'],
  image: [
    'image',
    'cover',
    'coverImage',
    'heroImage',
    'hero',
    'featuredImage',
    'featureImage',
    'thumbnail',
    'banner',
    'ogImage',
    'socialImage',
    'images',
  ],
  slug: ['slug'],
  url: ['url', 'permalink', 'path'],
  canonical: ['canonical', 'canonicalUrl'],
  external: ['external_url', 'link', 'source_url'],
  enclosure: ['enclosure', 'enclosures', 'podcast', 'audio', 'video'],
} as const satisfies Record<string, readonly string[]>;

export type FieldName = keyof typeof fieldNames;

/** The names of an enclosure's parts, within its object or after `enclosure_`. */
export const enclosureParts = {
  url: ['url', 'href', 'src', 'file', 'audio'],
  type: ['type', 'mime', 'mimeType'],
  length: ['length', 'size', 'bytes', 'sizeInBytes'],
  title: ['title', 'name'],
  duration: ['duration', 'durationInSeconds'],
} as const satisfies Record<string, readonly string[]>;

/** Fields that keep an article out of the feeds, and the values that do. */
export const withholding: readonly {
  readonly kind: 'draft' | 'excluded';
  readonly field: string;
  readonly when: readonly string[];
}[] = [
  { kind: 'draft', field: 'draft', when: ['true'] },
  { kind: 'draft', field: 'isDraft', when: ['true'] },
  { kind: 'draft', field: 'params.draft', when: ['true'] },
  { kind: 'draft', field: 'private', when: ['true'] },
  { kind: 'draft', field: 'published', when: ['false'] },
  { kind: 'draft', field: 'publish', when: ['false'] },
  {
    kind: 'draft',
    field: 'status',
    when: ['draft', 'hidden', 'private', 'skip', 'pending', 'unpublished', 'inprogress', 'review', 'idea', 'trash'],
  },
  { kind: 'draft', field: 'unlisted', when: ['true'] },
  { kind: 'draft', field: 'hidden', when: ['true'] },
  { kind: 'draft', field: 'visibility', when: ['private', 'members', 'paid'] },
  { kind: 'excluded', field: 'feed', when: ['false'] },
  { kind: 'excluded', field: 'feed.enable', when: ['false'] },
  { kind: 'excluded', field: 'feed_exclude', when: ['true'] },
  { kind: 'excluded', field: 'rss', when: ['false'] },
  { kind: 'excluded', field: 'rss.exclude', when: ['true'] },
  { kind: 'excluded', field: 'rss_exclude', when: ['true'] },
  { kind: 'excluded', field: 'excludeRSS', when: ['true'] },
  { kind: 'excluded', field: 'hiddenInRss', when: ['true'] },
  { kind: 'excluded', field: 'disable_feed', when: ['true'] },
  { kind: 'excluded', field: 'include_in_feeds', when: ['false'] },
  { kind: 'excluded', field: 'build.list', when: ['false', 'never'] },
  { kind: 'excluded', field: 'eleventyExcludeFromCollections', when: ['true'] },
  // Eleventy writes no page for it, so there is nothing to link to.
  { kind: 'excluded', field: 'permalink', when: ['false'] },
];

/** Of these fields, a value that is neither yes nor no holds the article back: nobody writes `draft: ture` to publish. */
export const cautious = ['draft', 'isDraft', 'params.draft', 'private'] as const;

/** What people write for yes and no. */
export const spokenBooleans: Readonly<Record<string, string>> = {
  yes: 'true',
  y: 'true',
  n: 'false',
  on: 'true',
  '1': 'true',
  no: 'false',
  off: 'false',
  '0': 'false',
};
