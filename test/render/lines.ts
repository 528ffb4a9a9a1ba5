/** Trees of Markdown, to be compared. */
import type { Nodes, Root } from 'mdast';

/** Of all positions, the lines: columns are those of a text in which words are hidden. */
export function withLines(tree: Root): object {
  const visit = ({ position, ...node }: Nodes): object => ({
    ...node,
    lines: [position?.start.line, position?.end.line],
    ...('children' in node ? { children: node.children.map(visit) } : {}),
  });
  return visit(tree);
}
