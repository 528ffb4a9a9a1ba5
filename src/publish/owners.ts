/** Several sites may publish to one place, and none takes what is another's; but a site whose settings changed is the same. */
import { problem, type Problem } from '../problem.js';
import type { PublishRecord } from './record.js';

/** What another owner has published to the same place. */
export interface OtherOwner {
  readonly name: string;
  readonly isSameSite: boolean;
  readonly isSameHost: boolean;
  readonly written: readonly string[];
}

/** A site is known by its address, and by where its articles are: two languages of one may have folders of their own. */
export function ownerName(url: string, folder: string, include: readonly string[]): string {
  return `${url} of ${folder}/${include.join(' ')}`;
}

/** Without its scheme: a site that moves to https stays. */
const siteOf = (owner: string) => owner.split(' of ')[0]?.replace(/^https?:/, '') ?? '';
const hostOf = (owner: string) => /^\/\/[^/]*/.exec(siteOf(owner))?.[0];

export function othersIn(record: PublishRecord, owner: string): readonly OtherOwner[] {
  return Object.entries(record)
    .filter(([name]) => name !== owner)
    .map(([name, written]) => ({
      name,
      written,
      isSameSite: siteOf(name) === siteOf(owner),
      isSameHost: hostOf(name) === hostOf(owner),
    }));
}

/** Something of another site's that a run is about to write. */
export interface Taken {
  /** Within the target. */
  readonly path: string;
  readonly problem: Problem;
}

/** What a run takes over. */
export interface Inheritance {
  /** All that the owners it follows have published. */
  readonly inherited: readonly string[];
  /** What belongs to another site, until it is known, or somebody says, that it has moved. */
  readonly taken: readonly Taken[];
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
  const taken: Taken[] = [];
  for (const { name, isSameSite, isSameHost, written } of others) {
    const theirs = new Set(written);
    const feed = wanted.feeds.find((path) => theirs.has(path));
    if (feed !== undefined) inherited.push(...written);
    const path = feed ?? wanted.pages.find((page) => theirs.has(page));
    // Pages of one host hold no articles: its languages share them.
    if (path === undefined || isSameSite || (feed === undefined && isSameHost)) continue;
    taken.push({ path, problem: problem('output-taken', { file: shown(path) }, { path: shown(path), owner: name }) });
  }
  return { inherited, taken };
}
