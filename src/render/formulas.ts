/** Formulas as readers show them: MathML without its TeX, which readers that know no MathML would show as prose. */
import { createRequire } from 'node:module';
import type { Nodes, Root } from 'mdast';
import type { Settings } from '../config/options.js';
import { formulaToken, showFormulas, type Formula } from './dialects/formulas.js';

declare module 'mdast' {
  interface HtmlData {
    /** What the HTML says in plain text, where its tags do not tell. */
    text?: string;
  }
}

type Math = Exclude<Settings['math'], false>;
type ToMarkup = (formula: Pick<Formula, 'tex' | 'isDisplay'>) => string;

/**
 * Replaces the tokens of a tree by formulas, and fenced code in the language `math` too.
 * @param report is told of a formula that is no TeX
 */
export function placeFormulas(
  tree: Root,
  formulas: readonly Formula[],
  math: Math,
  report: (tex: string) => void,
): void {
  const toMarkup: ToMarkup = ({ tex, isDisplay }) => {
    const mathml = math === 'mathml' ? toMathml(tex, isDisplay) : undefined;
    if (math === 'mathml' && mathml === undefined) report(tex);
    return mathml ?? `<code>${tex.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</code>`;
  };
  const source = (text: string) => showFormulas(text, formulas);
  const visit = (node: Nodes): void => {
    if ('alt' in node && typeof node.alt === 'string') node.alt = source(node.alt);
    if ('title' in node && typeof node.title === 'string') node.title = source(node.title);
    if ('url' in node) node.url = source(node.url);
    if (node.type === 'html') node.value = inHtml(node.value, formulas, toMarkup);
    else if ('value' in node) node.value = source(node.value);
    if (!('children' in node)) return;
    const children = (node.children as Nodes[]).flatMap((child): Nodes[] => {
      if (child.type === 'text') return splitText(child.value, formulas, toMarkup);
      if (child.type === 'code' && child.lang === 'math')
        return [toNode({ tex: child.value, isDisplay: true }, toMarkup)];
      visit(child);
      return [child];
    });
    (node as { children: Nodes[] }).children = children;
  };
  visit(tree);
}

function splitText(text: string, formulas: readonly Formula[], toMarkup: ToMarkup): Nodes[] {
  // Every second part is what the pattern's group took: the number of a formula.
  return text.split(formulaToken).flatMap((part, index): Nodes[] => {
    const formula = index % 2 === 1 ? formulas[Number(part)] : undefined;
    if (formula !== undefined) return [toNode(formula, toMarkup)];
    return part === '' ? [] : [{ type: 'text', value: part }];
  });
}

const toNode = (formula: Pick<Formula, 'tex' | 'isDisplay'>, toMarkup: ToMarkup) =>
  ({ type: 'html', value: toMarkup(formula), data: { text: formula.tex } }) as const;

/** Between tags a formula is one; within a tag it is what was written. */
function inHtml(html: string, formulas: readonly Formula[], toMarkup: ToMarkup): string {
  const withinTags = html.replace(/<[^<>]*>/g, (tag) => showFormulas(tag, formulas));
  return showFormulas(withinTags, formulas, toMarkup);
}

/** Loaded when there is a formula. */
const require = createRequire(import.meta.url);

/** @returns undefined when it is no TeX */
function toMathml(tex: string, isDisplay: boolean): string | undefined {
  // Where Markdown runs before TeX, authors escape the marks of Markdown; and a line of text has no rows to break.
  const isEscaped = !isDisplay && !tex.includes('\\begin') && /\\\\[{}|*_]/.test(tex);
  const unescaped = tex.replace(/\\(?=\\[{}|*_])|\\(?=[*_])/g, '');
  const temml = require('temml') as typeof import('temml');
  for (const spelling of isEscaped ? [unescaped, tex] : [tex, unescaped]) {
    try {
      return temml.renderToString(spelling, { displayMode: isDisplay, annotate: false, throwOnError: true });
    } catch {
      // The next spelling, or none.
    }
  }
  return undefined;
}
