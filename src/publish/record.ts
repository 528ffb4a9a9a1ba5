/** The record of what we wrote: only what stands in it is ever removed. */
import { compareText } from '../order.js';
import { isObject } from '../untyped.js';

/** Hidden, at the root of a target: all that we keep there for ourselves. */
export const stateFolder = '.feedwright';
export const recordName = 'written.json';

/** The same bytes for the same paths. */
export function writeRecord(paths: readonly string[]): Uint8Array {
  const written = [...new Set(paths)].toSorted(compareText);
  return new TextEncoder().encode(`${JSON.stringify({ written }, undefined, 2)}\n`);
}

/** A record that cannot be read lists nothing, and so lets nothing be removed. */
export function readRecord(bytes: Uint8Array | undefined): readonly string[] {
  try {
    const record: unknown = JSON.parse(new TextDecoder().decode(bytes));
    const written = isObject(record) ? record['written'] : undefined;
    return Array.isArray(written) ? written.filter(isPath) : [];
  } catch {
    return [];
  }
}

/** Below the root, and nothing of our own. */
function isPath(path: unknown): path is string {
  if (typeof path !== 'string' || path === '' || /^[/\\]|^[a-z]:/i.test(path)) return false;
  const parts = path.split(/[/\\]/);
  return parts[0] !== stateFolder && !parts.some((part) => part === '' || part === '.' || part === '..');
}
