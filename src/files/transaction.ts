/**
 * Replaces, makes and removes a set of files as one: all of it happens, or nothing.
 *
 * Everything is staged beside its target, flushed and read back; the old versions are kept as hard links; a journal
 * lists it all and is flushed. Then comes a loop of nothing but renames. What fails in it is undone; a run that is
 * killed in it is finished by the next. Only between its first and its last rename are new files beside old ones.
 */
import path from 'node:path';
import { BuildError, problem } from '../problem.js';
import { messageOf } from '../untyped.js';
import { hashOf, inMemory, type Bytes } from './bytes.js';
import { nearestFolder, removeFile, systemDisk, type Disk } from './disk.js';
import { advanceJournal, dropJournal, writeJournal } from './journal.js';
import { apply, discard, flushFolders, restore, toStep, type Step } from './step.js';
import { unwritable, writing } from './unwritable.js';
import { ownName, writeFlushed } from './whole-file.js';

export interface FileChange {
  /** Absolute path. */
  readonly target: string;
  /** How problems name it. */
  readonly shown: string;
  /** Undefined to remove it. */
  readonly bytes: Bytes | undefined;
  /** Folders below this one go with the last file in them that is removed. */
  readonly root: string;
}

type Work = Step & FileChange;

/**
 * @param folder where the journal lives; one transaction at a time
 * @param progress told how many files lie beside their targets so far, which is what takes the time
 * @throws BuildError when a file cannot be written; all are as they were
 */
export function replaceTogether(
  changes: readonly FileChange[],
  folder: string,
  disk: Disk = systemDisk,
  progress: (done: number, all: number) => void = () => {},
): void {
  const name = ownName();
  const work = changes.map((change, index) => planWork(change, `${name}-${index}`, disk));
  const begun: Work[] = [];
  let current = work[0];
  try {
    writeJournal(folder, name, work, disk);
    for (const [done, step] of work.entries()) {
      progress(done, work.length);
      current = step;
      stage(step, disk);
    }
    flushFolders(work, disk);
    advanceJournal(folder, 'staging', 'committing', disk);
    for (const step of work) {
      begun.push(step);
      apply(step, disk);
    }
    flushFolders(work, disk);
  } catch (error) {
    const failure = unwritable((begun.at(-1) ?? current)?.shown ?? folder, error);
    undo(begun, work, folder, failure, disk);
    throw failure;
  }
  try {
    advanceJournal(folder, 'committing', 'done', disk);
    discard(work, disk);
    dropJournal(folder, disk);
  } catch {
    // All is in place; what is left over stands in the journal, for the next run.
  }
}

function planWork(change: FileChange, name: string, disk: Disk): Work {
  const { target, shown, bytes, root } = change;
  const existed = writing(shown, () => disk.existsSync(target));
  const stays = bytes === undefined ? root : writing(shown, () => nearestFolder(path.dirname(target), disk));
  return { ...change, ...toStep(target, name, { hash: bytes && hashOf(bytes), existed, stays }) };
}

function stage({ target, staged, old, existed, ...work }: Work, disk: Disk): void {
  const bytes = work.bytes && inMemory(work.bytes);
  disk.mkdirSync(path.dirname(target), { recursive: true });
  // Left over from a run whose journal was removed by hand.
  removeFile(staged, disk);
  removeFile(old, disk);
  const mode = existed ? disk.statSync(target).mode : undefined;
  if (bytes !== undefined) {
    writeFlushed(staged, bytes, 'wx', disk);
    if (mode !== undefined) disk.chmodSync(staged, mode);
    if (!disk.readFileSync(staged).equals(bytes)) throw new Error('the disk gives back other bytes than were written');
  }
  if (mode !== undefined) keep(target, old, mode, disk);
}

function keep(target: string, old: string, mode: number, disk: Disk): void {
  try {
    disk.linkSync(target, old);
  } catch {
    // Some disks have no hard links, and some systems allow none to files of other people.
    writeFlushed(old, disk.readFileSync(target), 'wx', disk);
    disk.chmodSync(old, mode);
  }
}

/** @throws BuildError when that fails too: the journal stays, for the next run */
function undo(begun: readonly Step[], all: readonly Step[], folder: string, failure: BuildError, disk: Disk): void {
  try {
    restore(begun, disk);
    discard(all, disk);
    dropJournal(folder, disk);
  } catch (error) {
    const [{ file, message = '' } = {}] = failure.problems;
    const args = { failure: message, reason: messageOf(error) };
    throw new BuildError([problem('output-unfinished', { file }, args)], { cause: error });
  }
}
