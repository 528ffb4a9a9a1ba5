/** Tells of articles that come with an old date, by a slip or after a long time as drafts: no subscriber sees them. */
import type { Article } from '../model.js';
import { problem, type Problem } from '../problem.js';
import { rfc3339 } from '../time/instant.js';
import type { DocumentPlan } from './layout.js';

/**
 * @param plans that of the live feed of the site first
 * @param known articles that earlier runs knew, by id; undefined in a first run, to which all are new
 */
export function warnOfUnseen(
  live: readonly Article[],
  plans: readonly DocumentPlan[],
  known: ReadonlyMap<string, unknown> | undefined,
): readonly Problem[] {
  if (known === undefined) return [];
  const shown = new Set(plans[0]?.articles);
  const [first, ...others] = live.filter((article) => !known.has(article.id) && !shown.has(article));
  if (first === undefined) return [];
  const { file, title, url, published } = first;
  const args = { title: title ?? url, published: rfc3339(published).slice(0, 10), others: others.length };
  return [problem('article-unseen', { file, line: 1 }, args)];
}
