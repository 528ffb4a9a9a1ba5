/** Hides words between words from the parser of Markdown: it looks at each of their letters several times, for nothing. */
import type { Nodes, Root } from 'mdast';

export interface HiddenWords {
  /** In it, a token stands for each row of words. */
  readonly text: string;
  /** Puts the words back, into the tree that was made of the text. Columns in it are those of the text. */
  readonly show: (tree: Root) => void;
}

/** A noncharacter: these were taken out when the article was read, and Markdown makes none of a numeric reference. */
const mark = '\uFDD4';
/** The mark, and the number of a row as a character. */
const token = /\uFDD4([\uE000-\uF8FF])/g;
const firstNumber = 0xe000;
const mostRows = 6400;
/** Characters: to hide less costs more than it saves. */
const leastHidden = 8;

/** Of scripts that set spaces between words: marks of others end addresses. */
const letter = 'A-Za-z\\u00C0-\\u1FFF\\u2019';
/** GFM takes `www.` for an address, even alone. */
const word = `[${letter}\\d]+(?:-[${letter}\\d]+)*(?:[,;:!?]|(?<![Ww]{3})\\.)?`;

/**
 * What stands beside a mark decides what it is, so a word is left at both ends; a digit may be part of a mark itself,
 * `1. `. The space before a row ends any address.
 */
const rows = new RegExp(`(?<=[${letter}][,.;:!?]? )${word}(?: ${word})*(?= [${letter}\\d])`, 'g');
const blankLines = /(\r?\n[ \t]*\r?\n)/;
/** Tags have names of attributes, which are words of another kind. No tag runs over a blank line. */
const tagStart = /<[A-Za-z/!?]/;
/** Labels, which are looked up by their words; they have no blank lines either, nor brackets that are not escaped. */
const brackets = /(\[(?:[^\]\\]|\\[^]?)*(?:\]|$))/;

export function hideWords(markdown: string): HiddenWords {
  // Settings and callers may have one.
  if (markdown.includes(mark)) return { text: markdown, show: () => {} };
  const hidden: string[] = [];
  const hide = (row: string): string => {
    if (row.length < leastHidden || hidden.length === mostRows) return row;
    hidden.push(row);
    return mark + String.fromCharCode(firstNumber + hidden.length - 1);
  };
  const text = markdown
    .split(blankLines)
    .map((block) => (tagStart.test(block) ? block : hideIn(block, hide)))
    .join('');
  const shown = (value: string) =>
    value.replace(token, (_, number: string) => hidden[number.charCodeAt(0) - firstNumber] ?? '');
  return { text, show: (tree) => showIn(tree, shown) };
}

function hideIn(block: string, hide: (row: string) => string): string {
  return block
    .split(brackets)
    .map((part) => (part.startsWith('[') ? part : part.replace(rows, hide)))
    .join('');
}

/** Wherever a tree has text, but for labels: in values, and in what belongs to links, pictures and code. */
const fields = ['value', 'title', 'url', 'alt', 'meta'] as const;

function showIn(node: Nodes, shown: (value: string) => string): void {
  const texts = node as Nodes & Partial<Record<(typeof fields)[number], string>>;
  for (const field of fields) {
    const value = texts[field];
    if (typeof value === 'string' && value.includes(mark)) texts[field] = shown(value);
  }
  if ('children' in node) for (const child of node.children) showIn(child, shown);
}
