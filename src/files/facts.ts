/** What the file system says of a file: as long as it says the same, so does the file. */
import type { Stats } from 'node:fs';
import type { Instant } from '../model.js';

export interface FileFacts {
  /** Size, times and number: nobody sets the instant of its last change at will. */
  readonly facts: string;
  readonly changed: Instant;
}

/** @returns undefined for what is no file */
export function toFacts(stats: Stats | undefined): FileFacts | undefined {
  if (stats?.isFile() !== true) return undefined;
  const { size, mtimeMs, ctimeMs, ino } = stats;
  return { facts: [size, mtimeMs, ctimeMs, ino].join(' '), changed: Math.max(mtimeMs, ctimeMs) };
}

/** Milliseconds: FAT counts in steps of two seconds, all others in smaller ones. */
const tick = 2000;

/**
 * Within one tick of a clock a file may change twice, and only its bytes tell.
 * @param began when the run did, by the clock; unknown: no facts can be trusted
 * @returns undefined when they cannot tell the next run whether the file has changed
 */
export function lastingFacts(found: FileFacts | undefined, began: Instant | undefined): string | undefined {
  return found === undefined || began === undefined || found.changed > began - tick ? undefined : found.facts;
}
