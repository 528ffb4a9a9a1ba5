/** The elements of an HTML tree: made, told apart, and walked. */
import type { Element, ElementContent, Properties, Root, RootContent } from 'hast';

export function element(tagName: string, properties: Properties = {}, children: ElementContent[] = []): Element {
  return { type: 'element', tagName, properties, children };
}

export const text = (value: string): ElementContent => ({ type: 'text', value });

export function isElement(node: RootContent | undefined, tagName?: string): node is Element {
  return node?.type === 'element' && (tagName === undefined || node.tagName === tagName);
}

/** Whether such an element has no end. */
export const isVoid = (tagName: string) =>
  /^(?:area|br|col|embed|hr|img|input|link|meta|source|track|wbr)$/i.test(tagName);

export const elementsIn = (parent: Root | Element): readonly Element[] => {
  const children: readonly RootContent[] = parent.children;
  return children.filter((child) => isElement(child));
};

/** The element stays where it is, and is another. */
export function become(
  node: Element,
  tagName: string,
  properties: Properties = {},
  children: ElementContent[] = [],
): void {
  node.tagName = tagName;
  node.properties = properties;
  node.children = children;
}

export function classesOf({ properties: { className } }: Element): string {
  return Array.isArray(className) ? className.join(' ') : String(className ?? '');
}

/** Parents come first. The visitor may change an element's children: the new ones are visited. Deep trees need no stack. */
export function visitElements(tree: Root, visitor: (node: Element) => void): void {
  const waiting: (Root | Element)[] = [tree];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.type === 'element') visitor(node);
    for (const child of elementsIn(node).toReversed()) waiting.push(child);
  }
}
