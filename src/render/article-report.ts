/** Gathers the problems of an article, each with the line on which the text that it is about stands. */
import type { WholeArticle } from '../model.js';
import type { Place, Problem } from '../problem.js';

export interface ArticleReport {
  readonly problems: readonly Problem[];
  /** Once: two links of one line that lead to one place are mended together. */
  readonly add: (found: Problem) => void;
  /** The line of the file on which a text of the body first stands. */
  readonly placeOf: (text: string) => Place;
}

/** So many problems have a line of their own: nobody mends more at once, and each is looked for in the whole text. */
const mostPlaces = 200;

export function articleReport({ file, body, bodyLine }: WholeArticle): ArticleReport {
  const problems: Problem[] = [];
  const said = new Set<string>();
  const lineOf = (text: string): number => {
    // Markdown encodes addresses: the source has them as they were typed.
    const at = Math.max(body.indexOf(text), body.indexOf(decoded(text)));
    let line = bodyLine;
    for (let end = body.indexOf('\n'); end >= 0 && end < at; end = body.indexOf('\n', end + 1)) line++;
    return line;
  };
  return {
    problems,
    add: (found) => {
      const what = JSON.stringify(found);
      if (said.size < said.add(what).size) problems.push(found);
    },
    placeOf: (text) => ({ file, line: problems.length > mostPlaces ? bodyLine : lineOf(text) }),
  };
}

function decoded(text: string): string {
  try {
    return decodeURI(text);
  } catch {
    return text;
  }
}
