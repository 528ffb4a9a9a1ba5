/** Outlines a run before it reads texts: what its documents will hold, and what is known of the articles besides. */
import { indexArticles, type FindAddress } from '../article-index.js';
import type { BuildResult } from '../build-result.js';
import type { Tombstone } from '../channel.js';
import { chooseChannels, type ChannelPlan } from '../choose/channels.js';
import { layOut, type DocumentPlan } from '../choose/layout.js';
import { warnOfUnseen } from '../choose/unseen.js';
import type { Settings } from '../config/options.js';
import type { LedgerRecord } from '../ledger/ledger-file.js';
import { changeLedger, isRemembered, warnOfMove, type Ledger, type LedgerChange } from '../ledger/open-ledger.js';
import { withKnown, type Fingerprint, type PrintOf } from '../ledger/fingerprint.js';
import type { Article, Entry, Instant, LeftOut } from '../model.js';
import type { Problem } from '../problem.js';
import { withRealUpdate } from '../recognise/recognise.js';
import { rememberArticles } from '../recognise/remember.js';
import { markWithdrawn, nextForgotten, tombstonesOf } from '../recognise/withdrawn.js';
import { stated } from '../stated.js';
import { nextInstant, type Gathering } from './gathering.js';
import type { RunOptions } from './river.js';

export interface Outline {
  readonly layout: Layout;
  readonly tombstones: readonly Tombstone[];
  /** How many articles there are as files, and how many are live. */
  readonly counts: Readonly<Record<'found' | 'live', number>>;
  readonly leftOut: readonly LeftOut[];
  /**
   * A warning tells what subscribers would notice: those about sound articles that no feed shows are held back.
   * @param shown the articles in documents
   */
  readonly problemsOf: (shown: readonly Article[]) => readonly Problem[];
  readonly ahead: Pick<BuildResult, 'nextDue' | 'embargoed'>;
  /** When time alone changes something; undefined when that cannot be said. */
  readonly restsUntil: Instant | undefined;
  /** Every published article, for links between them. */
  readonly linkable: readonly Pick<Article, 'file' | 'url'>[];
  readonly findAddress: FindAddress;
  /**
   * Articles that are in the feeds, unless newer ones are; or leave them because their authors said when.
   * @param failed files of those that are in none after all
   */
  readonly expected: (failed: ReadonlySet<string>) => readonly Article[];
  /** Those of them that no author has ended. */
  readonly lasting: () => readonly Article[];
  /** What subscribers were told before. */
  readonly records: () => readonly LedgerRecord[];
  /**
   * @param seen the entries that subscribers see
   * @param prints of their texts, by file, as far as they were taken
   * @returns undefined where there is no ledger
   */
  readonly changeLedger: (seen: readonly Entry[], prints: ReadonlyMap<string, Fingerprint>) => LedgerChange | undefined;
  /** False once it was asked for what it does not know: then nothing that was made of it counts. */
  readonly isEnough: () => boolean;
}

/** What goes into which document. */
export interface Layout {
  readonly channels: readonly ChannelPlan[];
  readonly plans: readonly DocumentPlan[];
  readonly problems: readonly Problem[];
  /** The same without some articles: others move up. */
  readonly without: (files: ReadonlySet<string>) => Layout;
}

/** @param live every published article, newest first */
function layOutSite(live: readonly Article[], settings: Settings): Layout {
  const { channels, problems } = chooseChannels(live, settings);
  return {
    channels,
    plans: channels.flatMap((channel) => layOut(channel, settings)),
    problems,
    without: (files) =>
      layOutSite(
        live.filter(({ file }) => !files.has(file)),
        settings,
      ),
  };
}

export function outlineOf(
  { found, read, printOf, recognised, chosen }: Gathering,
  ledger: Ledger | undefined,
  settings: Settings,
  { frozen = false, isAhead = false }: Pick<RunOptions, 'frozen' | 'isAhead'>,
): Outline {
  // Where an update or a withdrawal could not be remembered, every build would give it another date.
  const remembers = ledger !== undefined && isRemembered(ledger, frozen || isAhead);
  const isTextWatched = settings.updated === 'text' && remembers;
  const live = isTextWatched ? withRealUpdates(chosen.live, recognised.known, printOf, settings) : chosen.live;
  const leftOut = [read, recognised, chosen].flatMap((stage) => stage.leftOut);
  const records = markWithdrawn(
    ledger?.records ?? [],
    { recognised, live, expired: chosen.expired, leftOut, covers: found.covers },
    settings,
    remembers,
  );
  const tombstones = tombstonesOf(records, settings, found.covers);
  const nextDue = nextInstant(recognised.articles, settings.now);
  const isUnsettled =
    (ledger !== undefined && !frozen && !remembers) ||
    read.awaited.length > 0 ||
    recognised.doubted.size > 0 ||
    read.problems.some(isOfTime);
  const layout = layOutSite(live, settings);
  return {
    layout,
    tombstones,
    counts: { found: found.files.length, live: live.length },
    leftOut,
    problemsOf: (shown) => [
      ...(ledger?.problems ?? []),
      ...(ledger === undefined || frozen ? [] : warnOfMove(ledger, settings.site.url)),
      ...found.problems,
      ...withoutIdleWarnings(read.problems, shown),
      ...recognised.problems,
      ...chosen.problems,
      ...warnOfUnseen(live, layout.plans, ledger?.records.length ? recognised.known : undefined),
    ],
    ahead: {
      embargoed: [
        ...read.articles.filter(({ published: due }) => due > settings.now).map(({ file }) => file),
        ...read.awaited,
      ],
      ...stated({ nextDue }),
    },
    restsUntil: isUnsettled ? undefined : Math.min(nextDue ?? Infinity, nextForgotten(tombstones, settings)),
    linkable: live,
    findAddress: indexArticles(live, settings.posts.folder),
    expected: (failed) => [...live.filter(({ file }) => !failed.has(file)), ...chosen.expired],
    lasting: () => live,
    records: () => ledger?.records ?? [],
    changeLedger: (seen, prints) =>
      ledger === undefined || isAhead
        ? undefined
        : changeLedger(ledger, rememberArticles(records, live, seen, withKnown(prints, printOf)), frozen),
    isEnough: () => true,
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

function withoutIdleWarnings(problems: readonly Problem[], shown: readonly Article[]): readonly Problem[] {
  const errors = problems.filter(({ severity }) => severity === 'error');
  const files = new Set([...errors, ...shown].map(({ file }) => file));
  // That an article is held back by a slip, its absence alone would tell.
  return problems.filter(({ file, code }) => code === 'withheld-unclear' || files.has(file));
}
