/**
 * The river: find → read → recognise → choose → measure → render → write → present → verify → look ahead → publish.
 *
 * This file alone knows the order of the stages, and hands each what the one before it made. Problems are
 * gathered on the way; nothing is published while one of them stands in the way.
 */
import { fileAddress } from '../addresses/address.js';
import type { BuildResult, CountedKind, FeedReport } from '../build-result.js';
import { forgetCache, noCache, openCache, type Cache } from '../cache/cache.js';
import type { CachePlaces } from '../cache/places.js';
import { scratchCache } from '../cache/scratch.js';
import { composeDocuments, type Composition } from './composing.js';
import type { Settings } from '../config/options.js';
import type { SiteFolder } from '../files/site-folder.js';
import { openSpool, type Spool } from '../files/spool.js';
import { foresee, foreseeLoss, type ForeseenDocument } from './foreseeing.js';
import { isSource } from '../find.js';
import { gatherArticles } from './gathering.js';
import { articleFiles, ownFiles } from './kept-files.js';
import type { LedgerRecord } from '../ledger/ledger-file.js';
import { openLedger, type LedgerChange } from '../ledger/open-ledger.js';
import { guardAgainstFlood } from '../look-ahead/flood.js';
import type { Outlook } from '../look-ahead/outlook.js';
import { warnOfReissues } from '../look-ahead/reissued.js';
import type { FeedDocument } from '../channel.js';
import type { Instant, LeftOut, LeftOutKind } from '../model.js';
import type { Tiding } from '../outbox.js';
import { outlineOf, type Outline } from './outlining.js';
import { BuildError, problem, sortProblems, type Problem } from '../problem.js';
import type { Onlooker } from '../progress.js';
import { planDocuments, publishPlan, type PlannedDocument } from '../publish/plan.js';
import type { WhatIsKept } from '../publish/one-place.js';
import type { Target } from '../publish/target.js';
import { openRenderer } from './rendering.js';
import { keepOutline, notingAddresses, outlineFrom, type KeptOutline } from './revising.js';
import { openSightings, type Sightings } from './sighting.js';
import { stated } from '../stated.js';
import { broughtUpToDate, fingerprintOf, gatherTidings, hasListeners, tidingsOf } from '../tell/tidings.js';

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
  readonly fetchPublished?: (document: FeedDocument) => Promise<Uint8Array | undefined>;
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

/** More than texts, since the outline was kept. */
export class MoreHasChanged extends Error {}

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
    const [own, article] = [ownFiles(site, settings), articleFiles(site, (file) => isSource(file, settings))];
    const whatIsKept = (file: string) => own(file) ?? article(file);
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

/** The documents of a run, and all that was found out on the way. */
interface Drafted {
  readonly outline: Outline;
  readonly composition: Composition;
  readonly articles: BuildResult['articles'];
  readonly entries: BuildResult['entries'];
  readonly leftOut: readonly LeftOut[];
  readonly problems: readonly Problem[];
  /** Whether nothing that was found stands in the way. */
  readonly isFit: boolean;
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

async function publishFeeds(
  { outline, composition, articles, entries, leftOut, problems, isFit }: Drafted,
  target: Target,
  settings: Settings,
  {
    dryRun,
    allowFlood = false,
    fetchPublished,
    live,
    sightings,
    whatIsKept,
    progress,
    pulse,
  }: RunOptions & {
    readonly sightings: Sightings;
    readonly whatIsKept: WhatIsKept;
  },
): Promise<{ readonly result: BuildResult; readonly change?: LedgerChange }> {
  const result = (ok: boolean, more: readonly Problem[], told: Partial<BuildResult> = {}): BuildResult => ({
    ok,
    articles,
    entries,
    feeds: [],
    files: [],
    removed: [],
    outlooks: [],
    problems: sortProblems([...problems, ...more]),
    output: settings.output,
    leftOut,
    ...outline.ahead,
    ...told,
  });
  if (!isFit) return { result: result(false, []) };

  progress?.({ stage: 'look ahead' });
  const plan = await planDocuments(composition.documents, composition.files, target, whatIsKept);
  const foreseen = await withPublished(plan.documents, fetchPublished);
  if (live !== undefined && !allowFlood) refuseNothingLive(foreseen, outline.records(), live);
  const failed = new Set(composition.leftOut.map(({ file }) => file));
  const expected = () => outline.expected(failed);
  const outlooks = foresee(foreseen, expected, outline.records, settings.site.url, sightings);
  const isExpected = () => expected().length > 0 && outlooks.every(({ withdrawn }) => withdrawn.length === 0);
  const isEmptied = articles.published === 0 && plan.isWithdrawal && !isExpected();
  const change = outline.changeLedger(composition.seen, composition.prints);
  const { url } = settings.site;
  const reissues = allowFlood ? [] : warnOfReissues(outlooks, expected, outline.records, url);
  // From here on, it is asked for nothing more.
  if (!outline.isEnough()) throw new MoreHasChanged();
  if (isEmptied) {
    const { folder } = settings.posts;
    return { result: result(false, [problem('feeds-emptied', { file: folder }, { folder })]) };
  }
  const flood = allowFlood
    ? []
    : [
        ...plan.taken,
        ...guardAgainstFlood(
          outlooks,
          await foreseeLoss(plan.removed, target, expected, url, sightings),
          settings.flood,
        ),
      ];
  const removed = plan.removed.map(target.shown);
  if (flood.length > 0) return { result: result(false, flood, { outlooks, ...(dryRun ? { removed } : {}) }) };

  const beside = change?.bytes === undefined ? [] : [{ file: change.file, bytes: change.bytes }];
  await pulse?.();
  progress?.({ stage: 'publish' });
  const untold = toBeTold(plan.documents, outlooks, target, settings);
  if (!dryRun)
    await publishPlan(plan, target, {
      untold,
      beside,
      progress: (done, all) => progress?.({ stage: 'publish', done, all }),
    });
  const feeds = plan.documents.map((document) => report(document, target));
  const reported = plan.others.map((file) => ({
    path: target.shown(file.path),
    bytes: file.bytes.length,
    change: file.change,
  }));
  // A dry run leaves the ledger alone anyway.
  const said = dryRun ? [] : (change?.problems ?? []);
  return {
    result: result(true, [...reissues, ...said], { feeds, files: reported, removed, outlooks }),
    ...stated({ change }),
  };
}

/** Recorded as the documents are published: a run that is killed before it tells anybody leaves it to the next. */
function toBeTold(
  documents: readonly PlannedDocument[],
  outlooks: readonly Outlook[],
  target: Target,
  settings: Settings,
): readonly Tiding[] {
  // Sums of all documents take their time.
  if (target.untold.length === 0 && !hasListeners(settings)) return [];
  const changing = new Set(outlooks.map(({ path }) => path));
  const current = documents.map(({ document, bytes }) => ({ ...document, hash: fingerprintOf(bytes) }));
  const changed = current.filter(({ path }) => changing.has(path));
  return gatherTidings(broughtUpToDate(target.untold, current), tidingsOf(changed, settings), settings);
}

async function withPublished(
  documents: readonly PlannedDocument[],
  fetchPublished: RunOptions['fetchPublished'],
): Promise<readonly ForeseenDocument[]> {
  if (fetchPublished === undefined) return documents;
  // Nobody subscribes to an archive.
  const asked = documents.filter(({ document }) => document.part !== 'archive');
  const answered: ForeseenDocument[] = [];
  for (let next = 0; next < asked.length; next += atOnce) {
    const some = asked.slice(next, next + atOnce);
    answered.push(
      ...(await Promise.all(some.map(async (plan) => ({ ...plan, published: await fetchPublished(plan.document) })))),
    );
  }
  return answered;
}

/**
 * A wrong address would turn the guard off: everything would be new there, and nothing old.
 * @throws BuildError when nothing is where feeds should be that subscribers know
 */
function refuseNothingLive(
  foreseen: readonly ForeseenDocument[],
  records: readonly LedgerRecord[],
  live: string,
): void {
  const [first] = foreseen;
  if (first === undefined || foreseen.some(({ published }) => published !== undefined)) return;
  if (records.every(({ seen }) => seen === undefined)) return;
  const reason = 'nothing is there, nor where the other feeds should be, and yet the ledger knows published articles';
  const url = fileAddress(live, first.document.path) ?? live;
  throw new BuildError([problem('live-unreachable', {}, { url, reason })]);
}

/** A site has hundreds of feeds, and a host takes hundreds of requests at once for an attack. */
const atOnce = 6;

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

function report({ document, bytes, change }: PlannedDocument, target: Target): FeedReport {
  const { path: file, url, format, part, entries } = document;
  return { path: target.shown(file), url, format, part, entries: entries.length, bytes: bytes.length, change };
}
