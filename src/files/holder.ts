/** Who holds a lock, as its file tells it, and whether that process is still there. */
import { hostname } from 'node:os';
import { kill, pid } from 'node:process';
import { isObject } from '../untyped.js';
import { hasCode, type Disk } from './disk.js';
import { ownName } from './whole-file.js';

/** Each field is empty where it cannot be told. */
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

/** This process, with a name for one more lock. */
export function ownHolder(disk: Disk): Holder {
  return { pid, host: hostname(), ...processFacts(pid, disk), name: ownName() };
}

export function readHolder(file: string, disk: Disk): Holder | undefined {
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
export function isAlive(holder: Holder, disk: Disk): boolean {
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
