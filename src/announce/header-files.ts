/** What web servers must say of feeds, as the files that they and hosts read: type, caching, who may read. */
import { contentType } from '../content-type.js';
import { deliveryHeaders, type Headers } from '../delivery.js';
import type { Format } from '../model.js';

export interface ServedSite {
  /** Absolute address, below which every feed is. */
  readonly url: string;
  /** The name that each format has in the folder of every channel and archive. */
  readonly formats: readonly { readonly format: Format; readonly path: string }[];
  /** All documents there are now. */
  readonly documents: readonly ServedDocument[];
  /** Folder within that of a channel which holds a folder for each archive; undefined when there are none. */
  readonly archives: string | undefined;
  /** Whether feeds name a stylesheet: browsers show it only in what is served as XML. */
  readonly isStyled: boolean;
}

export interface ServedDocument {
  /** Absolute address. */
  readonly url: string;
  readonly format: Format;
  /** Whether it is an archive, which stays as it is. */
  readonly isArchive: boolean;
}

const typeOf = (format: Format, { isStyled }: ServedSite) => contentType(format, isStyled);

const hosts = { netlify, cloudflare, vercel, nginx, apache } as const satisfies Record<
  string,
  (site: ServedSite) => string
>;

export type Host = keyof typeof hosts;
export const hostNames = Object.keys(hosts) as readonly Host[];
export const isHost = (name: string): name is Host => Object.hasOwn(hosts, name);

export function headerFile(host: Host, site: ServedSite): string {
  return hosts[host](site);
}

/** `_headers`: each document by its path, for of two rules that match, both count. */
function netlify(site: ServedSite): string {
  const rules = site.documents.map(({ url, format, isArchive }) =>
    headersRule(new URL(url).pathname, typeOf(format, site), isArchive),
  );
  return rules.join('');
}

/**
 * `_headers`: by name, since Cloudflare reads a hundred rules and no more. `*` is one folder at least, so that no
 * document is matched twice. Archives are asked for again each time too, which costs little.
 */
function cloudflare(site: ServedSite): string {
  const rules = site.formats.flatMap(({ format, path }) =>
    ['', '*/'].map((folder) => headersRule(below(site.url) + folder + encodeURI(path), typeOf(format, site), false)),
  );
  return rules.join('');
}

function headersRule(path: string, type: string, isArchive: boolean): string {
  const headers: Headers = [['Content-Type', type], ...deliveryHeaders(isArchive)];
  return `${path}\n${headers.map(([name, value]) => `  ${name}: ${value}\n`).join('')}`;
}

/** `vercel.json`: the part that is to be in it. Patterns are those of path-to-regexp; of two that match, the last counts. */
function vercel(site: ServedSite): string {
  const literal = (path: string) => path.replace(/[\\():{}*+?.]/g, '\\$&');
  const rules = site.formats.flatMap(({ format, path }) => {
    const name = literal(encodeURI(path));
    const folders = `${literal(below(site.url))}:folders*/`;
    const live = vercelRule(folders + name, [['Content-Type', typeOf(format, site)], ...deliveryHeaders(false)]);
    if (site.archives === undefined) return [live];
    return [live, vercelRule(`${folders}${literal(site.archives)}/:archive/${name}`, deliveryHeaders(true))];
  });
  return `${JSON.stringify({ headers: rules }, undefined, 2)}\n`;
}

function vercelRule(source: string, headers: Headers) {
  return { source, headers: headers.map(([key, value]) => ({ key, value })) };
}

/** To be included in a `server`. Of two patterns that match, the first counts. */
function nginx(site: ServedSite): string {
  const start = `^${literalPattern(decoded(below(site.url)))}(?:.*/)?`;
  const locations = site.formats.flatMap(({ format, path }) => {
    const live = nginxLocation(`${start}${literalPattern(path)}$`, typeOf(format, site), false);
    if (site.archives === undefined) return [live];
    const pattern = `${start}${literalPattern(site.archives)}/[^/]+/${literalPattern(path)}$`;
    return [nginxLocation(pattern, typeOf(format, site), true), live];
  });
  return locations.join('');
}

/** The headers of the server do not reach into a location with headers of its own. */
function nginxLocation(pattern: string, type: string, isArchive: boolean): string {
  // A charset within the type would be doubled by a `charset` of the server.
  const [mime = '', charset] = type.split('; charset=');
  const lines = [
    'types {}',
    `default_type ${mime};`,
    ...(charset === undefined ? ['charset off;'] : [`charset ${charset};`, `charset_types ${mime};`]),
    ...deliveryHeaders(isArchive).map(([name, value]) => `add_header ${name} ${quoted(value)};`),
  ];
  return `location ~ ${quoted(pattern)} {\n${lines.map((line) => `  ${line}\n`).join('')}}\n`;
}

/** `.htaccess`, or a part of the server's own settings. `<Files>` knows the last name of a path, `<If>` all of it. */
function apache(site: ServedSite): string {
  const names = site.formats.map(({ format, path }) => ({ format, name: path.split('/').at(-1) ?? '' }));
  const files = names.map(
    ({ format, name }) =>
      `<Files ${quoted(name)}>\n  ForceType ${quoted(typeOf(format, site))}\n${apacheHeaders(deliveryHeaders(false))}</Files>\n`,
  );
  if (site.archives === undefined) return files.join('');
  const anyName = names.map(({ name }) => literalPattern(name)).join('|');
  const pattern = `/${literalPattern(site.archives)}/[^/]+/(?:${anyName})$`;
  const caching = deliveryHeaders(true).filter(([name]) => name === 'Cache-Control');
  return `${files.join('')}<If "%{REQUEST_URI} =~ m#${pattern}#">\n${apacheHeaders(caching)}</If>\n`;
}

function apacheHeaders(headers: Headers): string {
  const lines = headers.map(([name, value]) => `    Header set ${name} ${quoted(value)}\n`);
  return `  <IfModule mod_headers.c>\n${lines.join('')}  </IfModule>\n`;
}

/** The path of the site, with a slash at its end. */
function below(url: string): string {
  return new URL(url).pathname.replace(/\/?$/, '/');
}

/** nginx compares with the decoded path. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

const literalPattern = (path: string) => path.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
const quoted = (text: string) => `"${text.replace(/["\\]/g, '\\$&')}"`;
