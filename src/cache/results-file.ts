/** The file in which the results of a cache lie, one behind another: read, written and overwritten in places. */
import { closeSync, existsSync, ftruncateSync, openSync, readSync, renameSync, writeSync } from 'node:fs';
import { removeStaged, stagedName } from '../files/whole-file.js';
import { sumOf, type Contents, type Place } from './contents.js';

/** @returns undefined when there is something else */
export function readPlace(file: string, { offset, length, sum }: Place): Uint8Array | undefined {
  try {
    return withFile(file, 'r', (handle) => {
      const bytes = Buffer.alloc(length);
      readSync(handle, bytes, 0, length, offset);
      return sumOf(bytes) === sum ? bytes : undefined;
    });
  } catch {
    return undefined;
  }
}

/** What lies behind the end was left by a run that was killed. */
export function append(file: string, end: number, parts: readonly Uint8Array[]): void {
  withFile(file, existsSync(file) ? 'r+' : 'w', (handle) => {
    ftruncateSync(handle, end);
    writeAt(handle, Buffer.concat(parts), end);
  });
}

export function overwrite(file: string, places: readonly Place[]): void {
  withFile(file, 'r+', (handle) => {
    for (const { offset, length } of places) writeAt(handle, Buffer.alloc(length), offset);
  });
}

/** @returns where those that were to be kept lie then, one behind another */
export function writeAnew(file: string, kept: Contents): Contents {
  const staged = stagedName(file);
  const moved = new Map<string, Place>();
  try {
    let end = 0;
    withFile(staged, 'w', (handle) => {
      for (const [key, place] of kept) {
        const bytes = readPlace(file, place);
        if (bytes === undefined) continue;
        writeAt(handle, bytes, end);
        moved.set(key, { ...place, offset: end });
        end += bytes.length;
      }
    });
    renameSync(staged, file);
  } finally {
    removeStaged(staged);
  }
  return moved;
}

function withFile<Result>(file: string, flags: string, work: (handle: number) => Result): Result {
  const handle = openSync(file, flags);
  try {
    return work(handle);
  } finally {
    closeSync(handle);
  }
}

function writeAt(handle: number, bytes: Uint8Array, offset: number): void {
  for (let written = 0; written < bytes.length;) {
    written += writeSync(handle, bytes, written, bytes.length - written, offset + written);
  }
}
