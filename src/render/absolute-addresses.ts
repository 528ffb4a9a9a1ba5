/** Makes every address in a body absolute: half of the tested readers leave relative ones as they are. */
import type { Element, Properties, Root } from 'hast';
import { absoluteAddress } from '../address.js';
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

  const resolve = (address: string): string | undefined => {
    const trimmed = address.trim();
    if (/^(mailto|tel):/i.test(trimmed)) return trimmed;
    const target = trimmed.startsWith('#') ? fragment(trimmed) : undefined;
    return target !== undefined && ids.has(target) ? `#${idPrefix}${target}` : absoluteAddress(trimmed, url);
  };

  visitElements(tree, (node) => {
    const { properties } = node;
    if (typeof properties['id'] === 'string') properties['id'] = idPrefix + properties['id'];
    for (const name of single) {
      const value = properties[name];
      if (typeof value !== 'string') continue;
      const address = resolve(value);
      if (address === undefined) report(value, node.position?.start.line);
      setOrDelete(properties, name, address);
    }
    resolveCandidates(node, url, report);
  });
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

function fragment(href: string): string {
  try {
    return decodeURIComponent(href.slice(1));
  } catch {
    return href.slice(1);
  }
}
