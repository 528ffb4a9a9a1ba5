/** A store of results that cost time to make: lost or damaged, it costs the time again, and nothing else. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isStagedFor, replaceFile } from '../files/whole-file.js';

export interface Cache {
  /** What was kept under a key, in this run or the last. */
  readonly get: (key: string) => unknown;
  /** @param value plain data, as JSON can hold it */
  readonly set: (key: string, value: unknown) => void;
  /** Keeps what this run has asked for, and forgets the rest. A disk that refuses is no problem of the run's. */
  readonly save: () => void;
}

/** A run without a cache. */
export const noCache: Cache = { get: () => undefined, set: () => {}, save: () => {} };

/** Bytes; what a run makes beyond that is made again in the next. */
const mostBytes = 256 * 1024 * 1024;

/** @param program what makes the results: another version makes others, and finds nothing here */
export function openCache(file: string, program: string): Cache {
  const lines = readLines(file, program);
  const used = new Map<string, Uint8Array>();
  let isChanged = false;
  return {
    get: (key) => {
      const line = used.get(key) ?? lines.get(key);
      if (line === undefined) return undefined;
      used.set(key, line);
      return JSON.parse(decoder.decode(line)) as unknown;
    },
    set: (key, value) => {
      used.set(key, encoder.encode(JSON.stringify(value)));
      isChanged = true;
    },
    save: () => {
      removeStagedFor(file);
      if (!isChanged && used.size === lines.size) return;
      try {
        mkdirSync(path.dirname(file), { recursive: true });
        // Nobody commits a cache.
        const ignore = path.join(path.dirname(file), '.gitignore');
        if (!existsSync(ignore)) writeFileSync(ignore, '*\n');
        replaceFile(file, joinLines(program, used));
      } catch {
        // What is there holds texts that may have been taken back. In a read-only checkout, it stays.
        forgetCache(file);
      }
    },
  };
}

/** Removes what earlier runs kept in a place where none keeps anything any more. */
export function forgetCache(file: string): void {
  tryToRemove(file);
  removeStagedFor(file);
}

/** A run that is killed while it saves leaves a file that nobody will ever name again. */
function removeStagedFor(file: string): void {
  const folder = path.dirname(file);
  try {
    const staged = readdirSync(folder).filter((name) => isStagedFor(path.basename(file), name));
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
const newline = 10;
/** Of the hash of a line, and of a key: hexadecimal digits. */
const [sumLength, keyLength] = [16, 64];

const sumOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex').slice(0, sumLength);

/** One result a line: the hash of the rest, the key, and the JSON. What does not agree with its hash is damaged. */
function readLines(file: string, program: string): ReadonlyMap<string, Uint8Array> {
  const lines = new Map<string, Uint8Array>();
  const bytes = readIfThere(file);
  const head = encoder.encode(`${program}\n`);
  if (bytes === undefined || !bytes.subarray(0, head.length).equals(head)) return lines;
  for (let start = head.length, end = 0; start < bytes.length; start = end + 1) {
    end = bytes.indexOf(newline, start);
    if (end < 0) break;
    const line = bytes.subarray(start + sumLength, end);
    if (bytes.toString('latin1', start, start + sumLength) !== sumOf(line)) continue;
    lines.set(line.toString('latin1', 0, keyLength), line.subarray(keyLength));
  }
  return lines;
}

function readIfThere(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

function joinLines(program: string, used: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const parts: Uint8Array[] = [encoder.encode(`${program}\n`)];
  let size = 0;
  for (const [key, value] of used) {
    size += value.length;
    if (size > mostBytes) break;
    const line = Buffer.concat([encoder.encode(key), value]);
    parts.push(encoder.encode(sumOf(line)), line, new Uint8Array([newline]));
  }
  return Buffer.concat(parts);
}
