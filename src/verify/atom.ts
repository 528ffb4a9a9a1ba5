/** The rules of Atom 1.0, from RFC 4287 and what tested readers refuse. */
import { isUri } from '../addresses/address.js';
import { childElements, textOf, type Element } from '../xml.js';
import { isAddress, isRfc3339, type Rule } from './rule.js';
import { childText, eachEntry, isMimeType, once, type XmlDocument } from './xml-document.js';

const rfc = 'https://www.rfc-editor.org/rfc/rfc4287';

export const atomRules: readonly Rule<XmlDocument>[] = [
  {
    spec: `${rfc}#section-4.1.1`,
    check: ({ root }) =>
      root.name === 'feed' && root.attributes['xmlns'] === 'http://www.w3.org/2005/Atom'
        ? []
        : [{ what: 'the root is not <feed> of Atom' }],
  },
  {
    spec: `${rfc}#section-4.1.1`,
    check: ({ feed }) =>
      once(feed, ['id', 'title', 'updated'], ['subtitle', 'rights', 'icon', 'logo', 'generator']).map((what) => ({
        what,
      })),
  },
  {
    spec: `${rfc}#section-4.1.2`,
    check: ({ entries }) =>
      eachEntry(entries, (node) =>
        once(node, ['id', 'title', 'updated', 'published', 'content'], ['summary', 'rights']),
      ),
  },
  {
    spec: `${rfc}#section-4.1.2`,
    check: ({ entries }) =>
      eachEntry(entries, (node) => {
        const authors = childElements(node, 'author');
        return authors.length > 0 && authors.every((author) => childText(author, 'name')?.trim())
          ? []
          : ['an author or its name is missing'];
      }),
  },
  {
    spec: `${rfc}#section-4.2.6`,
    check: ({ feed, entries }) => [
      ...(isUri(childText(feed, 'id') ?? '') ? [] : [{ what: 'the id of the feed is no URI' }]),
      ...eachEntry(entries, (node) => (isUri(childText(node, 'id') ?? '') ? [] : ['the id is no URI'])),
    ],
  },
  {
    spec: `${rfc}#section-3.3`,
    check: ({ feed, entries }) => [
      ...(isRfc3339(childText(feed, 'updated')) ? [] : [{ what: '<updated> is no RFC 3339 date' }]),
      ...eachEntry(entries, (node) =>
        ['updated', 'published']
          .filter((name) => !isRfc3339(childText(node, name)))
          .map((name) => `<${name}> is no RFC 3339 date`),
      ),
    ],
  },
  {
    spec: `${rfc}#section-4.2.7`,
    check: ({ feed, entries, url }) => [
      ...(childElements(feed, 'link').some(
        ({ attributes }) => attributes['rel'] === 'self' && attributes['href'] === url,
      )
        ? []
        : [{ what: `the self link is not ${url}` }]),
      ...linkFaults(feed).map((what) => ({ what })),
      ...eachEntry(entries, linkFaults),
    ],
  },
  {
    spec: `${rfc}#section-4.2.2`,
    check: ({ entries }) =>
      eachEntry(entries, (node) =>
        childElements(node, 'category').every(({ attributes }) => attributes['term']) ? [] : ['a category has no term'],
      ),
  },
  {
    spec: `${rfc}#section-4.1.3`,
    check: ({ entries }) =>
      eachEntry(entries, (node) =>
        childElements(node, 'content').every((content) => textOf(content) !== '') ? [] : ['<content> is empty'],
      ),
  },
  {
    spec: 'https://www.rfc-editor.org/rfc/rfc6721#section-3',
    check: ({ feed, ids }) => {
      const living = new Set(ids);
      return childElements(feed, 'at:deleted-entry').flatMap(({ attributes: { ref = '', when } }) => [
        ...(isUri(ref) && isRfc3339(when) ? [] : [{ what: `the tombstone of ${ref} has no URI or no date` }]),
        ...(living.has(ref) ? [{ what: `the entry ${ref} has a tombstone`, entry: ids.indexOf(ref) }] : []),
      ]);
    },
  },
];

/** The alternate is there, once and first: some readers take the first link, some the last alternate. */
function linkFaults(node: Element): readonly string[] {
  const links = childElements(node, 'link');
  // Those of a feed to its translations are for other languages.
  const rels = links.map(({ attributes: { rel, hreflang } }) => (hreflang === undefined ? rel : 'translation'));
  return [
    ...(rels[0] === 'alternate' && rels.lastIndexOf('alternate') === 0
      ? []
      : ['the first link is not the one alternate']),
    ...links
      .filter(({ attributes }) => !isAddress(attributes['href']))
      .map(({ attributes }) => `the ${attributes['rel']} link is no absolute address`),
    ...links
      .filter(({ attributes: { type } }) => type !== undefined && !isMimeType(type))
      .map(({ attributes }) => `the ${attributes['rel']} link has no MIME type for a type`),
  ];
}
