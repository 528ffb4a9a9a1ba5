/** Puts lines into a text as a person would: under their neighbours, indented like these. */

export interface Place {
  readonly offset: number;
  readonly side: 'before' | 'after';
  /** Where an element begins whose indentation the lines take. */
  readonly neighbour: number;
}

export interface Insertion {
  readonly at: number;
  readonly added: string;
}

/** On lines of their own where their neighbours are, with the indentation and line ends of these. */
export function insertionAt(text: string, { offset, side, neighbour }: Place, lines: readonly string[]): Insertion {
  const line = lineAt(text, side === 'before' ? offset : neighbour);
  if (!line.isFirst) return { at: offset, added: lines.join('') };
  if (side === 'after') return { at: offset, added: lines.map((added) => line.end + line.indent + added).join('') };
  const { indent } = lineAt(text, neighbour);
  return { at: line.start, added: lines.map((added) => indent + added + line.end).join('') };
}

/** The line that a place lies on, and whether nothing stands before that place in it. */
function lineAt(text: string, offset: number) {
  const start = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
  const [indent = ''] = /^[ \t]*/.exec(text.slice(start, offset)) ?? [];
  const [end = ''] = /(?:\r\n|\n|\r)$/.exec(text.slice(Math.max(start - 2, 0), start)) ?? [];
  return { start, indent, end, isFirst: end !== '' && start + indent.length === offset };
}
