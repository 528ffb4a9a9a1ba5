/** The bytes of a file that is to be written: in memory, or on the disk until somebody wants them. */
import { createHash } from 'node:crypto';

export interface StoredBytes {
  readonly length: number;
  /** SHA-256. */
  readonly hash: string;
  readonly read: () => Uint8Array;
}

export type Bytes = Uint8Array | StoredBytes;

export const inMemory = (bytes: Bytes): Uint8Array => (bytes instanceof Uint8Array ? bytes : bytes.read());

export const hashOf = (bytes: Bytes): string =>
  bytes instanceof Uint8Array ? createHash('sha256').update(bytes).digest('hex') : bytes.hash;

export function isEqual(found: Uint8Array, wanted: Bytes): boolean {
  if (wanted instanceof Uint8Array) return Buffer.compare(found, wanted) === 0;
  return found.length === wanted.length && hashOf(found) === wanted.hash;
}
