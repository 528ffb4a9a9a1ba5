/** The threads that render many articles at once: a pool of workers, each of which loads the renderer once. */
import { fileURLToPath } from 'node:url';

export interface Threads<Work, Result> {
  /** @throws Error when its thread came to an end */
  readonly run: (work: Work) => Promise<Result>;
  readonly close: () => Promise<void>;
}

/** What a thread runs: it is bundled beside the file that holds this module. */
export const threadFile = fileURLToPath(new URL('./render-worker.cjs', import.meta.url));

/** MiB. V8 leaves 192 KiB of it, and has 984 in the main thread: what is nested too deeply for one is so for all. */
const stackSizeMb = (984 + 192) / 1024;
/** MiB. A text of 1 MiB takes a third of it; V8 lets a heap that could be larger fill up before it tidies up. */
const maxOldGenerationSizeMb = 512;
/** MiB, of 48 that it would have: as fast, and a tenth of its memory less. */
const maxYoungGenerationSizeMb = 32;

/**
 * @param file exports a function `render`
 * @param data that it finds in `workerData`
 */
export async function openThreads<Work, Result>(
  file: string,
  count: number,
  data: object,
): Promise<Threads<Work, Result>> {
  const { Piscina } = await import('piscina');
  const pool = new Piscina<Work, Result>({
    filename: file,
    name: 'render',
    minThreads: count,
    maxThreads: count,
    // While the main thread writes an archive or two, none runs out of work.
    concurrentTasksPerWorker: 16,
    workerData: data,
    resourceLimits: { stackSizeMb, maxOldGenerationSizeMb, maxYoungGenerationSizeMb },
    recordTiming: false,
  });
  const waiting = new Set<(reason: unknown) => void>();
  // What fails before a thread has begun fails no work.
  pool.on('error', (error) => waiting.forEach((reject) => reject(error)));
  return {
    run: (work) =>
      new Promise((resolve, reject) => {
        waiting.add(reject);
        const done = () => waiting.delete(reject);
        pool.run(work).then(resolve, reject).finally(done);
      }),
    close: () => pool.destroy(),
  };
}
