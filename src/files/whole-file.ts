/** Writes files whole: to the disk, beside the target, then renamed over it. */
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';

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

/** The name of a file while it waits for its turn: hidden, and in the folder of its target. */
export function stagedName(target: string): string {
  return path.join(path.dirname(target), `.${path.basename(target)}.feedwright-tmp`);
}

/** Readers get the old file or the new one, never a part. */
export function replaceFile(target: string, bytes: Uint8Array): void {
  const staged = stagedName(target);
  try {
    writeFlushed(staged, bytes, 'w');
    renameSync(staged, target);
  } finally {
    rmSync(staged, { force: true });
  }
}
