/** Media RSS: the lead image of an entry, and in RSS the enclosures after the first. */
import { element } from '../xml.js';
import type { Namespace } from './namespace.js';

export const media: Namespace = {
  prefix: 'media',
  uri: 'http://search.yahoo.com/mrss/',
  spec: 'https://www.rssboard.org/media-rss',
  formats: ['rss', 'atom'],
  forEntry: ({ image, enclosures }, format) => [
    ...(image === undefined
      ? []
      : [element('media:content', { url: image, medium: 'image' }), element('media:thumbnail', { url: image })]),
    // An item has one enclosure: of two, five tested readers see the first alone and four the last.
    ...(format === 'rss' ? enclosures.slice(1) : []).map(({ url, type, length, duration }) =>
      element('media:content', {
        url,
        type,
        fileSize: length?.toString(),
        duration: duration === undefined ? undefined : String(Math.round(duration)),
      }),
    ),
  ],
};
