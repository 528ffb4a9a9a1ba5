/** What is to be told, and to whom: each live document that changed, to each who listens for its kind. */
import { fileAddress } from '../addresses/address.js';
import type { FeedDocument } from '../channel.js';
import type { Settings } from '../config/options.js';
import { hashOf } from '../files/bytes.js';
import { subjectOf, type Listener, type Tiding } from '../outbox.js';

/** Where micro.blog takes the address of a feed (https://help.micro.blog/t/feeds/94). */
const microblog = 'https://micro.blog/ping';

/** A document, and what tells its bytes from others. */
export type ChangedDocument = Pick<FeedDocument, 'path' | 'format'> & { readonly hash: string };

function listenersOf({ hubs, pings }: Settings): readonly Listener[] {
  return [
    ...hubs.map((to) => ({ by: 'websub', to }) as const),
    ...(pings.cloud === undefined ? [] : [{ by: 'rsscloud', to: pings.cloud } as const]),
    ...pings.weblogs.map((to) => ({ by: 'weblogs', to }) as const),
    ...(pings.microblog ? [{ by: 'microblog', to: microblog } as const] : []),
  ];
}

export function hasListeners(settings: Settings): boolean {
  return listenersOf(settings).length > 0;
}

/** A hub serves every feed that names it, a cloud those in RSS; the others know a site by the feeds of the whole of it. */
function listensFor({ by }: Listener, { path, format }: ChangedDocument, { formats }: Settings): boolean {
  if (by === 'websub') return true;
  return by === 'rsscloud' ? format === 'rss' : formats.some((own) => own.path === path);
}

/** @param changed live documents: nobody subscribes to an archive */
export function tidingsOf(changed: readonly ChangedDocument[], settings: Settings): readonly Tiding[] {
  return listenersOf(settings).flatMap((listener) =>
    latest(
      changed
        .filter((document) => listensFor(listener, document, settings))
        .map(({ path, hash }) => ({ ...listener, path, hash })),
    ),
  );
}

/** Of what documents are now: the bytes that were to be told of may never be seen. Nobody is told of what is gone. */
export function broughtUpToDate(untold: readonly Tiding[], documents: readonly ChangedDocument[]): readonly Tiding[] {
  const hashes = new Map(documents.map(({ path, hash }) => [path, hash]));
  return untold.flatMap((tiding) => {
    const hash = hashes.get(tiding.path);
    return hash === undefined ? [] : [{ ...tiding, hash }];
  });
}

/**
 * What earlier runs have not told yet, and what is new. What stands in an outbox never chooses whom we talk to: who is
 * not in the settings is told nothing.
 */
export function gatherTidings(
  untold: readonly Tiding[],
  fresh: readonly Tiding[],
  settings: Settings,
): readonly Tiding[] {
  const wanted = new Set(listenersOf(settings).map(({ by, to }) => `${by} ${to}`));
  const known = untold.filter(
    ({ by, to, path }) => wanted.has(`${by} ${to}`) && fileAddress(settings.site.url, path) !== undefined,
  );
  return latest([...known, ...fresh]);
}

/** Where the public gets a document. */
export function addressOf(path: string, { site }: Settings): string {
  return fileAddress(site.url, path) ?? site.url;
}

function latest(tidings: readonly Tiding[]): readonly Tiding[] {
  return [...new Map(tidings.map((tiding) => [subjectOf(tiding), tiding])).values()];
}

/** Of bytes, as tidings hold it. */
export const fingerprintOf = hashOf;
