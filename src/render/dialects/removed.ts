/** What is left where a tag gave nothing: neither marks that Markdown reads in another way, nor an empty line that ends a block of HTML. */

/** Stands in the place of such a tag until its line is looked at. A noncharacter, which no text of an article holds. */
export const removed = '\uFDD5';

/** Longer is no gap that an author left: in tags within each other it would be looked at again for each. */
const longestGap = 1000;

/** Whether of what a tag holds nothing is left. */
export const isAllRemoved = (text: string): boolean =>
  text.length < longestGap && text.includes(removed) && text.replaceAll(removed, '').trim() === '';

/** Marks of quotations, and the indent. */
const emptied = /^[ \t>]*$/;
const emptiedItem = /^[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]*$/;
/** An item or a heading, below which no text goes on that an item could be taken for a part of. */
const noText = /^[ \t>]*(?:[-*+]|\d{1,9}[.)]|#{1,6})[ \t]/;

/** https://spec.commonmark.org/0.31.2/#html-blocks, the sixth kind, which may stand right below a text. */
const blockTag =
  /^<\/?(?:address|article|aside|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr|iframe|legend|li|link|main|menu|menuitem|nav|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul)(?:[\s/>]|$)/i;
/** The seventh kind, of whatever name, alone on its line. */
const anyTag = /^<\/?[a-z][a-z\d-]*(?:\s[^<>]*)?\/?>\s*$/i;

/** What a line belongs to. */
type Block = 'none' | 'text' | 'HTML';

function blockOf(line: string, above: Block): Block {
  if (emptied.test(line)) return 'none';
  if (above === 'HTML' || isStartOfHtml(line, above === 'text')) return 'HTML';
  return noText.test(line) ? 'none' : 'text';
}

function isStartOfHtml(line: string, isBelowText: boolean): boolean {
  const content = line.replace(/^(?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t])+/, '');
  return blockTag.test(content) || (!isBelowText && anyTag.test(content));
}

/** Whether a line goes on with HTML, or would be code below an empty line. */
const goesOn = (line: string) => isStartOfHtml(line, false) || /^(?: {4}|\t)[ \t]*\S/.test(line);

interface Line {
  readonly text: string;
  /** Whether a tag stood on it. */
  readonly isLess: boolean;
}

const isEmptied = ({ text, isLess }: Line) => isLess && emptied.test(text);

/** @param text with the marks of removed tags */
export function withoutRemoved(text: string): string {
  if (!text.includes(removed)) return text;
  const lines = text.split('\n').map((line): Line => {
    const rest = line.replaceAll(removed, '');
    return { text: rest, isLess: rest.length < line.length };
  });
  const isAboveMore = aboveMore(lines);
  const kept: string[] = [];
  let block: Block = 'none';
  for (const [index, line] of lines.entries()) {
    if (block === 'HTML' && isEmptied(line) && isAboveMore[index] === true) continue;
    // Of the item nothing is left but its mark, which would make a heading of the text above it, or be shown.
    const isLost =
      block === 'text' && line.isLess && emptiedItem.test(line.text) && indentOf(kept.at(-1)) <= indentOf(line.text);
    kept.push(isLost ? `${line.text.trimEnd()} <!-- -->` : line.text);
    block = blockOf(line.text, block);
  }
  return kept.join('\n');
}

const indentOf = (line = ''): number => /^[ \t]*/.exec(line)?.[0].length ?? 0;

/** For each line whether HTML goes on in the next one that is left. */
function aboveMore(lines: readonly Line[]): readonly boolean[] {
  let isMore = false;
  return lines
    .toReversed()
    .map((line) => {
      const isAboveMore = isMore;
      if (!isEmptied(line)) isMore = goesOn(line.text);
      return isAboveMore;
    })
    .toReversed();
}
