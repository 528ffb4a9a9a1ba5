/** Writes files whole: to the disk, beside the target, then renamed over it. */
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import { pid } from 'node:process';
import { threadId } from 'node:worker_threads';

/** @param flag `w` to begin anew, `wx` to fail when the file exists */
export function writeFlushed(file: string, bytes: Uint8Array, flag: 'w' | 'wx'): void {
  const handle = openSync(file, flag);
  try {
    for (let written = 0; written < bytes.length;) written += writeSync(handle, bytes, written);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

let stagedCount = 0;

/** The name of a file while it waits for its turn: hidden, in the folder of its target, and no other run's. */
export function stagedName(target: string): string {
  stagedCount++;
  return path.join(path.dirname(target), `.${path.basename(target)}.${pid}-${threadId}-${stagedCount}.feedwright-tmp`);
}

/** Readers get the old file or the new one, never a part. */
export function replaceFile(target: string, bytes: Uint8Array): void {
  const staged = stagedName(target);
  try {
    writeFlushed(staged, bytes, 'w');
    renameSync(staged, target);
  } finally {
    removeStaged(staged);
  }
}

/** What cannot be removed was not made, or says so in the error that is on its way. */
export function removeStaged(staged: string): void {
  try {
    rmSync(staged, { force: true });
  } catch {
    // A part of its path is no folder.
  }
}
