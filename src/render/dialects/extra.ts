/** Markdown Extra, as Pandoc, kramdown, Goldmark and markdown-it have it: definition lists, abbreviations, `H~2~O` and `x^2^`. https://michelf.ca/projects/php-markdown/extra/ */
import type { Dialect } from './dialect.js';
import { hasMarkdownInHtml, withMarkdownInHtml } from './markdown-in-html.js';
import { escapeHtml } from './vocabulary.js';

const definition = /^ {0,3}:[ \t]+(?=\S)/;
const definitionList = /^(?![ \t]*(?:[-*+>#|:]|\d+[.)]|$))[^\n]+\n(?:[ \t]*\n)? {0,3}:[ \t]+\S/m;
const abbreviation = /^ {0,3}\*\[([^\]\n]{1,100})\]:[ \t]*([^\n]+)\n?/gm;
/**
 * Behind a word alone, and short: a price of ~5 and a path in ~ are none. What stands before is looked at where there
 * is a mark, not at each letter.
 */
const lowered = /~(?<=[\p{L}\p{N})]~)([\p{L}\p{N}+-]{1,20})~(?!~)/gu;
const raised = /\^(?<=[\p{L}\p{N})]\^)([\p{L}\p{N}+-]{1,20})\^/gu;

/** Patterns that do not go on where they left off. */
const syntaxes = [definitionList, abbreviation, lowered, raised].map(
  ({ source, flags }) => new RegExp(source, flags.replace('g', '')),
);

export const extra: Dialect = {
  name: 'extra',
  isSpokenIn: (text) => hasMarkdownInHtml(text) || syntaxes.some((syntax) => syntax.test(text)),
  translate: (text) =>
    withAbbreviations(withDefinitions(withMarkdownInHtml(text)))
      .replace(lowered, '<sub>$1</sub>')
      .replace(raised, '<sup>$1</sup>'),
};

/** A term, and lines that begin with a colon: what is indented below one belongs to it. */
function withDefinitions(text: string): string {
  if (!definitionList.test(text)) return text;
  const lines = text.split('\n');
  const output: string[] = [];
  let isOpen = false;
  const open = (tag: string, words: string) => output.push(`<${tag}>`, '', words);
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? '';
    const [mark] = definition.exec(line) ?? [];
    const term = output.at(-1)?.trim() === '' ? output.at(-2) : output.at(-1);
    const isFirst =
      !isOpen && mark !== undefined && term !== undefined && /^(?![ \t]*(?:[-*+>#|]|\d+[.)]))\S/.test(term);
    if (mark === undefined || (!isOpen && !isFirst)) {
      output.push(line);
      continue;
    }
    if (isFirst) {
      while (output.at(-1)?.trim() === '') output.pop();
      output.splice(-1, 1, '', '<dl>');
      open('dt', term);
      output.push('', '</dt>');
      isOpen = true;
    }
    open('dd', line.slice(mark.length));
    // Lines of its own: the next ones, and after an empty line those that are indented.
    for (let next = lines[index + 1]; next !== undefined && !definition.test(next); next = lines[index + 1]) {
      const isEmpty = next.trim() === '';
      if (isEmpty && !/^(?: {2,}|\t)\S/.test(lines[index + 2] ?? '')) break;
      output.push(next.replace(/^(?: {1,4}|\t)/, ''));
      index++;
    }
    output.push('', '</dd>');
    const upcoming = lines.slice(index + 1, index + 4);
    const next = upcoming[0]?.trim() === '' ? upcoming.slice(1) : upcoming;
    if (definition.test(next[0] ?? '')) {
      if (next !== upcoming) index++;
      continue;
    }
    const isNextTerm = next[0]?.trim() !== '' && definition.test(next[1] ?? '');
    if (isNextTerm) {
      open('dt', next[0] ?? '');
      output.push('', '</dt>');
      index += next === upcoming ? 1 : 2;
      continue;
    }
    output.push('</dl>', '');
    isOpen = false;
  }
  return output.join('\n');
}

/** More are no help to anybody, and each is looked for in the whole text. */
const mostAbbreviations = 100;

/** Each use gets what it stands for; the definitions go. Tags and addresses are left as they are. */
function withAbbreviations(text: string): string {
  const meanings = new Map([...text.matchAll(abbreviation)].map(([, short = '', long = '']) => [short, long.trim()]));
  if (meanings.size === 0) return text;
  const names = [...meanings.keys()]
    .slice(0, mostAbbreviations)
    .map((short) => short.replace(/[^\p{L}\p{N} ]/gu, '\\$&'))
    .join('|');
  const use = new RegExp(
    `<[^<>\\n]*>|\\]\\([^()\\n]*\\)|https?:[^\\s<>]+|(?<![\\p{L}\\p{N}_])(${names})(?![\\p{L}\\p{N}_])`,
    'gu',
  );
  return text
    .replace(abbreviation, '')
    .replace(use, (whole, short?: string) =>
      short === undefined ? whole : `<abbr title="${escapeHtml(meanings.get(short) ?? '')}">${whole}</abbr>`,
    );
}
