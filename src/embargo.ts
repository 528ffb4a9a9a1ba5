/** What of a build may be told before all that it knows is due. */
import type { TimedBuildResult } from './request.js';

/** A log is read by more people than the articles are: it does not say that anything is to come, nor when. */
export function withoutEmbargoed(whole: TimedBuildResult): TimedBuildResult {
  const { nextDue: _, embargoed, ...result } = whole;
  const { articles, problems, leftOut } = result;
  const hidden = new Set(embargoed);
  const invalid = leftOut.filter(({ file, kind }) => kind === 'invalid' && hidden.has(file)).length;
  return {
    ...result,
    articles: {
      ...articles,
      found: articles.found - articles.scheduled - invalid,
      scheduled: 0,
      invalid: articles.invalid - invalid,
    },
    problems: problems.filter(({ file }) => file === undefined || !hidden.has(file)),
    leftOut: leftOut.filter(({ file }) => !hidden.has(file)),
    embargoed: [],
  };
}
