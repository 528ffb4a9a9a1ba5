/** The flood guard: old articles that come back as new, or many that vanish, are a mistake until somebody says otherwise. */
import { problem, type Problem } from '../problem.js';
import type { Outlook } from './outlook.js';

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

const argsOf = (entries: readonly { title: string }[], most: number) => ({
  count: entries.length,
  most,
  titles: entries.slice(0, 3).map(({ title }) => title),
});
