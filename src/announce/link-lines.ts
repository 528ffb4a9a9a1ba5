/** The lines that lead readers from a page to its feeds: `<link rel="alternate">`, the best feed first. */
import type { Channel } from '../channel.js';
import { offersOf } from '../offers.js';
import { stated } from '../stated.js';
import { withoutForbidden } from '../xml.js';

/** What a page tells of a channel, and where it does. */
export type ChannelCard = Pick<Channel, 'kind' | 'name' | 'title' | 'url' | 'language' | 'addresses'>;

export interface FeedLink {
  /** MIME type. */
  readonly type: string;
  readonly title: string;
  /** Absolute address. */
  readonly href: string;
  /** Of a feed in one of the site's languages. */
  readonly hreflang?: string;
}

/** @param language of the page: where the site's feed is in another, the one in this leads */
export function feedLinks(channels: readonly ChannelCard[], language?: string): readonly FeedLink[] {
  const isRead = languageTest(language);
  const hasOwn = !channels.some((channel) => channel.kind === 'site' && isRead(channel));
  const rank = (channel: ChannelCard) => {
    if (channel.kind === 'language') return hasOwn && isRead(channel) ? 0 : 2;
    return channel.kind === 'site' ? 1 : 3;
  };
  return channels
    .toSorted((a, b) => rank(a) - rank(b))
    .flatMap(({ kind, title, language, addresses }) => {
      const hreflang = kind === 'language' ? language : undefined;
      return offersOf(addresses).map(({ type, address }) => ({ type, title, href: address, ...stated({ hreflang }) }));
    });
}

/** A page in Austrian German is read by those who read German. */
function languageTest(page: string | undefined): (channel: Pick<ChannelCard, 'language'>) => boolean {
  const tag = page?.trim().toLowerCase().replaceAll('_', '-');
  return ({ language }) => {
    const own = language?.toLowerCase();
    return tag !== undefined && own !== undefined && (tag === own || tag.startsWith(`${own}-`));
  };
}

/** `rel` is `alternate` and nothing else, and `+` is a plain `+`: some finders compare texts, not HTML. */
export function linkLine({ type, title, href, hreflang }: FeedLink, isXhtml = false): string {
  const attributes = Object.entries({ rel: 'alternate', type, title, href, hreflang });
  const written = attributes.map(([name, value]) => (value === undefined ? '' : ` ${name}="${escaped(value)}"`));
  return `<link${written.join('')}${isXhtml ? ' /' : ''}>`;
}

const references: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(value: string): string {
  const line = withoutForbidden(value).replace(/\s+/g, ' ');
  return line.replace(/[&<>"]/g, (character) => references[character] ?? character);
}
