/** Writes the documents of channels and verifies their bytes, unless the last run did. */
import { keyOf, type Cache } from './cache/cache.js';
import type { Channel, FeedDocument } from './channel.js';
import type { DocumentPlan } from './choose/layout.js';
import type { Settings } from './config/options.js';
import { addressFrom, stylePath } from './present/places.js';
import type { Onlooker } from './progress.js';
import type { Problem } from './problem.js';
import { stated } from './stated.js';
import { toDocument } from './write/document.js';

export interface ComposedDocument {
  readonly document: FeedDocument;
  readonly bytes: Uint8Array;
}

export interface VerifiedDocument extends ComposedDocument {
  readonly faults: readonly Problem[];
}

/** What the last run wrote of the same channel was found sound then, and is the same now. */
export async function writeDocuments(
  drafts: readonly { readonly plan: DocumentPlan; readonly channel: Channel }[],
  settings: Settings,
  cache: Cache,
  { progress, pulse }: Onlooker,
): Promise<readonly VerifiedDocument[]> {
  const documents: VerifiedDocument[] = [];
  for (const { plan, channel: unstyled } of drafts) {
    await pulse?.();
    for (const { format, path: name } of settings.formats) {
      const path = plan.folder + name;
      progress?.({ stage: 'write', done: documents.length, all: drafts.length * settings.formats.length });
      const channel = { ...unstyled, ...stated({ stylesheet: styleFrom(path, settings) }) };
      const key = keyOf('document', format, path, channel);
      const kept = cache.get(key);
      if (typeof kept === 'string') {
        documents.push({ document: toDocument(channel, format, path, kept), bytes: toBytes(kept), faults: [] });
        continue;
      }
      const { writers } = await import('./write/formats.js');
      const { verifyDocument } = await import('./verify/verify.js');
      const document = toDocument(channel, format, path, writers[format](channel));
      const bytes = toBytes(document.text);
      progress?.({ stage: 'verify' });
      const faults = verifyDocument(document, bytes);
      if (faults.length === 0) cache.set(key, document.text);
      documents.push({ document, bytes, faults });
    }
  }
  return documents;
}

/** The address of the style, from the folder of the document: a format may have one of its own within its channel's. */
function styleFrom(path: string, { site, stylesheet }: Settings): string | undefined {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  return stylesheet ? addressFrom(folder, stylePath(site.language)) : undefined;
}

const toBytes = (text: string) => new TextEncoder().encode(text);
