/** Finishes or undoes what a killed run began, by its journal. */
import path from 'node:path';
import { systemDisk, type Disk } from './disk.js';
import { dropJournal, readJournal } from './journal.js';
import { apply, discard, flushFolders, isApplicable, isApplied, restore, type Step } from './step.js';

/**
 * While a run is committing, every file is either in place or staged, so it is finished; where somebody took a staged
 * file away, it is undone. In any other state only hidden files and empty folders are left.
 * @param mayTouch a journal is a file like others, and must lead nowhere else
 * @throws Error when the disk fails, or the journal is not ours
 */
export function recover(folder: string, mayTouch: (file: string) => boolean, disk: Disk = systemDisk): void {
  const journal = readJournal(folder, disk);
  if (journal === undefined) return dropJournal(folder, disk); // Perhaps a draft of one.
  const { state, steps } = journal;
  // Of the folder that stays, what lies in it counts.
  const named = steps.flatMap(({ target, stays }) => [target, path.join(stays, path.basename(target))]);
  const foreign = named.find((file) => !mayTouch(file));
  if (foreign !== undefined) {
    throw new Error(`the journal in ${folder} names ${foreign}, which is no file of this site; remove it`);
  }
  if (state === 'committing') finish(steps, disk);
  discard(steps, disk);
  dropJournal(folder, disk);
}

function finish(steps: readonly Step[], disk: Disk): void {
  const open = steps.filter((step) => !isApplied(step, disk));
  if (!open.every((step) => isApplicable(step, disk))) return restore(steps, disk);
  for (const step of open) apply(step, disk);
  flushFolders(steps, disk);
}
