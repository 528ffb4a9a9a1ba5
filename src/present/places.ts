/** Where the files for people stand in the output folder, and how they name each other. */
import type { Channel } from '../channel.js';
import { directionOf } from '../text/language-tag.js';
import { wordsFor } from '../text/words.js';

/** In the folder of each channel, whose name the path of the channel's page begins with. */
export const feedPageName = 'feed.html';
/** In the output folder itself. */
export const indexPath = 'feeds.html';
export const opmlPath = 'feeds.opml';

/** Its words and its direction are those of a language: sites of several in one folder have one each. */
export function stylePath(language = 'en'): string {
  const [primary = ''] = language.toLowerCase().split('-');
  const isPlain = wordsFor(language).language === 'en' && directionOf(language) === 'ltr';
  return isPlain ? 'feed.css' : `feed-${primary}.css`;
}

export function feedPagePath({ folder }: Pick<Channel, 'folder'>): string {
  return folder + feedPageName;
}

/**
 * A path of the output folder as an address, for a document in a folder of it. Relative, so that pages work
 * wherever the folder is served, or opened from disk.
 * @param folder empty, or with a slash at its end
 */
export function addressFrom(folder: string, path: string): string {
  const up = '../'.repeat(folder.split('/').length - 1);
  return up + path.split('/').map(encodeURIComponent).join('/');
}
