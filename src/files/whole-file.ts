/** Writes files whole: to the disk, beside the target, then renamed over it. */
import { chmodSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { pid } from 'node:process';
import { threadId } from 'node:worker_threads';
import { systemDisk, type Disk } from './disk.js';

/** @param flag `w` to begin anew, `wx` to fail when the file exists */
export function writeFlushed(file: string, bytes: Uint8Array, flag: 'w' | 'wx', disk: Disk = systemDisk): void {
  const handle = disk.openSync(file, flag);
  try {
    for (let written = 0; written < bytes.length;) written += disk.writeSync(handle, bytes, written);
    disk.fsyncSync(handle);
  } finally {
    disk.closeSync(handle);
  }
}

let stagedCount = 0;

/** A name that no other run has at the same time. */
export function ownName(): string {
  stagedCount++;
  return `${pid}-${threadId}-${stagedCount}`;
}

/** The name of a file while it waits for its turn: hidden, in the folder of its target, and no other run's. */
export function stagedName(target: string): string {
  return path.join(path.dirname(target), `.${path.basename(target)}.${ownName()}.feedwright-tmp`);
}

/** Whether a file beside a target, by its name, waits for its turn or was left while it did. */
export function isStagedFor(target: string, name: string): boolean {
  return name.startsWith(`.${target}.`) && name.endsWith('.feedwright-tmp');
}

/** Readers get the old file or the new one, never a part. Who may read it stays as it was. */
export function replaceFile(target: string, bytes: Uint8Array): void {
  const staged = stagedName(target);
  try {
    writeFlushed(staged, bytes, 'w');
    const old = statSync(target, { throwIfNoEntry: false });
    if (old !== undefined) chmodSync(staged, old.mode);
    renameSync(staged, target);
  } finally {
    removeStaged(staged);
  }
}

/** Leaves a file alone that holds these bytes already; its folder is made. */
export function replaceChanged(target: string, bytes: Uint8Array, disk: Disk = systemDisk): void {
  if (disk.existsSync(target) && disk.readFileSync(target).equals(bytes)) return;
  disk.mkdirSync(path.dirname(target), { recursive: true });
  replaceFile(target, bytes);
}

/** What cannot be removed was not made, or says so in the error that is on its way. */
export function removeStaged(staged: string): void {
  try {
    rmSync(staged, { force: true });
  } catch {
    // A part of its path is no folder.
  }
}
