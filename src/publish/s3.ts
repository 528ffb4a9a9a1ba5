/**
 * Publishes into an object store that speaks S3: AWS, R2, MinIO, Backblaze.
 *
 * Atomic is each object: readers get the old one or the new one, whole. A run is not, for stores have no transaction
 * over several objects: while it writes, and after one that was cut off, some are new and some old, until the next run
 * writes the rest. Documents are written before the pages that point to them. Each write holds only if its object is
 * still the one that this run saw when it began, so that two publishers cannot overwrite each other unseen: who comes
 * second stops at the first object of the other. A store without ETags cannot tell, and is refused. Stores without
 * conditional writes (Backblaze) are asked right before the write instead, which leaves a moment; so does each removal,
 * which few stores let be conditional.
 */
import { inMemory, isEqual, type Bytes } from '../files/bytes.js';
import { openSpool, type Spool } from '../files/spool.js';
import { writing } from '../files/unwritable.js';
import { replaceChanged } from '../files/whole-file.js';
import { readOutbox, withTidings, writeOutbox, type Outbox } from '../outbox.js';
import { connections, openStore, type LoadLibrary, type ObjectStore, type Version } from './object-store.js';
import { othersIn } from './owners.js';
import { outboxPath, readRecord, recordPath, withWritten, writeRecord, type PublishRecord } from './record.js';
import type { Replacement, Target, WrittenFile } from './target.js';

/** An object as this run first saw it, or left it. */
interface Remembered extends Version {
  readonly bytes: Bytes;
}

/** Undefined where there is no object. All of them together, archives too, may be more than memory holds. */
interface Memory {
  readonly seen: Map<string, Remembered | undefined>;
  readonly spool: Spool;
}

/** @param options `owner`: whose documents they are; `outboxOnly`: no document is asked for */
export async function openS3(
  output: string,
  { owner = '', outboxOnly = false }: { readonly owner?: string; readonly outboxOnly?: boolean } = {},
  load?: LoadLibrary,
): Promise<Target> {
  const store = await openStore(output, load);
  const memory: Memory = { seen: new Map(), spool: openSpool() };
  try {
    const read = async (path: string) => {
      const seen = await see(path, store, memory);
      return seen && inMemory(seen.bytes);
    };
    const record = readRecord(await read(recordPath));
    const outbox = readOutbox(await read(outboxPath));
    const written = record[owner] ?? [];
    if (!outboxOnly) await seeAll(written, store, memory);
    return {
      shown: store.shown,
      encodings: [], // A bucket cannot choose between them, and CDNs compress by themselves.
      read,
      written,
      others: othersIn(record, owner),
      untold: outbox[owner] ?? [],
      replace: ({ untold = outbox[owner] ?? [], inherited = [], ...replacement }) =>
        replaceIn(store, memory, replacement, {
          meanwhile: withWritten(record, owner, [...written, ...inherited, ...replacement.written]),
          afterwards: withWritten(record, owner, replacement.written, inherited),
          outbox: withTidings(outbox, owner, untold, replacement.written),
        }),
      close: async () => {
        store.close();
        memory.spool.close();
      },
    };
  } catch (error) {
    store.close();
    memory.spool.close();
    throw error;
  }
}

async function see(path: string, store: ObjectStore, { seen, spool }: Memory): Promise<Remembered | undefined> {
  if (!seen.has(path)) {
    const object = await store.get(path);
    seen.set(path, object && { ...object, bytes: spool.put(object.bytes) });
  }
  return seen.get(path);
}

/**
 * No more at once than the client has connections: what waits there for a free one counts as a store that cannot be
 * connected to. What fails ends the generator, and with it the work of all.
 */
async function seeAll(paths: readonly string[], store: ObjectStore, memory: Memory): Promise<void> {
  function* each() {
    yield* paths;
  }
  const waiting = each();
  const work = async () => {
    for (const path of waiting) await see(path, store, memory);
  };
  await Promise.all(Array.from({ length: connections }, work));
}

/**
 * What is about to be written is recorded first, as is what is to be told of it, and what was removed is struck off
 * last: a run may be cut off.
 */
async function replaceIn(
  store: ObjectStore,
  memory: Memory,
  { write, remove, beside = [], progress }: Omit<Replacement, 'written' | 'inherited' | 'untold'>,
  states: Readonly<Record<'meanwhile' | 'afterwards', PublishRecord>> & { readonly outbox: Outbox },
): Promise<void> {
  const put = async (file: WrittenFile) => {
    const over = await see(file.path, store, memory);
    if (over !== undefined && isEqual(inMemory(over.bytes), file.bytes)) return;
    const { etag } = await store.put(file, over);
    memory.seen.set(file.path, { etag, bytes: file.bytes });
  };
  const putRecord = (record: PublishRecord) =>
    put({ path: recordPath, bytes: writeRecord(record), type: 'application/json' });

  const drop = async (path: string) => {
    const over = await see(path, store, memory);
    if (over !== undefined) await store.remove(path, over);
  };

  await putRecord(states.meanwhile);
  const outbox = writeOutbox(states.outbox);
  if (outbox !== undefined) await put({ path: outboxPath, bytes: outbox, type: 'application/json' });
  for (const [done, file] of inOrder(write).entries()) {
    progress?.(done, write.length);
    await put(file);
  }
  for (const path of remove) await drop(path);
  await putRecord(states.afterwards);
  if (outbox === undefined) await drop(outboxPath);
  for (const { file, bytes } of beside) writing(file, () => replaceChanged(file, bytes));
}

function inOrder(files: readonly WrittenFile[]): readonly WrittenFile[] {
  const isPage = ({ path }: WrittenFile) => path.endsWith('.html');
  return [...files.filter((file) => !isPage(file)), ...files.filter(isPage)];
}
