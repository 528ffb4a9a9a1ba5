/** What web servers must say of feeds, as the files that they and hosts read: type, caching, who may read. */
import type { Format } from '../model.js';

/** Documents that are served alike: those of one name, in whatever folder. */
export interface FeedFiles {
  /** From the folder of their channel: `rss.xml`. */
  readonly name: string;
  readonly format: Format;
  /** Whether they are archives, which stay as they are. */
  readonly isArchive: boolean;
  /** Absolute addresses of those that there are. */
  readonly addresses: readonly string[];
}

export interface ServedSite {
  /** Absolute address, below which every feed is. */
  readonly url: string;
  readonly files: readonly FeedFiles[];
  /** Whether feeds name a stylesheet: browsers show it only in what is served as XML. */
  readonly isStyled: boolean;
}

/** XML and JSON are UTF-8, which JSON always is: RFC 8259 gives it no charset. */
const types: Readonly<Record<Format, string>> = {
  rss: 'application/rss+xml; charset=utf-8',
  atom: 'application/atom+xml; charset=utf-8',
  json: 'application/feed+json',
};

/**
 * A live feed is asked for again each time, which costs a 304: a hub that tells of news must not be given the old
 * feed, and FreshRSS and Miniflux stay away for as long as `max-age` says. An archive changes when an article in it
 * is corrected, and nobody waits for that.
 */
const caching = { live: 'public, no-cache', archive: 'public, max-age=86400' } as const;

type Headers = readonly (readonly [name: string, value: string])[];

function headersOf({ format, isArchive }: FeedFiles, isStyled: boolean): Headers {
  const isXml = format !== 'json';
  return [
    ['Content-Type', isStyled && isXml ? 'application/xml; charset=utf-8' : types[format]],
    ['Cache-Control', isArchive ? caching.archive : caching.live],
    ['Access-Control-Allow-Origin', '*'], // For readers that run in a browser.
    ['X-Content-Type-Options', 'nosniff'],
  ];
}

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
function netlify({ files, isStyled }: ServedSite): string {
  return files
    .flatMap((file) => file.addresses.map((url) => headersRule(new URL(url).pathname, headersOf(file, isStyled))))
    .join('');
}

/** Cloudflare reads no more (https://developers.cloudflare.com/pages/configuration/headers/). */
const mostRules = 100;

/** `_headers`: by name, since rules are few. `*` is at least one folder, so that no document is matched twice. */
function cloudflare({ url, files, isStyled }: ServedSite): string {
  const live = files.filter(({ isArchive }) => !isArchive);
  const archives = files.filter(({ isArchive }) => isArchive);
  const rules = [...live, ...archives].flatMap((file) =>
    [encodeURI(file.name), `*/${encodeURI(file.name)}`].map((path) =>
      headersRule(below(url) + path, headersOf(file, isStyled)),
    ),
  );
  const note = '# Cloudflare reads 100 rules. What is beyond them is archives, which are served as other files are.\n';
  return (rules.length > mostRules ? note : '') + rules.slice(0, mostRules).join('');
}

function headersRule(path: string, headers: Headers): string {
  return `${path}\n${headers.map(([name, value]) => `  ${name}: ${value}\n`).join('')}`;
}

/** `vercel.json`: the part that is to be in it. Patterns are those of path-to-regexp. */
function vercel({ url, files, isStyled }: ServedSite): string {
  const literal = (path: string) => path.replace(/[\\():{}*+?.]/g, '\\$&');
  const rules = files.map((file) => ({
    source: `${literal(below(url))}:folders*/${literal(encodeURI(file.name))}`,
    headers: headersOf(file, isStyled).map(([key, value]) => ({ key, value })),
  }));
  return `${JSON.stringify({ headers: rules }, undefined, 2)}\n`;
}

/** To be included in a `server`. Its own `add_header` lines do not reach into these, as nginx has it. */
function nginx({ url, files, isStyled }: ServedSite): string {
  return files
    .map((file) => {
      const [[, type = ''] = [], ...others] = headersOf(file, isStyled);
      // A charset within the type would be doubled by a `charset` of the server.
      const [mime = '', charset] = type.split('; charset=');
      const lines = [
        'types {}',
        `default_type ${mime}`,
        ...(charset === undefined ? ['charset off'] : [`charset ${charset}`, `charset_types ${mime}`]),
        ...others.map(([name, value]) => `add_header ${name} ${quoted(value)}`),
      ];
      const pattern = `^${literalPattern(decoded(below(url)))}(?:.*/)?${literalPattern(file.name)}$`;
      return `location ~ ${quoted(pattern)} {\n${lines.map((line) => `  ${line}${line.endsWith('}') ? '' : ';'}\n`).join('')}}\n`;
    })
    .join('');
}

/** `.htaccess`, or a part of the server's own settings. Files are known by their last name there. */
function apache({ files, isStyled }: ServedSite): string {
  return files
    .map((file) => {
      const [[, type = ''] = [], ...others] = headersOf(file, isStyled);
      const name = file.name.split('/').at(-1) ?? '';
      const lines = others.map(([header, value]) => `    Header set ${header} ${quoted(value)}\n`);
      return `<Files ${quoted(name)}>\n  ForceType ${quoted(type)}\n  <IfModule mod_headers.c>\n${lines.join('')}  </IfModule>\n</Files>\n`;
    })
    .join('');
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
