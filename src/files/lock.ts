/** A lock file: one holder at a time, by name; that of a dead holder is taken over, by one alone. */
import { hostname } from 'node:os';
import path from 'node:path';
import { kill, pid } from 'node:process';
import { isObject } from '../untyped.js';
import { hasCode, removeFile, tryToRemove, type Disk } from './disk.js';
import { ownName, writeFlushed } from './whole-file.js';

/** Who holds a lock. Each field is empty where it cannot be told. */
export interface Holder {
  readonly pid: number;
  readonly host: string;
  /** Containers of one host count their processes apart (Linux). */
  readonly processes: string;
  /** When the process began, in ticks: another process may get the number of a dead one (Linux). */
  readonly began: string;
  /** Of this lock among those of its process. */
  readonly name: string;
}

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
  const own: Holder = { pid, host: hostname(), ...processFacts(pid, disk), name: ownName() };
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

/** For the holder of a lock: removes the drafts that dead processes left beside it. */
export function sweepDrafts(folder: string, disk: Disk): void {
  for (const name of disk.readdirSync(folder)) {
    if (!/^lock-.*\.feedwright-tmp$/.test(name)) continue;
    const holder = readHolder(path.join(folder, name), disk);
    if (holder === undefined || !isAlive(holder, disk)) removeFile(path.join(folder, name), disk);
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

function readHolder(file: string, disk: Disk): Holder | undefined {
  try {
    const held: unknown = JSON.parse(disk.readFileSync(file, 'utf8'));
    if (!isObject(held) || !Number.isSafeInteger(held['pid']) || Number(held['pid']) < 1) return undefined;
    const text = (name: keyof Holder) => String(held[name] ?? '');
    return {
      pid: Number(held['pid']),
      host: text('host'),
      processes: text('processes'),
      began: text('began'),
      name: text('name'),
    };
  } catch {
    return undefined; // Released this moment, or not ours.
  }
}

/** In doubt yes: a process of another host or container cannot be asked for. */
function isAlive(holder: Holder, disk: Disk): boolean {
  if (holder.host !== hostname() || holder.processes !== processFacts(pid, disk).processes) return true;
  if (!hasProcess(holder.pid)) return false;
  const { began } = processFacts(holder.pid, disk);
  return began === '' || holder.began === '' || began === holder.began;
}

function hasProcess(id: number): boolean {
  try {
    kill(id, 0);
    return true;
  } catch (error) {
    return !hasCode(error, 'ESRCH'); // Other people's processes may not be asked, but are there.
  }
}

function processFacts(id: number, disk: Disk): Pick<Holder, 'processes' | 'began'> {
  try {
    // Fields are counted behind the name in brackets, which may hold anything: proc(5).
    const stat = disk.readFileSync(`/proc/${id}/stat`, 'utf8');
    const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const began = state === 'Z' ? 'ended, its parent was not told' : (fields[18] ?? '');
    return { processes: disk.readlinkSync('/proc/self/ns/pid'), began };
  } catch {
    return { processes: '', began: '' };
  }
}
