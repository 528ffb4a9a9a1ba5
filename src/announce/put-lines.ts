/** Puts lines into a text as a person would: under their neighbours, indented like these. */

export interface Place {
  readonly offset: number;
  readonly side: 'before' | 'after';
  /** Where an element begins whose indentation the lines take. */
  readonly neighbour: number;
}

/** On lines of their own where their neighbours are, with the indentation and line ends of these. */
export function withLines(text: string, { offset, side, neighbour }: Place, lines: readonly string[]): string {
  const line = lineAt(text, side === 'before' ? offset : neighbour);
  const put = (at: number, added: string) => text.slice(0, at) + added + text.slice(at);
  if (!line.isFirst) return put(offset, lines.join(''));
  if (side === 'after') return put(offset, lines.map((added) => line.end + line.indent + added).join(''));
  const { indent } = lineAt(text, neighbour);
  return put(line.start, lines.map((added) => indent + added + line.end).join(''));
}

/** The line that a place lies on, and whether nothing stands before that place in it. */
function lineAt(text: string, offset: number) {
  const start = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
  const [indent = ''] = /^[ \t]*/.exec(text.slice(start, offset)) ?? [];
  const [end = ''] = /(?:\r\n|\n|\r)$/.exec(text.slice(Math.max(start - 2, 0), start)) ?? [];
  return { start, indent, end, isFirst: end !== '' && start + indent.length === offset };
}
