/** What is to be told, and to whom: each live document that changed, to each who listens for its kind. */
import { siteAddress } from '../addresses/address.js';
import type { FeedDocument } from '../channel.js';
import type { Settings } from '../config/options.js';
import { hashOf } from '../files/step.js';
import { subjectOf, type Listener, type Tiding } from '../outbox.js';

/** Where micro.blog takes the address of a feed (https://help.micro.blog/t/feeds/94). */
const microblog = 'https://micro.blog/ping';

export type ChangedDocument = Pick<FeedDocument, 'path' | 'format'> & { readonly hash: string };

function listenersOf({ hubs, pings }: Pick<Settings, 'hubs' | 'pings'>): readonly Listener[] {
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

/** What earlier runs have not told yet, and what is new. Whoever is not in the settings any more is told nothing. */
export function gatherTidings(
  untold: readonly Tiding[],
  fresh: readonly Tiding[],
  settings: Settings,
): readonly Tiding[] {
  return latest([...wantedTidings(untold, settings), ...fresh]);
}

/** Those whose receiver stands in the settings: what stands in an outbox alone never chooses whom we talk to. */
export function wantedTidings(tidings: readonly Tiding[], settings: Settings): readonly Tiding[] {
  const wanted = new Set(listenersOf(settings).map(({ by, to }) => `${by} ${to}`));
  return tidings.filter(
    ({ by, to, path }) => wanted.has(`${by} ${to}`) && siteAddress(settings.site.url, path) !== undefined,
  );
}

/** Where the public gets a document. */
export function addressOf(path: string, { site }: Settings): string {
  return siteAddress(site.url, path) ?? site.url;
}

function latest(tidings: readonly Tiding[]): readonly Tiding[] {
  return [...new Map(tidings.map((tiding) => [subjectOf(tiding), tiding])).values()];
}

/** Of bytes, as tidings hold it. */
export const fingerprintOf = hashOf;
