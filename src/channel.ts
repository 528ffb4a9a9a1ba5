/** The nouns of feeds: what a channel and its documents are. */
import type { Entry, Extended, Format, Instant } from './model.js';

/** What the articles of a channel have in common; those of an `own` one, a filter of the user's. */
export type ChannelKind = 'site' | 'tag' | 'category' | 'author' | 'section' | 'language' | 'own';

/** A feed before it takes a format: what its documents have in common. */
export interface Channel {
  readonly kind: ChannelKind;
  /** Of the tag, category …; empty for the whole site. */
  readonly name: string;
  /** Of its documents, within the output folder: empty, or `tags/news/`. */
  readonly folder: string;
  /** Permanent identity of the feed: absolute address. */
  readonly id: string;
  readonly title: string;
  /** Of the site that it is a feed of. */
  readonly siteTitle: string;
  readonly description: string;
  /** The page that the feed belongs to: absolute address. */
  readonly url: string;
  readonly language?: string;
  readonly copyright?: string;
  /** Absolute addresses of a square and of a wide picture. */
  readonly icon?: string;
  readonly logo?: string;
  /** Absolute address of a large picture, and a colour as six hexadecimal digits. */
  readonly cover?: string;
  readonly accentColor?: string;
  /** WebSub hubs: absolute addresses. */
  readonly hubs: readonly string[];
  /** The rssCloud server that subscribers register with: an http address. */
  readonly cloud?: string;
  /** How often it is worth asking, for the syndication namespace. */
  readonly refresh?: {
    readonly period: 'hourly' | 'daily' | 'weekly' | 'monthly' | 'yearly';
    readonly frequency: number;
  };
  /** The feeds of the other languages, of a feed of one. */
  readonly translations?: readonly { readonly language: string; readonly addresses: Addresses }[];
  /** Address of the style that browsers show it with, from the folder that it is in. */
  readonly stylesheet?: string;
  /** Whether it holds links that can be clicked when a browser shows it. */
  readonly clickable?: boolean;
  /** When an entry was last published or significantly updated. */
  readonly updated: Instant;
  /** The address of each of its documents. */
  readonly addresses: Addresses;
  readonly paging: Paging;
  /** The last taken back first; none in an archive, which stays as it is. */
  readonly tombstones: readonly Tombstone[];
  /** The user's own, with what they say of it. */
  readonly extensions: readonly (OwnNamespace & Extended)[];
  /** Newest first. */
  readonly entries: readonly Entry[];
}

export type Addresses = Readonly<Partial<Record<Format, string>>>;

/** Where a document stands among those of its feed (RFC 5005). */
export interface Paging {
  /** `live`: the newest entries; `archive`: older ones, which stay as they are; `complete`: all there are. */
  readonly part: 'live' | 'archive' | 'complete';
  /** The live documents, of an archive. */
  readonly current?: Addresses;
  /** The archive of what is next older. */
  readonly previous?: Addresses;
  /** The archive of what is next newer, of an archive. */
  readonly next?: Addresses;
}

/** An entry that was published, and taken back. */
export interface Tombstone {
  readonly id: string;
  /** When a build first found that. */
  readonly when: Instant;
}

/** A namespace of the user's own. */
export interface OwnNamespace {
  readonly prefix: string;
  readonly namespace: string;
  readonly formats: readonly Exclude<Format, 'json'>[];
}

/** One feed in one format, written but not published. */
export interface FeedDocument {
  /** Of the feed that it is a document of. */
  readonly channel: ChannelKind;
  readonly part: Paging['part'];
  /** Path within the output folder, with `/`. */
  readonly path: string;
  /** Where it will be fetched. */
  readonly url: string;
  readonly format: Format;
  /** MIME type that it is served with. */
  readonly type: string;
  /** The entries in it, to name the article when a rule is broken. */
  readonly entries: readonly Pick<Entry, 'id' | 'file'>[];
  /** Namespaces that it may use besides ours. */
  readonly extensions: readonly OwnNamespace[];
}

/** What publishing a document does to what is published. */
export type Change = 'created' | 'changed' | 'unchanged';
