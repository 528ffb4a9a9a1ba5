/** The registry of formats: how a channel is written in each. */
import type { Channel, FeedDocument } from '../channel.js';
import type { Format } from '../model.js';
import { contentType } from '../content-type.js';
import { writeAtom } from './atom.js';
import { writeJson } from './json.js';
import { writeRss } from './rss.js';

const writers = { rss: writeRss, atom: writeAtom, json: writeJson } as const satisfies Record<
  Format,
  (channel: Channel) => string
>;

export function writeDocument(channel: Channel, format: Format, path: string, url: string): FeedDocument {
  const { kind, paging, stylesheet, extensions } = channel;
  const type = contentType(format, stylesheet !== undefined);
  const entries = channel.entries.map(({ id, file }) => ({ id, file }));
  const text = writers[format](channel);
  return { channel: kind, part: paging.part, path, url, format, type, text, entries, extensions };
}
