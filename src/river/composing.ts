/** Composes the documents of all feeds: lays them out, renders what they hold, writes them and verifies their bytes. */
import { openArchives } from './archiving.js';
import type { Cache } from '../cache/cache.js';
import type { Channel } from '../channel.js';
import type { DocumentPlan } from '../choose/layout.js';
import type { Settings } from '../config/options.js';
import { draftChannel } from './drafting.js';
import { extendChannel } from '../extensions/extend.js';
import type { Spool } from '../files/spool.js';
import type { Fingerprint } from '../ledger/fingerprint.js';
import type { Article, Entry, Instant, LeftOut } from '../model.js';
import { newestFirst } from '../order.js';
import type { Outline } from './outlining.js';
import type { Problem } from '../problem.js';
import type { Onlooker } from '../progress.js';
import type { WantedFile } from '../publish/plan.js';
import type { Target } from '../publish/target.js';
import type { Renderer } from './rendering.js';
import type { Sightings } from './sighting.js';
import { supplyEntries } from './supplying.js';
import { writeDocuments, type ComposedDocument, type VerifiedDocument } from './writing.js';

export interface Composition {
  readonly documents: readonly ComposedDocument[];
  /** Files for people. */
  readonly files: readonly WantedFile[];
  /** The articles that are in them. */
  readonly shown: readonly Article[];
  /** The entries of the live feeds. */
  readonly seen: readonly Entry[];
  /** Of their texts, by file, where there is a ledger to ask for them. */
  readonly prints: ReadonlyMap<string, Fingerprint>;
  /** Whether every document keeps to the rules of its format. */
  readonly isSound: boolean;
  readonly leftOut: readonly LeftOut[];
  readonly problems: readonly Problem[];
}

/** What composing needs besides articles. */
export interface ComposingMeans extends Onlooker {
  readonly settings: Settings;
  readonly cache: Cache;
  readonly spool: Spool;
  readonly sightings: Sightings;
  /** What is published already. */
  readonly target: Target;
  /** When the run began, by the clock. */
  readonly began?: Instant;
}

/**
 * An article that cannot be rendered makes room for the next. Where invalid articles are skipped, so does one that
 * would make a feed invalid.
 */
export async function composeDocuments(
  { layout, tombstones }: Pick<Outline, 'layout' | 'tombstones'>,
  renderer: Renderer,
  means: ComposingMeans,
): Promise<Composition> {
  const { settings, progress, pulse } = means;
  const { channels, plans, problems } = layout;
  const without = async (leftOut: readonly LeftOut[], faults: readonly Problem[]): Promise<Composition> => {
    const rest = layout.without(new Set(leftOut.map(({ file }) => file)));
    const composed = await composeDocuments({ layout: rest, tombstones }, renderer, means);
    return {
      ...composed,
      leftOut: [...leftOut, ...composed.leftOut],
      problems: [...faults, ...composed.problems],
    };
  };
  const archives = openArchives(renderer, means);
  const finished = new Map<DocumentPlan, readonly ComposedDocument[]>();
  for (const plan of plans) {
    if (plan.part !== 'archive') continue;
    await pulse?.();
    const standing = await archives.recall(plan);
    if (standing !== undefined) finished.set(plan, standing);
  }

  const open = plans.filter((plan) => !finished.has(plan));
  const unrenderable = new Map<string, LeftOut>();
  const seen = new Map<string, Entry>();
  const prints = new Map<string, Fingerprint>();
  const pages: Channel[] = [];
  const said: Problem[] = [];
  const written: VerifiedDocument[] = [];
  for await (const { plan, articles } of supplyEntries(open, renderer, means)) {
    for (const { article, entry, print } of articles) {
      const { file } = article;
      if (entry === undefined) unrenderable.set(file, { file, kind: 'invalid', why: whyUnrendered(article, renderer) });
      else if (plan.part !== 'archive') seen.set(file, entry);
      if (print !== undefined) prints.set(file, print);
    }
    // What stands in the way of one document is told with what does in the others.
    if (unrenderable.size > 0) continue;
    const entries = articles.flatMap(({ entry }) => entry ?? []);
    const drafted = extendChannel(draftChannel(plan, entries, { channels, tombstones }, settings), settings.extensions);
    const documents = await writeDocuments(drafted.channel, plan.folder, means, {
      done: written.length,
      all: open.length * settings.formats.length,
    });
    const traces = articles.flatMap(({ trace }) => trace ?? []);
    if (plan.part !== 'archive') pages.push(drafted.channel);
    else if (documents.every(({ faults }) => faults.length === 0)) archives.remember(plan, traces, documents);
    said.push(...drafted.problems);
    finished.set(plan, documents);
    written.push(...documents);
  }
  if (unrenderable.size > 0) return without([...unrenderable.values()], []);

  // A function that fails on fifty feeds is one thing to mend.
  const unsaid = new Map(said.map((found) => [found.message, found]));
  const faults = oncePerArticle(written);
  const guilty = new Set(faults.map(({ file }) => file));
  const shown = [...new Set(plans.flatMap(({ articles }) => articles))];
  const refused = shown.filter(({ file }) => guilty.has(file)).toSorted(newestFirst);
  if (settings.invalid === 'skip' && refused.length > 0) {
    const leftOut = refused.map(({ file }): LeftOut => ({ file, kind: 'invalid', why: 'feed-invalid' }));
    return without(leftOut, faults);
  }
  progress?.({ stage: 'present' });
  return {
    documents: plans.flatMap((plan) => finished.get(plan) ?? []),
    files: await writeFilesForPeople(pages, settings),
    shown,
    seen: [...seen.values()],
    prints,
    isSound: faults.length === 0,
    leftOut: [],
    problems: [...problems, ...unsaid.values(), ...faults],
  };
}

/** A text may be no UTF-8, or gone meanwhile, as well as no Markdown that can be rendered. */
function whyUnrendered({ file }: Article, renderer: Renderer): string {
  const errors = renderer.problems().filter((found) => found.file === file && found.severity === 'error');
  return errors.map(({ code }) => code).join(', ');
}

/** What is wrong with an article is wrong in every feed that has it. */
function oncePerArticle(verified: readonly VerifiedDocument[]): readonly Problem[] {
  const said = new Set<string>();
  return verified.flatMap(({ document, faults }) =>
    faults.filter(({ file, message }) => {
      const what = `${file} ${message.replaceAll(document.path, '')}`;
      return said.size < said.add(what).size;
    }),
  );
}

async function writeFilesForPeople(channels: readonly Channel[], settings: Settings): Promise<readonly WantedFile[]> {
  const { filesForPeople } = await import('../present/present.js');
  return filesForPeople(settings.site, channels, settings).map(({ text, ...file }) => ({
    ...file,
    bytes: new TextEncoder().encode(text),
  }));
}
