/** The links of a feed to its archives and to its translations: attributes of a `link` of Atom, which RSS borrows. */
import type { Channel } from '../channel.js';
import { mimeTypes } from '../content-type.js';
import type { XmlFormat } from './namespace.js';

/** `current`, `prev-archive` and `next-archive` are those of RFC 5005. */
export function feedLinks(
  { paging, translations = [] }: Pick<Channel, 'paging' | 'translations'>,
  format: XmlFormat,
): readonly Readonly<Record<string, string>>[] {
  const { current, previous, next } = paging;
  const links = [
    { rel: 'current', addresses: current },
    { rel: 'prev-archive', addresses: previous },
    { rel: 'next-archive', addresses: next },
    // The type is never `text/html`: readers take the last alternate of that for the page of the feed.
    ...translations.map(({ language, addresses }) => ({ rel: 'alternate', hreflang: language, addresses })),
  ];
  return links.flatMap(({ addresses, ...link }) => {
    const href = addresses?.[format];
    return href === undefined ? [] : [{ ...link, type: mimeTypes[format], href }];
  });
}
