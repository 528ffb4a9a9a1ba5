/** Completes a drafted document as a tree: what the library cannot say, and what the namespaces add. */
import type { Channel } from '../channel.js';
import type { Entry } from '../model.js';
import { extendedNamespaces } from '../namespaces/extended.js';
import { namespaces } from '../namespaces/index.js';
import type { Namespace, XmlFormat } from '../namespaces/namespace.js';
import { parseXml } from '../xml-parser.js';
import { childElements, element, isElement, serializeXml, type Element } from '../xml.js';

/** Elements of a format's own that complete or replace those of the draft. */
export interface Completion {
  readonly format: XmlFormat;
  /** Name of the elements that are entries: `item`, `entry`. */
  readonly entryName: string;
  readonly rootAttributes: (channel: Channel) => Readonly<Record<string, string | undefined>>;
  readonly forChannel: (channel: Channel) => readonly Element[];
  readonly entryAttributes: (entry: Entry) => Readonly<Record<string, string | undefined>>;
  readonly forEntry: (entry: Entry, channel: Channel) => readonly Element[];
}

export function completeDocument(drafted: string, channel: Channel, completion: Completion): string {
  const { format, entryName, forChannel, forEntry } = completion;
  const root = parseXml(drafted);
  const holder = format === 'rss' ? childElements(root, 'channel')[0] : root;
  if (holder === undefined) throw new Error('The draft has no channel');
  const known: readonly Namespace[] = [...namespaces, ...extendedNamespaces(channel)];
  const applicable = known.filter(({ formats }) => formats.includes(format));

  const [pattern] = childElements(holder, entryName);
  if (pattern === undefined && channel.entries.length > 0) throw new Error('The draft has no entry');
  // Their order alone: what the draft says of one entry must never be told of another.
  const order = pattern === undefined ? [] : childElements(pattern).map(({ name }) => name);
  const entries = channel.entries.map((entry) => {
    const added = applicable.flatMap((namespace) => namespace.forEntry?.(entry, format, channel) ?? []);
    const children = inOrder(order, [...forEntry(entry, channel), ...added]);
    return element(entryName, completion.entryAttributes(entry), children);
  });
  const own = childElements(holder).filter(({ name }) => name !== entryName);
  const added = applicable.flatMap((namespace) => namespace.forChannel?.(channel, format) ?? []);
  // Everything of the channel stands before its entries: the W3C validator calls it misplaced otherwise.
  const children = [...withReplaced(own, [...forChannel(channel), ...added]), ...entries];

  const completed = format === 'rss' ? [element('channel', {}, children)] : children;
  const declared = declarations(applicable, children);
  const attributes = { ...root.attributes, ...declared, ...completion.rootAttributes(channel) };
  return serializeXml(element(root.name, attributes, completed), channel.stylesheet);
}

/** Replaces the drafted elements of each given name, where the first of them stands; new names come last. */
function withReplaced(drafted: readonly Element[], given: readonly Element[]): readonly Element[] {
  const names = [...new Set([...drafted, ...given].map(({ name }) => name))];
  return names.flatMap((name) => {
    const replacing = given.filter((node) => node.name === name);
    return replacing.length > 0 ? replacing : drafted.filter((node) => node.name === name);
  });
}

/** New names come last. */
function inOrder(order: readonly string[], given: readonly Element[]): readonly Element[] {
  const names = new Set([...order, ...given.map(({ name }) => name)]);
  return [...names].flatMap((name) => given.filter((node) => node.name === name));
}

/** Declares the prefixes that are used, and no others. */
function declarations(applicable: readonly Namespace[], nodes: readonly Element[]): Readonly<Record<string, string>> {
  const used = new Set<string>();
  const collect = (node: Element) => {
    used.add(node.name.split(':')[0] ?? '');
    node.children.filter(isElement).forEach(collect);
  };
  nodes.forEach(collect);
  return Object.fromEntries(
    applicable.filter(({ prefix }) => used.has(prefix)).map(({ prefix, uri }) => [`xmlns:${prefix}`, uri]),
  );
}
