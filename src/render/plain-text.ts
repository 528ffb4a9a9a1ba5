/** Markdown as plain text: for titles, summaries and the first words of a note. */
import type { Nodes } from 'mdast';
import { parseMarkdown } from './markdown.js';
import { readerSafeSchema } from './reader-safe.js';
import { openVeil } from './unseen.js';

/** On one line. Links and emphasis give their text, images their description; footnote marks go. */
export function plainText(node: Nodes): string {
  return rawText(node).replace(/\s+/g, ' ').trim();
}

/** @param before the text just before it */
function rawText(node: Nodes, before = ''): string {
  if (node.type === 'html') return node.data?.text ?? withoutTags(node.value, before);
  if (node.type === 'image' || node.type === 'imageReference') return node.alt ?? '';
  if (node.type === 'break') return ' ';
  if ('value' in node) return node.value;
  if (!('children' in node)) return '';
  const separator = node.children.some((child) => child.type === 'paragraph' || child.type === 'listItem') ? ' ' : '';
  const children: readonly Nodes[] = withoutUnseen(node.children);
  return children.reduce((text, child) => text + (text === '' ? '' : separator) + rawText(child, text), '');
}

/** Without what the page does not show. */
function withoutUnseen(nodes: readonly Nodes[]): readonly Nodes[] {
  const veil = openVeil();
  return nodes.flatMap((node): readonly Nodes[] => {
    if (node.type === 'html' && node.data?.text === undefined) return [{ ...node, value: veil.shown(node.value) }];
    return veil.isDown() ? [] : [node];
  });
}

/** Raw HTML as text. A `<` right after a word is no tag but text, unless HTML knows the name: `Array<T>`. */
function withoutTags(html: string, before: string): string {
  const text = html.replace(
    /<!--.*?(?:-->|$)|<\/?([a-z][a-z0-9-]*)(?:\s[^<>]*)?\/?>/gis,
    (tag, name: string | undefined, offset: number) => {
      if (name === undefined) return '';
      const isText =
        /^<\w+>$/.test(tag) && !known.has(name.toLowerCase()) && /[\w<]$/.test(before + html.slice(0, offset));
      if (isText) return tag;
      return /^(?:br|p|div|li|h\d|t[dr])$/i.test(name) ? ' ' : '';
    },
  );
  return text.replace(/&(amp|lt|gt|quot|nbsp|#39);/g, (whole, name: string) => characters[name] ?? whole);
}

const known = new Set([...(readerSafeSchema.tagNames ?? []), ...(readerSafeSchema.strip ?? [])]);
const characters: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ', '#39': "'" };

export function markdownToPlainText(markdown: string): string {
  return plainText(parseMarkdown(markdown));
}

/** Marks that nobody means letter by letter: links, strong emphasis, code, and elements with their end. */
const unmistakable = /\]\([^)\s]+\)|\*\*\S|`[^`]+`|<(p|a|b|i|em|strong|code|span|div)\b[^<>]*>[^]*<\/\1>|<br\s*\/?>/i;

/**
 * A field as plain text. It is text where it can be: `2024. A year`, `__init__` and `the <title> tag` lose nothing.
 * Marks of blocks are none in a field, hence the word before it while it is read.
 */
export function fieldToPlainText(field: string): string {
  const line = field.replace(/\s+/g, ' ').trim();
  return unmistakable.test(line) ? markdownToPlainText(`x ${line}`).slice(1).trim() : line;
}

/** Where Markdown sees more than paragraphs of text, outermost first: for texts that are meant to have no marks. */
export function findMarks(markdown: string): readonly { readonly line: number; readonly what: string }[] {
  const visit = (node: Nodes): readonly { line: number; what: string }[] => {
    const isText = ['root', 'paragraph', 'text', 'break'].includes(node.type);
    // A bare address becomes a link, and reads the same.
    const isBare =
      node.type === 'link' &&
      plainText(node).replace(/^https?:\/\//, '') === node.url.replace(/^(https?:\/\/|mailto:)/, '');
    if (!isText && !isBare) return [{ line: node.position?.start.line ?? 1, what: markNames[node.type] ?? node.type }];
    return 'children' in node ? node.children.flatMap(visit) : [];
  };
  return visit(parseMarkdown(markdown));
}

const markNames: Readonly<Partial<Record<Nodes['type'], string>>> = {
  blockquote: 'a quotation',
  code: 'code',
  delete: 'struck text',
  emphasis: 'emphasis',
  footnoteDefinition: 'a footnote',
  footnoteReference: 'a footnote',
  heading: 'a heading',
  html: 'HTML',
  image: 'an image',
  inlineCode: 'code',
  link: 'a link',
  list: 'a list',
  strong: 'strong emphasis',
  table: 'a table',
  thematicBreak: 'a rule',
};
