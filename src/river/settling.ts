/** Remembers what a run found: where nothing has changed the next ends at once, and where texts have, it reads no others. */
import path from 'node:path';
import type { BuildResult } from '../build-result.js';
import { keyOf, openCache } from '../cache/cache.js';
import { seal, unseal } from '../cache/seal.js';
import type { Settings } from '../config/options.js';
import { isAsMarked, markOf, type Mark } from '../files/mark.js';
import type { SiteFolder } from '../files/site-folder.js';
import { isStillTrue, sumOfGround, type Answers, type Ground } from '../files/testimony.js';
import { watchQuestions, type Witness } from '../files/witness.js';
import type { Instant } from '../model.js';
import type { Onlooker } from '../progress.js';
import type { Target } from '../publish/target.js';
import { startOf } from '../read/head.js';
import { holdsFunction } from '../untyped.js';
import type { KeptOutline } from './revising.js';
import type { Keeping, Ran, RunOptions } from './river.js';

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

/** What a run knew of the articles: as long as nothing but the texts in documents has changed, the next knows it too. */
interface Outlined {
  readonly outline: KeptOutline;
  readonly answers: Answers;
  readonly from: Instant;
}

export interface Settling {
  /** The result of a run that would do nothing. */
  readonly recall: (onlooker?: Onlooker) => Promise<BuildResult | undefined>;
  /** What is known to a run where nothing but texts has changed, and its watch. */
  readonly recallOutline: (onlooker?: Onlooker) => Promise<Revision | undefined>;
  readonly watch: () => Watch;
}

export interface Revision {
  readonly kept: KeptOutline;
  readonly watch: Watch;
}

/** Over one run. */
export interface Watch {
  /** The folder through which the run must ask, for its answers to count. */
  readonly site: SiteFolder;
  /** To be told when the run has outlined its documents, before it reads their texts. */
  readonly outlined: () => void;
  readonly remember: (ran: Ran) => void;
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
  const place = places.settled;
  const { now, ledger, ...rest } = settings;
  // A function may ask anybody; and an object store has to be asked what it holds.
  const { files, written, untold } = target;
  if (files === undefined || holdsFunction(rest)) return undefined;
  /** What a run may write, and a run at rest does not. */
  const outcome = [...files, ...(ledger === false ? [] : [path.resolve(site.root, ledger)])];
  let before: readonly (Mark | undefined)[] = [];
  const cache = openCache(place, program);
  const keys = {
    settled: keyOf('settled', rest, { ledger, written, untold, frozen, allowFlood }),
    outline: keyOf('outline', rest, { ledger, frozen }),
  };

  /** @returns what was kept, if the ground is as it was; its other answers are to be asked for */
  async function recallFrom<Sealed>(key: string, through: SiteFolder, onlooker: Onlooker) {
    const kept = cache.get(key) as Kept | undefined;
    const sum = kept === undefined ? undefined : await sumOfGround(kept.ground, through, startOf, onlooker);
    const sealed = kept === undefined || sum === undefined ? undefined : unseal(kept.sealed, sum);
    return kept === undefined || sealed === undefined ? undefined : { ground: kept.ground, ...(sealed as Sealed) };
  }

  function over(witness: Witness): Watch {
    let read: ReadonlySet<string> = new Set();
    return {
      site: witness.site,
      outlined: () => {
        read = witness.marked();
      },
      remember: ({ result, restsUntil, outline }) => {
        const next = openCache(place, program);
        const testimony = witness.testify(new Set(result.embargoed));
        if (testimony !== undefined) {
          const { ground, sum, answers, placeOf } = testimony;
          const keep = (key: string, of: Ground, value: object) =>
            next.set(key, { ground: of, sealed: seal(value, sum) } satisfies Kept);
          if (outline !== undefined) {
            const open = new Set(outline.articles.map(({ file }) => (read.has(file) ? undefined : placeOf.get(file))));
            const texts = ground.texts.filter(([at]) => !open.has(at));
            keep(keys.outline, { ...ground, texts }, { outline, answers, from: now } satisfies Outlined);
          }
          if (restsUntil !== undefined && isAtRest(result) && isUntouched(outcome, before)) {
            const { rendered, cached } = result.entries;
            const until = restsUntil === Infinity ? null : restsUntil;
            // Whoever is told it again renders nothing.
            const told = { ...result, entries: { rendered: 0, cached: rendered + cached } };
            keep(keys.settled, ground, { result: told, answers, outcome: before, from: now, until } satisfies Settled);
          }
        }
        next.save();
      },
    };
  }

  return {
    recall: async (onlooker = {}) => {
      onlooker.progress?.({ stage: 'recall' });
      const settled = await recallFrom<Settled>(keys.settled, site, onlooker);
      const isSettled =
        settled !== undefined &&
        isInTime(settled, now) &&
        isUntouched(outcome, settled.outcome) &&
        isStillTrue(settled.answers, site);
      if (isSettled) return settled.result;
      before = outcome.map((name) => markOf(name, began));
      return undefined;
    },
    recallOutline: async (onlooker = {}) => {
      const witness = watchQuestions(site, began);
      const known = await recallFrom<Outlined>(keys.outline, witness.site, onlooker);
      if (known === undefined) return undefined;
      const { outline, answers, ground, from } = known;
      if (!isInTime({ from, until: outline.restsUntil }, now) || !isStillTrue(answers, witness.site)) return undefined;
      witness.trust(ground, answers);
      return { kept: outline, watch: over(witness) };
    },
    watch: () => over(watchQuestions(site, began)),
  };
}

const isInTime = ({ from, until }: Pick<Settled, 'from' | 'until'>, now: Instant) =>
  now >= from && (until === null || now < until);

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
