/** A cache for a run that keeps nothing: what it makes is there as long as it lasts, if there is room. */
import { fromBytes, toBytes, type Cache } from './cache.js';

/** Bytes. */
const mostHeld = 64 * 1024 * 1024;

/** @param before what earlier runs kept, which stays as it is */
export function scratchCache(before?: Cache): Cache {
  const made = new Map<string, Uint8Array>();
  let size = 0;
  return {
    get: (key) => {
      const bytes = made.get(key);
      return bytes === undefined ? before?.get(key) : fromBytes(bytes);
    },
    keep: () => {},
    set: (key, value) => {
      const bytes = toBytes(value);
      size += bytes.length;
      if (size <= mostHeld) made.set(key, bytes);
    },
    save: () => {},
  };
}
