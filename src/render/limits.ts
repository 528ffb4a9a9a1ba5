/** Bounds on a body: what costs Markdown parsers more than its length, told from the text before they see it. */

/** Quotations and lists in each other. The deepest of 18,858 articles has nine. */
const deepest = 100;
/** Runs of `*`, `_` and `~` in one block: each may pair with each, so the cost grows with their square. */
const mostMarks = 5000;

/** @returns what is too much, as a clause; undefined when the text can be parsed in time that grows with its length */
export function excessIn(markdown: string): string | undefined {
  const open: number[] = [];
  let marks = 0;
  let fence: string | undefined;
  for (const line of markdown.split('\n')) {
    const [, mark = ''] = /^\s*(`{3,}|~{3,})/.exec(line) ?? [];
    if (fence !== undefined) {
      if (mark.startsWith(fence)) fence = undefined;
      continue;
    }
    if (mark !== '') fence = mark;
    if (/^\s*$/.test(line)) marks = 0;
    marks += line.match(/[*_~]+/g)?.length ?? 0;
    if (marks > mostMarks) return `a paragraph has more than ${mostMarks} marks of emphasis`;
    if (nesting(line, open) > deepest) return `quotations or lists stand in each other more than ${deepest} deep`;
  }
  return undefined;
}

/** How deep a line stands. @param open indents of the list items that are open, kept from line to line */
function nesting(line: string, open: number[]): number {
  const [containers = ''] = /^(?:[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t]|$)))+/.exec(line) ?? [];
  if (containers === '') return 0;
  const indent = line.length - line.trimStart().length;
  while (open.length > 0 && (open.at(-1) ?? 0) >= indent) open.pop();
  open.push(indent);
  return open.length + (containers.match(/>|[-*+]|\d+[.)]/g)?.length ?? 0) - 1;
}
