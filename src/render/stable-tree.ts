/** Tells the HTML trees that parsing like a browser gives back as they are: what plain Markdown becomes. */
import type { Element, Properties, Root, RootContent } from 'hast';

/** Elements that stand in lines of text, and the void ones among them. */
const phrasing = ['a', 'br', 'code', 'del', 'em', 'img', 'strong', 'sup'];
const flow = ['blockquote', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'hr', 'ol', 'p', 'pre', 'section', 'table', 'ul'];
const both = [...flow, ...phrasing];

/** Which elements may stand in which: narrower than HTML allows, so that no end tag needs to be guessed. */
const inside: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    ...each(['a', 'del', 'em', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'p', 'strong', 'sup', 'td', 'th'], phrasing),
    ...each(['blockquote', 'li', 'section'], both),
    ...each(['br', 'code', 'hr', 'img'], []),
    ...each(['ol', 'ul'], ['li']),
    pre: ['code'],
    table: ['thead', 'tbody'],
    ...each(['tbody', 'thead'], ['tr']),
    tr: ['th', 'td'],
  }),
);

function each(names: readonly string[], may: readonly string[]): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(names.map((name) => [name, may]));
}

const holdsNoText = ['ol', 'pre', 'table', 'tbody', 'thead', 'tr', 'ul'];
/** Those that a parser keeps in mind, to open them again where another end tag closed them. */
const formatting = ['a', 'code', 'em', 'strong'];

const isText = (value: unknown) => typeof value === 'string';
const isWords = (value: unknown) => Array.isArray(value) && value.every((word) => /^[^ \t\n\f\r]+$/.test(String(word)));

/** Properties that stay what they are when they are written and read again. */
const kept: Readonly<Record<string, (value: unknown) => boolean>> = {
  align: isText,
  alt: isText,
  ariaDescribedBy: isWords,
  ariaLabel: isText,
  className: isWords,
  dataFootnoteBackref: isText,
  href: isText,
  id: isText,
  src: isText,
  start: (value) => typeof value === 'number' && Number.isSafeInteger(value),
  title: isText,
};
/** Those that are written without a value. */
const switches = ['dataFootnoteRef', 'dataFootnotes'];

/**
 * Makes of such a tree what parsing it would: texts in one piece.
 * @returns false for another tree, which must be parsed
 */
export function keepStable(tree: Root): boolean {
  if (!tree.children.every((child) => isStable(child, both, []))) return false;
  join(tree);
  return true;
}

/** @param around the formatting elements that it stands in */
function isStable(node: RootContent, allowed: readonly string[], around: readonly string[]): boolean {
  if (node.type === 'text') return !node.value.includes('\0');
  if (node.type !== 'element') return false;
  const { tagName, properties, children } = node;
  const may = inside.get(tagName);
  if (may === undefined || !allowed.includes(tagName) || around.includes(tagName) || !areKept(properties)) return false;
  if (tagName === 'pre' && beginsWithNewline(children[0])) return false;
  const within = formatting.includes(tagName) ? [...around, tagName] : around;
  const noText = holdsNoText.includes(tagName);
  return children.every((child) =>
    noText && child.type === 'text' ? /^[ \t\n\f\r]*$/.test(child.value) : isStable(child, may, within),
  );
}

/** A parser drops the first line break of a block of code. */
function beginsWithNewline(node: RootContent | undefined): boolean {
  if (node?.type === 'element') return beginsWithNewline(node.children[0]);
  return node?.type === 'text' && node.value.startsWith('\n');
}

function areKept(properties: Properties): boolean {
  return Object.entries(properties).every(
    ([name, value]) => kept[name]?.(value) === true || (switches.includes(name) && value === true),
  );
}

function join(parent: Root | Element): void {
  const children: RootContent[] = [];
  for (const child of parent.children) {
    const last = children.at(-1);
    if (child.type === 'element') {
      for (const name of switches) if (child.properties[name] === true) child.properties[name] = '';
      join(child);
    }
    if (child.type !== 'text') children.push(child);
    else if (last?.type === 'text') last.value += child.value;
    else if (child.value !== '') children.push(child);
  }
  parent.children = children as typeof parent.children;
}
