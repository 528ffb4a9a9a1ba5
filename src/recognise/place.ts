/** Where an article is, spelled so that a move of the whole site changes nothing. */
import { decodedPath } from '../addresses/address.js';

interface Placed {
  readonly file: string;
  readonly url: string;
}

export const fileAndPath = ({ file, url }: Placed) => `${composed(file)}\n${pathOf(url)}`;

/** Macintoshes spell names with accents apart from their letters. */
export const composed = (file: string) => (/^[\u0020-\u007E]*$/.test(file) ? file : file.normalize());

/**
 * A site that moves to another domain, or to https, takes its paths along; endings are a matter of the host, and
 * macOS spells names in its own way.
 */
export function pathOf(url: string): string {
  const path = plainPath.exec(url)?.[1] ?? exactPath(url);
  return path.endsWith('/') || path.includes('.') ? path.replace(/(?:\/index)?(?:\.html?|\/)$/i, '') : path;
}

export const isSamePath = (a: string, b: string) => a === b || pathOf(a) === pathOf(b);

/** Of addresses as `URL` writes them, and as most are: without anything encoded. */
const plainPath = /^https?:\/\/[a-z0-9.-]+(?::\d+)?(\/(?:[\w~-][\w.~-]*(?:\/[\w~-][\w.~-]*)*\/?)?)$/;

function exactPath(url: string): string {
  const { pathname, search } = new URL(url);
  const path = pathname + search;
  return (decodedPath(path) ?? path).normalize();
}

/** WordPress's ids hold the address of the site, which may have moved. */
export function isSameId(a: string, b: string): boolean {
  const [number] = wordpressNumber(a);
  return a === b || (number !== undefined && number === wordpressNumber(b)[0]);
}

export function wordpressNumber(id: string): readonly string[] {
  return /\?p=[^&#]+$/.exec(id) ?? [];
}
