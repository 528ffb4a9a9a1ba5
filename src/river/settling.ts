/** Ends a run before it has begun when nothing can have changed since one that changed nothing, and remembers such runs. */
import path from 'node:path';
import type { BuildResult } from '../build-result.js';
import { forgetCache, keyOf, openCache } from '../cache/cache.js';
import { seal, unseal } from '../cache/seal.js';
import type { Settings } from '../config/options.js';
import { isAsMarked, markOf, type Mark } from '../files/mark.js';
import type { SiteFolder } from '../files/site-folder.js';
import { isStillTrue, sumOfGround, type Answers, type Ground } from '../files/testimony.js';
import { watchQuestions } from '../files/witness.js';
import type { Instant } from '../model.js';
import type { Onlooker } from '../progress.js';
import type { Target } from '../publish/target.js';
import type { Keeping, RunOptions } from './river.js';

/** A run that changed nothing: the next one changes nothing either, as long as all answers stay the same. */
interface Settled {
  readonly result: BuildResult;
  readonly answers: Answers;
  /** Of what is published, and of the ledger. */
  readonly outcome: readonly (Mark | undefined)[];
  readonly from: Instant;
  /** When an article is due, or expires; null for never. */
  readonly until: Instant | null;
}

/** As it is kept: sealed with the articles, since it tells of some whose time has not come. */
interface Kept {
  readonly ground: Ground;
  readonly sealed: string;
}

export interface Settling {
  /** The result of a run that would do nothing. */
  readonly recall: (onlooker?: Onlooker) => Promise<BuildResult | undefined>;
  /** The folder through which the run must ask, for its answers to count. */
  readonly site: SiteFolder;
  /** @param until when it is over, whatever anybody does; undefined when nothing can be said of it */
  readonly remember: (result: BuildResult, until: Instant | undefined) => void;
}

/** @returns undefined where nobody could tell that a run would do nothing */
export function openSettling(
  site: SiteFolder,
  settings: Settings,
  target: Target,
  { places, program }: Keeping,
  { began, frozen, allowFlood }: RunOptions,
): Settling | undefined {
  if (places === undefined || began === undefined) return undefined;
  const { now, ledger, ...rest } = settings;
  // A function may ask anybody; and an object store has to be asked what it holds.
  const { files, written, untold } = target;
  if (files === undefined || holdsFunction(rest)) return undefined;
  /** What a run may write, and a run at rest does not. */
  const outcome = [...files, ...(ledger === false ? [] : [path.resolve(site.root, ledger)])];
  let before: readonly (Mark | undefined)[] = [];
  const witness = watchQuestions(site, began);
  const cache = openCache(places.settled, program);
  const key = keyOf('settled', rest, { ledger, written, untold, frozen, allowFlood });
  return {
    site: witness.site,
    recall: async (onlooker = {}) => {
      onlooker.progress?.({ stage: 'recall' });
      const kept = cache.get(key) as Kept | undefined;
      const sum = kept === undefined ? undefined : await sumOfGround(kept.ground, site, onlooker);
      const settled =
        kept === undefined || sum === undefined ? undefined : (unseal(kept.sealed, sum) as Settled | undefined);
      const isSettled =
        settled !== undefined &&
        isInTime(settled, now) &&
        isUntouched(outcome, settled.outcome) &&
        isStillTrue(settled.answers, site);
      if (isSettled) return settled.result;
      before = outcome.map((name) => markOf(name, began));
      return undefined;
    },
    remember: (result, until) => {
      const hidden = new Set(result.embargoed);
      const testimony = isAtRest(result) && isUntouched(outcome, before) ? witness.testify(hidden) : undefined;
      if (testimony === undefined || until === undefined) {
        forgetCache(places.settled);
        return;
      }
      const { rendered, cached } = result.entries;
      const settled: Settled = {
        // Whoever is told it again renders nothing.
        result: { ...result, entries: { rendered: 0, cached: rendered + cached } },
        answers: testimony.answers,
        outcome: before,
        from: now,
        until: until === Infinity ? null : until,
      };
      cache.set(key, { ground: testimony.ground, sealed: seal(settled, testimony.sum) } satisfies Kept);
      cache.save();
    },
  };
}

const isInTime = ({ from, until }: Settled, now: Instant) => now >= from && (until === null || now < until);

const isUntouched = (files: readonly string[], marks: readonly (Mark | undefined)[]) =>
  files.every((name, index) => {
    const mark = marks[index];
    return mark !== undefined && isAsMarked(name, mark);
  });

/** A ledger that may not be written today may be tomorrow. */
const isAtRest = ({ ok, feeds, files, removed, outlooks, problems }: BuildResult) =>
  ok &&
  removed.length + outlooks.length === 0 &&
  [...feeds, ...files].every(({ change }) => change === 'unchanged') &&
  problems.every(({ code }) => code !== 'ledger-unwritable');

function holdsFunction(value: unknown): boolean {
  if (typeof value === 'function') return true;
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsFunction);
}
