/** Syndication: how often it is worth asking for news. */
import { textElement } from '../xml.js';
import type { Namespace } from './namespace.js';

export const sy: Namespace = {
  prefix: 'sy',
  uri: 'http://purl.org/rss/1.0/modules/syndication/',
  spec: 'https://web.resource.org/rss/1.0/modules/syndication/',
  formats: ['rss'],
  forChannel: ({ refresh }) =>
    refresh === undefined
      ? []
      : [textElement('sy:updatePeriod', refresh.period), textElement('sy:updateFrequency', String(refresh.frequency))],
};
