/** Webfeeds in RSS: the pictures and the colour that Feedly shows a feed with. */
import { element, textElement } from '../xml.js';
import type { Namespace } from './namespace.js';

export const webfeeds: Namespace = {
  prefix: 'webfeeds',
  uri: 'http://webfeeds.org/rss/1.0',
  spec: 'http://webfeeds.org/rss/1.0',
  // Atom has an icon and a logo of its own, and nobody is known to read these there.
  formats: ['rss'],
  // Who states a cover or a colour means Feedly, which wants its pictures as SVG: `image` of RSS cannot be one. For an
  // icon alone the feed is better off without a namespace that the W3C validator warns of. Archives have none.
  forChannel: ({ paging: { part }, icon, logo, cover, accentColor }) =>
    part === 'archive' || (cover === undefined && accentColor === undefined)
      ? []
      : [
          ...(cover === undefined ? [] : [element('webfeeds:cover', { image: cover })]),
          ...(icon === undefined ? [] : [textElement('webfeeds:icon', icon)]),
          ...(logo === undefined ? [] : [textElement('webfeeds:logo', logo)]),
          ...(accentColor === undefined ? [] : [textElement('webfeeds:accentColor', accentColor)]),
        ],
};
