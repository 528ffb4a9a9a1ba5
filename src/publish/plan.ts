/** Compares what a run wants published with what is there, and publishes the difference. */
import type { Change, FeedDocument } from '../channel.js';
import { inMemory, isEqual, type Bytes } from '../files/bytes.js';
import { isCompressed } from './compressed.js';
import { inherit, type Taken } from './owners.js';
import { refuseClashes, refuseForeign, refuseKept, type WhatIsKept } from './one-place.js';
import type { Replacement, Target, WrittenFile } from './target.js';

/** A file for people. */
export interface WantedFile extends WrittenFile {
  /** The option that wants it. */
  readonly option: string;
  /** Whether a text in its place is one of ours, by this or another version. */
  readonly isOurs: (text: string) => boolean;
  /** Whether every site writes the same in its place. */
  readonly isCommon: boolean;
}

export interface PlannedFile extends WrittenFile {
  readonly change: Change;
}

export interface PlannedDocument {
  readonly document: FeedDocument;
  readonly bytes: Bytes;
  readonly change: Change;
  /** The live document that is in place. */
  readonly published: Uint8Array | undefined;
}

export interface Plan {
  readonly documents: readonly PlannedDocument[];
  /** Files for people, which point to the documents. */
  readonly others: readonly PlannedFile[];
  /** Documents of earlier runs that this one has no more. */
  readonly removed: readonly string[];
  /**
   * Whether documents that are published change or go. When there is no article, then whatever led to it, a wrong
   * folder or one wrong setting: readers would see everything withdrawn.
   */
  readonly isWithdrawal: boolean;
  readonly write: readonly WrittenFile[];
  readonly remove: readonly string[];
  readonly written: readonly string[];
  /** Of another owner until now. */
  readonly inherited: readonly string[];
  /** What is another site's, and published only when somebody says that it is meant. */
  readonly taken: readonly Taken[];
}

export interface WantedDocument {
  readonly document: FeedDocument;
  readonly bytes: Bytes;
  /** Whether it was found to be in place already. */
  readonly stands?: boolean;
}

/**
 * @param whatIsKept of the site's own files
 * @throws BuildError when what is published cannot be read, two files would stand in one place, or one in that of a
 * file that is kept or foreign
 */
export async function planDocuments(
  wanted: readonly WantedDocument[],
  files: readonly WantedFile[],
  target: Target,
  whatIsKept: WhatIsKept,
): Promise<Plan> {
  const endings = ['', ...target.encodings.map(({ ending }) => ending)];
  const paths = [...wanted.map(({ document }) => document.path), ...files.map(({ path }) => path)];
  const written = paths.flatMap((path) => endings.map((ending) => path + ending));
  refuseClashes(written);
  const feeds = wanted.map(({ document }) => document.path);
  const pages = files.filter(({ isCommon }) => !isCommon).map(({ path }) => path);
  const { inherited, taken } = inherit({ feeds, pages }, target.others, target.shown);
  const documents: PlannedDocument[] = [];
  const others: PlannedFile[] = [];
  const write: WrittenFile[] = [];
  for (const { document, bytes, stands = false } of wanted) {
    const { path, type, part } = document;
    // Its siblings can be told from its bytes alone.
    const published = stands && target.encodings.length === 0 ? undefined : await target.read(path);
    const change = stands ? 'unchanged' : changeOf(published, bytes);
    documents.push({ document, bytes, change, published: part === 'archive' ? undefined : published });
    const file = { path, bytes: stands ? (published ?? bytes) : bytes, type };
    if (change !== 'unchanged') write.push(file);
    write.push(...(await staleSiblings(file, target)));
  }
  const foreign: WantedFile[] = [];
  for (const file of files) {
    const published = await target.read(file.path);
    const change = changeOf(published, file.bytes);
    if (change === 'changed' && isForeign(file, published, target)) foreign.push(file);
    others.push({ ...file, change });
    if (change !== 'unchanged') write.push(file);
    write.push(...(await staleSiblings(file, target)));
  }
  refuseForeign(foreign, target);
  refuseKept(
    write.map(({ path }) => path),
    target,
    whatIsKept,
  );
  const ours = new Set(written);
  const remove = [...target.written, ...inherited].filter((path) => !ours.has(path));
  const removed = remove.filter((path) => !isCompressed(path));
  const isMoved = removed.length > 0 && documents.every(({ change }) => change === 'created');
  const isWithdrawal = isMoved || documents.some(({ change }) => change === 'changed');
  return { documents, others, removed, isWithdrawal, write, remove, written, inherited, taken };
}

/** Feeds replace those of other programs, since that is how a site moves here; beside them, what others wrote stays. */
function isForeign({ path, isOurs }: WantedFile, published: Uint8Array | undefined, { written }: Target): boolean {
  return !written.includes(path) && !isOurs(new TextDecoder().decode(published));
}

function changeOf(published: Uint8Array | undefined, bytes: Bytes): Change {
  if (published === undefined) return 'created';
  return isEqual(published, bytes) ? 'unchanged' : 'changed';
}

async function staleSiblings(file: WrittenFile, target: Target): Promise<readonly WrittenFile[]> {
  const { path, type } = file;
  const stale: WrittenFile[] = [];
  if (target.encodings.length === 0) return stale;
  const bytes = inMemory(file.bytes);
  for (const { ending, encode, holds } of target.encodings) {
    const sibling = await target.read(path + ending);
    if (sibling === undefined || !holds(sibling, bytes))
      stale.push({ path: path + ending, bytes: encode(bytes), type });
  }
  return stale;
}

/**
 * @param together what changes with the documents: the outbox, and files of the site
 * @throws BuildError when something cannot be written
 */
export function publishPlan(
  { write, remove, written, inherited }: Plan,
  target: Target,
  together: Pick<Replacement, 'untold' | 'beside' | 'progress'> = {},
): Promise<void> {
  return target.replace({ write, remove, written, inherited, ...together });
}
