/** The flood guard: old articles that come back as new, or many that vanish, are a mistake until somebody says otherwise. */
import { problem, type Problem } from '../problem.js';
import type { Outlook } from './outlook.js';
import type { SeenEntry } from './seen-entries.js';

/** @param most so many may come late, be issued again or vanish without a word */
export function guardAgainstFlood(outlooks: readonly Outlook[], most: number): readonly Problem[] {
  return outlooks.flatMap(({ path, late, reissued, withdrawn }) => {
    const again = [...reissued, ...late];
    return [
      ...(again.length > most ? [problem('flood-new', { file: path }, argsOf(again, most))] : []),
      ...(withdrawn.length > most ? [problem('flood-withdrawn', { file: path }, argsOf(withdrawn, most))] : []),
    ];
  });
}

/** A feed that is published, and that a run has no more: whoever subscribes to it gets errors from then on. */
export interface LostFeed {
  /** Within the output folder. */
  readonly path: string;
  readonly entries: readonly SeenEntry[];
}

/** The feed of a tag goes with its last articles; many articles lose their feeds by a setting. */
export function guardAgainstLoss(feeds: readonly LostFeed[], most: number): readonly Problem[] {
  // Formats have ids of their own.
  const articles = new Set(feeds.flatMap(({ entries }) => entries.map(({ id, url }) => url || id)));
  if (articles.size <= most) return [];
  const args = { others: feeds.length - 1, articles: articles.size };
  return [problem('feeds-lost', { file: feeds[0]?.path }, args)];
}

const argsOf = (entries: readonly { title: string }[], most: number) => ({
  count: entries.length,
  most,
  titles: entries.slice(0, 3).map(({ title }) => title),
});
