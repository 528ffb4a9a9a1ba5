/** The tags of JSX: where they stand, and what their properties say. */
import { isVoid } from '../elements.js';
import type { HiddenCode } from './hidden-code.js';
import type { Token } from './pairs.js';
import { escapeHtml } from './vocabulary.js';

/** Gives the value of an expression in braces, where it is a text or a file; undefined for one that would have to be run. */
export type ValueOf = (expression: string) => string | undefined;

export const component = /<(\/?)([A-Z][\w.]*)/g;
export const anyTag = /<(\/?)([A-Za-z][\w.]*)/g;

export function tagsIn(text: string, syntax: RegExp, valueOf: ValueOf): readonly Token[] {
  const tokens: Token[] = [];
  const closed = new Set([...text.matchAll(/<\/([A-Za-z][\w.]*)\s*>/g)].map(([, name]) => name));
  for (const match of text.matchAll(syntax)) {
    const [opening, slash, name = ''] = match;
    const last = tokens.at(-1);
    if (last !== undefined && match.index < last.end) continue; // In a property of the one before.
    const properties = readProperties(text, match.index + opening.length, valueOf);
    if (properties === undefined) continue;
    if (slash !== '/' && !properties.isSelfClosing && !closed.has(name)) continue;
    const kind = slash === '/' ? 'close' : properties.isSelfClosing ? 'single' : 'open';
    const { named, end } = properties;
    const isInSentence = kind === 'open' && standsInSentence(text, match.index, end, name);
    tokens.push({ start: match.index, end, kind, name, named, positional: [], isInSentence });
  }
  return tokens;
}

/** In characters: so far is looked for other words. */
const longestSentence = 500;

/** Whether an element ends on the line on which it begins, and other words stand on it, or the mark of a list. */
function standsInSentence(text: string, start: number, innerStart: number, name: string): boolean {
  const [rest = ''] = text.slice(innerStart, innerStart + longestSentence).split('\n');
  const close = rest.indexOf(`</${name}`);
  if (close < 0) return false;
  const before =
    text
      .slice(Math.max(0, start - longestSentence), start)
      .split('\n')
      .at(-1) ?? '';
  return /[^\s>]/.test(`${before}${rest.slice(close)}`.replace(/<[^<>]*>/g, ''));
}

/** A tag with a property in braces: no other language has it. */
export const propertyInBraces = /<[A-Za-z][\w.]*\s[^<>]*=\s*\{/;

/** One of HTML. */
export const jsxElement = /<[a-z][a-z0-9]*\s[^<>]*=\s*\{/;

/** Properties in braces become attributes where they are texts, and go where they are programs. */
export function asHtmlElements(text: string, valueOf: ValueOf): string {
  if (!jsxElement.test(text)) return text;
  let done = 0;
  let result = '';
  for (const match of text.matchAll(/<([a-z][a-z0-9]*)(?=\s)/g)) {
    const [opening, name = ''] = match;
    const properties = match.index < done ? undefined : readProperties(text, match.index + opening.length, valueOf);
    const source = properties === undefined ? '' : text.slice(match.index, properties.end);
    if (properties === undefined || !source.includes('={')) continue;
    const attributes = Object.entries(properties.named).map(([key, value]) => ` ${key}="${escapeHtml(value)}"`);
    const end = !properties.isSelfClosing ? '>' : isVoid(name) ? ' />' : `></${name}>`;
    result += `${text.slice(done, match.index)}<${name}${attributes.join('')}${end}`;
    done = properties.end;
  }
  return result + text.slice(done);
}

interface Properties {
  readonly named: Readonly<Record<string, string>>;
  readonly isSelfClosing: boolean;
  readonly end: number;
}

/** Reads `a="x" b={'y'} c={…}` up to the end of a tag; undefined when it never ends. */
function readProperties(text: string, start: number, valueOf: ValueOf): Properties | undefined {
  const named: Record<string, string> = {};
  let at = start;
  while (at < text.length) {
    const rest = text.slice(at, at + 5000);
    const end = /^\s*(\/?)>/.exec(rest);
    if (end !== null) return { named, isSelfClosing: end[1] === '/', end: at + end[0].length };
    const spread = /^\s*(?=\{)/.exec(rest);
    if (spread !== null) {
      at = endOfBraces(text, at + spread[0].length);
      continue;
    }
    const [whole, name = '', double, single, brace] =
      /^\s*([A-Za-z_][\w:.-]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|(\{)))?/.exec(rest) ?? [];
    if (whole === undefined) return undefined;
    at += whole.length;
    if (brace === undefined) named[name] = double ?? single ?? '';
    else {
      const close = endOfBraces(text, at - 1);
      const expression = text.slice(at, close - 1);
      at = close;
      // An attribute that only a program sets hides nothing.
      if (name === 'hidden' && expression.trim() !== 'true') continue;
      named[name] = valueOf(expression) ?? (name === 'style' ? hidingStyle(expression) : '');
    }
  }
  return undefined;
}

/** `{ display: 'none' }` in CSS; other styles are of no use to readers. */
const hidingStyle = (expression: string) =>
  /\bdisplay\s*:\s*["']none["']/.test(expression)
    ? 'display:none'
    : /\bvisibility\s*:\s*["']hidden["']/.test(expression)
      ? 'visibility:hidden'
      : '';

/** @returns undefined when it never ends */
export const endOfTag = (text: string, start: number, valueOf: ValueOf): number | undefined =>
  readProperties(text, start, valueOf)?.end;

/** Longest program in braces, in characters: where one is never closed, it is not looked for to the end. */
const longestProgram = 20_000;

/** The offset after the brace that closes the one at `start`. */
export function endOfBraces(text: string, start: number): number {
  let depth = 0;
  const rest = text.slice(start, start + longestProgram);
  for (const match of rest.matchAll(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`|[{}]/g)) {
    if (match[0] === '{') depth++;
    if (match[0] === '}') depth--;
    if (depth === 0) return start + match.index + match[0].length;
  }
  return start + rest.length;
}

/** The value of an expression that is a text or a number; undefined for one that would have to be run. */
export function literal(expression: string): string | undefined {
  const [, double, single, back, number] =
    /^\s*(?:"([^"]*)"|'([^']*)'|`((?:[^`\\$]|\\[^]|\$(?!\{))*)`|(-?\d+(?:\.\d+)?))\s*$/.exec(expression) ?? [];
  return double ?? single ?? back?.replace(/\\([`\\$])/g, '$1') ?? number;
}

const importedFile = /\bimport\s+(\w+)\s+from\s+["']([^"'\n]+\.\w+)["']/g;

/** @param statements imports: `import hero from './hero.png'` makes `hero` and `hero.src` that file */
export function valuesIn(statements: readonly string[], { show }: Pick<HiddenCode, 'show'>): ValueOf {
  const files = new Map<string, string>();
  for (const statement of statements)
    for (const [, name = '', file = ''] of statement.matchAll(importedFile)) files.set(name, file);
  return (expression) => literal(show(expression)) ?? fileOf(expression, files);
}

/** The file that `hero`, `hero.src`, `require('./hero.png').default` or `useBaseUrl('hero.png')` stands for. */
function fileOf(expression: string, files: ReadonlyMap<string, string>): string | undefined {
  const [, name = '', required] =
    /^\s*(?:(\w+)(?:\.src)?|require\(\s*["']([^"'\n]+)["']\s*\)(?:\.default)?)\s*$/.exec(expression) ?? [];
  // Docusaurus and VitePress: below the root of the site.
  const [, ofSite] = /^\s*(?:useBaseUrl|withBase)\(\s*["']([^"'\n]+)["'][^()]*\)\s*$/.exec(expression) ?? [];
  return required ?? ofSite?.replace(/^(?![\w+.-]+:|[/#])/, '/') ?? files.get(name);
}
