/** One file that a transaction replaces, makes or removes, and what can be done with it. */
import path from 'node:path';
import { hashOf } from './bytes.js';
import { flushFolder, foldersBetween, hasCode, removeEmptyFolders, removeFile, type Disk } from './disk.js';

export interface Step {
  /** Absolute path. */
  readonly target: string;
  /** The new version and the old one, hidden beside the target. */
  readonly staged: string;
  readonly old: string;
  /** Of the new bytes; undefined when the file is removed. */
  readonly hash: string | undefined;
  /** Whether there was an old version. */
  readonly existed: boolean;
  /** Folders between the target and this one were made for it, or go with it: none of them stays without a file. */
  readonly stays: string;
}

/** @param name unique: of the hidden files */
export function toStep(target: string, name: string, facts: Pick<Step, 'hash' | 'existed' | 'stays'>): Step {
  const beside = path.join(path.dirname(target), `.${name}.feedwright`);
  return { target, staged: `${beside}-tmp`, old: `${beside}-old`, ...facts };
}

export function apply({ target, staged, hash }: Step, disk: Disk): void {
  if (hash === undefined) disk.unlinkSync(target);
  else disk.renameSync(staged, target);
}

export function isApplied({ target, hash }: Step, disk: Disk): boolean {
  return hash === undefined ? !disk.existsSync(target) : holds(target, hash, disk);
}

export function isApplicable({ staged, hash }: Step, disk: Disk): boolean {
  return hash === undefined || holds(staged, hash, disk);
}

/** Puts the old versions back, the last step first. */
export function restore(steps: readonly Step[], disk: Disk): void {
  for (const { target, old, hash, existed } of steps.toReversed()) {
    // Where nothing was replaced, both are one file, and renaming does nothing (POSIX).
    if (existed && disk.existsSync(old)) disk.renameSync(old, target);
    else if (!existed && hash !== undefined && holds(target, hash, disk)) disk.unlinkSync(target);
  }
  flushFolders(steps, disk);
}

/** Removes the hidden files, and folders that are left empty. */
export function discard(steps: readonly Step[], disk: Disk): void {
  for (const { staged, old } of steps) {
    removeFile(staged, disk);
    removeFile(old, disk);
  }
  for (const { target, stays } of steps) removeEmptyFolders(path.dirname(target), stays, disk);
}

/** Those of the targets, and of new folders those above them too. */
export function flushFolders(steps: readonly Step[], disk: Disk): void {
  const folders = steps.flatMap(({ target, stays }) => {
    const folder = path.dirname(target);
    return [folder, ...foldersBetween(folder, stays), stays];
  });
  for (const folder of new Set(folders)) {
    if (disk.existsSync(folder)) flushFolder(folder, disk);
  }
}

function holds(file: string, hash: string, disk: Disk): boolean {
  try {
    return hashOf(disk.readFileSync(file)) === hash;
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR', 'EISDIR')) return false;
    throw error;
  }
}
