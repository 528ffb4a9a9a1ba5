/** A lock file: one holder at a time, by name; that of a dead holder is taken over, by one alone. */
import path from 'node:path';
import { hasCode, removeFile, tryToRemove, type Disk } from './disk.js';
import { isAlive, ownHolder, readHolder, type Holder } from './holder.js';
import { writeFlushed } from './whole-file.js';

export class LockedError extends Error {
  override readonly name = 'LockedError';
  constructor(
    readonly file: string,
    readonly holder: Holder | undefined,
    /** By the clock of the disk. */
    readonly since: Date | undefined,
  ) {
    super(`${file} is held`);
  }
}

/**
 * @returns what releases it
 * @throws LockedError at once when another holds it
 */
export function acquireLock(file: string, disk: Disk): () => void {
  const own = ownHolder(disk);
  const draft = path.join(path.dirname(file), `lock-${own.name}.feedwright-tmp`);
  try {
    // It may be released, and its folder tidied away, between two looks at it.
    for (let tries = 1; !tryLock(draft, file, own, disk); tries++) {
      if (disk.existsSync(file) || tries === 5) {
        takeOver(draft, file, disk);
        break;
      }
    }
  } finally {
    tryToRemove(draft, disk);
  }
  return () => {
    // What cannot be removed is a dead holder's when this process ends.
    if (readHolder(file, disk)?.name === own.name) tryToRemove(file, disk);
  };
}

/** For the holder of a lock: removes the drafts and the second locks that dead processes left beside it. */
export function sweepLocks(folder: string, disk: Disk): void {
  for (const name of disk.readdirSync(folder)) {
    const file = path.join(folder, name);
    if (/^lock(?:-takeover)+$/.test(name)) releaseDead(file, disk);
    else if (/^lock-.*\.feedwright-tmp$/.test(name)) removeDead(file, disk);
  }
}

function removeDead(draft: string, disk: Disk): void {
  const holder = readHolder(draft, disk);
  if (holder === undefined || !isAlive(holder, disk)) removeFile(draft, disk);
}

/**
 * A second lock outlives its holder when the first one was removed by hand. Another may be about to take it over this
 * moment, and would lose it if it were just removed.
 */
function releaseDead(file: string, disk: Disk): void {
  try {
    if (disk.existsSync(file)) acquireLock(file, disk)();
  } catch (error) {
    if (!(error instanceof LockedError)) throw error;
  }
}

function tryLock(draft: string, file: string, own: Holder, disk: Disk): boolean {
  try {
    disk.mkdirSync(path.dirname(file), { recursive: true });
    removeFile(draft, disk);
    writeFlushed(draft, new TextEncoder().encode(`${JSON.stringify(own)}\n`), 'wx', disk);
    return create(draft, file, disk);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return false;
    throw error;
  }
}

/** What disks say that have no hard links. */
const linkless = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EINVAL'];

/** A link appears whole, with its text in it, and never in place of another. */
function create(draft: string, file: string, disk: Disk): boolean {
  try {
    disk.linkSync(draft, file);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    if (!hasCode(error, ...linkless)) throw error;
  }
  try {
    writeFlushed(file, disk.readFileSync(draft), 'wx', disk); // The disk has no links.
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/**
 * Two may see the same dead holder. Who replaces its lock holds a second lock meanwhile, and looks again first: nobody
 * else can have replaced it since, and a dead holder does not release it. The second lock is taken over likewise.
 */
function takeOver(draft: string, file: string, disk: Disk): void {
  refuseLiving(file, disk);
  const release = acquireLock(`${file}-takeover`, disk);
  try {
    if (create(draft, file, disk)) return;
    refuseLiving(file, disk);
    disk.renameSync(draft, file);
  } finally {
    release();
  }
}

function refuseLiving(file: string, disk: Disk): void {
  const holder = readHolder(file, disk);
  if (holder === undefined || isAlive(holder, disk)) {
    throw new LockedError(file, holder, disk.statSync(file, { throwIfNoEntry: false })?.mtime);
  }
}
