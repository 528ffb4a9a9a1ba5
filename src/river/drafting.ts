/** Drafts the channel of a document: what it says of itself, where it stands, and its entries as far as they fit. */
import { fileAddress } from '../addresses/address.js';
import type { Addresses, Channel, Tombstone } from '../channel.js';
import type { ChannelPlan } from '../choose/channels.js';
import type { DocumentPlan } from '../choose/layout.js';
import type { Settings } from '../config/options.js';
import type { Entry, Instant } from '../model.js';
import { stated } from '../stated.js';
import { fitInto } from '../write/budget.js';

/** The date of a feed without entries: never the clock, and late enough that the W3C validator finds it plausible. */
const emptyFeedDate: Instant = Date.UTC(2000, 0, 1);

const lastChange = (entries: readonly Entry[]): Instant =>
  entries.reduce((latest, { published, updated = published }) => Math.max(latest, updated), -Infinity);

/**
 * @param whole the entries of its articles
 * @param channels all that the site has
 */
export function draftChannel(
  plan: DocumentPlan,
  whole: readonly Entry[],
  { channels, tombstones }: { channels: readonly ChannelPlan[]; tombstones: readonly Tombstone[] },
  settings: Settings,
): Channel {
  const { site, hubs, cloud, refresh, size } = settings;
  const { copyright, cover, accentColor } = site;
  const { channel, part, folder } = plan;
  const entries = part === 'live' ? fitInto(whole, size.bytes) : whole;
  const { articles: _articles, ...named } = channel;
  const addressesIn = (place: string) => addressesOf(place, settings);
  return {
    ...named,
    siteTitle: site.title,
    hubs: part === 'archive' ? [] : hubs,
    addresses: addressesIn(folder),
    updated: entries.length === 0 ? emptyFeedDate : lastChange(entries),
    paging: {
      part,
      ...stated({
        current: part === 'archive' ? addressesIn(channel.folder) : undefined,
        previous: plan.previous === undefined ? undefined : addressesIn(plan.previous),
        next: plan.next === undefined ? undefined : addressesIn(plan.next),
      }),
    },
    entries,
    tombstones: part === 'archive' ? [] : tombstones,
    extensions: [],
    ...stated({
      copyright,
      cover,
      accentColor,
      // The words around the links may change, and an archive stays as it is.
      ...(part === 'archive'
        ? {}
        : {
            cloud,
            refresh,
            translations: translationsOf(channel, channels, settings),
            clickable: settings.clickable ? true : undefined,
          }),
    }),
  };
}

/** The feeds of the other languages, of a feed of one. */
function translationsOf(
  channel: ChannelPlan,
  channels: readonly ChannelPlan[],
  settings: Settings,
): Channel['translations'] {
  const others = channels.filter((other) => other.kind === 'language' && other !== channel);
  if (channel.kind !== 'language' || others.length === 0) return undefined;
  return others.flatMap(({ language, folder }) =>
    language === undefined ? [] : [{ language, addresses: addressesOf(folder, settings) }],
  );
}

export function addressesOf(folder: string, { site, formats }: Settings): Addresses {
  return Object.fromEntries(formats.map(({ format, path }) => [format, fileAddress(site.url, folder + path)]));
}
