/** Marks a file as it is now, so that a later run sees whether anybody has touched it since. */
import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import type { Instant } from '../model.js';

/**
 * What the file system says of a file is enough, since nobody sets the instant of its last change at will. But within
 * one tick of a clock a file may change twice: Git calls such files racy and reads them again, and so do we.
 */
export interface Mark {
  /** Undefined when there is no such file. */
  readonly facts?: string;
  /** Of the content of a file that had been changed just before. */
  readonly sum?: string;
}

/** Milliseconds: FAT counts in steps of two seconds, all others in smaller ones. */
const tick = 2000;

/**
 * @param file absolute path
 * @param began when the run did, by the clock
 */
export function markOf(file: string, began: Instant): Mark {
  const { facts, changed } = factsOf(file);
  if (facts === undefined) return {};
  return changed > began - tick ? { facts, sum: sumOf(file) } : { facts };
}

export function isAsMarked(file: string, { facts, sum }: Mark): boolean {
  const now = factsOf(file).facts;
  return sum === undefined ? now === facts : now !== undefined && sumOf(file) === sum;
}

function factsOf(file: string): { readonly facts?: string; readonly changed: Instant } {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (stats?.isFile() !== true) return { changed: 0 };
  const { size, mtimeMs, ctimeMs, ino } = stats;
  return { facts: [size, mtimeMs, ctimeMs, ino].join(' '), changed: Math.max(mtimeMs, ctimeMs) };
}

const sumOf = (file: string) => createHash('sha256').update(readFileSync(file)).digest('base64');
