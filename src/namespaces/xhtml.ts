/** XHTML in RSS and Atom: links that can be clicked when a browser shows the feed itself. */
import type { Channel } from '../channel.js';
import { element, type Element } from '../xml.js';
import { wordsFor, type Words } from '../text/words.js';
import type { Namespace } from './namespace.js';

/**
 * Paragraphs alone: libsyndication takes a `div` or a `body` for the content. Thirty tested readers show a feed with
 * these as they show it without; the W3C validator calls them misplaced, so they are there by option.
 */
export const xhtml: Namespace = {
  prefix: 'h',
  uri: 'http://www.w3.org/1999/xhtml',
  spec: 'https://www.w3.org/TR/xhtml1/',
  formats: ['rss', 'atom'],
  forChannel: (channel) => link(channel, channel.url, 'visitSite'),
  forEntry: ({ url }, _, channel) => link(channel, url, 'readArticle'),
};

function link({ clickable, language }: Channel, href: string, said: keyof Words): readonly Element[] {
  if (clickable !== true) return [];
  const { language: lang, words } = wordsFor(language);
  return [element('h:p', { 'xml:lang': lang }, [element('h:a', { href }, [words[said]])])];
}
