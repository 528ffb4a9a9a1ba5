/**
 * The river: find → read → recognise → choose → measure → render → write → present → verify → look ahead → publish.
 *
 * This file alone knows the order of the stages, and hands each what the one before it made. Problems are
 * gathered on the way; nothing is published while one of them stands in the way.
 */
import type { BuildResult, CountedKind, FeedReport } from '../build-result.js';
import { forgetCache, noCache, openCache, type Cache } from '../cache/cache.js';
import type { CachePlaces } from '../cache/places.js';
import { scratchCache } from '../cache/scratch.js';
import { composeDocuments } from './composing.js';
import type { ComposedDocument } from './writing.js';
import type { Settings } from '../config/options.js';
import type { SiteFolder } from '../files/site-folder.js';
import { openSpool, type Spool } from '../files/spool.js';
import { foresee, type ForeseenDocument } from './foreseeing.js';
import { gatherArticles, nextInstant } from './gathering.js';
import type { LedgerRecord } from '../ledger/ledger-file.js';
import { changeLedger, isRemembered, openLedger, warnOfMove, type Ledger } from '../ledger/open-ledger.js';
import { guardAgainstFlood } from '../look-ahead/flood.js';
import type { Outlook } from '../look-ahead/outlook.js';
import type { FeedDocument } from '../channel.js';
import type { Article, Entry, Instant, LeftOut, LeftOutKind } from '../model.js';
import type { Tiding } from '../outbox.js';
import type { PrintOf } from '../ledger/fingerprint.js';
import { problem, sortProblems, type Problem } from '../problem.js';
import type { Onlooker } from '../progress.js';
import { planDocuments, publishPlan, type PlannedDocument } from '../publish/plan.js';
import type { Target, WrittenFile } from '../publish/target.js';
import { withRealUpdate } from '../recognise/recognise.js';
import { rememberArticles } from '../recognise/remember.js';
import { markWithdrawn, nextForgotten, tombstonesOf } from '../recognise/withdrawn.js';
import { openRenderer } from './rendering.js';
import { broughtUpToDate, fingerprintOf, gatherTidings, tidingsOf } from '../tell/tidings.js';
import { stated } from '../stated.js';

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
}

export async function runRiver(
  site: SiteFolder,
  settings: Settings,
  target: Target,
  { places, abandoned, program }: Keeping,
  run: RunOptions,
): Promise<Ran> {
  run.progress?.({ stage: 'prepare' });
  const spool = openSpool();
  try {
    const ledger = settings.ledger === false ? undefined : openLedger(site.root, settings.ledger);
    const isKept = !run.dryRun && run.isAhead !== true;
    const open = (cache: string) => (isKept ? openCache(cache, program) : scratchCache(openCache(cache, program)));
    const caches =
      places === undefined
        ? { results: scratchCache(), articles: noCache }
        : { results: open(places.results), articles: open(places.articles) };
    const drafted = await draftFeeds(site, settings, ledger, { ...caches, spool, target }, run);
    if (isKept) {
      run.progress?.({ stage: 'keep' });
      caches.results.save();
      caches.articles.save();
      abandoned.forEach(forgetCache);
    }
    const result = await publishFeeds(drafted, target, settings, ledger, run);
    return { result, restsUntil: drafted.restsUntil };
  } finally {
    spool.close();
  }
}

/** The documents of a run, and all that was found out on the way. */
interface Drafted {
  readonly documents: readonly ComposedDocument[];
  readonly files: readonly WrittenFile[];
  /** The entries that subscribers see. */
  readonly seen: readonly Entry[];
  /** Every published article. */
  readonly live: readonly Article[];
  /** Articles that are in the feeds, unless newer ones are; or leave them because their authors said when. */
  readonly expected: readonly Article[];
  readonly printOf: PrintOf;
  /** The ledger's, with what was taken back. */
  readonly records: readonly LedgerRecord[];
  readonly articles: BuildResult['articles'];
  readonly entries: BuildResult['entries'];
  readonly leftOut: readonly LeftOut[];
  readonly problems: readonly Problem[];
  readonly ahead: Pick<BuildResult, 'nextDue' | 'embargoed'>;
  /** When time alone changes something; undefined when that cannot be said. */
  readonly restsUntil: Instant | undefined;
  /** Whether nothing that was found stands in the way. */
  readonly isFit: boolean;
}

async function draftFeeds(
  site: SiteFolder,
  settings: Settings,
  ledger: Ledger | undefined,
  places: Readonly<Record<'results' | 'articles', Cache>> & { readonly spool: Spool; readonly target: Target },
  run: RunOptions,
): Promise<Drafted> {
  const { frozen = false, isAhead = false } = run;
  const gathered = await gatherArticles(site, settings, ledger?.records ?? [], places.articles, run);
  const { found, read, printOf, recognised, chosen } = gathered;
  // Where an update or a withdrawal could not be remembered, every build would give it another date.
  const remembers = ledger !== undefined && isRemembered(ledger, frozen || isAhead);
  const isTextWatched = settings.updated === 'text' && remembers;
  const live = isTextWatched ? withRealUpdates(chosen.live, recognised.known, printOf, settings) : chosen.live;
  const absent = [read, recognised, chosen].flatMap((stage) => stage.leftOut);
  const records = markWithdrawn(
    ledger?.records ?? [],
    { recognised, live, expired: chosen.expired, leftOut: absent },
    remembers ? settings.now : undefined,
  );
  const tombstones = tombstonesOf(records, settings);
  const means = { ...run, ...places, settings, cache: places.results };
  const renderer = openRenderer(live, site, means);
  const composition = await composeDocuments(live, tombstones, renderer, means).finally(renderer.close);
  const { documents, files, shown, seen, isSound, ...composed } = composition;

  const leftOut = [...absent, ...composed.leftOut];
  const problems = [
    ...(ledger?.problems ?? []),
    ...(ledger === undefined || frozen ? [] : warnOfMove(ledger, settings.site.url)),
    ...found.problems,
    ...withoutIdleWarnings(read.problems, shown),
    ...recognised.problems,
    ...chosen.problems,
    ...renderer.problems(),
    ...composed.problems,
  ];
  const failed = new Set(composed.leftOut.map(({ file }) => file));
  const published = live.length - composed.leftOut.length;
  const nextDue = nextInstant(recognised.articles, settings.now);
  const isUnsettled =
    (ledger !== undefined && !frozen && !remembers) ||
    read.awaited.length > 0 ||
    recognised.doubted.size > 0 ||
    read.problems.some(isOfTime);
  const hasErrors = problems.some(({ severity }) => severity === 'error');
  return {
    documents,
    files,
    seen,
    live,
    expected: [...live.filter(({ file }) => !failed.has(file)), ...chosen.expired],
    printOf,
    records,
    leftOut,
    problems,
    entries: renderer.counts(),
    articles: countArticles(found.files.length, published, leftOut),
    ahead: {
      embargoed: [
        ...read.articles.filter(({ published: due }) => due > settings.now).map(({ file }) => file),
        ...read.awaited,
      ],
      ...stated({ nextDue }),
    },
    restsUntil: isUnsettled ? undefined : Math.min(nextDue ?? Infinity, nextForgotten(tombstones, settings)),
    isFit: isSound && (settings.invalid === 'skip' || !hasErrors),
  };
}

/** Said of a date that comes. */
const isOfTime = ({ code }: Problem) => code === 'updated-ahead';

function withRealUpdates(
  live: readonly Article[],
  known: ReadonlyMap<string, LedgerRecord>,
  printOf: PrintOf,
  { now }: Settings,
): readonly Article[] {
  return live.map((article) => withRealUpdate(article, known.get(article.id), printOf, now));
}

async function publishFeeds(
  {
    documents,
    files,
    seen,
    live,
    expected,
    printOf,
    records,
    articles,
    entries,
    leftOut,
    problems,
    ahead,
    isFit,
  }: Drafted,
  target: Target,
  settings: Settings,
  ledger: Ledger | undefined,
  { dryRun, frozen = false, isAhead = false, allowFlood = false, fetchPublished, progress, pulse }: RunOptions,
): Promise<BuildResult> {
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
    ...ahead,
    ...told,
  });
  if (!isFit) return result(false, []);

  progress?.({ stage: 'look ahead' });
  const plan = await planDocuments(documents, files, target);
  const foreseen = await withPublished(plan.documents, fetchPublished);
  const outlooks = foresee(foreseen, expected, ledger?.records ?? [], settings.site.url);
  const isExpected = expected.length > 0 && outlooks.every(({ withdrawn }) => withdrawn.length === 0);
  if (articles.published === 0 && plan.isWithdrawal && !isExpected) {
    const { folder } = settings.posts;
    return result(false, [problem('feeds-emptied', { file: folder }, { folder })]);
  }
  const flood = allowFlood ? [] : guardAgainstFlood(outlooks, settings.flood);
  if (flood.length > 0) return result(false, flood, { outlooks });

  const change =
    ledger === undefined || isAhead
      ? undefined
      : changeLedger(ledger, rememberArticles(records, live, seen, printOf), frozen);
  const beside =
    ledger === undefined || change?.bytes === undefined ? [] : [{ file: ledger.file, bytes: change.bytes }];
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
  const removed = plan.removed.map(target.shown);
  // A dry run leaves the ledger alone anyway.
  return result(true, dryRun ? [] : (change?.problems ?? []), { feeds, files: reported, removed, outlooks });
}

/** Recorded as the documents are published: a run that is killed before it tells anybody leaves it to the next. */
function toBeTold(
  documents: readonly PlannedDocument[],
  outlooks: readonly Outlook[],
  target: Target,
  settings: Settings,
): readonly Tiding[] {
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

/** A site has hundreds of feeds, and a host takes hundreds of requests at once for an attack. */
const atOnce = 6;

/** A warning tells what subscribers would notice: those about sound articles that no feed shows are held back. */
function withoutIdleWarnings(problems: readonly Problem[], shown: readonly Article[]): readonly Problem[] {
  const errors = problems.filter(({ severity }) => severity === 'error');
  const files = new Set([...errors, ...shown].map(({ file }) => file));
  return problems.filter(({ file }) => files.has(file));
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

function report({ document, bytes, change }: PlannedDocument, target: Target): FeedReport {
  const { path: file, url, format, part, entries } = document;
  return { path: target.shown(file), url, format, part, entries: entries.length, bytes: bytes.length, change };
}
