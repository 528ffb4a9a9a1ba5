/** One bucket of an object store that speaks S3, through its official client: get, put under a condition, remove. */
import type { S3Client } from '@aws-sdk/client-s3';
import { hasCode } from '../files/disk.js';
import { BuildError, problem } from '../problem.js';
import { isObject, messageOf } from '../untyped.js';
import { inMemory } from '../files/bytes.js';
import type { WrittenFile } from './target.js';

type Library = typeof import('@aws-sdk/client-s3');
export type LoadLibrary = () => Promise<Library>;

/** Of an object: what a write is conditional on. */
export interface Version {
  /** Of its bytes alone. */
  readonly etag: string;
}

export interface Seen extends Version {
  readonly bytes: Uint8Array;
}

export interface ObjectStore {
  readonly shown: (path: string) => string;
  /** Undefined when there is no such object. */
  readonly get: (path: string) => Promise<Seen | undefined>;
  /** @param over what it may replace; `unseen` for anything */
  readonly put: (file: WrittenFile, over: Version | undefined | 'unseen') => Promise<Seen>;
  /** Only when it is still what was seen. */
  readonly remove: (path: string, over: Version) => Promise<void>;
  readonly close: () => void;
}

/**
 * Readers and caches ask each time, and get 304 when nothing changed. NetNewsWire and Miniflux ask as seldom as a
 * max-age lets them, and a WebSub hub, which fetches at once when it is told, must not get the old feed from a cache.
 */
const caching = 'public, no-cache';

/** How many requests the client sends at once, to one store; it lets others wait. */
export const connections = 50;

/**
 * Endpoint, region and credentials are those of the environment and of AWS's own config files.
 * @param output `s3://bucket/prefix`
 */
export async function openStore(
  output: string,
  load: LoadLibrary = () => import('@aws-sdk/client-s3'),
): Promise<ObjectStore> {
  const { S3Client: Client, ...library } = await loadLibrary(output, load);
  const [, bucket = '', prefix = ''] = /^s3:\/\/([^/]+)\/*(.*?)\/*$/.exec(output) ?? [];
  const shown = (path: string) => `${output.replace(/\/+$/, '')}/${path}`;
  const objectOf = (path: string) => ({ Bucket: bucket, Key: prefix === '' ? path : `${prefix}/${path}` });
  const client: S3Client = new Client({
    // Understood by all, where a bucket's name as a part of the host is not.
    forcePathStyle: true,
    followRegionRedirects: true,
    // Checksums that newer clients add are refused by some stores; requests are signed with one already.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: {
      connectionTimeout: 10_000,
      requestTimeout: 60_000,
      httpAgent: { maxSockets: connections },
      httpsAgent: { maxSockets: connections },
    },
  });

  async function reach<Result>(path: string, action: () => Promise<Result>): Promise<Result> {
    try {
      return await action();
    } catch (error) {
      if (error instanceof BuildError) throw error;
      const args = { path: shown(path), reason: messageOf(error).replace(/\.$/, '') || nameOf(error) };
      throw new BuildError([problem('output-unreachable', { file: shown(path) }, args)], { cause: error });
    }
  }

  const get = (path: string) =>
    reach(path, async () => {
      try {
        const { Body, ETag } = await client.send(new library.GetObjectCommand(objectOf(path)));
        const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
        // A condition on no ETag is none: the client would leave it out.
        if (!ETag) throw unguarded(shown(path));
        return { bytes, etag: ETag };
      } catch (error) {
        if (statusOf(error) === 404 && nameOf(error) !== 'NoSuchBucket') return undefined;
        throw error;
      }
    });

  /** What was just written, as some stores give its ETag only to those who ask for it. */
  const getOwn = async (path: string, bytes: Uint8Array) => {
    const own = ifHolding(bytes, await get(path));
    if (own === undefined) throw raced(shown(path));
    return own;
  };

  const put: ObjectStore['put'] = ({ path, bytes: given, type }, over) =>
    reach(path, async () => {
      const bytes = inMemory(given);
      const object = { ...objectOf(path), Body: bytes, ContentType: type, CacheControl: caching };
      const condition = over === undefined ? { IfNoneMatch: '*' } : over === 'unseen' ? {} : { IfMatch: over.etag };
      try {
        const { ETag } = await client.send(new library.PutObjectCommand({ ...object, ...condition }));
        return ETag ? { bytes, etag: ETag } : await getOwn(path, bytes);
      } catch (error) {
        const isUnconditional = statusOf(error) === 501 && over !== 'unseen';
        if (!isUnconditional && !lostRace.includes(statusOf(error))) throw error;
        const now = await get(path);
        // Its answer was lost, and the client wrote it twice; or the other publisher means the same.
        const same = ifHolding(bytes, now);
        if (same !== undefined) return same;
        if (!isUnconditional || now?.etag !== (over as Version | undefined)?.etag) throw raced(shown(path));
        return put({ path, bytes, type }, 'unseen');
      }
    });

  const remove = (path: string, over: Version) =>
    reach(path, async () => {
      if ((await get(path))?.etag !== over.etag) throw raced(shown(path));
      await client.send(new library.DeleteObjectCommand(objectOf(path)));
    });

  return { shown, get, put, remove, close: () => client.destroy() };
}

function ifHolding(bytes: Uint8Array, seen: Seen | undefined): Seen | undefined {
  return seen !== undefined && Buffer.compare(seen.bytes, bytes) === 0 ? seen : undefined;
}

/** Another was written (412), is written this moment (409), or was removed (404). */
const lostRace: readonly unknown[] = [412, 409, 404];

function statusOf(error: unknown): unknown {
  const metadata = isObject(error) ? error['$metadata'] : undefined;
  return isObject(metadata) ? metadata['httpStatusCode'] : undefined;
}

function nameOf(error: unknown): string {
  return isObject(error) ? String(error['name']) : '';
}

async function loadLibrary(output: string, load: LoadLibrary): Promise<Library> {
  try {
    return await load();
  } catch (error) {
    // As `import` and, where we are bundled, `require` say it.
    if (!hasCode(error, 'ERR_MODULE_NOT_FOUND') && !hasCode(error, 'MODULE_NOT_FOUND')) throw error;
    throw new BuildError([problem('client-missing', {}, { path: output })], { cause: error });
  }
}

function raced(shown: string): BuildError {
  return new BuildError([problem('output-raced', { file: shown }, { path: shown })]);
}

function unguarded(shown: string): BuildError {
  return new BuildError([problem('output-unguarded', { file: shown }, { path: shown })]);
}
