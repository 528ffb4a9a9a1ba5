/** The addresses that articles have left, and where they are now. */
import { openLedger } from './ledger/open-ledger.js';
import { compareText } from './order.js';
import { prepareSite, type BuildRequest } from './request.js';

export interface Redirect {
  /** Path on the site, percent-encoded. */
  readonly from: string;
  /** Absolute address. */
  readonly to: string;
}

/** From the ledger alone. An address that another article has taken meanwhile is none. @throws BuildError */
export async function listRedirects(
  request: Pick<BuildRequest, 'folder' | 'config' | 'options'>,
): Promise<readonly Redirect[]> {
  const { site, settings } = await prepareSite(request);
  const records = settings.ledger === false ? [] : openLedger(site.root, settings.ledger).records;
  const inUse = new Set(records.map(({ url }) => new URL(url).pathname));
  return records
    .flatMap(({ url, was }) => was.map((address) => ({ from: new URL(address).pathname, to: url })))
    .filter(({ from }) => !inUse.has(from))
    .toSorted((a, b) => compareText(a.from, b.from));
}
