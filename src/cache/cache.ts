/**
 * A store of results that cost time to make: lost or damaged, it costs the time again, and nothing else.
 *
 * Results lie in a file, and where each lies stands in another beside it: a run reads what it asks for and adds what
 * it makes, however much there is. What does not agree with its sum is not there, so the two need not agree.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isStagedFor, replaceFile } from '../files/whole-file.js';
import { contentsFile, endOf, readContents, sumOf, toTable, type Place } from './contents.js';
import { append, overwrite, readPlace, writeAnew } from './results-file.js';

export interface Cache {
  /** What was kept under a key, in this run or the last. */
  readonly get: (key: string) => unknown;
  /** Keeps for the next run what this one need not look at. */
  readonly keep: (key: string) => void;
  /**
   * @param value plain data, as JSON can hold it
   * @param isVital whether it is kept however much there is, for it saves far more than its size
   */
  readonly set: (key: string, value: unknown, isVital?: boolean) => void;
  /** Keeps what this run has asked for, and forgets the rest. A disk that refuses is no problem of the run's. */
  readonly save: () => void;
}

/** For who keeps nothing. */
export const noCache: Cache = { get: () => undefined, keep: () => {}, set: () => {}, save: () => {} };

/** Bytes; what a run makes beyond that is made again in the next. */
const mostBytes = 256 * 1024 * 1024;
/** Bytes that are written at once; files below that are written anew. */
const batch = 1024 * 1024;

/** @param program what makes the results: another version makes others, and finds nothing here */
export function openCache(file: string, program: string): Cache {
  const before = readContents(file, program);
  const used = new Map<string, Place>();
  /** Where results lie that are others now. */
  const outdated: Place[] = [];
  const unwritten = new Map<string, Uint8Array>();
  let end = endOf(before);
  let [size, unwrittenSize] = [0, 0];
  let [isChanged, isRefused] = [false, false];

  function use(key: string, place: Place): void {
    const other = used.get(key);
    if (other !== undefined) outdated.push(other);
    size += place.length - (other?.length ?? 0);
    used.set(key, place);
  }

  function write(): void {
    makeFolder(path.dirname(file));
    append(file, end, [...unwritten.values()]);
    for (const [key, bytes] of unwritten) {
      use(key, { offset: end, length: bytes.length, sum: sumOf(bytes) });
      end += bytes.length;
    }
    unwritten.clear();
    unwrittenSize = 0;
  }

  function save(): void {
    if (isRefused) throw new Error('it cannot be written');
    if (unwritten.size > 0) write();
    for (const [key, place] of before) if (used.get(key)?.offset !== place.offset) outdated.push(place);
    const holes = end - size;
    const isPoor = holes > size / 4 || (holes > 0 && end < batch);
    // What was taken back shall not lie about until there are holes enough.
    if (!isPoor && outdated.length > 0) overwrite(file, outdated);
    replaceFile(contentsFile(file), toTable(program, isPoor ? writeAnew(file, used) : used));
  }

  return {
    get: (key) => {
      const fresh = unwritten.get(key);
      if (fresh !== undefined) return fromBytes(fresh);
      const place = used.get(key) ?? before.get(key);
      const bytes = place === undefined ? undefined : readPlace(file, place);
      if (place === undefined || bytes === undefined) return undefined;
      if (!used.has(key)) use(key, place);
      return fromBytes(bytes);
    },
    keep: (key) => {
      const place = before.get(key);
      if (place !== undefined && !used.has(key)) use(key, place);
    },
    set: (key, value, isVital = false) => {
      isChanged = true;
      const bytes = toBytes(value);
      if (isRefused || (!isVital && size + unwrittenSize + bytes.length > mostBytes)) return;
      unwritten.set(key, bytes);
      unwrittenSize += bytes.length;
      if (unwrittenSize < batch) return;
      try {
        write();
      } catch {
        isRefused = true;
        unwritten.clear();
      }
    },
    save: () => {
      removeStagedFor(file);
      if (!isChanged && used.size === before.size) return;
      try {
        save();
      } catch {
        // What is there holds texts that may have been taken back. In a read-only checkout, it stays.
        forgetCache(file);
      }
    },
  };
}

/** Nobody commits a cache. */
function makeFolder(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const ignore = path.join(folder, '.gitignore');
  if (!existsSync(ignore)) writeFileSync(ignore, '*\n');
}

/** Removes what earlier runs kept in a place where none keeps anything any more. */
export function forgetCache(file: string): void {
  tryToRemove(file);
  tryToRemove(contentsFile(file));
  removeStagedFor(file);
}

/** A run that is killed while it saves leaves files that nobody will ever name again. */
function removeStagedFor(file: string): void {
  const folder = path.dirname(file);
  try {
    const targets = [file, contentsFile(file)].map((target) => path.basename(target));
    const staged = readdirSync(folder).filter((name) => targets.some((target) => isStagedFor(target, name)));
    for (const name of staged) tryToRemove(path.join(folder, name));
  } catch {
    // There is no such folder yet.
  }
}

function tryToRemove(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // A read-only checkout.
  }
}

/** A key for all that a result depends on. */
export function keyOf(...parts: readonly (string | Uint8Array | object)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) {
    const bytes =
      part instanceof Uint8Array ? part : encoder.encode(typeof part === 'string' ? part : JSON.stringify(part));
    hash.update(`${bytes.length} `).update(bytes);
  }
  return hash.digest('hex');
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();
export const toBytes = (value: unknown): Uint8Array => encoder.encode(JSON.stringify(value));
export const fromBytes = (bytes: Uint8Array): unknown => JSON.parse(decoder.decode(bytes));
