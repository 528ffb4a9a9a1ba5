/** Tag URIs (RFC 4151): ids that are no addresses, and survive in every tested reader. */
import { isUri } from './address.js';

/** @param specific already percent-encoded */
export function tagUri(siteUrl: string, date: string, specific: string): string {
  return `tag:${authorityOf(siteUrl)},${date}:${specific}`;
}

const authorities = new Map<string, string>();

/** An underscore or an IPv6 address is no authority of a tag URI. */
function authorityOf(siteUrl: string): string {
  const known = authorities.get(siteUrl);
  if (known !== undefined) return known;
  const authority = new URL(siteUrl).hostname.replace(/[^a-z0-9.-]+/g, '-').replace(/^[-.]+|[-.]+$/g, '');
  authorities.set(siteUrl, authority);
  return authority;
}

/**
 * An id as Atom demands it, a URI (RFC 4287, section 4.2.6). RSS and JSON Feed carry any text, and subscribers
 * of an older feed know it by that text; Atom alone gets it wrapped.
 */
export function toAtomId(id: string, siteUrl: string): string {
  if (isUri(id)) return id;
  if (/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(id)) return `urn:uuid:${id.toLowerCase()}`;
  return tagUri(siteUrl, '2005', `guid:${encodeURIComponent(id)}`);
}
