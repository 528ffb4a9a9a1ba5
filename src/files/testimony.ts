/** What a run was told by the site's folder: asked again, it is seen whether any answer has changed. */
import { createHash } from 'node:crypto';
import path from 'node:path';
import type { Onlooker } from '../progress.js';
import { isAsMarked, type Mark } from './mark.js';
import type { Find, Listing, SiteFolder } from './site-folder.js';

/**
 * The folder of the articles, and which of its files were looked into. It names none of them: what they are called and
 * what they held goes into a sum that is not kept with it.
 */
export interface Ground {
  readonly folder: string;
  /** How many files there are. */
  readonly count: number;
  /** Of files that were read as a whole, by their place in the list of files. */
  readonly texts: readonly (readonly [at: number, mark: Mark])[];
  /** For so many bytes each, those from one place in the list of files to another. */
  readonly heads: readonly { readonly length: number; readonly spans: readonly Span[] }[];
}

export type Span = readonly [from: number, to: number];

/** Answers to all other questions, as plain data. */
export interface Answers {
  readonly folders: ByPath<boolean>;
  /** Sizes in bytes; null for a file that is not there. */
  readonly sizes: ByPath<number | null>;
  /** Where files really lie; null for nowhere in the site. */
  readonly places: ByPath<string | null>;
  /** Of other files that were read. */
  readonly marks: ByPath<Mark>;
}

type ByPath<Answer> = readonly (readonly [string, Answer])[];

export function isStillTrue({ folders, sizes, places, marks }: Answers, site: SiteFolder): boolean {
  try {
    return (
      folders.every(([folder, answer]) => site.isFolder(folder) === answer) &&
      sizes.every(([file, size]) => (site.sizeOf(file) ?? null) === size) &&
      places.every(([file, place]) => (site.pathOf(file) ?? null) === place) &&
      marks.every(([file, mark]) => isAsMarked(path.resolve(site.root, file), mark))
    );
  } catch {
    // What cannot be read any more has changed.
    return false;
  }
}

/**
 * What changes most often, a text or the list of files, is seen first, at the price of a few files.
 * @param find what the run looked for in the heads
 * @returns undefined when something has changed, or cannot be read
 */
export async function sumOfGround(
  { folder, count, texts, heads }: Ground,
  site: SiteFolder,
  find: Find,
  { progress, pulse }: Onlooker = {},
): Promise<string | undefined> {
  const listing = site.list(folder);
  const isSameText = ([at, mark]: readonly [number, Mark]) =>
    isAsMarked(path.resolve(site.root, listing.files[at] ?? ''), mark);
  if (listing.files.length !== count || !texts.every(isSameText)) return undefined;
  const sums: HeadSum[] = [];
  const all = heads.flatMap(({ spans }) => spans).reduce((files, [from, to]) => files + to - from, 0);
  let done = 0;
  for (const { length, spans } of heads) {
    const sum = openHeadSum(length, find);
    sums.push(sum);
    const files = spans.flatMap(([from, to]) => listing.files.slice(from, to));
    for (let from = 0; from < files.length; from += filesInTurn) {
      const turn = files.slice(from, from + filesInTurn);
      progress?.({ stage: 'recall', done, all });
      await pulse?.();
      done += turn.length;
      try {
        for (const file of turn) site.lookAt(file, length, sum.find);
      } catch {
        return undefined;
      }
    }
  }
  return sumOfAll(listing, sums);
}

const filesInTurn = 1000;

/** Of names, and of what was seen in files. */
export function sumOfAll({ files, outside, nowhere, unreadable }: Listing, heads: readonly HeadSum[]): string {
  const hash = createHash('sha256');
  for (const names of [files, outside, nowhere, unreadable]) hash.update(`${names.length}\0${names.join('\0')}\0`);
  for (const head of heads) hash.update(head.end());
  return hash.digest('base64');
}

export interface HeadSum {
  /** Adds what is found; where that takes more than a head, the head. */
  readonly find: Find;
  readonly end: () => Uint8Array;
}

/** Adds up many heads at a time: a hash takes longer to be called than to add up some hundred bytes. */
export function openHeadSum(length: number, find: Find): HeadSum {
  const hash = createHash('sha256');
  const batch = Buffer.alloc(Math.max(64 * 1024, 4 + length));
  let filled = 0;
  const flush = () => {
    hash.update(batch.subarray(0, filled));
    filled = 0;
  };
  const add = (bytes: Buffer) => {
    if (filled + 4 + bytes.length > batch.length) flush();
    batch.writeUInt32LE(bytes.length, filled);
    batch.set(bytes, filled + 4);
    filled += 4 + bytes.length;
  };
  return {
    find: (head, asked) => {
      const found = find(head, asked);
      add(found ?? head);
      return found;
    },
    end: () => {
      flush();
      return hash.digest();
    },
  };
}
