/** The site's own file behind an address: beside the article, or where generators keep what they copy to the site. */
import path from 'node:path';
import type { SiteFolder } from '../files/site-folder.js';

/** Where generators keep the files that they copy to the root of the site. */
const publicFolders = ['', 'public', 'static', 'source', 'src', 'assets', 'content'];

/** Where an address stands. */
export interface MediaPlace {
  readonly site: Pick<SiteFolder, 'sizeOf'>;
  readonly siteUrl: string;
  readonly postsFolder: string;
  /** Path of the article from the site's folder. */
  readonly file: string;
}

/**
 * @param address as the author wrote it
 * @param url the same, absolute
 * @returns a path from the site's folder; undefined when no file of the site is meant
 */
export function findLocalFile(address: string, url: string, place: MediaPlace): string | undefined {
  const { site, siteUrl, postsFolder, file } = place;
  if (!url.startsWith(siteUrl)) return undefined;
  const below = decodePath(new URL(url).pathname.slice(new URL(siteUrl).pathname.length));
  const beside = /^([a-z]+:|\/)/i.test(address) ? [] : [path.posix.join(path.posix.dirname(file), decodePath(address))];
  const candidates = [...beside, ...[postsFolder, ...publicFolders].map((folder) => path.posix.join(folder, below))];
  return candidates.find((candidate) => site.sizeOf(candidate) !== undefined);
}

function decodePath(encoded: string): string {
  try {
    return decodeURIComponent(encoded.replace(/[?#].*$/s, ''));
  } catch {
    return encoded;
  }
}
