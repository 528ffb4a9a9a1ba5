/** Atom elements in RSS: where the feed lives, who pushes it, and when an entry was last updated. */
import { mimeTypes } from '../content-type.js';
import { rfc3339 } from '../time/instant.js';
import { element, textElement } from '../xml.js';
import { feedLinks } from './feed-links.js';
import type { Namespace } from './namespace.js';

export const atom: Namespace = {
  prefix: 'atom',
  uri: 'http://www.w3.org/2005/Atom',
  spec: 'https://www.rssboard.org/rss-profile#namespace-elements-atom',
  formats: ['rss'],
  forChannel: (channel) => [
    element('atom:link', { rel: 'self', href: channel.addresses.rss, type: mimeTypes.rss }),
    ...channel.hubs.map((href) => element('atom:link', { rel: 'hub', href })),
    ...feedLinks(channel, 'rss').map((link) => element('atom:link', link)),
  ],
  // Read by seven tested readers, harmless in the others.
  forEntry: ({ updated }) => (updated === undefined ? [] : [textElement('atom:updated', rfc3339(updated))]),
};
