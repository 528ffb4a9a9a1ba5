/** Bounds on a body: what costs Markdown parsers more than its length, told from the text before they see it. */

/** Quotations and lists in each other. The deepest of 18,858 articles has nine. */
const deepest = 100;
/** Runs of `*`, `_` and `~` in one block: each may pair with each, so the cost grows with their square. */
const mostMarks = 5000;
/** `<!` in one block: for each, the parser looks for an end as far as the block goes. */
const mostDeclarations = 2000;
/** Cells of one table, those counted that GFM adds to rows which are too short. */
const mostCells = 100_000;
/** Lines of one block that begins as a quotation: for each, the parser asks whether the quotation goes on. */
const mostQuotedLines = 5000;

/** Quotations, one after another: for each, the parser looks at all before. Code that has so many lines of them is none. */
const mostQuotations = 5000;

/** Brackets of one block that stand in each other, or close nothing: for each, the parser looks back at all before. */
const deepestBrackets = 500;
/** Items of one list: for each, the parser looks at all before. */
const mostItems = 5000;
/** Lines of `=` or `-` in one block, which make headings of the lines above. */
const mostUnderlines = 500;

/** Lines of one block with a space at an edge: for each, the parser moves all that stand behind it. */
const mostPaddedLines = 10_000;

/** References in one block, `[a]` or `[^a]`: for each, the parser moves all that stands behind it. */
const mostReferences = 10_000;

interface Block {
  references: number;
  paddedLines: number;
  /** Brackets that are open, the most that were, and those that closed nothing. */
  depth: number;
  deepest: number;
  strayBrackets: number;
  underlines: number;
  marks: number;
  declarations: number;
  /** Columns of the table, once its second row was seen. */
  columns: number;
  cells: number;
  quotedLines: number;
}

const emptyBlock = (): Block => ({
  references: 0,
  paddedLines: 0,
  depth: 0,
  deepest: 0,
  strayBrackets: 0,
  underlines: 0,
  marks: 0,
  declarations: 0,
  columns: 0,
  cells: 0,
  quotedLines: 0,
});

/**
 * Within what looks like fenced code so much more is allowed. It is measured all the same: a fence ends with the list
 * item that it stands in, and is none within HTML, so what looks like code may be none.
 */
const codeLeniency = 4;

/** @returns what is too much, as a clause; undefined when nothing known is */
export function excessIn(markdown: string): string | undefined {
  const open: number[] = [];
  let block = emptyBlock();
  let fence: string | undefined;
  let items = 0;
  let [quotations, isQuoted] = [0, false];
  for (const line of markdown.split('\n')) {
    const [, mark = '', info = ''] = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line) ?? [];
    if (fence !== undefined && mark.startsWith(fence) && info.trim() === '') {
      fence = undefined;
      block = emptyBlock();
    } else if (fence === undefined && mark !== '' && !(mark.startsWith('`') && info.includes('`'))) fence = mark;
    if (/^\s*$/.test(line)) block = emptyBlock();
    measure(line, block);
    if (/^\s*(?:[-*+]|\d{1,9}[.)])(?:\s|$)/.test(line)) items++;
    else if (/^\S/.test(line)) items = 0;
    const isQuotation = /^ {0,3}>/.test(line);
    if (isQuotation && !isQuoted && ++quotations > mostQuotations)
      return `there are more than ${mostQuotations} quotations`;
    isQuoted = isQuotation;
    const leniency = fence === undefined ? 1 : codeLeniency;
    if (items > mostItems * leniency) return `a list has more than ${mostItems} items`;
    const excess = excessOf(block, leniency);
    if (excess !== undefined) return excess;
    if (nesting(line, open) > deepest * leniency)
      return `quotations or lists stand in each other more than ${deepest} deep`;
  }
  return undefined;
}

function measure(line: string, block: Block): void {
  const isRule = /^ {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$/.test(line);
  if (!isRule) block.marks += line.match(/[*_~]+/g)?.length ?? 0;
  block.declarations += line.match(/<!/g)?.length ?? 0;
  if (/^[ \t|:-]*-[ \t|:-]*$/.test(line) && line.includes('|')) block.columns = line.split('|').length;
  block.cells += block.columns;
  if (/^ {0,3}(?:=+|-+)[ \t]*$/.test(line)) block.underlines++;
  if (/^[ \t]|[ \t]$/.test(line)) block.paddedLines++;
  block.references += line.match(/\](?![(:])/g)?.length ?? 0;
  for (const [bracket] of line.matchAll(/[[\]()]/g)) {
    if (bracket === '[' || bracket === '(') block.deepest = Math.max(block.deepest, ++block.depth);
    else if (block.depth > 0) block.depth--;
    else block.strayBrackets++;
  }
  if (block.quotedLines > 0 || /^ {0,3}>/.test(line)) block.quotedLines++;
}

function excessOf(block: Block, leniency: number): string | undefined {
  const bounds = [
    [block.deepest, deepestBrackets, 'a paragraph has more than # brackets in each other'],
    [block.strayBrackets, deepestBrackets, 'a paragraph has more than # brackets that close nothing'],
    [block.references, mostReferences, 'a paragraph has more than # references'],
    [block.underlines, mostUnderlines, 'more than # underlined headings stand without an empty line'],
    [block.marks, mostMarks, 'a paragraph has more than # marks of emphasis'],
    [block.declarations, mostDeclarations, 'a paragraph has more than # beginnings of comments'],
    [block.cells, mostCells, 'a table has more than # cells'],
    [block.quotedLines, mostQuotedLines, 'a quotation has more than # lines without an empty one'],
    [block.paddedLines, mostPaddedLines, 'more than # indented lines stand without an empty one'],
  ] as const;
  const passed = bounds.find(([count, most]) => count > most * leniency);
  return passed?.[2].replace('#', String(passed[1]));
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
