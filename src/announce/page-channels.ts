/** Which channels a page announces: readers offer all that they find, so a page names few. */
import { withSlash } from '../addresses/address.js';
import type { ChannelCard } from './link-lines.js';

/** Those of these stand on their own page alone: a site has hundreds of tags. */
const ofOnePage: readonly ChannelCard['kind'][] = ['tag', 'category', 'author', 'section'];

/**
 * The feeds of the site, of its languages and of the user's own filters stand on every page.
 * @param page absolute address; undefined: what stands on every page
 */
export function channelsOf(channels: readonly ChannelCard[], page?: string): readonly ChannelCard[] {
  const site = channels.find(({ kind }) => kind === 'site');
  // Where a tag has no page, its feed names that of the site.
  const isOwnPage = (url: string) => page !== undefined && isSamePage(url, page) && !isSamePage(url, site?.url ?? '');
  return channels.filter(({ kind, url }) => !ofOnePage.includes(kind) || isOwnPage(url));
}

/** Where a file of the site's pages is served. */
export function pageAddress(siteUrl: string, file: string): string {
  const path = file.split('/').map(encodeURIComponent).join('/');
  return new URL(`./${path}`, withSlash(siteUrl)).href;
}

/** Hosts serve `news/index.html` as `news/`, and many `news.html` as `news`. */
function isSamePage(a: string, b: string): boolean {
  return plain(a) === plain(b);
}

/** macOS writes é as two characters in the names of files, and `+` needs no encoding in an address. */
function plain(address: string): string {
  const path = address.replace(/(?:\/index)?(?:\.html?)?\/?$/i, '').replace(/^https?:/i, '');
  try {
    return decodeURIComponent(path).normalize('NFC');
  } catch {
    return path;
  }
}
