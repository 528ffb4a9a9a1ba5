/** Counts problems by their code. */
import type { Problem } from '../../src/index.js';

export function problemsByCode(problems: readonly Problem[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { code } of problems) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}
