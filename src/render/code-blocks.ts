/** Code as plain text in `<pre><code>`: highlighters' spans and line numbers are noise where their styles are not. */
import type { Element, ElementContent } from 'hast';
import type { Code, Nodes, Root as MarkdownRoot, RootContent as MarkdownContent } from 'mdast';
import { become, classesOf, elementsIn } from './elements.js';

/** A title in the info string of a fence, `js title="a.js"`, stands above the code. */
export function showTitles(tree: MarkdownRoot): void {
  dropLineMarks(tree);
  tree.children = tree.children.flatMap((node): MarkdownContent[] => {
    const title = node.type === 'code' ? titleOf(node) : undefined;
    if (title === undefined) return [node];
    return [
      { type: 'paragraph', children: [{ type: 'strong', children: [{ type: 'inlineCode', value: title }] }] },
      node,
    ];
  });
}

/** VitePress and Gatsby name lines right behind the language, `js{1,3}`. */
function dropLineMarks(node: Nodes): void {
  if (node.type === 'code' && node.lang) node.lang = node.lang.replace(/(?<=\w)\{.*$/, '');
  if ('children' in node) for (const child of node.children) dropLineMarks(child);
}

/** Docusaurus, Astro, Hugo, VitePress and rehype-pretty-code each have their own way. */
function titleOf({ lang, meta }: Code): string | undefined {
  const [, double, single] =
    /(?:^|[\s{,])(?:title|file|filename|name)\s*=\s*(?:"([^"]+)"|'([^']+)')/.exec(meta ?? '') ?? [];
  // `js:a.js`, as Gatsby and Zenn have it, and `js [a.js]`, as VitePress in groups of code.
  // And `js src/a.js`, as Sandpack.
  const bare = /^(?:\[([^\]]+)\]|([\w@./-]+\.[a-z]{1,5})(?=\s|$))/.exec(meta ?? '') ?? [];
  return double ?? single ?? /^[\w+#-]+:(.+\..+)$/.exec(lang ?? '')?.[1] ?? bare[1] ?? bare[2];
}

const lineNumbers = /(?:^|\s)(?:linenos?|line-?numbers?(?:-rows)?|gutter|rouge-gutter|lnt|ln)(?:\s|$)/i;

/** A table that lays line numbers beside code becomes the code alone. */
export function dropLineNumbers(table: Element): void {
  const rows = elementsIn(table).flatMap((child) => (child.tagName === 'tr' ? [child] : elementsIn(child)));
  const cells = rows.flatMap(elementsIn);
  const code = cells.filter((cell) => !lineNumbers.test(classesOf(cell)));
  if (code.length === cells.length) return;
  const blocks = code.flatMap((cell) => elementsIn(cell).flatMap((child) => [child, ...elementsIn(child)]));
  const kept = blocks.filter(({ tagName }) => tagName === 'pre');
  if (kept.length === 0) return;
  become(table, 'div', {}, kept);
}

/** Within a block: no spans, no numbers before the lines, and no line break at once, which parsers of HTML drop. */
export function flattenCode(pre: Element): void {
  pre.children = flattened(pre.children);
  const [first] = pre.children;
  if (first?.type === 'text') first.value = first.value.replace(/^\n+/, '');
}

function flattened(children: readonly ElementContent[]): ElementContent[] {
  return children.flatMap((child): ElementContent[] => {
    if (child.type !== 'element') return [child];
    if (lineNumbers.test(classesOf(child))) return [];
    const inside = flattened(child.children);
    if (child.tagName === 'span' || child.tagName === 'div') return inside;
    return [{ ...child, children: inside }];
  });
}
