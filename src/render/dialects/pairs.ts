/** Pairs the opening and closing tags of a text, and puts what they mean in their place, inner ones first. */
import { isAllRemoved, removed } from './removed.js';
import type { Tag } from './tag.js';

export interface Token extends Omit<Tag, 'inner'> {
  readonly start: number;
  readonly end: number;
  readonly kind: 'open' | 'close' | 'single';
}

interface Frame {
  readonly token: Token | undefined;
  text: string;
}

/**
 * For each tag the indent that keeps it in its list item or footnote; empty for one outside of these, whose indent is the author's
 * way to lay out a page, and for one behind other text.
 */
function listIndents(text: string, tokens: readonly Token[]): ReadonlyMap<Token, string> {
  const indents = new Map<Token, string>();
  /** Where the text of the list items begins that are open. */
  const open: number[] = [];
  let start = 0;
  let next = 0;
  let isAfterEmpty = false;
  for (const line of text.split('\n')) {
    const [indent = '', mark = ''] = /^[ \t]*([-*+][ \t]+|\d{1,9}[.)][ \t]+|\[\^[^\]\s]+\]:[ \t]*)?/.exec(line) ?? [];
    const columns = indent.length - mark.length;
    const isEmpty = line.trim() === '';
    // A line behind another may belong to its paragraph, whatever its indent.
    if (!isEmpty && (isAfterEmpty || mark !== '')) while (open.length > 0 && (open.at(-1) ?? 0) > columns) open.pop();
    const end = start + line.length;
    for (let token = tokens[next]; token !== undefined && token.start <= end; token = tokens[++next]) {
      const isFirst = token.start === start + indent.length && mark === '';
      if (isFirst && open.length > 0 && columns >= (open.at(-1) ?? 0)) indents.set(token, indent);
    }
    if (mark !== '') open.push(mark.startsWith('[') ? columns + 4 : indent.length);
    isAfterEmpty = isEmpty;
    start = end + 1;
  }
  return indents;
}

/** So many characters are looked at to tell whether a line begins with a tag of HTML. */
const longestBeginning = 1000;

/** What the rest of a line is on which something stands; undefined when it has its lines for itself. */
function restOfLine(text: string, start: number, end: number): Tag['inLineOf'] {
  let [from, to] = [start, end];
  while (/[ \t]/.test(text.charAt(from - 1))) from--;
  while (/[ \t\r]/.test(text.charAt(to))) to++;
  if (/^\n?$/.test(text.charAt(from - 1)) && /^\n?$/.test(text.charAt(to))) return undefined;
  return /(?:^|\n)[ \t]*<[^\n]*$/.test(text.slice(Math.max(0, from - longestBeginning), from)) ? 'HTML' : 'text';
}

/** A tag that is opened and never closed stands alone; one that is closed and was never opened goes. */
export function replaceTags(text: string, tokens: readonly Token[], meaning: (tag: Tag) => string): string {
  const indents = listIndents(text, tokens);
  const expand = (token: Token, text: string | undefined, inLineOf?: Tag['inLineOf']): string => {
    const indent = indents.get(token) ?? '';
    const inner = text !== undefined && isAllRemoved(text) ? '' : text;
    if (indent === '') return meaning({ ...token, inner, inLineOf }) || removed;
    const outdented = inner?.replaceAll(`\n${indent}`, '\n');
    return meaning({ ...token, inner: outdented, inLineOf }).replace(/\n(?=[^\n])/g, `\n${indent}`) || removed;
  };
  const frames: Frame[] = [{ token: undefined, text: '' }];
  const top = () => frames.at(-1) ?? { token: undefined, text: '' };
  const standAlone = () => {
    const frame = frames.pop();
    if (frame?.token !== undefined) top().text += expand(frame.token, undefined) + frame.text;
  };
  let done = 0;
  /** The offset of the last line break before the end of the token. */
  let lastBreak = -1;
  for (const token of tokens) {
    const at = text.slice(done, token.end).lastIndexOf('\n');
    if (at >= 0) lastBreak = done + at;
    top().text += text.slice(done, token.start);
    done = token.end;
    if (token.kind === 'single') top().text += expand(token, undefined);
    if (token.kind === 'open') frames.push({ token, text: '' });
    if (token.kind !== 'close') continue;
    const opened = frames.findLastIndex(
      (frame) => frame.token !== undefined && (token.name === '' || frame.token.name === token.name),
    );
    if (opened < 0) {
      top().text += removed;
      continue;
    }
    while (frames.length - 1 > opened) standAlone();
    const frame = frames.pop();
    if (frame?.token === undefined) continue;
    const isOneLine = lastBreak < frame.token.start;
    const inLineOf = isOneLine ? restOfLine(text, frame.token.start, token.end) : undefined;
    top().text += expand(frame.token, frame.text, inLineOf);
  }
  top().text += text.slice(done);
  while (frames.length > 1) standAlone();
  return top().text;
}
