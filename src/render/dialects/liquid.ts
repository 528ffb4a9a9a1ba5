/** Liquid and Nunjucks, as Jekyll, Eleventy and Hexo use them: `{% tag … %}` and `{{ value }}`. */
import type { Dialect, DialectContext } from './dialect.js';
import { isWhole, linkOfHexo, readPicture } from './hexo.js';
import { knownValue } from './liquid-values.js';
import { replaceTags, type Token } from './pairs.js';
import { removed } from './removed.js';
import { isInAddress, readArguments, type Tag } from './tag.js';
import { toArticle, unresolvedScheme } from './unresolved.js';
import { escapeHtml } from './vocabulary.js';

/** A tag ends where another begins, or each one that is never closed would be looked for to the end. */
const tagSyntax =
  /\{%-?\s*(end)?([A-Za-z_][\w-]*)((?:"(?:(?!\{%)[^"])*"|'(?:(?!\{%)[^'])*'|(?!%\}|\{%)[^"'])*?)\s*-?%\}/g;
const valueSyntax = /\{\{-?((?:"(?:(?!\{\{)[^"])*"|'(?:(?!\{\{)[^'])*'|(?!\}\}|\{\{)[^"'])*?)-?\}\}/g;
/** `{#` alone begins a heading's id in other dialects: a comment of Nunjucks has a space behind it, or a dash. */
const comment = /\{#(?=[-\s])(?:(?!\{#)[^])*?#\}/g;
const ending = /\{%-?\s*end([A-Za-z_][\w-]*)/g;

/** Whose content stays, whose content is a program, and which stand for nothing that a reader could see. */
const transparent = new Set(['if', 'unless', 'block', 'call', 'filter', 'wrap', 'tablerow']);
const programs = new Set(['for', 'capture', 'case', 'comment', 'macro', 'set', 'liquid']);
const silent = new Set([
  'assign',
  'increment',
  'decrement',
  'else',
  'elsif',
  'elseif',
  'when',
  'break',
  'continue',
  'cycle',
  'layout',
  'extends',
  'import',
  'from',
  'css',
  'js',
]);

export const liquid: Dialect = {
  name: 'liquid',
  // `{{ value }}` alone may be prose about Vue; in an address it cannot be.
  isSpokenIn: (text) =>
    /\{%-?\s*[A-Za-z_]|\{#\s(?:(?!\{#)[^])*?#\}|\{\{-?\s*(?:site|page|post|"|')|\]\(\s*\{\{|=\s*["']\{\{/.test(text),
  translate: (source, context) => {
    const text = source.replace(comment, removed);
    const ended = new Set([...text.matchAll(ending)].map(([, name]) => name));
    const tokens = [...text.matchAll(tagSyntax)].map((match): Token => {
      const [whole, end, name = '', args = ''] = match;
      const kind = end !== undefined ? 'close' : ended.has(name) ? 'open' : 'single';
      const isAddress = isInAddress(text, match.index);
      const read = name === 'img' || name === 'asset_img' ? readPicture : readArguments;
      return { start: match.index, end: match.index + whole.length, kind, name, isAddress, ...read(args) };
    });
    return replaceTags(text, tokens, (tag) => meaning(tag, context)).replace(
      valueSyntax,
      (syntax, expression: string, at: number, all: string) =>
        isBeforeWhole(all, at + syntax.length) ? '' : value(syntax, expression, isInAddress(all, at), context),
    );
  },
};

function meaning(tag: Tag, context: DialectContext): string {
  const { name, inner, named, positional } = tag;
  const { expand, reportTemplate } = context;
  const [target = '', ...words] = positional;
  if (name === 'link' && positional.some(isWhole)) return expand(linkOfHexo(tag));
  if (name === 'link' || name === 'post_url' || name === 'post_path') return toArticle(target, tag, context);
  if (name === 'post_link') {
    const address = toArticle(target, { isAddress: true }, context);
    return `<a href="${escapeHtml(address)}">${words.join(' ') || target}</a>`;
  }
  if (name === 'asset_path' || name === 'asset_link') return target;
  if (name === 'asset_img') return `![${named['alt'] ?? ''}](${target})`;
  if (silent.has(name)) return '';
  if (transparent.has(name)) return removed + (inner ?? '') + removed;
  if (programs.has(name) || name.startsWith('include')) {
    if (name !== 'comment') reportTemplate(`{% ${name} …`);
    return '';
  }
  return expand(tag);
}

/** `{{ site.url }}{{ site.baseurl }}{% link a.md %}`: what names an article has given its whole address already. */
function isBeforeWhole(text: string, at: number): boolean {
  const next = /(?:\{\{-?\s*site\.[\w.]+\s*-?\}\}){0,3}/y;
  next.lastIndex = at;
  next.exec(text);
  return isWhole(text.slice(next.lastIndex, next.lastIndex + 8)) || text.startsWith(unresolvedScheme, next.lastIndex);
}

function value(
  syntax: string,
  expression: string,
  isAddress: boolean,
  { reportTemplate, sitePath }: DialectContext,
): string {
  const known = knownValue(expression, sitePath, isAddress);
  if (known === undefined) reportTemplate(syntax.length > 40 ? `${syntax.slice(0, 37)}…` : syntax);
  return known ?? removed;
}
