/** Chooses the articles that are live now: due and not expired, each address and id once, newest first. */
import { toAtomId } from '../addresses/tag-uri.js';
import type { Settings } from '../config/options.js';
import { rfc3339 } from '../time/instant.js';
import type { Article, LeftOut } from '../model.js';
import { compareText, newestFirst } from '../order.js';
import { problem, type Problem } from '../problem.js';

export interface Choice {
  /** Every article that is published now, newest first. */
  readonly live: readonly Article[];
  /** Those whose time is over. */
  readonly expired: readonly Article[];
  readonly leftOut: readonly LeftOut[];
  readonly problems: readonly Problem[];
}

/** @param claimOf how much right an article has to its id and address, by what subscribers know: more is more */
export function chooseArticles(
  articles: readonly Article[],
  { now, site }: Settings,
  claimOf: (article: Article) => number,
): Choice {
  const isDue = ({ published }: Article) => published <= now;
  const isExpired = ({ expires }: Article) => expires !== undefined && expires <= now;
  const due = articles.filter(isDue);
  const { unique, leftOut, problems } = withoutDuplicates(
    due.filter((article) => !isExpired(article)),
    site.url,
    claimOf,
  );
  const scheduled = articles.filter((article) => !isDue(article));
  const expired = due.filter(isExpired);
  return {
    live: unique.toSorted(newestFirst),
    expired,
    leftOut: [
      ...scheduled.map(({ file, published }): LeftOut => ({
        file,
        kind: 'scheduled',
        why: `due ${rfc3339(published)}`,
      })),
      ...expired.map(({ file, expires = 0 }): LeftOut => ({
        file,
        kind: 'expired',
        why: `expired ${rfc3339(expires)}`,
      })),
      ...leftOut,
    ],
    problems,
  };
}

/** Of two articles with one address or id, that keeps it which subscribers know; where they know none, the older. */
function withoutDuplicates(
  articles: readonly Article[],
  siteUrl: string,
  claimOf: (article: Article) => number,
): {
  unique: readonly Article[];
  leftOut: readonly LeftOut[];
  problems: readonly Problem[];
} {
  // In most sites there are none, and two sets tell: the order does not matter then.
  const isOnce = (key: (article: Article) => string) => new Set(articles.map(key)).size === articles.length;
  if (isOnce(({ url }) => url) && isOnce(({ id }) => toAtomId(id, siteUrl)))
    return { unique: articles, leftOut: [], problems: [] };
  const byUrl = new Map<string, Article>();
  const byId = new Map<string, Article>();
  const unique: Article[] = [];
  const leftOut: LeftOut[] = [];
  const problems: Problem[] = [];
  const ordered = articles.toSorted(
    (a, b) => claimOf(b) - claimOf(a) || a.published - b.published || compareText(a.file, b.file),
  );
  for (const article of ordered) {
    const { file, url, id } = article;
    // As Atom writes it: two spellings of one UUID are one id there.
    const atomId = toAtomId(id, siteUrl);
    const sameUrl = byUrl.get(url);
    const sameId = byId.get(atomId);
    if (sameUrl === undefined && sameId === undefined) {
      byUrl.set(url, article);
      byId.set(atomId, article);
      unique.push(article);
      continue;
    }
    if (sameUrl !== undefined) problems.push(problem('url-duplicate', { file, line: 1 }, { url, other: sameUrl.file }));
    else if (sameId !== undefined)
      problems.push(problem('id-duplicate', { file, line: 1 }, { id, other: sameId.file }));
    leftOut.push({ file, kind: 'invalid', why: sameUrl === undefined ? 'id-duplicate' : 'url-duplicate' });
  }
  return { unique, leftOut, problems };
}
