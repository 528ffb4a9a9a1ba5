/** Composes the documents of all feeds: lays them out, renders what they hold, writes them and verifies their bytes. */
import { siteAddress } from './addresses/address.js';
import { chooseChannels } from './choose/channels.js';
import { layOut, type DocumentPlan } from './choose/layout.js';
import type { Settings } from './config/options.js';
import type { Addresses, Channel, FeedDocument, Tombstone } from './channel.js';
import { extendChannel } from './extensions/extend.js';
import type { Article, Entry, Instant, LeftOut } from './model.js';
import type { Problem } from './problem.js';
import type { Renderer } from './rendering.js';
import { stated } from './stated.js';
import { fitInto } from './write/budget.js';

export interface Composition {
  readonly documents: readonly ComposedDocument[];
  /** The entries that are in them. */
  readonly entries: readonly Entry[];
  /** Those that are in the live feeds. */
  readonly seen: readonly Entry[];
  /** Whether every document keeps to the rules of its format. */
  readonly isSound: boolean;
  readonly leftOut: readonly LeftOut[];
  readonly problems: readonly Problem[];
}

export interface ComposedDocument {
  readonly document: FeedDocument;
  readonly bytes: Uint8Array;
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
): Promise<Composition> {
  const compose = (others: readonly Article[]) => composeDocuments(others, tombstones, renderer, settings);
  const { channels, problems } = chooseChannels(live, settings);
  const plans = channels.flatMap((channel) => layOut(channel, settings));
  const wanted = [...new Set(plans.flatMap(({ articles }) => articles))];
  const entries = new Map<string, Entry>();
  const unrenderable: LeftOut[] = [];
  for (const article of wanted) {
    const entry = await renderer.render(article);
    if (entry === undefined) unrenderable.push({ file: article.file, kind: 'invalid', why: 'body-unrenderable' });
    else entries.set(article.file, entry);
  }
  if (unrenderable.length > 0) return withoutArticles(unrenderable, [], live, compose);

  const { documents, problems: unsaid } = await writeDocuments(plans, entries, tombstones, settings);
  const { verifyDocument } = await import('./verify/verify.js');
  const faults = oncePerArticle(
    documents.map(({ document, bytes }) => ({ document, found: verifyDocument(document, bytes) })),
  );
  const guilty = new Set(faults.map(({ file }) => file));
  const refused = live.filter(({ file }) => guilty.has(file));
  if (settings.invalid === 'skip' && refused.length > 0) {
    const leftOut = refused.map(({ file }): LeftOut => ({ file, kind: 'invalid', why: 'feed-invalid' }));
    return withoutArticles(leftOut, faults, live, compose);
  }
  const liveFiles = new Set(
    plans.flatMap(({ part, articles }) => (part === 'archive' ? [] : articles)).map(({ file }) => file),
  );
  const all = wanted.flatMap(({ file }) => entries.get(file) ?? []);
  return {
    documents,
    entries: all,
    seen: all.filter(({ file }) => liveFiles.has(file)),
    isSound: faults.length === 0,
    leftOut: [],
    problems: [...problems, ...unsaid, ...faults],
  };
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
function oncePerArticle(
  verified: readonly { readonly document: FeedDocument; readonly found: readonly Problem[] }[],
): readonly Problem[] {
  const said = new Set<string>();
  return verified.flatMap(({ document, found }) =>
    found.filter(({ file, message }) => {
      const what = `${file} ${message.replaceAll(document.path, '')}`;
      return said.size < said.add(what).size;
    }),
  );
}

async function writeDocuments(
  plans: readonly DocumentPlan[],
  entries: ReadonlyMap<string, Entry>,
  tombstones: readonly Tombstone[],
  settings: Settings,
): Promise<Pick<Composition, 'documents' | 'problems'>> {
  const { writeDocument } = await import('./write/formats.js');
  const problems = new Map<string, Problem>();
  const documents = plans.flatMap((plan) => {
    const bare = toChannel(plan, entries, tombstones, settings);
    const { channel, problems: found } = extendChannel(bare, settings.extensions);
    // A function that fails on fifty feeds is one thing to mend.
    for (const fault of found) problems.set(fault.message, fault);
    return settings.formats.map(({ format, path }) => {
      const document = writeDocument(channel, format, plan.folder + path, channel.addresses[format] ?? '');
      return { document, bytes: new TextEncoder().encode(document.text) };
    });
  });
  return { documents, problems: [...problems.values()] };
}

/** The date of a feed without entries: never the clock, and late enough that the W3C validator finds it plausible. */
const emptyFeedDate: Instant = Date.UTC(2000, 0, 1);

function toChannel(
  plan: DocumentPlan,
  rendered: ReadonlyMap<string, Entry>,
  tombstones: readonly Tombstone[],
  settings: Settings,
): Channel {
  const { site, hubs, cloud, refresh, size } = settings;
  const { copyright, cover, accentColor } = site;
  const { channel, part, folder } = plan;
  const whole = plan.articles.flatMap(({ file }) => rendered.get(file) ?? []);
  const entries = part === 'live' ? fitInto(whole, size.bytes) : whole;
  const { articles: _articles, ...named } = channel;
  const addressesIn = (place: string) => addressesOf(place, settings);
  return {
    ...named,
    hubs: part === 'archive' ? [] : hubs,
    addresses: addressesIn(folder),
    updated: entries.reduce((latest, entry) => Math.max(latest, entry.updated ?? entry.published), emptyFeedDate),
    paging: {
      part,
      ...stated({
        current: part === 'archive' ? addressesIn(channel.folder) : undefined,
        previous: plan.previous === undefined ? undefined : addressesIn(plan.previous),
        next: plan.next === undefined ? undefined : addressesIn(plan.next),
      }),
    },
    entries,
    tombstones: part === 'archive' ? [] : tombstones,
    extensions: [],
    ...stated({ copyright, cover, accentColor, ...(part === 'archive' ? {} : { cloud, refresh }) }),
  };
}

function addressesOf(folder: string, { site, formats }: Settings): Addresses {
  return Object.fromEntries(formats.map(({ format, path }) => [format, siteAddress(site.url, folder + path)]));
}
