/** Feed history: whether a document is an archive, or holds all there is (RFC 5005). */
import { element } from '../xml.js';
import type { Namespace } from './namespace.js';

export const fh: Namespace = {
  prefix: 'fh',
  uri: 'http://purl.org/syndication/history/1.0',
  spec: 'https://www.rfc-editor.org/rfc/rfc5005',
  formats: ['rss', 'atom'],
  forChannel: ({ paging: { part } }) => (part === 'live' ? [] : [element(`fh:${part}`)]),
};
