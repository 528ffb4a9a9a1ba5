/** What a run was told by the site's folder: asked again, it is seen whether any answer has changed. */
import { createHash } from 'node:crypto';
import path from 'node:path';
import { isAsMarked, type Mark } from './mark.js';
import type { Listing, SiteFolder } from './site-folder.js';

/** Plain data, as JSON can hold it. */
export interface Testimony {
  /** Sums of what folders hold. */
  readonly listings: Answers<string>;
  readonly folders: Answers<boolean>;
  /** Sizes in bytes; null for a file that is not there. */
  readonly sizes: Answers<number | null>;
  /** Where files really lie; null for nowhere in the site. */
  readonly places: Answers<string | null>;
  /** Files that were looked into, in this order, for so many bytes each, and the sum of all these bytes. */
  readonly heads: readonly { readonly length: number; readonly files: readonly string[]; readonly sum: string }[];
  /** Files of which more was read. */
  readonly marks: Answers<Mark>;
}

/** By the path that was asked about. */
type Answers<Answer> = readonly (readonly [string, Answer])[];

/** @param pulse called now and then, since thousands of files are looked into */
export async function isStillTrue(
  { listings, folders, sizes, places, heads, marks }: Testimony,
  site: SiteFolder,
  pulse: () => Promise<void>,
): Promise<boolean> {
  try {
    const agrees =
      folders.every(([folder, answer]) => site.isFolder(folder) === answer) &&
      listings.every(([folder, sum]) => sumOfListing(site.list(folder)) === sum) &&
      sizes.every(([file, size]) => (site.sizeOf(file) ?? null) === size) &&
      places.every(([file, place]) => (site.pathOf(file) ?? null) === place) &&
      marks.every(([file, mark]) => isAsMarked(path.resolve(site.root, file), mark));
    if (!agrees) return false;
  } catch {
    // What cannot be read any more has changed.
    return false;
  }
  for (const { length, files, sum } of heads) {
    if ((await sumOfHeads(files, length, site, pulse)) !== sum) return false;
  }
  return true;
}

async function sumOfHeads(
  files: readonly string[],
  length: number,
  site: SiteFolder,
  pulse: () => Promise<void>,
): Promise<string | undefined> {
  const sum = openHeadSum(length);
  for (let from = 0; from < files.length; from += filesInTurn) {
    await pulse();
    try {
      for (const file of files.slice(from, from + filesInTurn)) site.lookAt(file, length, sum.add);
    } catch {
      return undefined;
    }
  }
  return sum.end();
}

const filesInTurn = 1000;

export interface HeadSum {
  readonly add: (head: Uint8Array) => void;
  readonly end: () => string;
}

/** Adds up many heads at a time: a hash takes longer to be called than to add up some hundred bytes. */
export function openHeadSum(length: number): HeadSum {
  const hash = createHash('sha256');
  const batch = Buffer.alloc(Math.max(64 * 1024, 4 + length));
  let filled = 0;
  const flush = () => {
    hash.update(batch.subarray(0, filled));
    filled = 0;
  };
  return {
    add: (head) => {
      if (filled + 4 + head.length > batch.length) flush();
      batch.writeUInt32LE(head.length, filled);
      batch.set(head, filled + 4);
      filled += 4 + head.length;
    },
    end: () => {
      flush();
      return hash.digest('base64');
    },
  };
}

export function sumOfListing({ files, outside, unreadable }: Listing): string {
  const hash = createHash('sha256');
  for (const names of [files, outside, unreadable]) hash.update(`${names.length}\n${names.join('\n')}\n`);
  return hash.digest('base64');
}
