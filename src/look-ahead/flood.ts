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
  // The feed of a tag goes with its last articles; many articles lose their feeds by a setting.
  const articles = articlesIn(feeds.flatMap(({ entries }) => entries)).length;
  if (articles > most)
    problems.push(problem('feeds-lost', { file: feeds[0]?.path }, { others: feeds.length - 1, articles }));
  const said = new Set<string>();
  return problems.filter(({ message }) => !said.has(message) && said.add(message));
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
