/** Gathers the articles of a site as far as the choice of those that are live: find → read → recognise → choose. */
import { noCache, type Cache } from '../cache/cache.js';
import { chooseArticles, type Choice } from '../choose/live.js';
import type { Settings } from '../config/options.js';
import type { SiteFolder } from '../files/site-folder.js';
import { findPosts, type FoundPosts } from '../find.js';
import type { PrintOf } from '../ledger/fingerprint.js';
import type { LedgerRecord } from '../ledger/ledger-file.js';
import { openLedger } from '../ledger/open-ledger.js';
import type { Article, Instant } from '../model.js';
import { refuseMissingPosts } from '../posts-folder.js';
import type { Onlooker } from '../progress.js';
import { printsOf } from '../read/body.js';
import { readInherited } from '../read/inherited.js';
import { readKnownAuthors } from '../read/known-authors.js';
import { readArticles, type Reading } from './reading.js';
import { recogniseArticles, type Recognition } from '../recognise/recognise.js';

/** What each step made of what the one before it found. */
export interface Gathering {
  readonly found: Omit<FoundPosts, 'listed'>;
  readonly read: Reading;
  /** Of their texts, each read once and when it is asked for. */
  readonly printOf: PrintOf;
  readonly recognised: Recognition;
  readonly chosen: Choice;
}

/**
 * @param records of the ledger, or none
 */
export async function gatherArticles(
  site: SiteFolder,
  settings: Settings,
  records: readonly LedgerRecord[],
  cache: Cache = noCache,
  onlooker: Onlooker = {},
): Promise<Gathering> {
  const { progress } = onlooker;
  progress?.({ stage: 'find' });
  const { files, listed, covers, problems } = findPosts(site, settings);
  const { inherit, problems: unsure } = readInherited(listed, site, settings.posts.folder);
  const authors = readKnownAuthors(site, settings.posts.folder);
  const found = { files, covers, problems: [...problems, ...unsure, ...authors.problems] };
  const read = await readArticles(files, site, settings, cache, onlooker, { inherit, authors });
  progress?.({ stage: 'recognise' });
  const printOf = printsOf(site);
  // Other settings may publish other files by the same ledger.
  const isGone = ({ file }: LedgerRecord) => covers(file) || site.sizeOf(file) === undefined;
  const recognised = recogniseArticles(read.articles, records, printOf, isGone, settings.now);
  progress?.({ stage: 'choose' });
  const chosen = chooseArticles(recognised.articles, settings, recognised.claimOf);
  return { found, read, printOf, recognised, chosen };
}

/** When the next article of a site is due, or expires, without a build. */
export async function findNextDue(site: SiteFolder, settings: Settings): Promise<Instant | undefined> {
  refuseMissingPosts(site, settings);
  const records = settings.ledger === false ? [] : openLedger(site.root, settings.ledger).records;
  return nextInstant((await gatherArticles(site, settings, records)).recognised.articles, settings.now);
}

/** When the next of them is due, or expires. */
export function nextInstant(articles: readonly Article[], now: Instant): Instant | undefined {
  let next = Infinity;
  for (const { published, expires = published } of articles)
    for (const instant of [published, expires]) if (instant > now && instant < next) next = instant;
  return next === Infinity ? undefined : next;
}
