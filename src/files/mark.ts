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

/**
 * @param file absolute path
 * @param began when the run did, by the clock
 */
export function markOf(file: string, began: Instant): Mark {
  const found = factsOf(file);
  if (found === undefined) return {};
  const { facts } = found;
  return lastingFacts(found, began) === undefined ? { facts, sum: sumOf(file) } : { facts };
}

export function isAsMarked(file: string, { facts, sum }: Mark): boolean {
  const now = factsOf(file);
  return sum === undefined ? now?.facts === facts : now !== undefined && sumOf(file) === sum;
}

const factsOf = (file: string) => toFacts(statSync(file, { throwIfNoEntry: false }));
const sumOf = (file: string) => createHash('sha256').update(readFileSync(file)).digest('base64');
