/** The nouns of extensions: what a config file adds to feeds, what its functions are told, and what they say. */
import type { Channel, ChannelKind, Paging } from '../channel.js';
import type { ChannelArticle } from '../config/options.js';
import type { Instant } from '../model.js';
import type { XmlFormat } from '../namespaces/namespace.js';

/** An element in the namespace of its extension; everything in it is escaped. */
export interface ExtensionElement {
  /** Without a prefix. */
  readonly name: string;
  /** Names without a prefix; those that are undefined are left out. */
  readonly attributes?: Readonly<Record<string, string | number | undefined>>;
  /** Comes before the children. */
  readonly text?: string | number;
  readonly children?: readonly ExtensionElement[];
}

/** What a function says; nothing, when it has nothing to say. */
export type ExtensionElements = ExtensionElement | readonly (ExtensionElement | undefined)[] | undefined;

/** An object of JSON. */
export type ExtensionJson = Readonly<Record<string, unknown>> | undefined;

/** What is told of the feed of a document. */
export interface ExtensionChannel extends Pick<Channel, 'title' | 'description' | 'url' | 'addresses'> {
  readonly kind: ChannelKind;
  /** Of the tag, category …; empty for the whole site. */
  readonly name: string;
  readonly language: string | undefined;
  /** When an entry in the document was last published or significantly updated. */
  readonly updated: Instant;
  readonly part: Paging['part'];
}

/** What is told of an article. */
export interface ExtensionArticle extends ChannelArticle {
  readonly id: string;
  /** Plain text. */
  readonly summary: string | undefined;
  /** Its front matter, under the names that the author wrote. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** An extension as people write it. */
export interface ExtensionOptions {
  /** Before the names of its elements, and in JSON Feed, after `_`, the name of its objects: `geo`. */
  prefix: string;
  /** An absolute URI, which its definition gives. */
  namespace: string;
  /** XML formats that it is for. Default: both. */
  formats?: readonly XmlFormat[];
  /** Elements of the feed. */
  channel?: (channel: ExtensionChannel) => ExtensionElements;
  /** Elements of an entry. */
  entry?: (article: ExtensionArticle) => ExtensionElements;
  /** Objects of the feed and of an entry in JSON Feed. */
  json?: {
    channel?: (channel: ExtensionChannel) => ExtensionJson;
    entry?: (article: ExtensionArticle) => ExtensionJson;
  };
}

/** An extension that was found right; what its functions return is not known yet. */
export interface Extension extends Readonly<Pick<ExtensionOptions, 'prefix' | 'namespace'>> {
  /** How the settings name it: `extensions[0]`. */
  readonly option: string;
  readonly formats: readonly XmlFormat[];
  readonly channel: Sayings<ExtensionChannel>;
  readonly entry: Sayings<ExtensionArticle>;
}

export interface Sayings<View> {
  readonly elements?: (view: View) => unknown;
  readonly json?: (view: View) => unknown;
}
