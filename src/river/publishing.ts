/** Publishes what a run has drafted, once nothing that subscribers would see of it is alarming. */
import type { BuildResult, FeedReport } from '../build-result.js';
import type { Settings } from '../config/options.js';
import type { LedgerChange } from '../ledger/open-ledger.js';
import { guardAgainstFlood } from '../look-ahead/flood.js';
import type { Outlook } from '../look-ahead/outlook.js';
import { warnOfReissues } from '../look-ahead/reissued.js';
import type { Article, LeftOut } from '../model.js';
import type { Tiding } from '../outbox.js';
import { problem, sortProblems, type Problem } from '../problem.js';
import type { WhatIsKept } from '../publish/one-place.js';
import { planDocuments, publishPlan, type Plan, type PlannedDocument } from '../publish/plan.js';
import type { Target } from '../publish/target.js';
import { stated } from '../stated.js';
import { broughtUpToDate, fingerprintOf, gatherTidings, hasListeners, tidingsOf } from '../tell/tidings.js';
import type { Composition } from './composing.js';
import { refuseNothingLive, withPublished } from './fetching.js';
import { foresee, foreseeLoss, foreseeTaking } from './foreseeing.js';
import type { Outline } from './outlining.js';
import { MoreHasChanged } from './revising.js';
import type { RunOptions } from './river.js';
import type { Sightings } from './sighting.js';

/** The documents of a run, and all that was found out on the way. */
export interface Drafted {
  readonly outline: Outline;
  readonly composition: Composition;
  readonly articles: BuildResult['articles'];
  readonly entries: BuildResult['entries'];
  readonly leftOut: readonly LeftOut[];
  readonly problems: readonly Problem[];
  /** Whether nothing that was found stands in the way. */
  readonly isFit: boolean;
}

interface PublishingMeans extends RunOptions {
  readonly sightings: Sightings;
  readonly whatIsKept: WhatIsKept;
}

/** What publishing would change, and what speaks against it. */
interface Foresight {
  readonly plan: Plan;
  readonly outlooks: readonly Outlook[];
  readonly change: LedgerChange | undefined;
  readonly warnings: readonly Problem[];
  readonly alarms: readonly Problem[];
}

/** @throws MoreHasChanged before anything is published, when the outline is not enough */
export async function publishFeeds(
  drafted: Drafted,
  target: Target,
  settings: Settings,
  means: PublishingMeans,
): Promise<{ readonly result: BuildResult; readonly change?: LedgerChange }> {
  const { dryRun, progress, pulse } = means;
  if (!drafted.isFit) return { result: resultOf(drafted, settings, false, []) };
  progress?.({ stage: 'look ahead' });
  const { plan, outlooks, change, warnings, alarms } = await foreseeAll(drafted, target, settings, means);
  const removed = plan.removed.map(target.shown);
  if (alarms.length > 0) {
    const seen = { outlooks, ...(dryRun ? { removed } : {}) };
    return { result: resultOf(drafted, settings, false, alarms, seen) };
  }

  await pulse?.();
  progress?.({ stage: 'publish' });
  if (!dryRun)
    await publishPlan(plan, target, {
      untold: toBeTold(plan.documents, outlooks, target, settings),
      beside: change?.bytes === undefined ? [] : [{ file: change.file, bytes: change.bytes }],
      progress: (done, all) => progress?.({ stage: 'publish', done, all }),
    });
  const told = {
    feeds: plan.documents.map((document) => report(document, target)),
    files: plan.others.map(({ path, bytes, change: kind }) => ({
      path: target.shown(path),
      bytes: bytes.length,
      change: kind,
    })),
    removed,
    outlooks,
  };
  // A dry run leaves the ledger alone anyway.
  const said = [...warnings, ...(dryRun ? [] : (change?.problems ?? []))];
  return { result: resultOf(drafted, settings, true, said, told), ...stated({ change }) };
}

async function foreseeAll(
  { outline, composition, articles }: Drafted,
  target: Target,
  settings: Settings,
  { allowFlood = false, fetchPublished, live, sightings, whatIsKept }: PublishingMeans,
): Promise<Foresight> {
  const { url } = settings.site;
  const plan = await planDocuments(composition.documents, composition.files, target, whatIsKept);
  const foreseen = await withPublished(plan.documents, fetchPublished);
  if (live !== undefined && !allowFlood) refuseNothingLive(foreseen, outline.records(), live);
  const failed = new Set(composition.leftOut.map(({ file }) => file));
  const expected = () => outline.expected(failed);
  const outlooks = foresee(foreseen, expected, outline.records, url, sightings);
  const isEmptied = articles.published === 0 && plan.isWithdrawal && !isExpected(expected, outlooks);
  const change = outline.changeLedger(composition.seen, composition.prints);
  const warnings = allowFlood ? [] : warnOfReissues(outlooks, expected, outline.records, url);
  const alarms = async () => {
    const articles = { expected, lasting: outline.lasting };
    const loss = await foreseeLoss(plan.removed, target, articles, settings, sightings);
    const taken = await foreseeTaking(plan.taken, target, articles, outline.records, url, sightings);
    return [...taken, ...guardAgainstFlood(outlooks, loss, settings.flood)];
  };
  const seen = { plan, outlooks, change, warnings, alarms: allowFlood ? [] : await alarms() };
  // From here on, it is asked for nothing more.
  if (!outline.isEnough()) throw new MoreHasChanged();
  if (!isEmptied) return seen;
  const { folder } = settings.posts;
  return { ...seen, outlooks: [], alarms: [problem('feeds-emptied', { file: folder }, { folder })] };
}

/** Of feeds that hold nothing any more: whether all went because their authors said when. */
const isExpected = (expected: () => readonly Article[], outlooks: readonly Outlook[]) =>
  expected().length > 0 && outlooks.every(({ withdrawn }) => withdrawn.length === 0);

function resultOf(
  { outline, articles, entries, leftOut, problems }: Drafted,
  { output }: Settings,
  ok: boolean,
  more: readonly Problem[],
  told: Partial<BuildResult> = {},
): BuildResult {
  return {
    ok,
    articles,
    entries,
    feeds: [],
    files: [],
    removed: [],
    outlooks: [],
    problems: sortProblems([...problems, ...more]),
    output,
    leftOut,
    ...outline.ahead,
    ...told,
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

function report({ document, bytes, change }: PlannedDocument, target: Target): FeedReport {
  const { path: file, url, format, part, entries } = document;
  return { path: target.shown(file), url, format, part, entries: entries.length, bytes: bytes.length, change };
}
