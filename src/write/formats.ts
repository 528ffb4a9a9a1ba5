/** The registry of formats: how a channel is written in each. */
import type { Channel, FeedDocument } from '../channel.js';
import type { Format } from '../model.js';
import { writeAtom } from './atom.js';
import { writeJson } from './json.js';
import { writeRss } from './rss.js';

const writers = { rss: writeRss, atom: writeAtom, json: writeJson } as const satisfies Record<
  Format,
  (channel: Channel) => string
>;

export function writeDocument(channel: Channel, format: Format, path: string, url: string): FeedDocument {
  const { kind, paging, extensions } = channel;
  const entries = channel.entries.map(({ id, file }) => ({ id, file }));
  return { channel: kind, part: paging.part, path, url, format, text: writers[format](channel), entries, extensions };
}
