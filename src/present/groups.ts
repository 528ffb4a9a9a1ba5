/** How people find one feed among many: by kind, in one order everywhere. */
import type { Channel, ChannelKind } from '../channel.js';

export interface Group {
  readonly kind: ChannelKind;
  readonly channels: readonly Channel[];
}

/** The broad ones first. */
const kinds = ['site', 'own', 'language', 'section', 'category', 'tag', 'author'] as const satisfies ChannelKind[];

/** The kinds that there are, each with its channels in the order given. */
export function groupsOf(channels: readonly Channel[]): readonly Group[] {
  return kinds
    .map((kind) => ({ kind, channels: channels.filter((channel) => channel.kind === kind) }))
    .filter((group) => group.channels.length > 0);
}

/** What a channel is called among others of its kind: the tag alone, where each title would repeat the site's. */
export function shortName({ kind, name, title }: Channel): string {
  return name === '' || kind === 'own' || kind === 'language' ? title : name;
}
