/** Writes OPML 2.0 (http://opml.org/spec2.opml): all feeds of a site, for a reader to import. */
import type { Channel } from '../channel.js';
import { mainAddress } from '../offers.js';
import { wordsFor } from '../text/words.js';
import { rfc822 } from '../time/instant.js';
import { element, serializeXml, textElement, type Element } from '../xml.js';
import { groupsOf } from './groups.js';
import type { Site } from './site.js';

export function writeOpml(site: Site, channels: readonly Channel[]): string {
  const { words } = wordsFor(site.language);
  const outlines = groupsOf(channels).flatMap(({ kind, channels }) =>
    // The site's own feeds stand at the top: a reader makes a folder of each group.
    kind === 'site' ? channels.map(outline) : [element('outline', { text: words[kind] }, channels.map(outline))],
  );
  // The newest of the feeds' dates, never the clock: the same bytes from the same articles.
  const updated = channels.reduce<number | undefined>(
    (last, { updated }) => Math.max(last ?? updated, updated),
    undefined,
  );
  return serializeXml(
    element('opml', { version: '2.0' }, [
      element('head', {}, [
        textElement('title', site.title),
        ...(updated === undefined ? [] : [textElement('dateModified', rfc822(updated))]),
      ]),
      element('body', {}, outlines),
    ]),
  );
}

/** Whether a list was written here, by any version: readers export theirs with other lines around them. */
export function isOurOpml(text: string): boolean {
  return /^<\?xml version="1\.0" encoding="utf-8"\?>\n<opml version="2\.0">\n {2}<head>\n {4}<title>[^\n]*\n(?: {4}<dateModified>[^\n]*\n)? {2}<\/head>\n {2}<body>\n {4}<outline type="rss" text="[^"]*" title="[^"]*" xmlUrl=/.test(
    text,
  );
}

function outline({ title, description, url, language, addresses }: Channel): Element {
  return element('outline', {
    type: 'rss',
    text: title,
    title,
    xmlUrl: mainAddress(addresses),
    htmlUrl: url,
    language,
    description: description === '' ? undefined : description,
  });
}
