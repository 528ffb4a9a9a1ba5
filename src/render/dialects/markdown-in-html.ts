/** Elements of HTML that say that they hold Markdown, as Markdown Extra, kramdown and MkDocs have them: `<div markdown="1">`. */
import { replaceTags, type Token } from './pairs.js';

/** Those that stand on lines of their own: within a line Markdown is read anyway. */
const opening =
  /<(article|aside|blockquote|center|d[dt]|details|div|fig(?:caption|ure)|footer|header|li|main|section|summary|t[dh])(?=\s)[^<>]*?\smarkdown(?:\s*=\s*["']?(?:1|block|span|true)["']?)?(?=[\s>])[^<>]*>/;

export const hasMarkdownInHtml = (text: string) => opening.test(text);

/** In characters: so far is looked for what else stands on the line. */
const longestLine = 1000;

/**
 * Whether no more than elements stand before it on its line: behind the mark of an item or a quotation, or in the cell of
 * a table, an empty line would end these.
 */
function beginsBlock(text: string, at: number): boolean {
  const before =
    text
      .slice(Math.max(0, at - longestLine), at)
      .split('\n')
      .at(-1) ?? '';
  return /^[ \t]*(?:<[^<>]*>[^<>|]*)*$/.test(before);
}

/** Empty lines around what they hold are how common Markdown says the same. */
export function withMarkdownInHtml(text: string): string {
  const names = new Set([...text.matchAll(new RegExp(opening, 'g'))].map(([, name]) => name));
  if (names.size === 0) return text;
  const tag = new RegExp(`<(/?)(${[...names].join('|')})(?:\\s[^<>]*)?>`, 'g');
  const tokens = [...text.matchAll(tag)].map(({ 0: whole, 1: slash, 2: name = '', index }): Token => ({
    start: index,
    end: index + whole.length,
    kind: slash === '/' ? 'close' : 'open',
    name,
    named: { whole, ...(opening.test(whole) && beginsBlock(text, index) ? { block: '' } : {}) },
    positional: [],
  }));
  return replaceTags(text, tokens, ({ name, named: { whole = '', block }, inner }) => {
    if (inner === undefined) return whole;
    return block === undefined ? `${whole}${inner}</${name}>` : `${whole}\n\n${outdented(inner)}\n\n</${name}>`;
  });
}

function outdented(inner: string): string {
  const lines = inner.replace(/^(?:[ \t]*\n)+|\s+$/g, '').split('\n');
  const indents = lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length);
  const least = Math.min(...indents);
  return lines.map((line) => line.slice(least)).join('\n');
}
