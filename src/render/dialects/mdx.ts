/** MDX: imports and exports, expressions, and components as JSX. https://mdxjs.com/docs/what-is-mdx/ */
import type { Dialect, DialectContext } from './dialect.js';
import { takeEsm } from './mdx-esm.js';
import { layOut } from './mdx-layout.js';
import { anyTag, asHtmlElements, component, endOfBraces, jsxElement, literal, tagsIn, valuesIn } from './mdx-tags.js';
import { replaceTags } from './pairs.js';

export const mdx: Dialect = {
  name: 'mdx',
  isSpokenIn: (text, { isMdx }) =>
    isMdx ||
    excerptMark.test(text) ||
    takeEsm(text, isMdx).statements.length > 0 ||
    hasComponents(text) ||
    jsxElement.test(text),
  translate: (text, { expand, isMdx, reportTemplate }) => {
    const { prose, statements } = takeEsm(text, isMdx);
    const valueOf = valuesIn(statements);
    const isJsx = isMdx || tagsIn(prose, component, valueOf).length > 0;
    const laidOut = isJsx ? layOut(prose, tagsIn(prose, anyTag, valueOf)) : prose;
    const html = asHtmlElements(replaceTags(laidOut, tagsIn(laidOut, component, valueOf), expand), valueOf);
    return withoutExpressions(html, isJsx, reportTemplate);
  },
};

/** `Array<T>` in prose is no component: one is closed, closes itself, or has properties. */
function hasComponents(text: string): boolean {
  return /<\/[A-Z][\w.]*\s*>|(?<!\w)<[A-Z][\w.]*(?:\s+\w+=(?:"|'|\{)[^<>]*)?\s*\/>/.test(text);
}

/** Docusaurus ends a summary with a comment of MDX; one of HTML says the same to the rest of us. */
const excerptMark = /\{\s*\/\*\s*(truncate|more|excerpt)\s*\*\/\s*\}/;

/** Looked for from the first space alone, and not beyond the next one: what is never closed is not read to the end. */
const comment = /(?<![ \t])[ \t]*\{\s*\/\*(?:(?!\{\s*\/\*)[^])*?\*\/\s*\}/g;

/** Expressions give their text when they are one, comments nothing; others would have to be run. */
function withoutExpressions(text: string, isJsx: boolean, report: DialectContext['reportTemplate']): string {
  const withoutComments = text.replace(excerptMark, '\n\n<!-- $1 -->\n\n').replace(comment, '');
  if (!isJsx) return withoutComments;
  let done = 0;
  let result = '';
  for (const match of withoutComments.matchAll(/(?<![\\$#{])\{(?![{%#:])/g)) {
    if (match.index < done) continue;
    const end = endOfBraces(withoutComments, match.index);
    const expression = withoutComments.slice(match.index + 1, end - 1);
    // A text between ticks was hidden as code, and is shown as such.
    const shown = literal(expression) ?? /^\s*(\uFDD0\d+\uFDD1)\s*$/.exec(expression)?.[1];
    if (shown === undefined && expression.trim() !== '') {
      const [line = ''] = `{${expression}}`.split(/[\n\uFDD0]/);
      report(line.length > 40 || line.length < expression.length + 2 ? `${line.slice(0, 39)}…` : line);
    }
    result += withoutComments.slice(done, match.index) + (shown ?? '');
    done = end;
  }
  return result + withoutComments.slice(done);
}
