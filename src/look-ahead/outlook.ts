/** What subscribers will see of a run: entries that are new to them, edited, issued again, or gone. */
import type { FeedDocument } from '../channel.js';
import type { Instant } from '../model.js';
import type { SeenEntry } from './seen-entries.js';

export interface OutlookEntry {
  readonly id: string;
  readonly title: string;
  readonly url: string;
}

/** An entry that subscribers know by another id. */
export interface ReissuedEntry extends OutlookEntry {
  /** The id that they know it by. */
  readonly before: string;
}

export interface Outlook {
  /** Of the document, within the output folder. */
  readonly path: string;
  /** Not in the published document, and new to those who have it as far as is known. */
  readonly fresh: readonly OutlookEntry[];
  /** Known to subscribers, and different now. */
  readonly edited: readonly OutlookEntry[];
  /** Known by another id: subscribers see them twice. */
  readonly reissued: readonly ReissuedEntry[];
  /** In the published document, and published no more; what newer entries push out is not among them. */
  readonly withdrawn: readonly OutlookEntry[];
  /** Those of the fresh that are older than what subscribers have already. */
  readonly late: readonly OutlookEntry[];
}

/** What is known of the articles besides the two documents. */
export interface Known {
  /** Whether an article of this id is published, in the document or not. */
  readonly isLive: (id: string) => boolean;
  /** Whether some feed has had it, by the ledger. */
  readonly wasSeen: (id: string) => boolean;
  /** Whether it was taken back since, and comes back now. */
  readonly wasWithdrawn: (id: string) => boolean;
  /** When the newest that some feed has had was published, by the ledger. */
  readonly newestSeen: () => Instant;
}

/** An article may be written days before it is published, and its date says when it was written. */
const lateAfter = 48 * 60 * 60 * 1000;

/** @returns what readers see in a document; undefined when it is no feed */
type EntriesOf = (bytes: Uint8Array) => readonly SeenEntry[] | undefined;

/** @param published the document that is in place; undefined when there is none, or none that can be read */
export function lookAhead(
  { path, channel }: Pick<FeedDocument, 'path' | 'channel'>,
  published: Uint8Array | undefined,
  wanted: Uint8Array,
  { isLive, wasSeen, wasWithdrawn, newestSeen }: Known,
  entriesOf: EntriesOf,
): Outlook {
  const known = published === undefined ? undefined : entriesOf(published);
  const before = known ?? [];
  const after = entriesOf(wanted) ?? [];
  const byId = new Map(before.map((entry) => [entry.id, entry]));
  const idsAfter = new Set(after.map(({ id }) => id));
  const gone = before.filter(({ id }) => !idsAfter.has(id));
  const reissues = new Map(after.flatMap((entry) => (byId.has(entry.id) ? [] : reissueOf(entry, gone))));
  const newest = () => Math.max(newestSeen(), newestOf(before));
  const isOld = (entry: SeenEntry) => entry.published < newest() - lateAfter;
  const replaced = new Set(reissues.values());

  const arriving = after.filter((entry) => !byId.has(entry.id) && !reissues.has(entry));
  // Old entries move up where newer ones went. More than that come from another feed, or from a larger size: the
  // ledger knows them, but those who subscribe to this feed may never have seen them.
  const rising = arriving.filter(
    (entry) =>
      isOld(entry) && wasSeen(entry.id) && !wasWithdrawn(entry.id) && !(channel === 'site' && isWithin(entry, before)),
  );
  const isRise = known === undefined || rising.length <= gone.length || newestIsAmong(gone, before, replaced);
  const fresh = arriving.filter((entry) => !wasSeen(entry.id) || (!isRise && rising.includes(entry)));
  // The feed of a tag that is not there yet has no subscribers.
  const isFirst = published === undefined && channel !== 'site';
  return {
    path,
    fresh: fresh.map(toOutlook),
    edited: after.filter(({ id, shown }) => byId.has(id) && byId.get(id)?.shown !== shown).map(toOutlook),
    reissued: [...reissues].map(([entry, { id }]) => ({ ...toOutlook(entry), before: id })),
    withdrawn: gone.filter((entry) => !replaced.has(entry) && !isLive(entry.id)).map(toOutlook),
    late: isFirst ? [] : fresh.filter(isOld).map(toOutlook),
  };
}

/** The feed of all articles had each of its time: one that could not be read for a while comes back to its place. */
const isWithin = (entry: SeenEntry, before: readonly SeenEntry[]) =>
  before.some(({ published }) => published <= entry.published);

/** Days count back from the newest entry: when that is taken back, those return that it had pushed out. */
function newestIsAmong(
  gone: readonly SeenEntry[],
  before: readonly SeenEntry[],
  replaced: ReadonlySet<SeenEntry>,
): boolean {
  const newest = newestOf(before);
  return gone.some((entry) => entry.published === newest && !replaced.has(entry));
}

const newestOf = (entries: readonly SeenEntry[]): Instant =>
  entries.reduce((newest, { published }) => Math.max(newest, published), -Infinity);

/** One address, or one title on one day, is one article to everybody but a reader. */
function reissueOf(entry: SeenEntry, gone: readonly SeenEntry[]): readonly (readonly [SeenEntry, SeenEntry])[] {
  const before = gone.find(
    ({ url, title, published }) =>
      (url !== '' && url === entry.url) ||
      (title !== '' && title === entry.title && Math.abs(published - entry.published) < lateAfter / 2),
  );
  return before === undefined ? [] : [[entry, before]];
}

const toOutlook = ({ id, title, url }: SeenEntry): OutlookEntry => ({ id, title, url });
