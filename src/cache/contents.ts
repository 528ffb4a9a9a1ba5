/** The table of contents of a cache: where in its file each result lies. Read whole, it saves reading the results. */
import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';

export interface Place {
  readonly offset: number;
  readonly length: number;
  /** Of the bytes there: what does not agree with it is damaged, or was overwritten. */
  readonly sum: string;
}

export type Contents = ReadonlyMap<string, Place>;

/** Bytes of a row: the key, the sum, the offset and the length. */
const [keySize, sumSize, offsetSize, lengthSize] = [32, 8, 6, 4];
const rowSize = keySize + sumSize + offsetSize + lengthSize;

export const sumOf = (bytes: Uint8Array): string =>
  createHash('sha256')
    .update(bytes)
    .digest('hex')
    .slice(0, 2 * sumSize);

export function toTable(program: string, contents: Contents): Uint8Array {
  const head = Buffer.from(`${program}\n`);
  const table = Buffer.alloc(head.length + contents.size * rowSize);
  let at = head.copy(table);
  for (const [key, { sum, offset, length }] of contents) {
    at += table.write(key, at, 'hex');
    at += table.write(sum, at, 'hex');
    at = table.writeUIntLE(offset, at, offsetSize);
    at = table.writeUIntLE(length, at, lengthSize);
  }
  return Buffer.concat([table, Buffer.from(sumOf(table), 'hex')]);
}

/** The file beside that of a cache. */
export const contentsFile = (file: string) => `${file}-contents`;

/** @returns nothing for what is damaged, or of another program */
export function readContents(file: string, program: string): Contents {
  try {
    const contents = fromTable(readFileSync(contentsFile(file)), program);
    return endOf(contents) <= statSync(file).size ? contents : new Map();
  } catch {
    return new Map();
  }
}

export function endOf(contents: Contents): number {
  return [...contents.values()].reduce((end, { offset, length }) => Math.max(end, offset + length), 0);
}

function fromTable(bytes: Buffer, program: string): Contents {
  const contents = new Map<string, Place>();
  const end = bytes.length - sumSize;
  const head = Buffer.from(`${program}\n`);
  const isSound =
    end >= head.length &&
    bytes.subarray(0, head.length).equals(head) &&
    (end - head.length) % rowSize === 0 &&
    bytes.toString('hex', end) === sumOf(bytes.subarray(0, end));
  if (!isSound) return contents;
  for (let at = head.length; at < end; at += rowSize) {
    const [sum, place] = [at + keySize, at + keySize + sumSize];
    contents.set(bytes.toString('hex', at, sum), {
      sum: bytes.toString('hex', sum, place),
      offset: bytes.readUIntLE(place, offsetSize),
      length: bytes.readUIntLE(place + offsetSize, lengthSize),
    });
  }
  return contents;
}
