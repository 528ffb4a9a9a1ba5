/** Renders articles in threads, as soon as there are so many that it pays. */
import type { WholeArticle } from '../model.js';
import { BuildError, problem } from '../problem.js';
import type { Asked } from './remembering.js';
import type { RenderingSite } from './render-context.js';
import { openThreads, threadFile, type Threads } from '../render/threads.js';
import { systemDisk } from '../files/disk.js';
import { pause, systemTimers } from '../time/timers.js';
import { messageOf } from '../untyped.js';

/**
 * Bytes of Markdown. Two threads take a second of work to load the renderer and to become as fast as this one; with
 * so much to do, they are done in two thirds of its time, and with less they would make a small site dearer.
 */
const leastForThreads = 512 * 1024;

/** More would wait for the main thread, which writes and checks a document in an eighth of the time that its texts take. */
const mostThreads = 8;
/** The longest text for a thread, which has less memory than we have. */
const mostForThread = 1024 * 1024;

/** A text that is to be rendered. */
export interface Task {
  readonly whole: WholeArticle;
  /** Once it was handed over. Fails with a BuildError when its thread does. */
  threaded?: Promise<Asked>;
}

export interface Threading {
  /**
   * Hands over texts, and takes them from those that are open, if threads are at work or these are enough for them.
   * @param done bytes that were rendered without: where many were, more will come
   */
  readonly offer: (open: Set<Task>, done: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** @param cores that may be used: of one, no thread is better than the only one */
export function openThreading(site: RenderingSite, root: string, cores: number): Threading {
  let threads: Threads<WholeArticle, Asked> | undefined;
  const pays = (open: readonly Task[], done: number) =>
    cores > 1 &&
    open.length >= 2 * cores &&
    open.reduce((sum, { whole }) => sum + whole.body.length, done) >= leastForThreads &&
    // Not where this module was taken out of its package.
    systemDisk.existsSync(threadFile);
  return {
    offer: async (open, done) => {
      const fitting = [...open].filter(({ whole }) => whole.body.length <= mostForThread);
      if (threads === undefined && !pays(fitting, done)) return;
      threads ??= await openThreads(threadFile, Math.min(cores, mostThreads), { ...site, root });
      for (const task of fitting) {
        task.threaded = renderIn(threads, task.whole);
        open.delete(task);
      }
    },
    close: async () => threads?.close(),
  };
}

function renderIn(threads: Threads<WholeArticle, Asked>, article: WholeArticle): Promise<Asked> {
  const rendered = threads.run(article).catch((error: unknown) => {
    const reason = messageOf(error);
    throw new BuildError([problem('render-thread-failed', { file: article.file }, { reason })], { cause: error });
  });
  rendered.catch(() => {}); // Told when its turn has come.
  return rendered;
}

/** Waits as one who may want to stop before it is done: a body may take a second. */
export async function untilSettled(work: Promise<unknown>, pulse: () => Promise<void>): Promise<void> {
  const settled = new AbortController();
  const end = () => settled.abort();
  work.then(end, end);
  while (!settled.signal.aborted) {
    await pause(pulseEvery, systemTimers, settled.signal);
    await pulse();
  }
}

/** Milliseconds. */
const pulseEvery = 50;
