/** Hides the code and formulas of a text, so that what looks like a template in them survives, and shows them again. */
import { takeFormulas, takeQuotedFormulas, type Formula } from './formulas.js';

export interface HiddenCode {
  /** Each piece of code is one token. */
  readonly text: string;
  /** Hides another piece: gives its token. */
  readonly hide: (code: string) => string;
  /** Puts the code back, into the text or what was made of it; formulas stay tokens. */
  readonly show: (text: string) => string;
  readonly formulas: readonly Formula[];
}

/** Noncharacters: they were taken out when the article was read, so none can stand in its text. */
const [open, close] = ['\uFDD0', '\uFDD1'];
/** With the marks of quotations and the indent that it stands behind. */
const token = /(?:^([ \t>]*))?\uFDD0(\d+)\uFDD1/gm;

export function hideCode(markdown: string): HiddenCode {
  const pieces: string[] = [];
  const formulas: Formula[] = [];
  const hide = (code: string): string => {
    pieces.push(code);
    return `${open}${pieces.length - 1}${close}`;
  };
  const fenceless = takeQuotedFormulas(hideFences(markdown, hide), formulas);
  const inline = fenceless
    .replace(textInBraces, (_, brace: string, code: string) => brace + hide(code))
    .replace(/(?<![`\\])(`+)(?!`)((?:(?!\n[ \t]*\n)[^])*?[^`])\1(?!`)/g, (code) =>
      hide(withShortcodes(withoutRawTags(code))),
    );
  const codeless = codeTags.reduce(
    (now, syntax) =>
      now.replace(syntax, (_, start: string, code: string, end: string, at: number) => {
        const outdented = code.replaceAll(`\n${indentBefore(now, at)}`, '\n');
        return start + hide(withoutRawTags(outdented).replace(/^[ \t]*\n|\s+$/g, '')) + end;
      }),
    // No reader runs a program, and to a dialect it looks like its own: as an import of MDX its end would go alone,
    // and take all that follows with it.
    inline.replace(programs, '$1$3').replace(comments, '<!-- -->'),
  );
  const literal = escapedShortcodes.reduce(
    (now, syntax) => now.replace(syntax, (shortcode) => hide(withShortcodes(shortcode))),
    codeless,
  );
  const prose = takeFormulas(literal, formulas);
  // Jekyll, Eleventy and Hexo print what stands in here, tags and all.
  const text = prose.replace(
    /\{%-?\s*raw\s*-?%\}((?:(?!\{%-?\s*raw\b)[^])*?)\{%-?\s*endraw\s*-?%\}/g,
    (_, raw: string) => hide(raw),
  );
  const show = (hidden: string): string =>
    hidden.replace(token, (_, prefix: string | undefined, index: string) => {
      const code = show(pieces[Number(index)] ?? '');
      // Where a dialect moved the code into a quotation or out of an indent, all its lines move.
      return prefix === undefined ? code : prefix + code.replaceAll('\n', `\n${prefix}`);
    });
  const shown = formulas.map((formula) => ({ ...formula, tex: show(formula.tex), source: show(formula.source) }));
  return { text, hide, show, formulas: shown };
}

/** The indent of what begins its line; empty behind other text. */
function indentBefore(text: string, at: number): string {
  let start = at;
  while (start > 0 && /[ \t]/.test(text.charAt(start - 1))) start--;
  return start === 0 || text.charAt(start - 1) === '\n' ? text.slice(start, at) : '';
}

/** A text of JavaScript, which MDX shows: other than in code of Markdown, its ticks may be escaped, and lines empty. */
const textInBraces = /(\{\s*)(`(?:[^`\\]|\\[^])*`)(?=\s*\})/g;

/** Tags that hold code, Hugo's, Jekyll's and Hexo's. None holds another: what is never closed is not looked for to the end. */
const codeTags: readonly RegExp[] = [
  /(\{\{[<%]\s*highlight\b(?:(?![%>]\}\})[^])*[%>]\}\})((?:(?!\{\{[<%]\s*highlight\b)[^])*?)(\{\{[<%]\s*\/\s*highlight\s*[%>]\}\})/g,
  /(\{%-?\s*(?:highlight|codeblock|code)\b(?:(?!%\})[^])*%\})((?:(?!\{%-?\s*(?:highlight|codeblock|code)\b)[^])*?)(\{%-?\s*end(?:highlight|codeblock|code)\s*-?%\})/g,
];

/** What stands in a `<script>` or `<style>`. None holds another, as above. */
const programs = /(<(script|style)\b[^<>]*>)(?:(?!<(?:script|style)\b)[^])*?(<\/\2\s*>)/gi;

/**
 * Comments that hold more than a mark, on lines that are no code: an empty line within HTML would end its block in the
 * midst of the comment, and show what the author has hidden.
 */
const comments = /(?<=^ {0,3})<!--(?![^{[<\n]*-->|[ \t]*@include:)(?:(?!<!--)[^])*?-->/gm;

/** A shortcode within the marks of a comment is shown by Hugo and by Zola, and not run. Code is no exception. */
const escapedShortcodes: readonly RegExp[] = [
  /(\{\{[<%])\/\*((?:(?!\{\{[<%]|\*\/)[^])*)\*\/([>%]\}\})/g,
  /(\{\{)\/\*(\s*\w+\((?:(?!\{\{|\*\/)[^])*\)\s*)\*\/(\}\})/g,
  /(\{%)\/\*(\s*(?:\w+\((?:(?!\{%|\*\/)[^])*\)|end)\s*)\*\/(%\})/g,
];
const withShortcodes = (code: string) => escapedShortcodes.reduce((now, syntax) => now.replace(syntax, '$1$2$3'), code);

function hideFences(markdown: string, hide: (code: string) => string): string {
  const lines: string[] = [];
  let fence: { readonly mark: string; readonly lines: string[] } | undefined;
  for (const line of markdown.split('\n')) {
    const [, mark, info = ''] = /^(?:[ \t>]|[-*+][ \t]|\d+[.)][ \t])*(`{3,}|~{3,})(.*)$/.exec(line) ?? [];
    if (fence === undefined) {
      if (mark === undefined || (mark.startsWith('`') && info.includes('`'))) lines.push(line);
      else fence = { mark, lines: [line] };
      continue;
    }
    fence.lines.push(line);
    if (mark?.startsWith(fence.mark) === true && info.trim() === '') {
      lines.push(hideBlock(fence.lines, hide));
      fence = undefined;
    }
  }
  if (fence !== undefined) lines.push(hideBlock(fence.lines, hide));
  return lines.join('\n');
}

/** The indent of a fence is no part of it: what an aside or a tab indents may be written out of it. */
function hideBlock(lines: readonly string[], hide: (code: string) => string): string {
  const [indent = ''] = /^[ \t]*/.exec(lines[0] ?? '') ?? [];
  const outdented = lines.map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line.trimStart()));
  return indent + hide(withShortcodes(withoutRawTags(outdented.join('\n'))));
}

/** Liquid runs before Markdown, so the tags that protect code from it are no part of the code. */
function withoutRawTags(code: string): string {
  if (!/\{%-?\s*raw\b/.test(code) || !/\{%-?\s*endraw\b/.test(code)) return code;
  const rest = code
    .replace(/^[ \t]*\{%-?\s*(?:end)?raw\s*-?%\}[ \t]*\n/gm, '')
    .replace(/\{%-?\s*(?:end)?raw\s*-?%\}/g, '');
  // Code about these tags themselves would be none without them.
  return /^[`~\s]*$/.test(rest) ? code : rest;
}
