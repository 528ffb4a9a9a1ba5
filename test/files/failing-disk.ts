/** A disk of which one writing call fails, or which is gone from one writing call on, as for a killed process. */
import { systemDisk, type Disk } from '../../src/files/disk.js';

const writing: readonly string[] = [
  'chmodSync',
  'closeSync',
  'fsyncSync',
  'linkSync',
  'mkdirSync',
  'openSync',
  'renameSync',
  'rmdirSync',
  'unlinkSync',
  'writeSync',
] satisfies readonly (keyof Disk)[];

/** For tests that no power failure can hit: nothing is flushed, which takes most of the time. */
export const unflushedDisk: Disk = { ...systemDisk, fsyncSync: () => {} };

export interface FailingDisk extends Disk {
  /** The call that failed; undefined when there were fewer. */
  readonly failed: () => string | undefined;
}

/** @param n counted from 1 */
export function failingDisk(n: number, { code, forGood }: { code: string; forGood: boolean }): FailingDisk {
  let calls = 0;
  let failed: string | undefined;
  return new Proxy(unflushedDisk as FailingDisk, {
    get(disk, name: keyof Disk | 'failed') {
      if (name === 'failed') return () => failed;
      const call = disk[name] as (...args: readonly unknown[]) => unknown;
      return (...args: readonly unknown[]) => {
        if (forGood && failed !== undefined) throw new Error('the process is dead');
        if (writing.includes(name) && ++calls === n) {
          failed = `${name} ${String(args[0])}`;
          // What fails to close is closed all the same (close(2)); tests run out of handles otherwise.
          if (name === 'closeSync') call(...args);
          throw Object.assign(new Error(`${code}: injected`), { code });
        }
        return call(...args);
      };
    },
  });
}
