/** The places by which an article may be found again, those first that tell most. */
import type { LedgerRecord } from '../ledger/ledger-file.js';
import type { Article } from '../model.js';
import { composed, fileAndPath, isSamePath, pathOf } from './place.js';

export interface PlaceKey {
  readonly keysOf: (record: LedgerRecord) => readonly string[];
  readonly keyOf: (article: Article) => string;
  /** What else must be the same: a key of all would have to be made for each. */
  readonly holds?: (article: Article, record: LedgerRecord) => boolean;
  /** Whether nobody else can be there, so that another article in it has replaced the one that was. */
  readonly isTaken: boolean;
}

export const places: readonly PlaceKey[] = [
  {
    keysOf: ({ file }) => [composed(file)],
    keyOf: ({ file }) => composed(file),
    holds: (article, record) => isSamePath(article.url, record.url),
    isTaken: true,
  },
  // Before addresses: where an article moved away, another may have taken its place.
  { keysOf: ({ file }) => [composed(file)], keyOf: ({ file }) => composed(file), isTaken: false },
  // Where it is, before where it was: another may have left that address.
  { keysOf: ({ url }) => [pathOf(url)], keyOf: ({ url }) => pathOf(url), isTaken: true },
  { keysOf: ({ was }) => was.map(pathOf), keyOf: ({ url }) => pathOf(url), isTaken: true },
  {
    keysOf: (record) => [fileAndPath(record).toLowerCase()],
    keyOf: (article) => fileAndPath(article).toLowerCase(),
    isTaken: false,
  },
];
