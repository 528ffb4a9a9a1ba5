/** The flood guard: old articles that come back as new, or many that vanish, are a mistake until somebody says otherwise. */
import { problem, type Problem } from '../problem.js';
import type { Outlook } from './outlook.js';
import type { SeenEntry } from './seen-entries.js';

/** What goes with documents that are published, and that a run has no more. */
export interface Loss {
  readonly feeds: readonly LostFeed[];
  /** Entries of archives whose articles are published no more. */
  readonly archived: readonly SeenEntry[];
}

/** Whoever subscribes to it gets errors from then on. */
export interface LostFeed {
  /** Within the output folder. */
  readonly path: string;
  /** That nobody sees any more, though their authors have not ended them. */
  readonly entries: readonly SeenEntry[];
}

/**
 * @param most so many may come late, be issued again or vanish without a word
 * @returns each cause once: the formats of a feed have it in common
 */
export function guardAgainstFlood(
  outlooks: readonly Outlook[],
  { feeds, archived }: Loss,
  most: number,
): readonly Problem[] {
  const problems = outlooks.flatMap(({ path, late, reissued, withdrawn }) => {
    const again = [...reissued, ...late];
    return [
      ...(again.length > most ? [problem('flood-new', { file: path }, argsOf(again, most))] : []),
      ...(withdrawn.length > most ? [problem('flood-withdrawn', { file: path }, argsOf(withdrawn, most))] : []),
    ];
  });
  const gone = articlesIn(archived);
  const isTold = problems.some(({ code }) => code === 'flood-withdrawn');
  if (gone.length > most && !isTold) problems.push(problem('flood-withdrawn', {}, argsOf(gone, most)));
  problems.push(...guardAgainstLoss(feeds, most));
  const said = new Set<string>();
  return problems.filter(({ message }) => !said.has(message) && said.add(message));
}

/** The feed of a tag goes with its last articles: many of a feed, and many feeds, go by a mistake. */
function guardAgainstLoss(feeds: readonly LostFeed[], most: number): readonly Problem[] {
  const lost = feeds.filter(({ entries }) => entries.length > 0);
  const folders = new Set(lost.map(({ path }) => path.slice(0, path.lastIndexOf('/') + 1)));
  if (folders.size <= most && lost.every(({ entries }) => entries.length <= most)) return [];
  const articles = articlesIn(lost.flatMap(({ entries }) => entries)).length;
  return [problem('feeds-lost', { file: lost[0]?.path }, { others: lost.length - 1, articles })];
}

/** Each once: formats have ids of their own. */
const articlesIn = (entries: readonly SeenEntry[]): readonly SeenEntry[] => [
  ...new Map(entries.map((entry) => [entry.url || entry.id, entry])).values(),
];

const argsOf = (entries: readonly { title: string }[], most: number) => ({
  count: entries.length,
  most,
  titles: entries.slice(0, 3).map(({ title }) => title),
});
