/**
 * The folder as it is served: what is told of a file and what is sent of it are the same bytes.
 *
 * A server that looks at a file by its name, and opens it by its name afterwards, promises the length and the tag of
 * one version and sends another when a build publishes between the two.
 */
import { createHash } from 'node:crypto';
import { constants, type BigIntStats } from 'node:fs';
import { lstat, open, realpath, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { hasCode } from '../files/disk.js';
import type { Instant } from '../model.js';
import type { Clock } from '../time/clock.js';
import { isOpenPath } from './asked-path.js';
import { boundedMemory } from './bounded-memory.js';

/** A file as it was at one moment. */
export interface Snapshot {
  /** Of its bytes. */
  readonly hash: string;
  readonly size: number;
  readonly modified: Instant;
  /** All of it, unless it is large. */
  readonly bytes: Uint8Array | undefined;
  /** From one byte to another, both included. It is closed when it is read to its end or destroyed. */
  readonly stream: (start: number, end: number) => Readable;
  readonly close: () => Promise<void>;
}

export interface ServedFolder {
  /** @returns undefined when nothing is there for the public */
  readonly find: (file: string) => Promise<Snapshot | 'folder' | undefined>;
}

/** A file that somebody writes to again and again while it is read. */
export class BusyError extends Error {
  override readonly name = 'BusyError';
}

/** Feeds and pages are held, recordings are not. */
const largeSize = 4_000_000;
const memorySize = 64_000_000;
/** So many hashes of large files are remembered. */
const hashCount = 10_000;
/** A disk tells times in steps, some of two seconds: two versions within one step look alike. */
const settledAfter = 2000;

/**
 * @param root absolute path. It may come later, or be a link that is turned to another folder.
 * @param isHidden of what is in the folder, but not for the public: by its real, absolute path
 */
export function servedFolder(root: string, isHidden: (file: string) => boolean, clock: Clock): ServedFolder {
  const files = boundedMemory<Snapshot>(memorySize);
  const hashes = boundedMemory<string>(hashCount);

  async function find(file: string): Promise<Snapshot | 'folder' | undefined> {
    try {
      const top = await realpath(root);
      const real = await realpath(path.join(top, file));
      const below = path.relative(top, real);
      if (below !== '' && (path.isAbsolute(below) || !isOpenPath(below) || isHidden(real))) return undefined;
      const stats = await lstat(real, { bigint: true });
      if (stats.isDirectory()) return 'folder';
      // What is a pipe or a device would be waited for.
      if (!stats.isFile()) return undefined;
      if (stats.size > largeSize) return await openLarge(real);
      return await files.recall(`${real}:${versionOf(stats)}`, Number(stats.size), () => readWhole(real), {
        isKept: isSettled(stats),
      });
    } catch (error) {
      if (hasCode(error, 'ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ELOOP', 'EACCES', 'EPERM')) return undefined;
      throw error;
    }
  }

  async function openLarge(real: string): Promise<Snapshot> {
    const handle = await openRegular(real);
    try {
      const stats = await handle.stat({ bigint: true });
      const make = () => hashOfLarge(handle, stats);
      const hash = await hashes.recall(`${real}:${versionOf(stats)}`, 1, make, { isKept: isSettled(stats) });
      return {
        ...factsOf(stats, hash),
        bytes: undefined,
        stream: (start, end) => handle.createReadStream({ start, end }),
        close: () => handle.close(),
      };
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  const isSettled = ({ ctimeMs }: BigIntStats) => clock.now() - Number(ctimeMs) > settledAfter;

  return { find };
}

/** Changes with every write, and when another file takes the place. */
const versionOf = ({ dev, ino, size, mtimeNs, ctimeNs }: BigIntStats) => [dev, ino, size, mtimeNs, ctimeNs].join(':');

const factsOf = ({ size, mtimeMs }: BigIntStats, hash: string) => ({
  hash,
  size: Number(size),
  modified: Number(mtimeMs),
});

/** Links are resolved already: one that is put there meanwhile is refused. */
const openRegular = (real: string) =>
  open(real, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));

async function readWhole(real: string): Promise<Snapshot> {
  const handle = await openRegular(real);
  try {
    return await untilStill(handle, async (stats) => {
      const bytes = await handle.readFile();
      return heldSnapshot(bytes, Number(stats.mtimeMs));
    });
  } finally {
    await handle.close();
  }
}

/** A snapshot of bytes that are held in memory. */
export function heldSnapshot(bytes: Uint8Array, modified: Instant): Snapshot {
  return {
    hash: digest(createHash('sha256').update(bytes)),
    size: bytes.length,
    modified,
    bytes,
    stream: (start, end) => Readable.from([bytes.subarray(start, end + 1)], { objectMode: false }),
    close: async () => {},
  };
}

async function hashOfLarge(handle: FileHandle, stats: BigIntStats): Promise<string> {
  return untilStill(
    handle,
    async () => {
      const hash = createHash('sha256');
      for await (const chunk of handle.createReadStream({ start: 0, autoClose: false })) hash.update(chunk as Buffer);
      return digest(hash);
    },
    { is: stats, tries: 1 },
  );
}

/** Reads a file that is not written to meanwhile. @throws BusyError */
async function untilStill<Value>(
  handle: FileHandle,
  read: (stats: BigIntStats) => Promise<Value>,
  { is, tries = 5 }: { readonly is?: BigIntStats; readonly tries?: number } = {},
): Promise<Value> {
  let before = is ?? (await handle.stat({ bigint: true }));
  for (let tried = 0; tried < tries; tried++) {
    const value = await read(before);
    const after = await handle.stat({ bigint: true });
    if (versionOf(before) === versionOf(after)) return value;
    before = after;
  }
  throw new BusyError('the file is being written');
}

/** 160 bits are enough to tell versions apart. */
const digest = (hash: ReturnType<typeof createHash>) => hash.digest('base64url').slice(0, 27);
