/** Imports and exports of MDX: where they begin, and where they end. https://mdxjs.com/docs/what-is-mdx/#esm */

export interface Esm {
  readonly statements: readonly string[];
  /** The text without them. */
  readonly prose: string;
}

/** The whole of it: after its end nothing but a comment stands on the line. */
const importSyntax =
  /import(?:\s+(?:type\s+)?|(?=["'{*]))(?:(?:[\w$]+|\*\s*as\s+[\w$]+|\{[^{}]*\})(?:\s*,\s*(?:\*\s*as\s+[\w$]+|\{[^{}]*\}))?\s*from\s*)?(?:"[^"\n]+"|'[^'\n]+')(?:\s*(?:with|assert)\s*\{[^{}]*\})?[ \t]*(?:(?:;|\/\/|\/\*)[^\n]*)?$/my;
/** How one begins that is no prose: "export const and let". */
const exportSyntax =
  /export\s+(?:(?:const|let|var)\s+(?:[\w$]+\s*[=:]|[{[])|(?:async\s+)?function\b[\s*]*[\w$]*\s*\(|class\s+[\w$]+[^\n]*\{|\*(?:\s*as\s+[\w$]+)?\s*from\s*["']|\{[^{}]*\}|default\s+(?:(?:async\s+)?function\b|class\b|[({[<"'\d]|[\w$.]+\s*(?:\(|=>|;|$)))/my;

/** Lines that no paragraph goes on from: empty ones, headings, rules, tags, expressions and hidden code. */
const endOfBlock = /^[ \t]*(?:$|#{1,6}\s|[-*_=]{3,}[ \t]*$|[<{].*[>}][ \t]*$|\uFDD0\d+\uFDD1$)/;
/** Text as it stands: none holds another, or one that is never closed would be looked for to the end. */
const preformatted = /<pre\b(?:(?!<pre\b)[^])*?<\/pre>/gi;

/** @param isMdx whether all of it is meant; otherwise `import 'x'` alone may be code of another language */
export function takeEsm(text: string, isMdx: boolean): Esm {
  const statements: string[] = [];
  let prose = '';
  let done = 0;
  if (!/^(?:im|ex)port\b/m.test(text)) return { statements, prose: text };
  let isUnclosed = false;
  const asItStands = [...text.matchAll(preformatted)];
  for (const { index } of text.matchAll(/^(?:im|ex)port\b/gm)) {
    const isBehindOther = statements.length > 0 && text.slice(done, index).trim() === '';
    if (index < done || !(isBehindOther || beginsBlock(text, index))) continue;
    if (asItStands.some((pre) => pre.index < index && index < pre.index + pre[0].length)) continue;
    const isImport = isAt(importSyntax, text, index);
    if (!isImport && !isAt(exportSyntax, text, index)) continue;
    const endOfCode = () => (isUnclosed ? undefined : endOfExport(text, index));
    const closed: number | undefined = isImport ? importSyntax.lastIndex : endOfCode();
    // Where brackets are never closed, those of the next exports need not be followed to the end of the text again.
    isUnclosed ||= closed === undefined;
    const end = closed ?? endOfParagraph(text, index);
    if (!isMdx && /^import\s*["']/.test(text.slice(index, end))) continue;
    statements.push(text.slice(index, end));
    prose += text.slice(done, index);
    done = end;
  }
  return { statements, prose: prose + text.slice(done) };
}

function beginsBlock(text: string, index: number): boolean {
  return index === 0 || endOfBlock.test(text.slice(text.lastIndexOf('\n', index - 2) + 1, index - 1));
}

function isAt(syntax: RegExp, text: string, index: number): boolean {
  syntax.lastIndex = index;
  return syntax.test(text);
}

/** The end of the line on which all brackets are closed; undefined when there is none. */
function endOfExport(text: string, start: number): number | undefined {
  const rest = text.slice(start);
  let depth = 0;
  for (const { 0: part, index } of rest.matchAll(
    /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\[^])*`|(?<!:)\/\/[^\n]*|\/\*(?:(?!\/\*)[^])*?\*\/|[([{]|[)\]}]|\n|$/g,
  )) {
    if (/^[([{]$/.test(part)) depth++;
    if (/^[)\]}]$/.test(part)) depth--;
    if (part.trim() === '' && depth <= 0 && !goesOn(rest, index)) return start + index;
  }
  return undefined;
}

function endOfParagraph(text: string, start: number): number {
  const emptyLine = /\n[ \t]*(?:\n|$)/g;
  emptyLine.lastIndex = start;
  return emptyLine.exec(text)?.index ?? text.length;
}

/** Whether a line ends in the midst of a program, or the next one goes on with it. */
function goesOn(program: string, lineEnd: number): boolean {
  return (
    /(?:[=,?:&|+.]|=>)[ \t]*$/.test(program.slice(Math.max(0, lineEnd - 100), lineEnd)) ||
    /^\n(?:[ \t]+\S|&&|\|\||[?.]|[=:](?!:)|[,)\]}{]|<\/|from\b)/.test(program.slice(lineEnd, lineEnd + 200))
  );
}
