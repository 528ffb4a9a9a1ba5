/** Emoji codes, `:tada:`, as GitHub names them. https://github.com/github/gemoji */
import { nameToEmoji } from 'gemoji';
import type { Nodes } from 'mdast';

const letter = 'A-Za-z\\u00C0-\\u1FFF\\d'; // Of scripts that set spaces between words.
const code = /:(\+1|[-\w]+):/g;
/** Codes that stand free: in `1:100:5`, `root:x:0` and `std::x::y` there is none. Some words follow right behind one. */
const freeCodes = new RegExp(`(?<![${letter}:])(?:${code.source})+(?![\\d:])`, 'g');

export function showEmoji(node: Nodes): void {
  if (node.type === 'text') node.value = node.value.replace(freeCodes, withEmoji);
  else if ('children' in node && !isBareAddress(node)) for (const child of node.children) showEmoji(child);
}

const withEmoji = (codes: string) =>
  codes.replace(code, (whole, name: string) =>
    Object.hasOwn(nameToEmoji, name) ? (nameToEmoji[name] ?? whole) : whole,
  );

/** A link whose text is where it leads. */
function isBareAddress(node: Nodes): boolean {
  if (node.type !== 'link') return false;
  const [text] = node.children;
  return text?.type === 'text' && node.url.endsWith(text.value);
}
