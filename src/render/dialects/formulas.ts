/** Formulas in TeX, found by the delimiters of all tools: they leave the text before Markdown can take their marks for its own. */

export interface Formula {
  /** TeX without delimiters. */
  readonly tex: string;
  /** Whether it stands on a line of its own. */
  readonly isDisplay: boolean;
  /** As it stood in the text. */
  readonly source: string;
}

/** Noncharacters: they were taken out when the article was read, so none can stand in its text. */
const [open, close] = ['\uFDD2', '\uFDD3'];

/** What stands for a formula in the text, its number within. */
export const formulaToken = /\uFDD2(\d+)\uFDD3/g;

const environments = 'equation|align|alignat|gather|multline|eqnarray|split|aligned|matrix|pmatrix|bmatrix|cases';

/** No formula runs over an empty line, nor over the beginning of another; the first group has its TeX. */
const display: readonly RegExp[] = [
  /(?<![\\$])\$\$(?!\$)((?:(?!\n[ \t]*\n)[^$]|(?<=\\)\$)+)\$\$(?!\$)/g,
  /^[ \t]*\\{1,2}\[((?:(?!\n[ \t]*\n|\\[[\]])[^])+)\\{1,2}\][ \t]*$/gm,
  new RegExp(
    String.raw`^[ \t]*(\\begin\{(${environments})\*?\}(?:(?!\n[ \t]*\n|\\(?:begin|end)\{\2)[^])*\\end\{\2\*?\})[ \t]*$`,
    'gm',
  ),
];
/** Pandoc's rule keeps prices out: no space after the first dollar and before the last, and no digit behind it. */
const inline = /(?<![\\$\w])\$(?![\s${])((?:[^$\n\\]|\\[^\n])*?[^\s\\$]|[^\s\\$])\$(?![\w$])/g;
const bracketed = /\\{1,2}\(((?:(?!\n[ \t]*\n|\\[()])[^])+)\\{1,2}\)/g;

/** A command, an exponent, an index or an equation: nobody writes these between dollars and means money. */
const isTex = (text: string) => /[\\^_={}]/.test(text);

/** Puts a token in the place of each formula. @param text code is hidden in it @param formulas gets what was found */
export function takeFormulas(text: string, formulas: Formula[]): string {
  const withoutDisplay = display.reduce(
    (now, pattern) =>
      now.replace(pattern, (source: string, tex: string, ...rest: readonly (string | number)[]) => {
        const at = Number(rest.find((part) => typeof part === 'number'));
        // Over several lines it begins one: `Vimeo - $$` is a price, and so is the next.
        const isAlone =
          !tex.trim().includes('\n') || /(?:^|\n)[\s>]*(?:[-*+\d.)]+\s+)?$/.test(now.slice(Math.max(0, at - 80), at));
        const isTaken = isTex(tex) && isAlone;
        return isTaken ? take({ source, tex: withoutQuoteMarks(tex, now, at), isDisplay: true }, formulas) : source;
      }),
    text,
  );
  const withoutBracketed = withoutDisplay.replace(bracketed, (source: string, tex: string, at: number) =>
    isTex(tex) || /^\s*[A-Za-z]\s*$/.test(tex)
      ? take({ source, tex: withoutQuoteMarks(tex, withoutDisplay, at), isDisplay: false }, formulas)
      : source,
  );
  // In a text about mathematics a lone `$Z$` is a formula too.
  const isAboutMathematics =
    formulas.length > 0 || [...withoutBracketed.matchAll(inline)].some(([, tex = '']) => isTex(tex));
  if (!isAboutMathematics) return withoutBracketed;
  return withoutBracketed.replace(inline, (source, tex: string) => take({ source, tex, isDisplay: false }, formulas));
}

/** In a quotation each line begins with its marks, which are no "greater than". */
function withoutQuoteMarks(tex: string, text: string, at: number): string {
  const [marks = ''] = /^(?:[ \t]*>)*/.exec(text.slice(text.lastIndexOf('\n', at) + 1, at)) ?? [];
  const depth = marks.replaceAll(/[^>]/g, '').length;
  return depth === 0 ? tex : tex.replace(new RegExp(`\\n(?:[ \\t]*>){0,${depth}}`, 'g'), '\n');
}

/** GitHub's way, in which a formula is code between dollars. @param text code is not hidden in it yet */
export function takeQuotedFormulas(text: string, formulas: Formula[]): string {
  // In prose about dollars, `$` and `$$`, the ticks are those of code.
  return text.replace(/(?<![\\$\w`])\$`([^`\n]+)`\$(?![\w$`])/g, (source, tex: string) =>
    take({ source, tex, isDisplay: false }, formulas),
  );
}

function take({ source, tex, isDisplay }: Formula, formulas: Formula[]): string {
  formulas.push({ source, tex: tex.trim(), isDisplay });
  return `${open}${formulas.length - 1}${close}`;
}

/** Puts back what stood in the place of each token, or what that becomes. */
export function showFormulas(
  text: string,
  formulas: readonly Formula[],
  show = ({ source }: Formula): string => source,
): string {
  return text.replace(formulaToken, (token, index: string) => {
    const formula = formulas[Number(index)];
    return formula === undefined ? token : show(formula);
  });
}
