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
import { isEqual } from '../files/bytes.js';
import { writing } from '../files/unwritable.js';
import { replaceChanged } from '../files/whole-file.js';
import { readOutbox, withTidings, writeOutbox, type Outbox } from '../outbox.js';
import { connections, openStore, type LoadLibrary, type ObjectStore, type Seen } from './object-store.js';
import {
  outboxName,
  readRecord,
  recordName,
  stateFolder,
  withWritten,
  writeRecord,
  type PublishRecord,
} from './record.js';
import type { Replacement, Target, WrittenFile } from './target.js';

const recordPath = `${stateFolder}/${recordName}`;
const outboxPath = `${stateFolder}/${outboxName}`;

/** Objects as this run first saw them, or left them; undefined where there is none. */
type Memory = Map<string, Seen | undefined>;

/** @param options `owner`: whose documents they are; `outboxOnly`: no document is asked for */
export async function openS3(
  output: string,
  { owner = '', outboxOnly = false }: { readonly owner?: string; readonly outboxOnly?: boolean } = {},
  load?: LoadLibrary,
): Promise<Target> {
  const store = await openStore(output, load);
  const memory: Memory = new Map();
  try {
    const record = readRecord((await see(recordPath, store, memory))?.bytes);
    const outbox = readOutbox((await see(outboxPath, store, memory))?.bytes);
    const written = record[owner] ?? [];
    if (!outboxOnly) await seeAll(written, store, memory);
    return {
      shown: store.shown,
      encodings: [], // A bucket cannot choose between them, and CDNs compress by themselves.
      read: async (path) => (await see(path, store, memory))?.bytes,
      written,
      untold: outbox[owner] ?? [],
      replace: ({ untold = outbox[owner] ?? [], ...replacement }) =>
        replaceIn(store, memory, replacement, {
          meanwhile: withWritten(record, owner, [...written, ...replacement.written]),
          afterwards: withWritten(record, owner, replacement.written),
          outbox: withTidings(outbox, owner, untold, replacement.written),
        }),
      close: async () => store.close(),
    };
  } catch (error) {
    store.close();
    throw error;
  }
}

async function see(path: string, store: ObjectStore, memory: Memory): Promise<Seen | undefined> {
  if (!memory.has(path)) memory.set(path, await store.get(path));
  return memory.get(path);
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
  { write, remove, beside = [], progress }: Omit<Replacement, 'written' | 'untold'>,
  states: Readonly<Record<'meanwhile' | 'afterwards', PublishRecord>> & { readonly outbox: Outbox },
): Promise<void> {
  const put = async (file: WrittenFile) => {
    const over = await see(file.path, store, memory);
    if (over !== undefined && isEqual(over.bytes, file.bytes)) return;
    memory.set(file.path, await store.put(file, over));
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
