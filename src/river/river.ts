/**
 * The river: find → read → recognise → choose → measure → render → write → present → verify → look ahead → publish.
 *
 * This file alone knows the order of the stages, and hands each what the one before it made. Problems are
 * gathered on the way; nothing is published while one of them stands in the way.
 */
import type { BuildResult, CountedKind } from '../build-result.js';
import { forgetCache, noCache, openCache, type Cache } from '../cache/cache.js';
import type { CachePlaces } from '../cache/places.js';
import { scratchCache } from '../cache/scratch.js';
import { composeDocuments } from './composing.js';
import type { Settings } from '../config/options.js';
import type { SiteFolder } from '../files/site-folder.js';
import { openSpool, type Spool } from '../files/spool.js';
import type { FetchPublished } from './fetching.js';
import { gatherArticles } from './gathering.js';
import { filesToKeep } from './kept-files.js';
import { openLedger } from '../ledger/open-ledger.js';
import type { Instant, LeftOut, LeftOutKind } from '../model.js';
import { outlineOf, type Outline } from './outlining.js';
import type { Onlooker } from '../progress.js';
import type { Target } from '../publish/target.js';
import { publishFeeds, type Drafted } from './publishing.js';
import { openRenderer } from './rendering.js';
import { keepOutline, MoreHasChanged, notingAddresses, outlineFrom, type KeptOutline } from './revising.js';
import { openSightings, type Sightings } from './sighting.js';

/** How a run differs from others with the same settings. */
export interface RunOptions extends Onlooker {
  /** Say what would change, write nothing. */
  readonly dryRun: boolean;
  /** Leave the ledger as it is. */
  readonly frozen?: boolean;
  /** Whether it acts as if a later time had come: what it learns of articles to come is kept nowhere but in its output. */
  readonly isAhead?: boolean;
  /** Publish although many old articles appear as new, or vanish. */
  readonly allowFlood?: boolean;
  /** What is published at an address, when it is not the output folder that subscribers have. */
  readonly fetchPublished?: FetchPublished;
  /** That address. */
  readonly live?: string;
  /** When it began, by the clock. Default: unknown, and nothing is known of files that changed since the last run. */
  readonly began?: Instant;
  /** Of the processor, that may be used to render many articles. Default: one. */
  readonly cores?: number;
}

/** Where a run keeps what it makes, and where an earlier one did. */
export interface Keeping {
  /** Undefined where nothing is kept. */
  readonly places?: CachePlaces;
  readonly abandoned: readonly string[];
  readonly program: string;
}

export interface Ran {
  readonly result: BuildResult;
  /** When time alone changes something; undefined when that cannot be said. */
  readonly restsUntil: Instant | undefined;
  /** For a run that finds nothing changed but texts. */
  readonly outline: KeptOutline | undefined;
}

/**
 * @param kept the outline of an earlier run, where nothing but texts has changed since
 * @param outlined what is read after is read for the texts in documents alone
 * @throws MoreHasChanged before anything is published, when the outline is not enough
 */
export async function runRiver(
  site: SiteFolder,
  settings: Settings,
  target: Target,
  { places, abandoned, program }: Keeping,
  run: RunOptions,
  { kept, outlined }: { readonly kept?: KeptOutline; readonly outlined?: () => void } = {},
): Promise<Ran> {
  run.progress?.({ stage: 'prepare' });
  const isKept = !run.dryRun && run.isAhead !== true;
  const open = (cache: string) => (isKept ? openCache(cache, program) : scratchCache(openCache(cache, program)));
  const spool = openSpool();
  try {
    const articles = places === undefined || kept !== undefined ? noCache : open(places.articles);
    const cache = places === undefined ? scratchCache() : open(places.results);
    const known =
      kept === undefined
        ? await outlineSite(site, settings, articles, { ...run, target })
        : outlineFrom(kept, site, settings, run.frozen);
    outlined?.();
    if (known === undefined) throw new MoreHasChanged();
    const outline = notingAddresses(known);
    const sightings = openSightings(cache);
    const drafted = await draftFeeds(outline, site, settings, { cache, spool, sightings, target }, run);
    if (!outline.isEnough()) throw new MoreHasChanged();
    if (isKept) {
      run.progress?.({ stage: 'keep' });
      cache.save();
      articles.save();
      abandoned.forEach(forgetCache);
    }
    const whatIsKept = filesToKeep(site, settings, target.files ?? []);
    const { result, change } = await publishFeeds(drafted, target, settings, { ...run, sightings, whatIsKept });
    // Where a whole run learned of articles, the next may see them with other eyes.
    const isLasting = kept !== undefined || change?.bytes === undefined;
    const isComplete = result.ok && drafted.composition.leftOut.length === 0;
    return {
      result,
      restsUntil: outline.restsUntil,
      outline: isLasting && isComplete ? keepOutline(outline, change, settings) : undefined,
    };
  } finally {
    spool.close();
  }
}

async function outlineSite(
  site: SiteFolder,
  settings: Settings,
  cache: Cache,
  run: RunOptions & { readonly target: Target },
): Promise<Outline> {
  // Of a frozen one it is told what it lacks; and a run that acts as if it were later writes none.
  const isAwaited = run.target.written.length > 0 && run.frozen !== true && run.isAhead !== true;
  const ledger = settings.ledger === false ? undefined : openLedger(site.root, settings.ledger, isAwaited);
  return outlineOf(await gatherArticles(site, settings, ledger?.records ?? [], cache, run), ledger, settings, run);
}

async function draftFeeds(
  outline: Outline,
  site: SiteFolder,
  settings: Settings,
  places: Readonly<{ cache: Cache; spool: Spool; sightings: Sightings; target: Target }>,
  run: RunOptions,
): Promise<Drafted> {
  const means = { ...run, ...places, settings };
  const renderer = openRenderer(outline, site, means);
  const composition = await composeDocuments(outline, renderer, means).finally(renderer.close);
  const { shown, isSound, ...composed } = composition;
  const leftOut = [...outline.leftOut, ...composed.leftOut];
  const problems = [...outline.problemsOf(shown), ...renderer.problems(), ...composed.problems];
  const { found, live } = outline.counts;
  return {
    outline,
    composition,
    leftOut,
    problems,
    entries: renderer.counts(),
    articles: countArticles(found, live - composed.leftOut.length, leftOut),
    isFit: isSound && (settings.invalid === 'skip' || problems.every(({ severity }) => severity !== 'error')),
  };
}

const counted: Readonly<Record<LeftOutKind, CountedKind>> = {
  draft: 'drafts',
  scheduled: 'scheduled',
  expired: 'expired',
  excluded: 'excluded',
  invalid: 'invalid',
};

function countArticles(found: number, published: number, leftOut: readonly LeftOut[]): BuildResult['articles'] {
  const counts = { found, published, drafts: 0, scheduled: 0, expired: 0, excluded: 0, invalid: 0 };
  for (const { kind } of leftOut) counts[counted[kind]]++;
  return counts;
}
