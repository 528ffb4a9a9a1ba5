/**
 * Publishes into a folder: all documents of a run together, or none.
 *
 * What a run needs besides lies in one hidden folder of it: the lock, the journal of a run at work, the record of what
 * was written, and the outbox.
 */
import path from 'node:path';
import { flushFoldersUpTo, removeEmptyFolders, systemDisk, type Disk } from '../files/disk.js';
import { isEqual, type Bytes } from '../files/bytes.js';
import { toFacts } from '../files/facts.js';
import { acquireLock, LockedError, sweepLocks } from '../files/lock.js';
import { recover } from '../files/recovery.js';
import { replaceTogether, type FileChange } from '../files/transaction.js';
import { unwritable, writing } from '../files/unwritable.js';
import { readOutbox, withTidings, writeOutbox } from '../outbox.js';
import { BuildError, problem } from '../problem.js';
import { encodings } from './compressed.js';
import { othersIn } from './owners.js';
import { isWithin, realDocument, realPath, realSiteFile, type OpenFolder } from './real-path.js';
import { outboxPath, readRecord, recordPath, stateFolder, withWritten, writeRecord } from './record.js';
import type { Replacement, Target } from './target.js';

interface FolderOptions {
  /** Whose documents they are. */
  readonly owner?: string;
  readonly dryRun?: boolean;
  readonly compress?: boolean;
}

/**
 * @param output as the settings name it
 * @param site absolute path of the site's folder
 */
export function openFolder(
  output: string,
  site: string,
  { owner = '', dryRun = false, compress = false }: FolderOptions,
  disk: Disk = systemDisk,
): Target {
  const folder = path.resolve(site, output);
  const shown = (file: string) => path.posix.join(output, file);
  const root = writing(output, () => realPath(folder, disk));
  const open: OpenFolder = { root, site: disk.realpathSync(site), shown, disk };
  realDocument(stateFolder, open);
  const close = dryRun ? () => {} : lockFolder(folder, shown, disk);
  try {
    if (!dryRun) tidyUp(open);
    const record = readRecord(readTarget(recordPath, open));
    const outbox = readOutbox(readTarget(outboxPath, open));
    const written = record[owner] ?? [];
    return {
      shown,
      encodings: compress ? encodings : [],
      read: async (file) => readTarget(file, open),
      // Compared, and nothing is read: wherever a link leads.
      factsOf: (file) =>
        writing(shown(file), () => toFacts(disk.statSync(path.join(root, file), { throwIfNoEntry: false }))),
      fileOf: (file) => realDocument(file, open),
      written,
      files: written.map((file) => path.join(root, file)),
      others: othersIn(record, owner),
      untold: outbox[owner] ?? [],
      replace: async ({ written: next, inherited = [], untold = outbox[owner] ?? [], ...replacement }) =>
        replaceIn(open, replacement, [
          { path: recordPath, bytes: writeRecord(withWritten(record, owner, next, inherited)) },
          { path: outboxPath, bytes: writeOutbox(withTidings(outbox, owner, untold, next)) },
        ]),
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
      // With the name of a new folder, a power failure would take the journal in it.
      if (first !== undefined) flushFoldersUpTo(folder, stays, disk);
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

/** What a killed run left: its journal's work, and locks beside the one that counts. */
function tidyUp({ root, site, shown, disk }: OpenFolder): void {
  const state = path.join(root, stateFolder);
  writing(shown(stateFolder), () => {
    const lies = (file: string) => realPath(path.dirname(file), disk);
    recover(state, (file) => [root, site].some((allowed) => isWithin(lies(file), allowed)), disk);
    sweepLocks(state, disk);
  });
}

function readTarget(file: string, open: OpenFolder): Uint8Array | undefined {
  return writing(open.shown(file), () => {
    const target = realDocument(file, open);
    const stats = open.disk.statSync(target, { throwIfNoEntry: false });
    if (stats === undefined) return undefined;
    if (!stats.isFile()) throw new Error(stats.isDirectory() ? 'it is a folder' : 'it is no file');
    return open.disk.readFileSync(target);
  });
}

function replaceIn(
  open: OpenFolder,
  { write, remove, beside = [], progress }: Omit<Replacement, 'written' | 'inherited' | 'untold'>,
  state: readonly { readonly path: string; readonly bytes: Bytes | undefined }[],
): void {
  const { root, shown, disk } = open;
  const documents = [...write, ...remove.map((file) => ({ path: file, bytes: undefined })), ...state];
  const changes: readonly FileChange[] = [
    ...documents.map((file) => ({ ...file, target: realDocument(file.path, open), shown: shown(file.path), root })),
    ...beside.map(({ file, bytes }) => ({ ...realSiteFile(file, open), bytes, root: open.site })),
  ].filter(({ target, bytes }) => !isSame(target, bytes, disk));
  refuseTwice(changes);
  if (changes.length > 0) replaceTogether(changes, path.join(root, stateFolder), disk, progress);
  // Of a document that somebody else removed, only the folder is left.
  for (const file of remove) removeEmptyFolders(path.dirname(path.join(root, file)), root, disk);
}

function isSame(target: string, bytes: Bytes | undefined, disk: Disk): boolean {
  const stats = disk.statSync(target, { throwIfNoEntry: false });
  const isFile = stats?.isFile() === true;
  if (bytes === undefined) return !isFile; // What somebody put there instead is not ours to remove.
  return isFile && stats.size === bytes.length && isEqual(disk.readFileSync(target), bytes);
}

function refuseTwice(changes: readonly FileChange[]): void {
  const byTarget = new Map(changes.map((change) => [change.target, change]));
  for (const change of changes) {
    const { shown } = byTarget.get(change.target) ?? change;
    if (shown !== change.shown) throw unwritable(change.shown, new Error(`it is one file with ${shown}, by a link`));
  }
}
