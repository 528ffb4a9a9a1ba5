/** A written document, and what others need to know of it. */
import type { Channel, FeedDocument } from '../channel.js';
import { contentType } from '../content-type.js';
import type { Format } from '../model.js';

/** Of a channel, what others need to know. */
export type DocumentHead = Omit<Channel, 'entries'> & Pick<FeedDocument, 'entries'>;

export function toDocument(channel: DocumentHead, format: Format, path: string): FeedDocument {
  const { kind, paging, stylesheet, extensions, addresses } = channel;
  return {
    channel: kind,
    part: paging.part,
    path,
    url: addresses[format] ?? '',
    format,
    type: contentType(format, stylesheet !== undefined),
    entries: channel.entries.map(({ id, file }) => ({ id, file })),
    extensions,
  };
}
