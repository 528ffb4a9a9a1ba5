/** What the bytes of a feed say, before anybody asks what it means: a tree of XML, or a value of JSON. */
import type { Element } from './xml.js';

export type FeedContent =
  { readonly kind: 'xml'; readonly root: Element } | { readonly kind: 'json'; readonly value: unknown };
