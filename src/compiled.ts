/** Keeps what V8 makes of our code for the next run: without, compiling it is a fifth of a small one. */
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import module from 'node:module';
import path from 'node:path';
import { cachedDataVersionTag } from 'node:v8';
import vm from 'node:vm';
import { crc32 } from 'node:zlib';

/** Compiled in this process, since nothing was kept of it. */
interface Compiled {
  readonly script: vm.Script;
  readonly source: Buffer;
  readonly name: string;
}

/**
 * Speeds up what is loaded from now on. Node does it itself from 22.8 on; before, only CommonJS can be helped.
 * @param folder of the files that are loaded
 * @param store where it is kept; may be missing, and is made when it can be
 * @returns to be called at the end, when V8 has compiled what was used
 */
export function keepCompiled(folder: string, store: string): () => void {
  if ('enableCompileCache' in module && typeof module.enableCompileCache === 'function') {
    module.enableCompileCache(store);
    return () => {};
  }
  // V8 refuses what was made by another release of it, with other flags or for another processor. It does not know of
  // the patches that releases of Node bring under one number, and would run what it takes for something else.
  const kept = path.join(store, `${process.version}-${process.arch}-${cachedDataVersionTag().toString(16)}`);
  const added: Compiled[] = [];
  const { extensions } = module.createRequire(path.join(folder, 'any.cjs'));
  // What loads `.cjs` too: with an ending of its own there, it would be tried for paths without one, whoever asks.
  const loadOther = extensions['.js'];
  extensions['.js'] = (loaded, file) => {
    if (path.dirname(file) !== folder || !file.endsWith('.cjs')) return loadOther(loaded, file);
    const source = readFileSync(file);
    const cachedData = recall(path.join(kept, path.basename(file)), source);
    const text = source.toString();
    const script = new vm.Script(`(function (exports, require, module, __filename, __dirname) {${text}\n})`, {
      filename: file,
      ...(cachedData && { cachedData }),
    });
    if (cachedData === undefined || script.cachedDataRejected)
      added.push({ script, source, name: path.basename(file) });
    const run: unknown = script.runInThisContext();
    if (typeof run !== 'function') throw new TypeError(`${file} is no module`);
    Reflect.apply(run, loaded.exports, [loaded.exports, module.createRequire(file), loaded, file, folder]);
  };
  return () => keep(added, kept);
}

/** Bytes before what V8 made: the sums of the source, and of what was made. V8 itself compares lengths alone. */
const headLength = 8;

function recall(file: string, source: Buffer): Buffer | undefined {
  try {
    const bytes = readFileSync(file);
    const made = bytes.subarray(headLength);
    return headOf(source, made).equals(bytes.subarray(0, headLength)) ? made : undefined;
  } catch {
    return undefined;
  }
}

function keep(added: readonly Compiled[], folder: string): void {
  if (added.length === 0) return;
  try {
    mkdirSync(folder, { recursive: true });
    const draft = mkdtempSync(path.join(folder, 'draft-'));
    try {
      for (const { script, source, name } of added) {
        const made = script.createCachedData();
        writeFileSync(path.join(draft, name), Buffer.concat([headOf(source, made), made]));
        renameSync(path.join(draft, name), path.join(folder, name));
      }
    } finally {
      rmSync(draft, { recursive: true });
    }
  } catch {
    // Nobody may write here, or the disk is full: it goes on as it did.
  }
}

function headOf(source: Buffer, made: Buffer): Buffer {
  const head = Buffer.alloc(headLength);
  head.writeUInt32LE(crc32(source), 0);
  head.writeUInt32LE(crc32(made), 4);
  return head;
}
