/** Dublin Core in RSS: authors, whose own `author` element demands an e-mail address, and the language of an entry. */
import { textElement } from '../xml.js';
import type { Namespace } from './namespace.js';

export const dc: Namespace = {
  prefix: 'dc',
  uri: 'http://purl.org/dc/elements/1.1/',
  spec: 'https://www.rssboard.org/rss-profile#namespace-elements-dublin',
  formats: ['rss'],
  forEntry: ({ authors, language }) => [
    // One element for all: of two, seven tested readers show the first alone and two the last.
    ...(authors.length === 0 ? [] : [textElement('dc:creator', authors.map(({ name }) => name).join(', '))]),
    ...(language === undefined ? [] : [textElement('dc:language', language)]),
  ],
};
