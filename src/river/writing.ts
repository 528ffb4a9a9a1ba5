/** Writes the documents of a channel and verifies their bytes, unless an earlier run did and they are in place. */
import { keyOf, type Cache } from '../cache/cache.js';
import type { Channel, FeedDocument } from '../channel.js';
import type { Settings } from '../config/options.js';
import { hashOf, type Bytes } from '../files/bytes.js';
import type { Spool } from '../files/spool.js';
import type { Format } from '../model.js';
import { addressFrom, stylePath } from '../present/places.js';
import type { Onlooker } from '../progress.js';
import type { Problem } from '../problem.js';
import type { Target } from '../publish/target.js';
import type { Sightings } from './sighting.js';
import { stated } from '../stated.js';
import { toDocument } from '../write/document.js';

export interface ComposedDocument {
  readonly document: FeedDocument;
  readonly bytes: Bytes;
  /** Whether it is in place as it is. */
  readonly stands?: boolean;
}

export interface VerifiedDocument extends ComposedDocument {
  readonly faults: readonly Problem[];
}

/** A document of a channel, before it is written. */
export interface DocumentPlace {
  readonly format: Format;
  readonly path: string;
  /** Address of its style, from its folder: a format may have a folder of its own within its channel's. */
  readonly stylesheet?: string;
}

/** @param folder of the channel */
export function documentPlaces(folder: string, { formats, site, stylesheet }: Settings): readonly DocumentPlace[] {
  return formats.map(({ format, path: name }) => {
    const path = folder + name;
    const own = path.slice(0, path.lastIndexOf('/') + 1);
    return {
      format,
      path,
      ...stated({ stylesheet: stylesheet ? addressFrom(own, stylePath(site.language)) : undefined }),
    };
  });
}

/** What writing needs besides the channel. */
export interface WritingMeans extends Onlooker {
  readonly settings: Settings;
  readonly cache: Cache;
  readonly spool: Spool;
  readonly sightings: Sightings;
  /** What is published already. */
  readonly target: Target;
}

/**
 * What an earlier run wrote of the same channel was found sound then, and is the same now. Of it, its sum is kept: the
 * document itself lies where it was published. Archives are told from others without their channels.
 * @param place of these documents among all that are to be written
 */
export async function writeDocuments(
  channel: Channel,
  folder: string,
  { settings, cache, spool, sightings, target, progress, pulse }: WritingMeans,
  { done, all }: { readonly done: number; readonly all: number },
): Promise<readonly VerifiedDocument[]> {
  const isArchive = channel.paging.part === 'archive';
  // Of all its texts, once for all formats.
  const drafted = isArchive ? undefined : keyOf('channel', channel);
  const documents: VerifiedDocument[] = [];
  for (const { format, path, ...style } of documentPlaces(folder, settings)) {
    await pulse?.();
    // Archives are written while others are rendered: how far those are tells more.
    if (!isArchive) progress?.({ stage: 'write', done: done + documents.length, all });
    const styled = { ...channel, ...style };
    const document = toDocument(styled, format, path);
    const key = drafted === undefined ? undefined : keyOf('document', format, path, style, drafted);
    const sum = key === undefined ? undefined : cache.get(key);
    // What stands in its place and cannot be read is told of when it is to be replaced, with all that is wrong besides.
    const standing = sum === undefined ? undefined : await target.read(path).catch(() => undefined);
    if (standing !== undefined && hashOf(standing) === sum) {
      sightings.keep(path);
      documents.push({ document, bytes: standing, faults: [] });
      continue;
    }
    const { writers } = await import('../write/formats.js');
    const { verifyDocument } = await import('../verify/verify.js');
    const bytes = new TextEncoder().encode(writers[format](styled));
    if (!isArchive) progress?.({ stage: 'verify' });
    const { faults, content } = verifyDocument(document, bytes);
    if (key !== undefined && content !== undefined && faults.length === 0) {
      cache.set(key, hashOf(bytes));
      sightings.note(path, bytes, content);
    }
    documents.push({ document, bytes: isArchive ? spool.put(bytes) : bytes, faults });
  }
  return documents;
}
