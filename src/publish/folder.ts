/**
 * Publishes into a folder: all documents of a run together, or none.
 *
 * What a run needs besides lies in one hidden folder of it: the lock, the journal of a run at work, and the record of
 * what was written.
 */
import path from 'node:path';
import { removeEmptyFolders, systemDisk, type Disk } from '../files/disk.js';
import { acquireLock, LockedError, sweepDrafts } from '../files/lock.js';
import { recover } from '../files/recovery.js';
import { replaceTogether, type FileChange } from '../files/transaction.js';
import { writing } from '../files/unwritable.js';
import { BuildError, problem } from '../problem.js';
import { encodings } from './compressed.js';
import { readRecord, recordName, stateFolder, writeRecord } from './record.js';
import type { Replacement, Target } from './target.js';

interface OpenFolder {
  /** Absolute path, links followed. */
  readonly root: string;
  /** Of the site, links followed. */
  readonly site: string;
  readonly shown: (file: string) => string;
  readonly disk: Disk;
}

/**
 * @param output as the settings name it
 * @param site absolute path of the site's folder
 */
export function openFolder(
  output: string,
  site: string,
  { dryRun = false, compress = false }: { readonly dryRun?: boolean; readonly compress?: boolean },
  disk: Disk = systemDisk,
): Target {
  const folder = path.resolve(site, output);
  const shown = (file: string) => path.posix.join(output, file);
  const close = dryRun ? () => {} : lockFolder(folder, shown, disk);
  try {
    const root = writing(output, () => realPath(folder, disk));
    const open: OpenFolder = { root, site: disk.realpathSync(site), shown, disk };
    if (!dryRun) tidyUp(open);
    const record = readTarget(path.posix.join(stateFolder, recordName), open);
    return {
      shown,
      encodings: compress ? encodings : [],
      read: async (file) => readTarget(file, open),
      written: readRecord(record),
      replace: async (replacement) => replaceIn(open, replacement),
      close: async () => close(),
    };
  } catch (error) {
    close();
    throw error;
  }
}

/** @returns what releases it, and leaves no empty folder behind */
function lockFolder(folder: string, shown: OpenFolder['shown'], disk: Disk): () => void {
  const state = path.join(folder, stateFolder);
  const lock = path.join(state, 'lock');
  return writing(shown(''), () => {
    const first = disk.mkdirSync(state, { recursive: true });
    const stays = first === undefined ? folder : path.dirname(first);
    try {
      const release = acquireLock(lock, disk);
      return () => {
        release();
        removeEmptyFolders(state, stays, disk);
      };
    } catch (error) {
      removeEmptyFolders(state, stays, disk);
      throw error instanceof LockedError ? locked(error, shown) : error;
    }
  });
}

function locked({ file, holder, since }: LockedError, shown: OpenFolder['shown']): BuildError {
  const lock = shown(path.posix.join(stateFolder, path.basename(file)));
  const who = holder === undefined ? 'it does not say which' : `process ${holder.pid} on ${holder.host}`;
  const when = since === undefined ? '' : `, since ${since.toISOString().replace(/\.\d+/, '')}`;
  return new BuildError([problem('output-locked', { file: lock }, { holder: `${who}${when}`, lock })]);
}

/** What a killed run left: its journal's work, and drafts of locks. */
function tidyUp({ root, site, shown, disk }: OpenFolder): void {
  const state = path.join(root, stateFolder);
  writing(shown(stateFolder), () => {
    recover(state, (file) => [root, site].some((allowed) => isWithin(file, allowed)), disk);
    sweepDrafts(state, disk);
  });
}

function readTarget(file: string, open: OpenFolder): Uint8Array | undefined {
  return writing(open.shown(file), () => {
    const target = targetOf(file, open);
    const stats = open.disk.statSync(target, { throwIfNoEntry: false });
    if (stats === undefined) return undefined;
    if (!stats.isFile()) throw new Error(stats.isDirectory() ? 'it is a folder' : 'it is no file');
    return open.disk.readFileSync(target);
  });
}

function replaceIn(open: OpenFolder, { write, remove, written, beside = [] }: Replacement): void {
  const { root, site, shown, disk } = open;
  const documents = [...write, ...remove.map((file) => ({ path: file, bytes: undefined }))];
  const record = { path: path.posix.join(stateFolder, recordName), bytes: writeRecord(written) };
  const changes: readonly FileChange[] = [
    ...documents.map((file) => ({ ...file, target: targetOf(file.path, open), shown: shown(file.path) })),
    ...beside.map(({ file, bytes }) => besideChange(realPath(file, disk), bytes, site)),
    { ...record, target: targetOf(record.path, open), shown: shown(record.path) },
  ].filter(({ target, bytes }) => !isSame(target, bytes, disk));
  refuseTwice(changes);
  if (changes.length > 0) replaceTogether(changes, path.join(root, stateFolder), disk);
  for (const file of remove) removeEmptyFolders(path.dirname(path.join(root, file)), root, disk);
}

function besideChange(target: string, bytes: Uint8Array, site: string): FileChange {
  const shown = path.relative(site, target).replaceAll('\\', '/');
  if (isWithin(target, site)) return { target, shown, bytes };
  throw new BuildError([problem('output-outside', { file: shown }, { path: shown, target })]);
}

function isSame(target: string, bytes: Uint8Array | undefined, disk: Disk): boolean {
  const isFile = disk.statSync(target, { throwIfNoEntry: false })?.isFile() === true;
  if (bytes === undefined) return !isFile; // What somebody put there instead is not ours to remove.
  return isFile && disk.readFileSync(target).equals(bytes);
}

function refuseTwice(changes: readonly FileChange[]): void {
  const byTarget = new Map(changes.map((change) => [change.target, change]));
  for (const change of changes) {
    const { shown } = byTarget.get(change.target) ?? change;
    if (shown !== change.shown) writing(change.shown, () => refuse(`it is one file with ${shown}, by a link`));
  }
}

function refuse(reason: string): never {
  throw new Error(reason);
}

/** Behind a link stands the file that is served; it may lie elsewhere in the site. */
function targetOf(file: string, { root, site, shown, disk }: OpenFolder): string {
  const target = writing(shown(file), () => realPath(path.join(root, file), disk));
  if ([root, site].some((allowed) => isWithin(target, allowed))) return target;
  throw new BuildError([problem('output-outside', { file: shown(file) }, { path: shown(file), target })]);
}

/** Of a path of which a part may not be there yet. */
function realPath(file: string, disk: Disk): string {
  if (disk.existsSync(file)) return disk.realpathSync(file);
  const parent = path.dirname(file);
  return parent === file ? file : path.join(realPath(parent, disk), path.basename(file));
}

function isWithin(file: string, folder: string): boolean {
  const way = path.relative(folder, file);
  return way !== '..' && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way);
}
