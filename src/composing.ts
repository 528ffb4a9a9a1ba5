/** Composes the documents of all feeds: lays them out, renders what they hold, writes them and verifies their bytes. */
import { siteAddress } from './addresses/address.js';
import { chooseChannels } from './choose/channels.js';
import { layOut, type DocumentPlan } from './choose/layout.js';
import type { Settings } from './config/options.js';
import type { Addresses, Channel, FeedDocument } from './channel.js';
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
 */
export async function composeDocuments(
  live: readonly Article[],
  renderer: Renderer,
  settings: Settings,
): Promise<Composition> {
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
  if (unrenderable.length > 0) return withoutArticles(unrenderable, [], live, renderer, settings);

  const documents = await writeDocuments(plans, entries, settings);
  const { verifyDocument } = await import('./verify/verify.js');
  const faults = oncePerArticle(
    documents.map(({ document, bytes }) => ({ document, found: verifyDocument(document, bytes) })),
  );
  const guilty = new Set(faults.map(({ file }) => file));
  const refused = live.filter(({ file }) => guilty.has(file));
  if (settings.invalid === 'skip' && refused.length > 0) {
    const leftOut = refused.map(({ file }): LeftOut => ({ file, kind: 'invalid', why: 'feed-invalid' }));
    return withoutArticles(leftOut, faults, live, renderer, settings);
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
    problems: [...problems, ...faults],
  };
}

async function withoutArticles(
  leftOut: readonly LeftOut[],
  faults: readonly Problem[],
  live: readonly Article[],
  renderer: Renderer,
  settings: Settings,
): Promise<Composition> {
  const files = new Set(leftOut.map(({ file }) => file));
  const others = live.filter(({ file }) => !files.has(file));
  const composed = await composeDocuments(others, renderer, settings);
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
  settings: Settings,
): Promise<readonly ComposedDocument[]> {
  const { writeDocument } = await import('./write/formats.js');
  return plans.flatMap((plan) => {
    const channel = toChannel(plan, entries, settings);
    return settings.formats.map(({ format, path }) => {
      const document = writeDocument(channel, format, plan.folder + path, channel.addresses[format] ?? '');
      return { document, bytes: new TextEncoder().encode(document.text) };
    });
  });
}

/** The date of a feed without entries: never the clock, and late enough that the W3C validator finds it plausible. */
const emptyFeedDate: Instant = Date.UTC(2000, 0, 1);

function toChannel(plan: DocumentPlan, rendered: ReadonlyMap<string, Entry>, settings: Settings): Channel {
  const { site, hubs, refresh, size } = settings;
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
    ...stated({ copyright: site.copyright, refresh: part === 'archive' ? undefined : refresh }),
  };
}

export function addressesOf(folder: string, { site, formats }: Settings): Addresses {
  return Object.fromEntries(formats.map(({ format, path }) => [format, siteAddress(site.url, folder + path)]));
}
