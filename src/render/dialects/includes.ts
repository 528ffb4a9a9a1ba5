/** Files that site generators put into a text, and that nobody does here: they go, and are told. */
import type { ArticleContext } from './dialect.js';

/**
 * Of MkDocs, `--8<-- "a.md"`, with one file or a list; and of VitePress, `<<< @/a.js{2}` and `<!--@include: a.md-->`.
 * The first group is what stands before it on its line, and stays.
 */
const includes: readonly RegExp[] = [
  /^([ \t>]*(?:[-*+] +|\d+[.)] +)?)-+8<-+[ \t]+(?:"[^"\n]+"|'[^'\n]+')[ \t]*$/gm,
  /^()-+8<-+[ \t]*\n(?:(?!-+8<-)[^\n]+\n)+-+8<-+[ \t]*$/gm,
  /^([ \t>]*)<<<[ \t]+[@.~/][^\s<>]+(?:[ \t]+[^\n]*)?$/gm,
  /()<!--[ \t]*@include:(?:(?!<!--)[^\n])*?-->/g,
];

/** @param text its code is hidden, but for indented code */
export function withoutIncludes(text: string, report: ArticleContext['reportTemplate']): string {
  return includes.reduce(
    (now, syntax) =>
      now.replace(syntax, (whole: string, before: string, at: number) => {
        if (isIndentedCode(now, at + before.length)) return whole;
        const [line = '', ...others] = whole.slice(before.length).split('\n');
        report(others.length === 0 ? line : `${line}…`);
        return before;
      }),
    text,
  );
}

const indentOf = (line: string) => line.length - line.trimStart().length;
/** Characters: where a list began that long ago, the indent is that of code. */
const longestItem = 5000;

/** What is indented so far is code, unless it belongs to the item of a list above it. */
function isIndentedCode(text: string, at: number): boolean {
  const lineStart = text.lastIndexOf('\n', at - 1) + 1;
  const indent = indentOf(text.slice(lineStart, at + 1));
  if (indent < 4) return false;
  const above = text.slice(Math.max(0, lineStart - longestItem), lineStart).split('\n');
  const holder = above.findLast((line) => line.trim() !== '' && indentOf(line) < indent);
  return holder === undefined || !/^[ \t]*(?:[-*+]|\d+[.)])[ \t]/.test(holder);
}
