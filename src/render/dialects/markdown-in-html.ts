/** Elements of HTML that say that they hold Markdown, as Markdown Extra, kramdown and MkDocs have them: `<div markdown="1">`. */
import { replaceTags, type Token } from './pairs.js';

/** Those that stand on lines of their own: within a line Markdown is read anyway. */
const opening =
  /<(article|aside|blockquote|center|d[dt]|details|div|fig(?:caption|ure)|footer|header|li|main|section|summary|t[dh])(?=\s)[^<>]*?\smarkdown(?:\s*=\s*["']?(?:1|block|span|true)["']?)?(?=[\s>])[^<>]*>/;

export const hasMarkdownInHtml = (text: string) => opening.test(text);

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
    named: { whole },
    positional: [],
  }));
  return replaceTags(text, tokens, ({ name, named: { whole = '' }, inner }) => {
    if (inner === undefined) return whole;
    return opening.test(whole) ? `${whole}\n\n${outdented(inner)}\n\n</${name}>` : `${whole}${inner}</${name}>`;
  });
}

function outdented(inner: string): string {
  const lines = inner.replace(/^(?:[ \t]*\n)+|\s+$/g, '').split('\n');
  const indents = lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length);
  const least = Math.min(...indents);
  return lines.map((line) => line.slice(least)).join('\n');
}
