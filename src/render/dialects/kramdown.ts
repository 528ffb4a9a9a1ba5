/** Comments, attribute lists, heading ids, tables of contents and sizes of images, as kramdown, Hugo, Docusaurus and others have them. */
import type { Dialect } from './dialect.js';
import { removed } from './removed.js';
import { escapeHtml } from './vocabulary.js';

/** https://kramdown.gettalong.org/syntax.html#extensions, where one without an end holds nothing. */
const comment = /\{::comment\b[^{}\n]*(?<!\/)\}[^]*?\{:\/(?:comment)?\}/g;
/** Those of elements, and the marks of extensions. */
const attributeList = /\{:[^{}\n]*\}/g;
/** An id or a class, and what follows: how Pandoc, Goldmark, Python-Markdown and markdown-it begin a list. */
const beginning = String.raw`[ \t]*(?:#[\w:.-]|\.-?[A-Za-z_])`;
const headingId = new RegExp(
  String.raw`^([ \t>]*#{1,6}(?=[ \t])[^\n]*?)(?<![ \t])[ \t]*(?:(?<!#)#+[ \t]*)?(?:\{${beginning}[^{}\n]*\}|\{\/\*[^*\n]*\*\/\})[ \t]*(?:#+[ \t]*)?$`,
  'gm',
);
const underlinedId = new RegExp(
  String.raw`(?<![ \t])[ \t]*\{(?<=\S[ \t]*\{)${beginning}[^{}\n]*\}[ \t]*(?=\n[ >]*(?:=+|-+)[ \t]*$)`,
  'gm',
);
/** Right behind a link, which is told to open elsewhere too. */
const linkAttributes = new RegExp(
  String.raw`\{(?<=(?:\]\([^()\n]{0,500}\)|\]\[[^\]\n]{0,500}\]|<https?:[^<>\s]{0,500}>)\{)(?:${beginning}|[ \t]*[\w-]+=)[^{}\n]*\}`,
  'g',
);
/** Right behind code or the end of emphasis. Elsewhere in prose braces are braces. */
const wordAttributes = new RegExp(String.raw`\{(?<=(?:\uFDD1|[^\s*_][*_]{1,3})\{)${beginning}[^{}\n]*\}`, 'g');
const contents = /^[ \t]*(?:\[\[toc\]\]|\[toc\]|\$\{toc\}|<!--\s*toc\s*-->)[ \t]*$/gim;
/** Pandoc and Python-Markdown, behind an image: `![a](b.png){width=50%}`. */
const imageAttributes = /(?<=!\[[^\]\n]{0,500}\]\([^()\n]{0,500}\))\{(?!:)[^{}\n]*\}/g;
/** markdown-it and HackMD: `![a](b.png =100x200)`. */
const imageSize = /!\[([^[\]\n]*)\]\(([^()\s]+)[ \t]+=(\d*)x(\d*)\)/g;
const listMark = /^[ \t]*[*\-\d.]+[ \t]+[^\n]*\n(?=[ \t]*\{:[ \t]*toc)/gim;

const gone = [underlinedId, imageAttributes, linkAttributes, wordAttributes, attributeList];

export const kramdown: Dialect = {
  name: 'kramdown',
  isSpokenIn: (text) =>
    [headingId, contents, imageSize, ...gone].some((syntax) =>
      new RegExp(syntax.source, syntax.flags.replace('g', '')).test(text),
    ),
  translate: (text) => {
    const plain = withoutComments(text)
      .replace(listMark, '')
      .replace(headingId, '$1')
      .replace(contents, '')
      .replace(imageSize, (_, alt: string, src: string, width: string, height: string) => {
        const attributes = { src, alt, width, height };
        const stated = Object.entries(attributes).filter(([name, value]) => value !== '' || name === 'alt');
        return `<img${stated.map(([name, value]) => ` ${name}="${escapeHtml(value)}"`).join('')}>`;
      });
    return gone.reduce((now, syntax) => now.replace(syntax, ''), plain);
  },
};

/** What the author has hidden goes whole. Behind the last end no comment is looked for, or each would be, to the end. */
function withoutComments(text: string): string {
  const end = text.indexOf('}', Math.max(text.lastIndexOf('{:/}'), text.lastIndexOf('{:/comment}'))) + 1;
  return text.slice(0, end).replace(comment, removed) + text.slice(end);
}
