/** Writes RSS 2.0 (https://www.rssboard.org/rss-specification). */
import { rfc822 } from '../time/instant.js';
import type { Channel } from '../channel.js';
import type { Entry } from '../model.js';
import { element, textElement, type Element } from '../xml.js';
import { completeDocument } from './complete.js';
import { draftRss } from './draft.js';
import { topicsOf } from './topics.js';

export function writeRss(channel: Channel): string {
  return completeDocument(draftRss(channel), channel, {
    format: 'rss',
    entryName: 'item',
    rootAttributes: () => ({}),
    forChannel,
    entryAttributes: () => ({}),
    forEntry,
  });
}

function forChannel({
  title,
  url,
  description,
  language,
  copyright,
  updated,
  icon,
  logo,
  cloud,
}: Channel): readonly Element[] {
  // The specification names these three kinds, and readers of its age know no others.
  const image = [logo, icon].find((address) => address !== undefined && /\.(?:gif|jpe?g|png)(?:[?#]|$)/i.test(address));
  return [
    textElement('title', title),
    textElement('link', url),
    textElement('description', escapeHtml(description)),
    ...(language === undefined ? [] : [textElement('language', language)]),
    ...(copyright === undefined ? [] : [textElement('copyright', copyright)]),
    textElement('lastBuildDate', rfc822(updated)),
    textElement('docs', 'https://www.rssboard.org/rss-specification'),
    ...(cloud === undefined ? [] : [cloudElement(cloud)]),
    // Title and link are the channel's, as the specification wants them.
    ...(image === undefined
      ? []
      : [element('image', {}, [textElement('url', image), textElement('title', title), textElement('link', url)])]),
  ];
}

/** How to register with the server of rssCloud; `http-post` needs no procedure, but the specification the attribute. */
function cloudElement(address: string): Element {
  const { hostname: domain, port, pathname: path } = new URL(address);
  return element('cloud', { domain, port: port || '80', path, registerProcedure: '', protocol: 'http-post' });
}

function forEntry(entry: Entry): readonly Element[] {
  const { id, url, title, firstWords, published, summary, html, enclosures } = entry;
  const [enclosure] = enclosures;
  return [
    // podcastparser and gPodder drop an item without a title: a note gets its first words.
    textElement('title', title ?? firstWords),
    textElement('link', url),
    element('guid', { isPermaLink: String(id === url) }, [id]),
    textElement('pubDate', rfc822(published)),
    textElement('description', summary === undefined ? html : escapeHtml(summary)),
    ...topicsOf(entry).map((tag) => textElement('category', tag)),
    // RSS Profile: a length of 0 stands for an unknown one.
    ...(enclosure === undefined
      ? []
      : [element('enclosure', { url: enclosure.url, length: String(enclosure.length ?? 0), type: enclosure.type })]),
  ];
}

/** `description` is HTML in RSS: plain text is escaped once more, or `a < b` would lose its end. */
function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
