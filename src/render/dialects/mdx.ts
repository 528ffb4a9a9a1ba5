/** MDX: imports and exports, expressions, and components as JSX. https://mdxjs.com/docs/what-is-mdx/ */
import type { Dialect, DialectContext } from './dialect.js';
import { takeEsm, type Esm } from './mdx-esm.js';
import { layOut } from './mdx-layout.js';
import {
  anyTag,
  asHtmlElements,
  component,
  endOfBraces,
  endOfTag,
  jsxElement,
  literal,
  propertyInBraces,
  tagsIn,
  valuesIn,
  type ValueOf,
} from './mdx-tags.js';
import { replaceTags } from './pairs.js';
import type { Tag } from './tag.js';
import { escapeHtml, holdsCode } from './vocabulary.js';

export const mdx: Dialect = {
  name: 'mdx',
  isSpokenIn: (text, { isMdx }) => isMdx || isUnmistakable(text) || esmOf(text, isMdx).statements.length > 0,
  translate: (text, { expand, isMdx, reportTemplate, code }) => {
    const { prose, statements } = esmOf(text, isMdx);
    const valueOf = valuesIn(statements, code);
    // Components alone are Vue's as well, in whose prose braces are braces.
    const isProgram = isMdx || statements.length > 0 || commentStart.test(prose) || propertyInBraces.test(prose);
    const elements = isProgram
      ? withoutExpressions(withNamedFragments(withoutComments(prose)), valueOf, code, reportTemplate)
      : prose;
    const isJsx = isMdx || tagsIn(elements, component, valueOf).length > 0;
    const laidOut = isJsx ? layOut(elements, tagsIn(elements, anyTag, valueOf)) : elements;
    const meaning = (tag: Tag) =>
      holdsCode(tag) ? code.hide(expand({ ...tag, inner: codeIn(tag, code) })) : expand(tag);
    const translated = asHtmlElements(replaceTags(laidOut, tagsIn(laidOut, component, valueOf), meaning), valueOf);
    return isProgram ? withLongTexts(translated, code) : translated;
  },
};

const isUnmistakable = (text: string) => excerptMark.test(text) || hasComponents(text) || jsxElement.test(text);

/** A text about JavaScript may have a paragraph that looks like an export: other than in MDX, alone it is none. */
function esmOf(text: string, isMdx: boolean): Esm {
  const esm = takeEsm(text, isMdx);
  const isMeant = isMdx || esm.statements.some((statement) => statement.startsWith('import')) || isUnmistakable(text);
  return isMeant ? esm : { statements: [], prose: text };
}

/** What a component for code shows: text as it stands in it, or a text of JavaScript. */
function codeIn({ inner }: Tag, { show }: DialectContext['code']): string | undefined {
  const text = inner === undefined ? undefined : show(inner);
  const [, ticked] = /^\{?\s*`(?!`)([^]*?)(?<!`)`\s*\}?$/.exec((text ?? '').trim()) ?? [];
  return ticked?.replace(escaped, '$1') ?? text;
}

const escaped = /\\([`\\$])/g;

/** What stands between the ticks of a text of JavaScript. */
const betweenTicks = (code: string) => /^`(?!`)([^]+)(?<!`)`$/.exec(code.trim())?.[1]?.replace(escaped, '$1');

/** Markdown knows no code with an empty line between ticks: what has one gives its text. */
const withLongTexts = (text: string, { show }: DialectContext['code']) =>
  text.replace(/\uFDD0\d+\uFDD1/g, (token) => {
    const ticked = betweenTicks(show(token));
    return ticked !== undefined && /\n[ \t]*\n/.test(ticked) ? ticked : token;
  });

/** Within an element for code ticks are ticks: its text stands there as it is, and no line of it is one of Markdown. */
const asLiteral = (text: string) =>
  escapeHtml(text)
    .replace(/[*_`[\]\\~^=$]/g, (mark) => `&#${mark.charCodeAt(0)};`)
    .replaceAll('\n', '&#10;');

/** `Array<T>` in prose is no component: one is closed, closes itself, or has properties. */
function hasComponents(text: string): boolean {
  return /<\/[A-Z][\w.]*\s*>|(?<!\w)<[A-Z][\w.]*(?:\s+\w+=(?:"|'|\{)[^<>]*)?\s*\/>/.test(text);
}

/** Docusaurus ends a summary with a comment of MDX; one of HTML says the same to the rest of us. */
const excerptMark = /\{\s*\/\*\s*(truncate|more|excerpt)\s*\*\/\s*\}/;

/** Looked for from the first space alone, and not beyond the next one: what is never closed is not read to the end. */
const comment = /(?<![ \t])[ \t]*\{\s*\/\*(?:(?!\{\s*\/\*)[^])*?\*\/\s*\}/g;

/** Of MDX alone. */
const commentStart = /\{\s*\/\*/;

const withoutComments = (text: string) => text.replace(excerptMark, '\n\n<!-- $1 -->\n\n').replace(comment, '');

/** `<>…</>` is a short way to write a component. */
const withNamedFragments = (text: string) => (text.includes('</>') ? text.replace(/<(\/?)>/g, '<$1Fragment>') : text);

/** Expressions give their text when they are one; others would have to be run. Those in tags are left to their readers. */
function withoutExpressions(
  text: string,
  valueOf: ValueOf,
  { hide, show }: DialectContext['code'],
  report: DialectContext['reportTemplate'],
): string {
  let done = 0;
  let openCode = 0;
  let result = '';
  let shownTo = 0;
  for (const { 0: start, index } of text.matchAll(
    /<[A-Za-z][\w.]*(?=[\s/>])|<\/(?:pre|code)(?=\s*>)|(?<![\\$#{])\{(?![{%#:])/g,
  )) {
    if (index < done) continue;
    if (start !== '{') {
      if (/^<(?:pre|code)$/.test(start)) openCode++;
      if (start.startsWith('</')) openCode = Math.max(0, openCode - 1);
      done = endOfTag(text, index + start.length, valueOf) ?? done;
      continue;
    }
    const end = endOfBraces(text, index);
    const expression = text.slice(index + 1, end - 1);
    // A text between ticks was hidden as code, and is shown as such.
    const token = /^\s*(\uFDD0\d+\uFDD1)\s*$/.exec(expression)?.[1];
    const ticked = token !== undefined && openCode > 0 ? betweenTicks(show(token)) : undefined;
    const shown = literal(expression) ?? (ticked === undefined ? token : hide(asLiteral(ticked)));
    if (shown === undefined && expression.trim() !== '') {
      const [line = ''] = `{${expression}}`.split(/[\n\uFDD0]/);
      report(line.length > 40 || line.length < expression.length + 2 ? `${line.slice(0, 39)}…` : line);
    }
    result += text.slice(shownTo, index) + (shown ?? '');
    shownTo = end;
    done = end;
  }
  return result + text.slice(shownTo);
}
