/** Tombstones: entries that were published and taken back, for readers that keep what they once had. */
import { toAtomId } from '../addresses/tag-uri.js';
import { rfc3339 } from '../time/instant.js';
import { element } from '../xml.js';
import type { Namespace } from './namespace.js';

export const at: Namespace = {
  prefix: 'at',
  uri: 'http://purl.org/atompub/tombstones/1.0',
  spec: 'https://www.rfc-editor.org/rfc/rfc6721',
  formats: ['atom'],
  forChannel: ({ id: feed, tombstones }) =>
    tombstones.map(({ id, when }) => element('at:deleted-entry', { ref: toAtomId(id, feed), when: rfc3339(when) })),
};
