/** Feed history: whether a document is an archive, or holds all there is (RFC 5005). */
import type { Paging } from '../channel.js';
import { element } from '../xml.js';
import type { Namespace, XmlFormat } from './namespace.js';

export const fh: Namespace = {
  prefix: 'fh',
  uri: 'http://purl.org/syndication/history/1.0',
  spec: 'https://www.rfc-editor.org/rfc/rfc5005',
  formats: ['rss', 'atom'],
  forChannel: ({ paging: { part } }) => (part === 'live' ? [] : [element(`fh:${part}`)]),
};

const types: Readonly<Record<XmlFormat, string>> = { rss: 'application/rss+xml', atom: 'application/atom+xml' };

/** The links between the documents of a feed, as attributes of a `link` of Atom, which RSS borrows. */
export function pagingLinks(
  { current, previous, next }: Paging,
  format: XmlFormat,
): readonly Readonly<Record<string, string>>[] {
  const links = [
    ['current', current],
    ['prev-archive', previous],
    ['next-archive', next],
  ] as const;
  return links.flatMap(([rel, addresses]) => {
    const href = addresses?.[format];
    return href === undefined ? [] : [{ rel, type: types[format], href }];
  });
}
