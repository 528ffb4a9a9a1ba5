/** Knows what readers see in the documents that this run wrote and the last one did, so that nobody parses them again. */
import { keyOf, type Cache } from '../cache/cache.js';
import type { FeedContent } from '../feed-content.js';
import { hashOf } from '../files/bytes.js';
import { entriesIn, seenEntries, type SeenEntry } from '../look-ahead/seen-entries.js';

export interface Sightings {
  /** Takes down what a document holds that was found sound. */
  readonly note: (path: string, bytes: Uint8Array, content: FeedContent) => void;
  /** Of a document that the last run wrote, and this one did not. */
  readonly keep: (path: string) => void;
  /** As `seenEntries` tells it of these bytes, whoever wrote them. */
  readonly entriesOf: (path: string, bytes: Uint8Array) => readonly SeenEntry[] | undefined;
}

/** What is kept of a document: no longer than there is one of its path. */
interface Kept {
  /** Of the bytes that it is told from. */
  readonly hash: string;
  readonly entries: readonly SeenEntry[];
}

export function openSightings(cache: Cache): Sightings {
  const known = new Map<string, readonly Kept[]>();
  const keyFor = (path: string) => keyOf('seen', path);
  const recall = (path: string) => {
    const kept = cache.get(keyFor(path)) as Kept | undefined;
    return kept === undefined ? [] : [kept];
  };
  return {
    note: (path, bytes, content) => {
      const entries = entriesIn(content);
      if (entries === undefined) return;
      const before = recall(path);
      cache.set(keyFor(path), { hash: hashOf(bytes), entries } satisfies Kept);
      // As they are kept: parts of a text would hold the whole of it.
      known.set(path, [...recall(path), ...before]);
    },
    keep: (path) => cache.keep(keyFor(path)),
    entriesOf: (path, bytes) => {
      const hash = hashOf(bytes);
      const kept = (known.get(path) ?? recall(path)).find((one) => one.hash === hash);
      return kept === undefined ? seenEntries(bytes) : kept.entries;
    },
  };
}
