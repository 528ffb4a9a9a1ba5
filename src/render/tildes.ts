/** Single tildes: GitHub strikes out what stands between two, others write "about" and "to" with them. */
import type { Nodes, Root } from 'mdast';

/**
 * Whether single tildes of a text, which were taken for marks, stand beside digits: `3~5 days, 10~20 euros`.
 * @param tree what was read from the text
 */
export function holdsRanges(tree: Root, text: string): boolean {
  if (!text.includes('~')) return false;
  const isRange = (at: number) => /\d/.test(text.charAt(at - 1)) || /\d/.test(text.charAt(at + 1));
  const visit = (node: Nodes): boolean => {
    const start = node.position?.start.offset ?? 0;
    const end = (node.position?.end.offset ?? 0) - 1;
    const isStruckBySingle = node.type === 'delete' && text.charAt(start + 1) !== '~';
    return (isStruckBySingle && (isRange(start) || isRange(end))) || ('children' in node && node.children.some(visit));
  };
  return visit(tree);
}
