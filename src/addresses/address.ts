/** Addresses: absolute http(s) URLs, encoded as RFC 3986 wants them. */

/**
 * Resolves an address against a base, and encodes what RFC 3986 forbids.
 *
 * The WHATWG parser leaves `|`, `^`, `[`, `]` and a lone `%` alone in paths; 19 of 26 tested readers pass such
 * characters on as they are.
 * @returns undefined when it cannot be parsed, or when its scheme is neither http nor https.
 */
export function absoluteAddress(address: string, base?: string): string | undefined {
  // CommonMark renderers escape the brackets of IPv6 hosts, which no URL parser takes.
  const url = parseUrl(address.trim().replace(/^(https?:\/\/)%5B([0-9a-f:.]+)%5D/i, '$1[$2]'), base);
  if (url === undefined || !/^https?:$/.test(url.protocol) || !/^[\w.:[\]-]+$/.test(url.host)) return undefined;
  return encodeAddress(url.href);
}

export function encodeAddress(href: string): string {
  const [, head = '', rest = ''] = /^([a-z][a-z0-9+.-]*:\/\/[^/?#]*)?(.*)$/isu.exec(href) ?? [];
  return head + rest.replace(/%(?![0-9a-f]{2})|[^\w\-.~!$&'()*+,;=:@/?#%]/giu, encodeURIComponent);
}

function parseUrl(address: string, base: string | undefined): URL | undefined {
  try {
    return new URL(address, base);
  } catch {
    return undefined;
  }
}

/**
 * Joins a path to the address of a site, below its own path: `/a` on `https://u.example/blog` is `/blog/a`.
 * @returns undefined for a path that leads out of the site, and for one that leads to its first page
 */
export function siteAddress(siteUrl: string, path: string): string | undefined {
  const base = withSlash(siteUrl);
  const plain = path.replace(/^\/+/, '');
  // What needs neither encoding nor resolving, as most paths: a parser takes a good part of the time of a large site.
  if (/^\w[\w.-]*(?:\/\w[\w.-]*)*\/?$/.test(plain) && isNormal(base)) return base + plain;
  const address = absoluteAddress(`./${plain}`, base);
  return address?.startsWith(base) === true && address !== base ? address : undefined;
}

/**
 * The address of a file by its path: what ends a path in an address, or begins a code, is a part of a name in it.
 * @returns undefined for a path that leads out of the site, and for an empty one
 */
export function fileAddress(siteUrl: string, file: string): string | undefined {
  return siteAddress(siteUrl, file.replace(/[%#?]/g, encodeURIComponent));
}

const normalBases = new Map<string, boolean>();

/** Whether an address is as `URL` would write it. */
function isNormal(base: string): boolean {
  const known = normalBases.get(base) ?? absoluteAddress(base) === base;
  normalBases.set(base, known);
  return known;
}

export function withSlash(url: string): string {
  return url.endsWith('/') ? url : `${url}/`;
}

/** Whether a text is a URI as an Atom id must be (RFC 4287, section 4.2.6), and well-formed for its scheme. */
export function isUri(text: string): boolean {
  // Our own, without anything encoded.
  if (/^tag:[a-z0-9.-]+,\d{4}:[\w.~/-]+$/.test(text)) return true;
  const [, scheme = '', rest = ''] =
    /^([a-z][a-z0-9+.-]*):((?:[\w\-.~!$&'()*+,;=:@/?#]|%[0-9a-f]{2})+)$/i.exec(text) ?? [];
  if (scheme === '') return false;
  const form = schemeForms.get(scheme.toLowerCase());
  return form === undefined || (scheme === scheme.toLowerCase() && form.test(rest));
}

const schemeForms: ReadonlyMap<string, RegExp> = new Map(
  Object.entries({
    http: /^\/\/[^/?#]/,
    https: /^\/\/[^/?#]/,
    // RFC 4151, section 2.1.
    tag: /^(?:[\w.+-]+@)?[a-z0-9.-]+,\d{4}(?:-\d\d(?:-\d\d)?)?:/i,
    // RFC 8141, section 2; a UUID as in RFC 9562.
    urn: /^(?:uuid:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|(?!uuid:)[a-z0-9][a-z0-9-]{0,30}[a-z0-9]:.+)$/i,
  }),
);

/** @returns undefined when its bytes are no UTF-8 */
export function decodedPath(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
