/** Several sites may publish to one place, and none takes what is another's; but a site whose settings changed is the same. */
import { problem, type Problem } from '../problem.js';
import type { PublishRecord } from './record.js';

/** What another owner has published to the same place. */
export interface OtherOwner {
  readonly name: string;
  readonly isSameSite: boolean;
  readonly written: readonly string[];
}

/** A site is known by its address, and by where its articles are: two languages of one may have folders of their own. */
export function ownerName(url: string, folder: string, include: readonly string[]): string {
  return `${url} of ${folder}/${include.join(' ')}`;
}

/** Without its scheme: a site that moves to https stays. */
const siteOf = (owner: string) => owner.split(' of ')[0]?.replace(/^https?:/, '');

export function othersIn(record: PublishRecord, owner: string): readonly OtherOwner[] {
  return Object.entries(record)
    .filter(([name]) => name !== owner)
    .map(([name, written]) => ({ name, written, isSameSite: siteOf(name) === siteOf(owner) }));
}

/** What a run takes over. */
export interface Inheritance {
  /** All that the owners it follows have published. */
  readonly inherited: readonly string[];
  /** What belongs to another site, until somebody says that it has moved. */
  readonly problems: readonly Problem[];
}

/**
 * Whose feeds a run is about to write, it follows: all that this owner has published is the run's from then on, so that
 * what it wants no more is removed. A page alone is no reason for that.
 * @param wanted `feeds` and `pages`: paths that the run writes, but for what every site writes alike
 */
export function inherit(
  wanted: { readonly feeds: readonly string[]; readonly pages: readonly string[] },
  others: readonly OtherOwner[],
  shown: (path: string) => string,
): Inheritance {
  const inherited: string[] = [];
  const problems: Problem[] = [];
  for (const { name, isSameSite, written } of others) {
    const theirs = new Set(written);
    const feed = wanted.feeds.find((path) => theirs.has(path));
    if (feed !== undefined) inherited.push(...written);
    const taken = feed ?? wanted.pages.find((path) => theirs.has(path));
    if (taken === undefined || isSameSite) continue;
    const path = shown(taken);
    problems.push(problem('output-taken', { file: path }, { path, owner: name }));
  }
  return { inherited, problems };
}
