/** Media RSS: the lead image of an entry, and in RSS the enclosures after the first. */
import type { Picture } from '../model.js';
import { element, textElement, type Element } from '../xml.js';
import type { Namespace } from './namespace.js';

export const media: Namespace = {
  prefix: 'media',
  uri: 'http://search.yahoo.com/mrss/',
  spec: 'https://www.rssboard.org/media-rss',
  formats: ['rss', 'atom'],
  forEntry: ({ image, enclosures }, format) => [
    ...(image === undefined ? [] : leadImage(image)),
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

function leadImage({ url, type, width, height, alt, credit }: Picture): readonly Element[] {
  const size = { width: width?.toString(), height: height?.toString() };
  const said = [
    ...(alt === undefined ? [] : [element('media:description', { type: 'plain' }, [alt])]),
    ...(credit === undefined ? [] : [textElement('media:credit', credit)]),
  ];
  return [
    element('media:content', { url, medium: 'image', type, ...size }, said),
    element('media:thumbnail', { url, ...size }),
  ];
}
