/** Makes every address in a body absolute: half of the tested readers leave relative ones as they are. */
import type { Element, Properties, Root } from 'hast';
import { absoluteAddress } from '../addresses/address.js';
import { unresolvedScheme } from './dialects/unresolved.js';
import { become, text, visitElements } from './elements.js';

/** Where a body and its addresses belong. */
export interface BodyPlace {
  /** The article's permalink. */
  readonly url: string;
  /** Put before every id, so that two articles on one page keep theirs apart. */
  readonly idPrefix: string;
  /** The page of another article, by the path of its file; undefined when none is published. */
  readonly articleAddress: (target: string) => string | undefined;
  /** Is told of an address that leads nowhere. */
  readonly report: (address: string) => void;
}

const single = ['href', 'src', 'poster', 'cite'] as const;

/**
 * Fragments that lead to an id of the body stay fragments, so that readers which show footnotes in place can
 * (NetNewsWire), and ids get the article's prefix; other fragments lead to the article's page.
 */
export function absoluteAddresses(tree: Root, place: BodyPlace): void {
  const ids = new Set<string>();
  visitElements(tree, ({ properties }) => {
    const id = properties['id'];
    if (typeof id !== 'string') return;
    // An id leads to the first that has it.
    if (ids.has(id)) delete properties['id'];
    ids.add(id);
  });

  const links = new Map<string, number>();
  const linkWithin = (properties: Properties, target: string) => {
    const count = (links.get(target) ?? 0) + 1;
    links.set(target, count);
    properties['id'] ??= `${place.idPrefix}${target}-link-${count}`;
    // Behind another attribute the W3C validator passes over it; elsewhere it warns of a relative address.
    delete properties['href'];
    properties['href'] = `#${place.idPrefix}${target}`;
  };

  visitElements(tree, (node) => {
    const { properties } = node;
    if (typeof properties['id'] === 'string') properties['id'] = place.idPrefix + properties['id'];
    for (const name of single) {
      const value = properties[name];
      if (typeof value !== 'string') continue;
      const target = name === 'href' ? fragment(value) : undefined;
      if (target !== undefined && ids.has(target)) linkWithin(properties, target);
      else
        setOrDelete(
          properties,
          name,
          resolve(value, name === 'href' ? 'link' : node.tagName === 'img' ? 'image' : 'file', place),
        );
    }
    resolveCandidates(node, place);
    // What the picture would show is better than a broken one.
    if (node.tagName === 'img' && properties['src'] === undefined)
      become(node, 'span', {}, [text(String(properties['alt'] ?? ''))]);
  });
}

/** @returns undefined for an address that leads nowhere, which is reported */
function resolve(
  value: string,
  kind: 'link' | 'image' | 'file',
  { url, articleAddress, report }: BodyPlace,
): string | undefined {
  const address = value.trim();
  // What a template would have filled in: it leads to the article itself, and as a picture to nothing.
  if (address === '') return undefined;
  const isLink = kind === 'link';
  if (kind === 'image' && /^data:image\/(?:png|jpeg|gif|webp|avif|svg\+xml)[;,]/i.test(address)) return address;
  if (isLink && /^(mailto|tel):/i.test(address)) return address;
  const [, file, end = ''] = /^(?![a-z][a-z0-9+.-]*:)([^?#]+\.(?:md|markdown|mdx))([?#].*)?$/i.exec(address) ?? [];
  const page = isLink && file !== undefined ? articleAddress(file) : undefined;
  if (page !== undefined) return page + end;
  // A source file that is no published article has no page that could be told from its name; what an import alias
  // (`@/`, `~/`) stands for, its bundler alone knows.
  const isUntold = (isLink && file !== undefined) || /^[@~]\//.test(address) || address.includes(unresolvedScheme);
  const absolute = isUntold ? undefined : absoluteAddress(address, url);
  if (absolute === undefined) report(decoded(address));
  return absolute;
}

function decoded(address: string): string {
  const at = address.indexOf(unresolvedScheme);
  return at < 0 ? address : decodeURI(address.slice(at + unresolvedScheme.length));
}

/** `srcset` is a list: address and size, separated by commas. Candidates that lead nowhere go. */
function resolveCandidates({ properties }: Element, place: BodyPlace): void {
  const value = properties['srcSet'];
  if (value === undefined || value === null) return;
  const list = Array.isArray(value) ? value.join(', ') : String(value);
  const candidates = candidatesOf(list).flatMap(([address, size]) => {
    const absolute = resolve(address, 'image', place);
    return absolute === undefined ? [] : [size === '' ? absolute : `${absolute} ${size}`];
  });
  setOrDelete(properties, 'srcSet', candidates.length === 0 ? undefined : candidates.join(', '));
}

/** Addresses and their descriptors, read as HTML reads them: https://html.spec.whatwg.org/#parse-a-srcset-attribute */
function candidatesOf(list: string): readonly (readonly [string, string])[] {
  const candidates: [string, string][] = [];
  let address = '';
  for (let word of list.split(/\s+/)) {
    if (address !== '') {
      const comma = word.indexOf(',');
      candidates.push([address, comma < 0 ? word : word.slice(0, comma)]);
      address = '';
      word = comma < 0 ? '' : word.slice(comma + 1);
    }
    if (word.endsWith(',')) candidates.push([word.replace(/,+$/, ''), '']);
    else address = word;
  }
  if (address !== '') candidates.push([address, '']);
  return candidates.filter(([found]) => found !== '');
}

function setOrDelete(properties: Properties, name: string, value: string | undefined): void {
  if (value === undefined) delete properties[name];
  else properties[name] = value;
}

/** What an address within the page leads to; undefined for any other address. */
function fragment(href: string): string | undefined {
  const [, encoded] = /^\s*#(.*?)\s*$/s.exec(href) ?? [];
  try {
    return encoded === undefined ? undefined : decodeURIComponent(encoded);
  } catch {
    return encoded;
  }
}
