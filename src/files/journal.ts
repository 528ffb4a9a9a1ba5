/** What a transaction is about to do, on the disk before it does it, so that the next run can finish or undo it. */
import path from 'node:path';
import { isObject, messageOf } from '../untyped.js';
import { flushFolder, removeFile, type Disk } from './disk.js';
import { toStep, type Step } from './step.js';
import { writeFlushed } from './whole-file.js';

/**
 * Its file's name is its state, so that going on is one rename. `staging`: nothing is replaced yet. `committing`: some
 * files may be new and others old. `done`: only old versions are left to remove.
 */
const states = ['committing', 'staging', 'done'] as const;
export type JournalState = (typeof states)[number];

export interface Journal {
  readonly state: JournalState;
  readonly steps: readonly Step[];
}

const fileOf = (state: JournalState, folder: string) => path.join(folder, `journal-${state}.json`);
const draftOf = (folder: string) => path.join(folder, 'journal.feedwright-tmp');

/** Paths are written from the journal's folder: a site may be moved, or mounted elsewhere, before the next run. */
export function writeJournal(folder: string, name: string, steps: readonly Step[], disk: Disk): void {
  const from = (file: string) => path.relative(folder, file).replaceAll('\\', '/');
  const listed = steps.map(({ target, hash, existed, stays }) => ({
    file: from(target),
    hash,
    existed,
    stays: from(stays),
  }));
  removeFile(draftOf(folder), disk);
  writeFlushed(draftOf(folder), new TextEncoder().encode(JSON.stringify({ name, steps: listed })), 'wx', disk);
  disk.renameSync(draftOf(folder), fileOf('staging', folder));
  flushFolder(folder, disk);
}

export function advanceJournal(folder: string, from: JournalState, to: JournalState, disk: Disk): void {
  disk.renameSync(fileOf(from, folder), fileOf(to, folder));
  // A journal that is `committing` again after a power failure finds everything in place.
  if (to === 'committing') flushFolder(folder, disk);
}

export function dropJournal(folder: string, disk: Disk): void {
  for (const state of states) removeFile(fileOf(state, folder), disk);
  removeFile(draftOf(folder), disk);
}

/** @throws Error when there is one that cannot be read */
export function readJournal(folder: string, disk: Disk): Journal | undefined {
  const state = states.find((candidate) => disk.existsSync(fileOf(candidate, folder)));
  if (state === undefined) return undefined;
  const file = fileOf(state, folder);
  try {
    const journal: unknown = JSON.parse(new TextDecoder().decode(disk.readFileSync(file)));
    const { name, steps } = isObject(journal) ? journal : {};
    if (typeof name !== 'string' || /[/\\]/.test(name) || !Array.isArray(steps)) throw new Error('it is no journal');
    return { state, steps: steps.map((step: unknown, index) => readStep(step, `${name}-${index}`, folder)) };
  } catch (error) {
    const message = `the journal of a killed run cannot be read (${messageOf(error)}); remove ${file}`;
    throw new Error(message, { cause: error });
  }
}

function readStep(step: unknown, name: string, folder: string): Step {
  const { file, hash, existed, stays } = isObject(step) ? step : {};
  if (typeof file !== 'string' || typeof existed !== 'boolean' || typeof stays !== 'string') {
    throw new Error('a step is incomplete');
  }
  const facts = { hash: typeof hash === 'string' ? hash : undefined, existed, stays: path.resolve(folder, stays) };
  return toStep(path.resolve(folder, file), name, facts);
}
