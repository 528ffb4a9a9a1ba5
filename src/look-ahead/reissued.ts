/** Tells of articles that subscribers know by another id, where their authors can mend it: they would be seen twice. */
import { toAtomId } from '../addresses/tag-uri.js';
import { asYaml } from '../front-matter/pasted.js';
import type { LedgerRecord } from '../ledger/ledger-file.js';
import type { Article } from '../model.js';
import { problem, type Problem } from '../problem.js';
import type { Outlook, ReissuedEntry } from './outlook.js';

/**
 * @param live asked for only where there are such
 * @returns each article once, whatever the number of feeds that have it
 */
export function warnOfReissues(
  outlooks: readonly Pick<Outlook, 'reissued'>[],
  live: () => readonly Article[],
  records: () => readonly LedgerRecord[],
  siteUrl: string,
): readonly Problem[] {
  const entries = outlooks.flatMap(({ reissued }) => reissued);
  if (entries.length === 0) return [];
  const articles = new Map(
    live().flatMap((article) => [article.id, toAtomId(article.id, siteUrl)].map((id) => [id, article])),
  );
  // Where the ledger knows the old id, it is another article: that was found out, or its author has said so.
  const known = new Set(records().flatMap(({ id }) => [id, toAtomId(id, siteUrl)]));
  const told = new Map<string, ReissuedEntry>();
  for (const entry of entries.filter(({ before }) => !known.has(before))) {
    const { id } = articles.get(entry.id) ?? entry;
    // Atom may spell ids in its own way, and nobody else does.
    if (!told.has(id) || entry.id === id) told.set(id, entry);
  }
  return [...told].map(([id, { title, before }]) => {
    const file = articles.get(id)?.file;
    return problem('article-reissued', file === undefined ? {} : { file, line: 1 }, {
      title,
      id,
      before: asYaml(before),
    });
  });
}
