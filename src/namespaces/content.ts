/** The full text in RSS, whose own `description` holds the summary then. */
import { textElement } from '../xml.js';
import type { Namespace } from './namespace.js';

export const content: Namespace = {
  prefix: 'content',
  uri: 'http://purl.org/rss/1.0/modules/content/',
  spec: 'https://web.resource.org/rss/1.0/modules/content/',
  formats: ['rss'],
  forEntry: ({ summary, html }) => (summary === undefined ? [] : [textElement('content:encoded', html)]),
};
