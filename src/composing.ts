/** Writes the documents of a feed and verifies them, until every one of them keeps to the rules of its format. */
import { siteAddress } from './addresses/address.js';
import type { Settings } from './config/options.js';
import type { Channel, Entry, FeedDocument, Instant, LeftOut } from './model.js';
import type { Problem } from './problem.js';
import { stated } from './stated.js';

export interface Composition {
  readonly documents: readonly ComposedDocument[];
  /** The entries that are in them. */
  readonly entries: readonly Entry[];
  /** Whether every document keeps to the rules of its format. */
  readonly isSound: boolean;
  readonly leftOut: readonly LeftOut[];
  readonly problems: readonly Problem[];
}

export interface ComposedDocument {
  readonly document: FeedDocument;
  readonly bytes: Uint8Array;
}

/** Where invalid articles are skipped, so are those that would make a feed invalid. */
export async function composeDocuments(entries: readonly Entry[], settings: Settings): Promise<Composition> {
  const documents = await writeDocuments(toChannel(entries, settings), settings);
  const { verifyDocument } = await import('./verify/verify.js');
  const faults = documents.flatMap(({ document, bytes }) => verifyDocument(document, bytes));
  const guilty = new Set(faults.map(({ file }) => file));
  const innocent = entries.filter(({ file }) => !guilty.has(file));
  const isCurable = settings.invalid === 'skip' && innocent.length < entries.length;
  if (!isCurable) return { documents, entries, isSound: faults.length === 0, leftOut: [], problems: faults };
  const cured = await composeDocuments(innocent, settings);
  const refused = entries.filter(({ file }) => guilty.has(file));
  const leftOut = refused.map(({ file }): LeftOut => ({ file, kind: 'invalid', why: 'feed-invalid' }));
  return { ...cured, leftOut: [...leftOut, ...cured.leftOut], problems: [...faults, ...cured.problems] };
}

async function writeDocuments(channel: Channel, { formats }: Settings): Promise<readonly ComposedDocument[]> {
  const { writeDocument } = await import('./write/formats.js');
  return formats.map(({ format, path }) => {
    const document = writeDocument(channel, format, path, channel.addresses[format] ?? '');
    return { document, bytes: new TextEncoder().encode(document.text) };
  });
}

/** The date of a feed without entries: never the clock, and late enough that the W3C validator finds it plausible. */
const emptyFeedDate: Instant = Date.UTC(2000, 0, 1);

function toChannel(entries: readonly Entry[], { site, formats, hubs, refresh }: Settings): Channel {
  const { url, title, description, language, copyright, icon, logo } = site;
  return {
    title,
    description,
    url,
    hubs,
    addresses: Object.fromEntries(formats.map(({ format, path }) => [format, siteAddress(url, path)])),
    updated: entries.reduce((latest, entry) => Math.max(latest, entry.updated ?? entry.published), emptyFeedDate),
    entries,
    ...stated({ language, copyright, icon, logo, refresh }),
  };
}
