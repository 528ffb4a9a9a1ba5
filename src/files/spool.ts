/** Holds what a run has made and not published yet, outside of its memory: archives of thousands of articles. */
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { hashOf, type Bytes, type StoredBytes } from './bytes.js';

export interface Spool {
  readonly put: (bytes: Uint8Array) => Bytes;
  readonly close: () => void;
}

/** A file that nobody else may read, and that is gone with the run, however that ends, where systems allow it. */
export function openSpool(folder = tmpdir()): Spool {
  let handle: number | undefined;
  let own: string | undefined;
  let end = 0;

  function open(): number {
    own = mkdtempSync(path.join(folder, 'feedwright-'));
    const opened = openSync(path.join(own, 'spool'), 'wx+', 0o600);
    tryToRemove(own);
    return opened;
  }

  return {
    put: (bytes) => {
      try {
        const opened = (handle ??= open());
        const offset = end;
        for (let written = 0; written < bytes.length;) {
          written += writeSync(opened, bytes, written, bytes.length - written, offset + written);
        }
        end += bytes.length;
        return storedAt(opened, offset, bytes.length, hashOf(bytes));
      } catch {
        return bytes; // A disk that is full or read-only: then they stay in memory.
      }
    },
    close: () => {
      if (handle !== undefined) closeSync(handle);
      if (own !== undefined) tryToRemove(own);
      handle = undefined;
    },
  };
}

const storedAt = (handle: number, offset: number, length: number, hash: string): StoredBytes => ({
  length,
  hash,
  read: () => readFrom(handle, offset, length),
});

function readFrom(handle: number, offset: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let read = 0; read < length;) {
    const count = readSync(handle, bytes, read, length - read, offset + read);
    if (count === 0) throw new Error('what a run has put aside is gone');
    read += count;
  }
  return bytes;
}

function tryToRemove(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // Windows removes no file that is open; it is tried again at the end.
  }
}
