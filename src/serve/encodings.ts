/** Compressed forms of what is served: the sibling that lies there, if it holds the same, else one made here. */
import { promisify } from 'node:util';
import { brotliCompress, brotliDecompress, constants, gunzip, gzip } from 'node:zlib';
import Negotiator from 'negotiator';
import { boundedMemory } from './bounded-memory.js';
import { heldSnapshot, type ServedFolder, type Snapshot } from './served-folder.js';

export type EncodingName = 'br' | 'gzip';

interface Encoding {
  readonly ending: string;
  readonly encode: (bytes: Uint8Array) => Promise<Uint8Array>;
  readonly decode: (bytes: Uint8Array, most: number) => Promise<Uint8Array>;
}

const compressBrotli = promisify(brotliCompress);
const expandBrotli = promisify(brotliDecompress);
const compressGzip = promisify(gzip);
const expandGzip = promisify(gunzip);

/** Somebody waits: brotli's best takes fifty times as long as this, for a tenth less. */
const brotliParams = {
  [constants.BROTLI_PARAM_QUALITY]: 5,
  [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
};

const encodings: Readonly<Record<EncodingName, Encoding>> = {
  br: {
    ending: '.br',
    encode: (bytes) => compressBrotli(bytes, { params: brotliParams }),
    decode: (bytes, most) => expandBrotli(bytes, { maxOutputLength: most }),
  },
  gzip: {
    ending: '.gz',
    encode: (bytes) => compressGzip(bytes),
    decode: (bytes, most) => expandGzip(bytes, { maxOutputLength: most }),
  },
};

/** Less fits into one packet anyway. */
const leastSize = 1000;
const memorySize = 32_000_000;
const checkCount = 10_000;

/** Whether a type is text, which becomes smaller. */
export function isCompressible(type: string): boolean {
  return /^text\/|[+/](?:xml|json|javascript|wasm|manifest\+json|vnd\.ms-fontobject)\b/.test(type);
}

/** What a client prefers, and of what it likes as well the smaller; undefined: as it is. */
export function preferredEncoding(accepted: string | undefined): EncodingName | undefined {
  if (accepted === undefined) return undefined;
  const negotiator: NegotiatorOfToday = new Negotiator({ headers: { 'accept-encoding': accepted } });
  const [name] = negotiator.encodings(['br', 'gzip', 'identity'], { preferred: ['br', 'gzip'] });
  return name === 'br' || name === 'gzip' ? name : undefined;
}

/** Its types are those of an older one. */
interface NegotiatorOfToday {
  readonly encodings: (available: string[], options: { readonly preferred: readonly string[] }) => readonly string[];
}

export interface Encoder {
  /**
   * @param file name of the file, from the folder
   * @param snapshot that is held in memory
   * @returns undefined when nothing is won
   */
  readonly encode: (name: EncodingName, file: string, snapshot: Snapshot) => Promise<Snapshot | undefined>;
}

export function encoder(folder: ServedFolder): Encoder {
  const made = boundedMemory<Snapshot>(memorySize);
  const checked = boundedMemory<boolean>(checkCount);

  /** One that a build elsewhere forgot to replace would be an old feed for ever. */
  async function sibling(name: EncodingName, file: string, { hash, bytes }: Held): Promise<Snapshot | undefined> {
    const { ending, decode } = encodings[name];
    const found = await folder.find(file + ending);
    if (found === undefined || found === 'folder') return undefined;
    const lying = found.bytes;
    if (lying === undefined) {
      await found.close();
      return undefined;
    }
    const holds = await checked.recall(`${name}:${hash}:${found.hash}`, 1, () =>
      decode(lying, bytes.length + 1).then(
        (expanded) => Buffer.compare(expanded, bytes) === 0,
        () => false, // Damaged, or no such thing.
      ),
    );
    return holds ? found : undefined;
  }

  return {
    encode: async (name, file, { hash, bytes, modified }) => {
      if (bytes === undefined || bytes.length < leastSize) return undefined;
      const lying = await sibling(name, file, { hash, bytes });
      if (lying !== undefined) return { ...lying, modified };
      const encoded = await made.recall(`${name}:${hash}`, bytes.length, async () =>
        heldSnapshot(await encodings[name].encode(bytes), modified),
      );
      return encoded.size < bytes.length ? { ...encoded, modified } : undefined;
    },
  };
}

interface Held {
  readonly hash: string;
  readonly bytes: Uint8Array;
}
