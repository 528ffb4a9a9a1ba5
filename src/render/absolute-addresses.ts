/** Makes every address in a body absolute: half of the tested readers leave relative ones as they are. */
import type { Element, Properties, Root } from 'hast';
import { absoluteAddress } from '../addresses/address.js';
import { visitElements } from './visit.js';

/** Is told of an address that cannot be resolved, and the line of the body where it stands. */
export type AddressReport = (address: string, line: number | undefined) => void;

interface Place {
  readonly url: string;
  readonly idPrefix: string;
  readonly report: AddressReport;
}

const single = ['href', 'src', 'poster', 'cite'] as const;

/**
 * Fragments that lead to an id of the body stay fragments, so that readers which show footnotes in place can
 * (NetNewsWire), and ids get the article's prefix; other fragments lead to the article's page.
 */
export function absoluteAddresses(tree: Root, { url, idPrefix, report }: Place): void {
  const ids = new Set<string>();
  visitElements(tree, ({ properties }) => {
    if (typeof properties['id'] === 'string') ids.add(properties['id']);
  });

  const links = new Map<string, number>();
  const linkWithin = (properties: Properties, target: string) => {
    const count = (links.get(target) ?? 0) + 1;
    links.set(target, count);
    properties['id'] ??= `${idPrefix}${target}-link-${count}`;
    // Behind another attribute the W3C validator passes over it; elsewhere it warns of a relative address.
    delete properties['href'];
    properties['href'] = `#${idPrefix}${target}`;
  };

  visitElements(tree, (node) => {
    const { properties, position } = node;
    if (typeof properties['id'] === 'string') properties['id'] = idPrefix + properties['id'];
    for (const name of single) {
      const value = properties[name];
      if (typeof value !== 'string') continue;
      const target = name === 'href' ? fragment(value) : undefined;
      if (target !== undefined && ids.has(target)) linkWithin(properties, target);
      else resolveAddress(properties, name, value, url, (address) => report(address, position?.start.line));
    }
    resolveCandidates(node, url, report);
  });
}

function resolveAddress(
  properties: Properties,
  name: string,
  value: string,
  url: string,
  report: (address: string) => void,
): void {
  const isOther = name === 'href' && /^\s*(mailto|tel):/i.test(value);
  const address = isOther ? value.trim() : absoluteAddress(value, url);
  if (address === undefined) report(value);
  setOrDelete(properties, name, address);
}

/** `srcset` is a list: address and size, separated by commas. Candidates that lead nowhere go. */
function resolveCandidates({ properties, position }: Element, url: string, report: AddressReport): void {
  const value = properties['srcSet'];
  if (value === undefined || value === null) return;
  const list = Array.isArray(value) ? value.join(', ') : String(value);
  const candidates = [...list.matchAll(/([^\s,]\S*[^\s,])(?:\s+([\d.]+[wxh]))?\s*(?:,|$)/g)].flatMap(
    ([, address = '', size]) => {
      const absolute = absoluteAddress(address, url);
      if (absolute === undefined) report(address, position?.start.line);
      return absolute === undefined ? [] : [size === undefined ? absolute : `${absolute} ${size}`];
    },
  );
  setOrDelete(properties, 'srcSet', candidates.length === 0 ? undefined : candidates.join(', '));
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
