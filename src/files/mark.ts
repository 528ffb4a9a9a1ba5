/** Marks a file as it is now, so that a later run sees whether anybody has touched it since. */
import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import type { Instant } from '../model.js';
import { lastingFacts, toFacts } from './facts.js';

/** Undefined when there is no such file: both. */
export interface Mark {
  readonly facts?: string;
  /** Of the content of a file that had been changed just before: Git calls such files racy and reads them again too. */
  readonly sum?: string;
}

/** Bytes: a longer file, as a film, is not read to know whether it will change. */
const mostRead = 16 * 1024 * 1024;

/**
 * @param file absolute path
 * @param began when the run did, by the clock
 * @returns undefined when nobody could tell later whether it has changed
 */
export function markOf(file: string, began: Instant): Mark | undefined {
  try {
    const stats = statSync(file, { throwIfNoEntry: false });
    const found = toFacts(stats);
    if (stats === undefined || found === undefined) return {};
    const { facts } = found;
    if (lastingFacts(found, began) !== undefined) return { facts };
    return stats.size > mostRead ? undefined : { facts, sum: sumOf(file) };
  } catch {
    return undefined;
  }
}

export function isAsMarked(file: string, { facts, sum }: Mark): boolean {
  try {
    const now = toFacts(statSync(file, { throwIfNoEntry: false }));
    return sum === undefined ? now?.facts === facts : now !== undefined && sumOf(file) === sum;
  } catch {
    return false;
  }
}

const sumOf = (file: string) => createHash('sha256').update(readFileSync(file)).digest('base64');
