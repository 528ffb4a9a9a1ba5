/** Asks the texts of a Markdown tree, in which references are read and escapes undone. */
import type { Nodes, Root } from 'mdast';

export function someText(tree: Root, test: (text: string) => boolean): boolean {
  const visit = (node: Nodes): boolean =>
    node.type === 'text' ? test(node.value) : 'children' in node && node.children.some(visit);
  return visit(tree);
}
