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
  /** Mostly that of a film or a program: it dates an article that has no other date. */
  released: ['release_date'],
  /** Not before then, whatever its date: Drupal's scheduler, Laravel's blogs, press offices. */
  due: ['publish', 'publish_on', 'publish_at', 'embargo', 'embargo_until'],
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
  expires: ['expiryDate', 'unpublishDate', 'expires', 'expiry', 'expires_at', 'expiration_date', 'unpublish_on'],
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

/** What an article is in that is not out: words of WordPress, Ghost, Pelican and Decap. Of `scheduled` the date tells. */
const unpublishedStates = [
  'draft',
  'autodraft',
  'hidden',
  'private',
  'skip',
  'pending',
  'pendingreview',
  'pendingpublish',
  'unpublished',
  'inprogress',
  'inreview',
  'review',
  'idea',
  'trash',
] as const;

/** Fields that keep an article out of the feeds, and the values that do, alone or in a list. */
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
  { kind: 'draft', field: 'isPublished', when: ['false'] },
  { kind: 'draft', field: 'status', when: unpublishedStates },
  { kind: 'draft', field: 'state', when: unpublishedStates },
  { kind: 'draft', field: 'embargo', when: ['true'] },
  { kind: 'draft', field: 'unlisted', when: ['true'] },
  { kind: 'draft', field: 'hidden', when: ['true'] },
  {
    kind: 'draft',
    field: 'visibility',
    when: ['private', 'members', 'paid', 'tiers', 'hidden', 'draft', 'unlisted', 'password', 'passwordprotected'],
  },
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
  // The generator writes no page for it, so there is nothing to link to: Hugo, Zola, Eleventy.
  { kind: 'excluded', field: 'headless', when: ['true'] },
  { kind: 'excluded', field: 'build.render', when: ['false', 'never', 'link'] },
  { kind: 'excluded', field: 'render', when: ['false'] },
  { kind: 'excluded', field: 'permalink', when: ['false'] },
];

/**
 * Of these fields, a value that is neither yes nor no holds the article back: nobody writes `draft: ture` to publish.
 * A date is neither, and means then.
 */
export const cautious = [
  'draft',
  'isDraft',
  'params.draft',
  'private',
  'publish',
  'isPublished',
  'unlisted',
  'hidden',
] as const;

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
