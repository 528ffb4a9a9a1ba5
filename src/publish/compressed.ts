/** Compressed siblings of documents, for servers that serve `feed.xml.gz` and `feed.xml.br` as they lie there. */
import { createRequire } from 'node:module';

/** Loaded when a document is compressed. */
const require = createRequire(import.meta.url);
const zlib = () => require('node:zlib') as typeof import('node:zlib');

export interface Encoding {
  readonly ending: string;
  readonly encode: (bytes: Uint8Array) => Uint8Array;
  /** Whether a sibling holds a document: the bytes may differ from one zlib to another. */
  readonly holds: (sibling: Uint8Array, bytes: Uint8Array) => boolean;
}

const holdsBy = (decode: (bytes: Uint8Array) => Buffer) => (sibling: Uint8Array, bytes: Uint8Array) => {
  try {
    return decode(sibling).equals(bytes);
  } catch {
    return false; // Damaged, or no such thing.
  }
};

export const encodings: readonly Encoding[] = [
  { ending: '.gz', encode: gzip, holds: holdsBy((bytes) => zlib().gunzipSync(bytes)) },
  {
    ending: '.br',
    encode: (bytes) => {
      const { brotliCompressSync, constants } = zlib();
      return brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT } });
    },
    holds: holdsBy((bytes) => zlib().brotliDecompressSync(bytes)),
  },
];

/** RFC 1952: the header would tell the time (Node writes none) and the system, which is 255 where it is not known. */
function gzip(bytes: Uint8Array): Uint8Array {
  const { constants, gzipSync } = zlib();
  const compressed = gzipSync(bytes, { level: constants.Z_BEST_COMPRESSION });
  compressed.fill(0, 4, 8);
  compressed[9] = 255;
  return compressed;
}

export function isCompressed(path: string): boolean {
  return encodings.some(({ ending }) => path.endsWith(ending));
}
