/** Walks the elements of an HTML tree, parents first. */
import type { Element, Root, RootContent } from 'hast';

/** The visitor may change an element's children: the new ones are visited. Deep trees need no stack. */
export function visitElements(tree: Root, visitor: (node: Element) => void): void {
  const waiting: (Root | Element)[] = [tree];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.type === 'element') visitor(node);
    const children: readonly RootContent[] = node.children;
    for (const child of children.toReversed()) if (child.type === 'element') waiting.push(child);
  }
}
