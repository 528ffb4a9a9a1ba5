/** What the rules of both XML formats look at: the tree, and how to ask it. */
import type { OwnNamespace } from '../channel.js';
import { namespaces } from '../namespaces/index.js';
import type { XmlFormat } from '../namespaces/namespace.js';
import { childElements, holdsForbidden, isElement, textOf, type Element } from '../xml.js';
import { repeatedIds, type Rule, type Violation } from './rule.js';

export interface XmlDocument {
  readonly root: Element;
  /** All elements, in the order of the document. */
  readonly elements: readonly Element[];
  /** `channel` in RSS, the root in Atom. */
  readonly feed: Element;
  /** `item` in RSS, `entry` in Atom. */
  readonly entries: readonly Element[];
  readonly ids: readonly (string | undefined)[];
  /** Where the document will be fetched. */
  readonly url: string;
  /** Namespaces of the user's own, by prefix, and ours. */
  readonly namespaces: ReadonlyMap<string, string>;
}

export function toXmlDocument(
  root: Element,
  url: string,
  format: XmlFormat,
  extensions: readonly OwnNamespace[],
): XmlDocument {
  const feed = format === 'rss' ? (childElements(root, 'channel')[0] ?? root) : root;
  const [entryName, idName] = format === 'rss' ? ['item', 'guid'] : ['entry', 'id'];
  const entries = childElements(feed, entryName);
  const known = [
    ...extensions.filter(({ formats }) => formats.includes(format)).map((own) => [own.prefix, own.namespace] as const),
    ...namespaces.map(({ prefix, uri }) => [prefix, uri] as const),
  ];
  const ids = entries.map((entry) => childText(entry, idName));
  return { root, elements: allElements(root), feed, entries, ids, url, namespaces: new Map(known) };
}

export function childText(node: Element, name: string): string | undefined {
  const [child] = childElements(node, name);
  return child === undefined ? undefined : textOf(child);
}

/** Elements that must, or may, stand once in each parent. */
export function once(node: Element, required: readonly string[], optional: readonly string[] = []): readonly string[] {
  const [there, twice] = [new Set<string>(), new Set<string>()];
  for (const { name } of childElements(node)) (there.has(name) ? twice : there).add(name);
  return [
    ...required.filter((name) => !there.has(name)).map((name) => `<${name}> is missing`),
    ...[...required, ...optional].filter((name) => twice.has(name)).map((name) => `<${name}> stands more than once`),
  ];
}

export function eachEntry(
  entries: readonly Element[],
  faults: (node: Element) => readonly string[],
): readonly Violation[] {
  return entries.flatMap((node, entry) => faults(node).map((what) => ({ what, entry })));
}

/** The rules that RSS and Atom share. */
export const xmlRules: readonly Rule<XmlDocument>[] = [
  {
    spec: 'https://www.w3.org/TR/xml-names/',
    check: ({ root, elements, namespaces: known }) =>
      [...new Set(elements.flatMap(({ name }) => name.split(':').slice(0, -1)))]
        .filter((prefix) => !known.has(prefix) || root.attributes[`xmlns:${prefix}`] !== known.get(prefix))
        .map((prefix) => ({ what: `the prefix ${prefix}: stands for another namespace than its own` })),
  },
  {
    spec: 'https://www.w3.org/TR/xml/#charsets',
    check: ({ elements }) =>
      elements
        .filter((node) => node.children.some((child) => !isElement(child) && holdsForbidden(child)))
        .map(({ name }) => ({ what: `<${name}> holds a forbidden character` })),
  },
  {
    spec: 'https://www.rssboard.org/media-rss#media-content',
    check: ({ entries }) =>
      eachEntry(entries, (node) => {
        const types = childElements(node, 'media:content').flatMap(({ attributes: { type } }) => type ?? []);
        return types.every(isMimeType) ? [] : ['media:content has no MIME type for a type'];
      }),
  },
  {
    spec: 'https://www.rssboard.org/rss-profile#element-channel-item-guid',
    check: ({ ids }) => repeatedIds(ids),
  },
];

/** Whether a text is a MIME type without parameters. */
export function isMimeType(text: string | undefined): boolean {
  return /^[a-z]+\/[\w.+-]+$/.test(text ?? '');
}

function allElements(node: Element, found: Element[] = []): readonly Element[] {
  found.push(node);
  for (const child of childElements(node)) allElements(child, found);
  return found;
}
