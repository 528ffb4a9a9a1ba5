/** Lays out the elements of MDX as Markdown reads HTML: without the indents of their content, between empty lines. */
import type { Token } from './pairs.js';

type Tag = Pick<Token, 'start' | 'end' | 'kind' | 'name'>;

/** An element whose tag stands alone on its line. */
interface Region {
  readonly name: string;
  /** Of its tag, as it is laid out. */
  readonly indent: number;
  /** Of the first line in it, as it was. */
  inner: number | undefined;
}

/** Their content is no Markdown, and keeps its indents. */
const verbatim = new Set(['pre', 'code', 'textarea', 'svg', 'math', 'audio', 'video', 'picture', 'object', 'select']);

/**
 * MDX knows no indented code, and reads Markdown within elements whose tags stand on lines of their own. What is
 * indented more than the first line of the element that holds it is in a list, and stays in it.
 */
export function layOut(text: string, tags: readonly Tag[]): string {
  let region: Region = { name: '', indent: 0, inner: 0 };
  const outer: Region[] = [];
  const lines: string[] = [];
  const indentFor = (columns: number): number => {
    region.inner ??= columns;
    return region.indent + Math.max(0, columns - region.inner);
  };
  const copy = (from: number, to: number): void => {
    if (from >= to) return;
    for (const line of text.slice(from, to).replace(/\n$/, '').split('\n')) {
      const words = line.trimStart();
      const isAsItWas = words === '' || verbatim.has(region.name);
      lines.push(isAsItWas ? line : ' '.repeat(indentFor(line.length - words.length)) + words);
    }
  };
  let done = 0;
  for (const { start, end, kind, name } of tags) {
    const line = lineOf(text, start, end);
    if (kind === 'single' || line === undefined || line.start < done) continue;
    if (verbatim.has(region.name) && (kind !== 'close' || name !== region.name)) continue;
    copy(done, line.start);
    done = line.end;
    const tag = text.slice(start, end);
    if (kind === 'open') {
      const indent = indentFor(start - line.start);
      lines.push('', ' '.repeat(indent) + tag, ...(verbatim.has(name) ? [] : ['']));
      outer.push(region);
      region = { name, indent, inner: undefined };
      continue;
    }
    // What was opened behind other text, and is closed on a line of its own, is no region.
    const isOpen = region.name === name;
    const indent = isOpen ? region.indent : indentFor(start - line.start);
    lines.push(...(verbatim.has(name) ? [] : ['']), ' '.repeat(indent) + tag, '');
    if (isOpen) region = outer.pop() ?? region;
  }
  copy(done, text.length);
  return lines.join('\n');
}

/** The line on which a tag stands; undefined when something else does too. */
function lineOf(
  text: string,
  start: number,
  end: number,
): { readonly start: number; readonly end: number } | undefined {
  let [from, to] = [start, end];
  while (from > 0 && /[ \t]/.test(text.charAt(from - 1))) from--;
  while (to < text.length && /[ \t\r]/.test(text.charAt(to))) to++;
  const isAlone = (from === 0 || text.charAt(from - 1) === '\n') && (to === text.length || text.charAt(to) === '\n');
  return isAlone ? { start: from, end: Math.min(text.length, to + 1) } : undefined;
}
