/** The record of what we wrote: only what stands in it is ever removed. */
import { compareText } from '../order.js';
import { isObject } from '../untyped.js';

/** Hidden, at the root of a target: all that we keep there for ourselves. */
export const stateFolder = '.feedwright';
export const recordName = 'written.json';
const outboxName = 'outbox.json';

export const recordPath = `${stateFolder}/${recordName}`;
export const outboxPath = `${stateFolder}/${outboxName}`;

/** Paths by their owner: two sites, or two languages of one, may publish to one place, and each removes its own. */
export type PublishRecord = Readonly<Record<string, readonly string[]>>;

/**
 * What has a new owner has no other any more.
 * @param inherited what the owner has taken over from others, whether it is still wanted or not
 */
export function withWritten(
  record: PublishRecord,
  owner: string,
  paths: readonly string[],
  inherited: readonly string[] = [],
): PublishRecord {
  const taken = new Set([...paths, ...inherited]);
  const others = Object.entries(record).map(([name, list]) => [name, list.filter((path) => !taken.has(path))] as const);
  return Object.fromEntries([...others.filter(([name]) => name !== owner), [owner, [...new Set(paths)]]]);
}

/** The same bytes for the same paths. */
export function writeRecord(record: PublishRecord): Uint8Array {
  const lists = Object.entries(record)
    .filter(([, paths]) => paths.length > 0)
    .toSorted(([a], [b]) => compareText(a, b))
    .map(([owner, paths]) => [owner, paths.toSorted(compareText)] as const);
  return new TextEncoder().encode(`${JSON.stringify({ written: Object.fromEntries(lists) }, undefined, 2)}\n`);
}

/** A record that cannot be read lists nothing, and so lets nothing be removed. */
export function readRecord(bytes: Uint8Array | undefined): PublishRecord {
  try {
    const record: unknown = JSON.parse(new TextDecoder().decode(bytes));
    const written = isObject(record) && isObject(record['written']) ? record['written'] : {};
    const lists = Object.entries(written).map(([owner, paths]) => [owner, isList(paths) ? paths.filter(isPath) : []]);
    return Object.fromEntries(lists) as PublishRecord;
  } catch {
    return {};
  }
}

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

/** Below the root, and nothing of our own. */
function isPath(path: unknown): path is string {
  if (typeof path !== 'string' || path === '' || /^[/\\]|^[a-z]:/i.test(path)) return false;
  const parts = path.split(/[/\\]/);
  return parts[0] !== stateFolder && !parts.some((part) => part === '' || part === '.' || part === '..');
}
