/** How a web server must deliver a feed, beside its type: how long it may be kept, who may read it. */

/**
 * A live feed is asked for again each time, which costs a 304: a hub that tells of news must not be given the old
 * feed, and FreshRSS and Miniflux stay away for as long as `max-age` says. An archive changes when an article in it
 * is corrected, and nobody waits for that.
 */
const caching = { live: 'public, no-cache', archive: 'public, max-age=86400' } as const;

export type Headers = readonly (readonly [name: string, value: string])[];

export function deliveryHeaders(isArchive: boolean): Headers {
  return [
    ['Cache-Control', isArchive ? caching.archive : caching.live],
    ['Access-Control-Allow-Origin', '*'], // For readers that run in a browser.
    ['X-Content-Type-Options', 'nosniff'],
  ];
}
