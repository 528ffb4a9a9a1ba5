/** Composes the documents of all feeds: lays them out, renders what they hold, writes them and verifies their bytes. */
import { chooseChannels } from './choose/channels.js';
import { layOut, type DocumentPlan } from './choose/layout.js';
import type { Settings } from './config/options.js';
import type { Channel, Tombstone } from './channel.js';
import { writeDocuments, type ComposedDocument, type VerifiedDocument } from './writing.js';
import { extendChannel } from './extensions/extend.js';
import type { Article, Entry, LeftOut } from './model.js';
import type { Onlooker } from './progress.js';
import type { Problem } from './problem.js';
import type { WrittenFile } from './publish/target.js';
import type { Cache } from './cache/cache.js';
import { draftChannel } from './drafting.js';
import type { Renderer } from './rendering.js';

export interface Composition {
  readonly documents: readonly ComposedDocument[];
  /** Files for people. */
  readonly files: readonly WrittenFile[];
  /** The entries that are in them. */
  readonly entries: readonly Entry[];
  /** Those that are in the live feeds. */
  readonly seen: readonly Entry[];
  /** Whether every document keeps to the rules of its format. */
  readonly isSound: boolean;
  readonly leftOut: readonly LeftOut[];
  readonly problems: readonly Problem[];
}

/**
 * An article that cannot be rendered makes room for the next. Where invalid articles are skipped, so does one that
 * would make a feed invalid.
 * @param live every published article, newest first
 * @param tombstones of articles that were published once
 */
export async function composeDocuments(
  live: readonly Article[],
  tombstones: readonly Tombstone[],
  renderer: Renderer,
  settings: Settings,
  cache: Cache,
  onlooker: Onlooker = {},
): Promise<Composition> {
  const compose = (rest: readonly Article[]) => composeDocuments(rest, tombstones, renderer, settings, cache, onlooker);
  onlooker.progress?.({ stage: 'choose' });
  const { channels, problems } = chooseChannels(live, settings);
  const plans = channels.flatMap((channel) => layOut(channel, settings));
  const wanted = [...new Set(plans.flatMap(({ articles }) => articles))];
  const entries = new Map<string, Entry>();
  const unrenderable: LeftOut[] = [];
  for (const [done, article] of wanted.entries()) {
    onlooker.progress?.({ stage: 'render', done, all: wanted.length });
    await onlooker.pulse?.();
    const entry = await renderer.render(article);
    if (entry === undefined)
      unrenderable.push({ file: article.file, kind: 'invalid', why: whyUnrendered(article, renderer) });
    else entries.set(article.file, entry);
  }
  if (unrenderable.length > 0) return withoutArticles(unrenderable, [], live, compose);

  onlooker.progress?.({ stage: 'write' });
  const drafts = plans.map((plan): Draft => {
    const channel = draftChannel(plan, entries, { channels, tombstones }, settings);
    const drafted = extendChannel(channel, settings.extensions);
    return { plan, ...drafted };
  });
  const documents = await writeDocuments(drafts, settings, cache, onlooker);
  // A function that fails on fifty feeds is one thing to mend.
  const unsaid = new Map(drafts.flatMap((draft) => draft.problems).map((found) => [found.message, found]));
  const faults = oncePerArticle(documents);
  const guilty = new Set(faults.map(({ file }) => file));
  const refused = live.filter(({ file }) => guilty.has(file));
  if (settings.invalid === 'skip' && refused.length > 0) {
    const leftOut = refused.map(({ file }): LeftOut => ({ file, kind: 'invalid', why: 'feed-invalid' }));
    return withoutArticles(leftOut, faults, live, compose);
  }
  const liveFiles = new Set(
    plans.flatMap(({ part, articles }) => (part === 'archive' ? [] : articles)).map(({ file }) => file),
  );
  onlooker.progress?.({ stage: 'present' });
  const all = wanted.flatMap(({ file }) => entries.get(file) ?? []);
  return {
    documents,
    files: await writeFilesForPeople(drafts, settings),
    entries: all,
    seen: all.filter(({ file }) => liveFiles.has(file)),
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

async function withoutArticles(
  leftOut: readonly LeftOut[],
  faults: readonly Problem[],
  live: readonly Article[],
  compose: (live: readonly Article[]) => Promise<Composition>,
): Promise<Composition> {
  const files = new Set(leftOut.map(({ file }) => file));
  const composed = await compose(live.filter(({ file }) => !files.has(file)));
  return {
    ...composed,
    leftOut: [...leftOut, ...composed.leftOut],
    problems: [...faults, ...composed.problems],
  };
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

/** A document of all formats, what is in it, and what was wrong with what extensions say of it. */
interface Draft {
  readonly plan: DocumentPlan;
  readonly channel: Channel;
  readonly problems: readonly Problem[];
}

async function writeFilesForPeople(drafts: readonly Draft[], settings: Settings): Promise<readonly WrittenFile[]> {
  const { filesForPeople } = await import('./present/present.js');
  const channels = drafts.map(({ channel }) => channel);
  return filesForPeople(settings.site, channels, settings).map(({ path, type, text }) => ({
    path,
    type,
    bytes: new TextEncoder().encode(text),
  }));
}
