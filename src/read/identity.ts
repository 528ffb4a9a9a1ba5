/** Permanent ids: the author's own, else a tag URI that no reader mistakes for an address. */
import { isUri } from '../addresses/address.js';
import { problem, type Problem } from '../problem.js';
import { tagUri, toAtomId } from '../addresses/tag-uri.js';
import { toText } from '../untyped.js';
import { readText, type FieldReader } from '../front-matter/fields.js';

interface IdSource {
  readonly siteUrl: string;
  readonly url: string;
  /** Of publication, as written. */
  readonly year: number;
}

export function readId(
  reader: FieldReader,
  { siteUrl, url, year }: IdSource,
): { id: string; isStated: boolean; problems: readonly Problem[] } {
  const stated = statedId(reader);
  if (stated === undefined) {
    const wordpress = readText(reader, 'wordpressId');
    // The guid that WordPress itself gave it, so that subscribers of the old feed see nothing twice.
    return {
      isStated: wordpress !== undefined,
      id:
        wordpress === undefined ? defaultId(siteUrl, url, year) : `${siteUrl}?p=${encodeURIComponent(wordpress.text)}`,
      problems: [],
    };
  }
  const { name, id } = stated;
  if (isUri(id)) return { id, isStated: true, problems: [] };
  return {
    id,
    isStated: true,
    problems: [problem('id-not-uri', reader.place(name), { id, atomId: toAtomId(id, siteUrl) })],
  };
}

function statedId(reader: FieldReader): { name: string; id: string } | undefined {
  return (
    reader
      .all('id')
      .map(({ name, value }) => ({ name, id: toText(value) ?? '' }))
      // Docusaurus, Obsidian plug-ins and others keep names in `id`: only what looks like an identity is one.
      .find(({ name, id }) => id !== '' && (name !== 'id' || isUri(id) || /^[0-9a-f]{8}-[0-9a-f-]{27}$/i.test(id)))
  );
}

/**
 * From host, year and path. The year alone, so that a corrected day does not make the article new; the path
 * without its ending, so that `/a`, `/a/` and `/a.html` are one article whatever the host prefers.
 */
function defaultId(siteUrl: string, url: string, year: number): string {
  // Addresses are as `URL` writes them: a pattern tells their parts faster.
  const [, origin = '', path = ''] = /^(https?:\/\/[^/]*)([^#]*)/.exec(url) ?? [];
  const isOwn = siteUrl.startsWith(`${origin}/`);
  const place = isOwn ? path : `/${url.replace(/^[a-z]+:\/\//i, '')}`;
  return tagUri(siteUrl, String(year).padStart(4, '0'), place.replace(/(?:\.html?|\/)$/i, '') || '/');
}
