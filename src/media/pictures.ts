/** The pictures of a site: the facts of the file behind an address, each file read once. */
import { absoluteAddress } from '../addresses/address.js';
import type { SiteFolder } from '../files/site-folder.js';
import { imageFacts, type ImageFacts } from './image-facts.js';
import { findLocalFile } from './local-file.js';

/** Facts are undefined for a picture that lies elsewhere, and for a file that is no picture. */
export interface Pictures {
  /** @param file path from the site's folder */
  readonly of: (file: string) => ImageFacts | undefined;
  /** @param address as it stands in an article */
  readonly behind: (
    address: string,
    article: { readonly file: string; readonly url: string },
  ) => ImageFacts | undefined;
}

/** Enough for the headers of every kind, with all that cameras and editors put before them. */
const headLength = 512 * 1024;

export function openPictures(site: SiteFolder, siteUrl: string, postsFolder: string): Pictures {
  const known = new Map<string, ImageFacts | undefined>();
  // Thousands of articles show pictures from a few folders, and ask for each in all of them.
  const sizes = new Map<string, number | undefined>();
  const sizeOf = (file: string) => {
    if (!sizes.has(file)) sizes.set(file, site.sizeOf(file));
    return sizes.get(file);
  };
  const of = (file: string) => {
    if (!known.has(file)) known.set(file, imageFacts(site.readHead(file, headLength)));
    return known.get(file);
  };
  const find: Pictures['behind'] = (address, { file, url: base }) => {
    const url = absoluteAddress(address, base);
    const found =
      url === undefined ? undefined : findLocalFile(address, url, { site: { sizeOf }, siteUrl, postsFolder, file });
    return found === undefined ? undefined : of(found);
  };
  const rooted = new Map<string, ImageFacts | undefined>();
  const behind: Pictures['behind'] = (address, article) => {
    if (!address.startsWith('/')) return find(address, article);
    // On one host it leads to one file, whoever asks.
    const [host = ''] = /^[a-z]+:\/\/[^/]*/i.exec(article.url) ?? [];
    const key = host + address;
    if (!rooted.has(key)) rooted.set(key, find(address, article));
    return rooted.get(key);
  };
  return { of, behind };
}
