/** MDX: imports and exports, expressions, and components as JSX. https://mdxjs.com/docs/what-is-mdx/ */
import type { Dialect, DialectContext } from './dialect.js';
import { layOut } from './mdx-layout.js';
import { replaceTags, type Token } from './pairs.js';
import { escapeHtml } from './vocabulary.js';

/** An import or export at the start of a line, up to the next empty line. */
const esm =
  /^(?:import\s+(?:[\w*{"'][^\n]*)|export\s+(?:default\b|const\b|let\b|var\b|function\b|async\b|class\b|\{|\*))[^\n]*(?:\n(?![ \t]*(?:\n|$|#|import\b|export\b))[^\n]+)*\n?/gm;
const component = /<(\/?)([A-Z][\w.]*)/g;
const anyTag = /<(\/?)([A-Za-z][\w.]*)/g;

/** Files by the names under which they are imported: `import hero from './hero.png'`. */
type Files = ReadonlyMap<string, string>;
const importedFile = /\bimport\s+(\w+)\s+from\s+["']([^"'\n]+\.\w+)["']/g;

export const mdx: Dialect = {
  name: 'mdx',
  isSpokenIn: (text, { isMdx }) =>
    isMdx ||
    excerptMark.test(text) ||
    /^import\s[^\n]*\sfrom\s+["'][^\n]+$/m.test(text) ||
    hasComponents(text) ||
    jsxElement.test(text),
  translate: (text, { expand, isMdx, reportTemplate }) => {
    const files = new Map<string, string>();
    const prose = text.replace(esm, (block) => {
      if (!isMdx && !/\bfrom\s+["']|^export\s/.test(block)) return block;
      for (const [, name = '', file = ''] of block.matchAll(importedFile)) files.set(name, file);
      return '\n';
    });
    const isJsx = isMdx || tagsIn(prose, component, files).length > 0;
    const laidOut = isJsx ? layOut(prose, tagsIn(prose, anyTag, files)) : prose;
    const html = asHtmlElements(replaceTags(laidOut, tagsIn(laidOut, component, files), expand), files);
    return withoutExpressions(html, isJsx, reportTemplate);
  },
};

/** `Array<T>` in prose is no component: one is closed, closes itself, or has properties. */
function hasComponents(text: string): boolean {
  return /<\/[A-Z][\w.]*\s*>|(?<!\w)<[A-Z][\w.]*(?:\s+\w+=(?:"|'|\{)[^<>]*)?\s*\/>/.test(text);
}

function tagsIn(text: string, syntax: RegExp, files: Files): readonly Token[] {
  const tokens: Token[] = [];
  const closed = new Set([...text.matchAll(/<\/([A-Za-z][\w.]*)\s*>/g)].map(([, name]) => name));
  for (const match of text.matchAll(syntax)) {
    const [opening, slash, name = ''] = match;
    const last = tokens.at(-1);
    if (last !== undefined && match.index < last.end) continue; // In a property of the one before.
    const properties = readProperties(text, match.index + opening.length, files);
    if (properties === undefined) continue;
    if (slash !== '/' && !properties.isSelfClosing && !closed.has(name)) continue;
    const kind = slash === '/' ? 'close' : properties.isSelfClosing ? 'single' : 'open';
    tokens.push({ start: match.index, end: properties.end, kind, name, named: properties.named, positional: [] });
  }
  return tokens;
}

/** An element of HTML with a property in braces. */
const jsxElement = /<[a-z][a-z0-9]*\s[^<>]*=\s*\{/;

/** Properties in braces become attributes where they are texts, and go where they are programs. */
function asHtmlElements(text: string, files: Files): string {
  if (!jsxElement.test(text)) return text;
  let done = 0;
  let result = '';
  for (const match of text.matchAll(/<([a-z][a-z0-9]*)(?=\s)/g)) {
    const [opening, name = ''] = match;
    const properties = match.index < done ? undefined : readProperties(text, match.index + opening.length, files);
    const source = properties === undefined ? '' : text.slice(match.index, properties.end);
    if (properties === undefined || !source.includes('={')) continue;
    const attributes = Object.entries(properties.named).map(([key, value]) => ` ${key}="${escapeHtml(value)}"`);
    result += `${text.slice(done, match.index)}<${name}${attributes.join('')}${properties.isSelfClosing ? ' /' : ''}>`;
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
function readProperties(text: string, start: number, files: Files): Properties | undefined {
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
      named[name] = literal(expression) ?? fileOf(expression, files) ?? '';
      at = close;
    }
  }
  return undefined;
}

/** Longest program in braces, in characters: where one is never closed, it is not looked for to the end. */
const longestProgram = 20_000;

/** The offset after the brace that closes the one at `start`. */
function endOfBraces(text: string, start: number): number {
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
function literal(expression: string): string | undefined {
  const [, double, single, back, number] =
    /^\s*(?:"([^"]*)"|'([^']*)'|`([^`$]*)`|(-?\d+(?:\.\d+)?))\s*$/.exec(expression) ?? [];
  return double ?? single ?? back ?? number;
}

/** The file that `hero`, `hero.src` or `require('./hero.png').default` stands for. */
function fileOf(expression: string, files: Files): string | undefined {
  const [, name = '', required] =
    /^\s*(?:(\w+)(?:\.src)?|require\(\s*["']([^"'\n]+)["']\s*\)(?:\.default)?)\s*$/.exec(expression) ?? [];
  return required ?? files.get(name);
}

/** Docusaurus ends a summary with a comment of MDX; one of HTML says the same to the rest of us. */
const excerptMark = /\{\s*\/\*\s*(truncate|more|excerpt)\s*\*\/\s*\}/;

/** Looked for from the first space alone, and not beyond the next one: what is never closed is not read to the end. */
const comment = /(?<![ \t])[ \t]*\{\s*\/\*(?:(?!\{\s*\/\*)[^])*?\*\/\s*\}/g;

/** Expressions give their text when they are one, comments nothing; others would have to be run. */
function withoutExpressions(text: string, isJsx: boolean, report: DialectContext['reportTemplate']): string {
  const withoutComments = text.replace(excerptMark, '\n\n<!-- $1 -->\n\n').replace(comment, '');
  if (!isJsx) return withoutComments;
  let done = 0;
  let result = '';
  for (const match of withoutComments.matchAll(/(?<![\\$#{])\{(?![{%#:])/g)) {
    if (match.index < done) continue;
    const end = endOfBraces(withoutComments, match.index);
    const expression = withoutComments.slice(match.index + 1, end - 1);
    // A text between ticks was hidden as code, and is shown as such.
    const shown = literal(expression) ?? /^\s*(\uFDD0\d+\uFDD1)\s*$/.exec(expression)?.[1];
    if (shown === undefined && expression.trim() !== '') {
      const [line = ''] = `{${expression}}`.split(/[\n\uFDD0]/);
      report(line.length > 40 || line.length < expression.length + 2 ? `${line.slice(0, 39)}…` : line);
    }
    result += withoutComments.slice(done, match.index) + (shown ?? '');
    done = end;
  }
  return result + withoutComments.slice(done);
}
