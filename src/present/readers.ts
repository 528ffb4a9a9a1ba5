/** The addresses that begin a subscription in a reader. */

/**
 * Readers on the web that take a feed in an address of theirs, as others write them; none is documented. Those that people
 * host themselves, such as Miniflux and FreshRSS, have no address that we could know.
 */
export const webReaders: readonly { readonly name: string; readonly subscribe: (feed: string) => string }[] = [
  // The whole id of the feed is one segment: `feed/https://…`, encoded.
  { name: 'Feedly', subscribe: (feed) => `https://feedly.com/i/subscription/feed%2F${encodeURIComponent(feed)}` },
  { name: 'Inoreader', subscribe: (feed) => `https://www.inoreader.com/?add_feed=${encodeURIComponent(feed)}` },
  { name: 'NewsBlur', subscribe: (feed) => `https://www.newsblur.com/?url=${encodeURIComponent(feed)}` },
  { name: 'Feedbin', subscribe: (feed) => `https://feedbin.com/?subscribe=${encodeURIComponent(feed)}` },
  {
    name: 'The Old Reader',
    subscribe: (feed) => `https://theoldreader.com/feeds/subscribe?url=${encodeURIComponent(feed)}`,
  },
];

/**
 * For apps that are registered for feeds: NetNewsWire, Akregator, Thunderbird and others. The form with the whole
 * address, of draft-obasanjo-feed-URI-scheme-02: `feed://` loses whether it is https.
 */
export const appAddress = (feed: string): string => `feed:${feed}`;
