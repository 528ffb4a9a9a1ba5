/** The addresses that articles have left, and where they are now. */
import { decodedPath } from './addresses/address.js';
import type { LedgerRecord } from './ledger/ledger-file.js';
import { openLedger } from './ledger/open-ledger.js';
import { compareText } from './order.js';
import { prepareSite, type BuildRequest } from './request.js';

export interface Redirect {
  /** Path on the site, percent-encoded. */
  readonly from: string;
  /** Absolute address. */
  readonly to: string;
}

/**
 * From the ledger alone, each address once. One that another article has taken meanwhile is none, nor is one that
 * only its query tells from a page which is still there. @throws BuildError
 */
export async function listRedirects(
  request: Pick<BuildRequest, 'folder' | 'config' | 'options'>,
): Promise<readonly Redirect[]> {
  const { site, settings } = await prepareSite(request);
  const records = settings.ledger === false ? [] : openLedger(site.root, settings.ledger).records;
  const taken = new Set(records.map(({ url }) => keyOf(new URL(url).pathname)));
  return records
    .toSorted(latestFirst)
    .flatMap(({ url, was }) => was.map((address) => ({ ...partsOf(address), to: url })))
    .filter(({ from, search }) => {
      const isFree = search === '' && !taken.has(keyOf(from));
      if (isFree) taken.add(keyOf(from));
      return isFree;
    })
    .map(({ from, to }) => ({ from, to }))
    .toSorted((a, b) => compareText(a.from, b.from));
}

/** Servers compare decoded paths: two spellings are one. */
const keyOf = (path: string) => decodedPath(path) ?? path;

/** Of two articles that had one address in turn, the later had it last, as far as anybody can tell. */
function latestFirst(a: LedgerRecord, b: LedgerRecord): number {
  return b.published - a.published || compareText(a.id, b.id);
}

function partsOf(address: string): { readonly from: string; readonly search: string } {
  const { pathname, search } = new URL(address);
  return { from: pathname, search };
}
