/** The entries of a document as a reader keeps them, told from its bytes, whoever wrote it. */
import { hash } from 'node:crypto';
import type { FeedContent } from '../feed-content.js';
import type { Instant } from '../model.js';
import { isObject, toText } from '../untyped.js';
import { parseXml } from '../xml-parser.js';
import { childElements, textOf, type Element } from '../xml.js';

export interface SeenEntry {
  readonly id: string;
  readonly title: string;
  readonly url: string;
  readonly published: Instant;
  /** A sum of all that a reader would show, to tell whether anything changed. */
  readonly shown: string;
}

/**
 * The bytes tell the format themselves: another generator may have published Atom where RSS will be.
 * @returns undefined when they are no feed
 */
export function seenEntries(bytes: Uint8Array): readonly SeenEntry[] | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const isJson = text.trimStart().startsWith('{');
    return entriesIn(isJson ? { kind: 'json', value: JSON.parse(text) } : { kind: 'xml', root: parseXml(text) });
  } catch {
    return undefined;
  }
}

/** @returns undefined when it is no feed */
export function entriesIn(content: FeedContent): readonly SeenEntry[] | undefined {
  if (content.kind === 'json') return jsonEntries(content.value);
  const { root } = content;
  if (root.name === 'feed') return atomEntries(root);
  return root.name === 'rss' ? rssEntries(root) : undefined;
}

function jsonEntries(document: unknown): readonly SeenEntry[] | undefined {
  if (!isObject(document) || !Array.isArray(document['items'])) return undefined;
  return document['items'].filter(isObject).map((item) => {
    const field = (name: string) => toText(item[name]) ?? '';
    return {
      id: field('id') || field('url'),
      title: field('title'),
      url: field('url'),
      published: toInstant(field('date_published')),
      shown: sumOf(item),
    };
  });
}

function rssEntries(root: Element): readonly SeenEntry[] {
  return childElements(root, 'channel')
    .flatMap((channel) => childElements(channel, 'item'))
    .map((item) => ({
      id: field(item, 'guid') || field(item, 'link'),
      title: field(item, 'title'),
      url: field(item, 'link'),
      published: toInstant(field(item, 'pubDate')),
      shown: sumOf(item),
    }));
}

function atomEntries(root: Element): readonly SeenEntry[] {
  return childElements(root, 'entry').map((entry) => ({
    id: field(entry, 'id'),
    title: field(entry, 'title'),
    url:
      childElements(entry, 'link').find(({ attributes: { rel = 'alternate' } }) => rel === 'alternate')?.attributes[
        'href'
      ] ?? '',
    published: toInstant(field(entry, 'published') || field(entry, 'updated')),
    shown: sumOf(entry),
  }));
}

function field(parent: Element, name: string): string {
  const [child] = childElements(parent, name);
  return child === undefined ? '' : textOf(child).trim();
}

const sumOf = (shown: object) => hash('sha256', JSON.stringify(shown), 'base64');

/** Undated entries count as older than all others. */
function toInstant(text: string): Instant {
  const instant = Date.parse(text);
  return Number.isNaN(instant) ? 0 : instant;
}
