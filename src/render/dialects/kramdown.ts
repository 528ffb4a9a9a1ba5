/** Attribute lists, heading ids, tables of contents and sizes of images, as kramdown, Hugo, Docusaurus and others have them. */
import type { Dialect } from './dialect.js';
import { escapeHtml } from './vocabulary.js';

const attributeList = /\{:[^{}\n]*\}/g;
const headingId = /^([ \t]*#{1,6}[ \t][^\n]*?)[ \t]*(?:\{#[\w:.-]+[^{}\n]*\}|\{\/\*[^*\n]*\*\/\})[ \t]*#*[ \t]*$/gm;
const contents = /^[ \t]*(?:\[\[toc\]\]|\[toc\]|\$\{toc\}|<!--\s*toc\s*-->)[ \t]*$/gim;
/** Pandoc and Python-Markdown, behind an image: `![a](b.png){width=50%}`. */
const imageAttributes = /(?<=!\[[^\]\n]{0,500}\]\([^()\n]{0,500}\))\{(?!:)[^{}\n]*\}/g;
/** markdown-it and HackMD: `![a](b.png =100x200)`. */
const imageSize = /!\[([^[\]\n]*)\]\(([^()\s]+)[ \t]+=(\d*)x(\d*)\)/g;
const listMark = /^[ \t]*[*\-\d.]+[ \t]+[^\n]*\n(?=[ \t]*\{:[ \t]*toc)/gim;

export const kramdown: Dialect = {
  name: 'kramdown',
  isSpokenIn: (text) =>
    [attributeList, headingId, contents, imageAttributes, imageSize].some((syntax) =>
      new RegExp(syntax.source, syntax.flags.replace('g', '')).test(text),
    ),
  translate: (text) =>
    text
      .replace(listMark, '')
      .replace(headingId, '$1')
      .replace(contents, '')
      .replace(imageSize, (_, alt: string, src: string, width: string, height: string) => {
        const attributes = { src, alt, width, height };
        const stated = Object.entries(attributes).filter(([name, value]) => value !== '' || name === 'alt');
        return `<img${stated.map(([name, value]) => ` ${name}="${escapeHtml(value)}"`).join('')}>`;
      })
      .replace(imageAttributes, '')
      .replace(attributeList, ''),
};
