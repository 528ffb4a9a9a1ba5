/** Attribute lists, heading ids and tables of contents, as kramdown, Hugo, Docusaurus and others have them: no reader needs them. */
import type { Dialect } from './dialect.js';

const attributeList = /\{:[^{}\n]*\}/g;
const headingId = /^([ \t]*#{1,6}[ \t][^\n]*?)[ \t]*(?:\{#[\w:.-]+[^{}\n]*\}|\{\/\*[^*\n]*\*\/\})[ \t]*#*[ \t]*$/gm;
const contents = /^[ \t]*(?:\[\[toc\]\]|\[toc\]|\$\{toc\}|<!--\s*toc\s*-->)[ \t]*$/gim;
const listMark = /^[ \t]*[*\-\d.]+[ \t]+[^\n]*\n(?=[ \t]*\{:[ \t]*toc)/gim;

export const kramdown: Dialect = {
  name: 'kramdown',
  isSpokenIn: (text) =>
    [attributeList, headingId, contents].some((syntax) =>
      new RegExp(syntax.source, syntax.flags.replace('g', '')).test(text),
    ),
  translate: (text) =>
    text.replace(listMark, '').replace(headingId, '$1').replace(contents, '').replace(attributeList, ''),
};
