/** The body of an article as a tree of common Markdown: its dialects are translated, its formulas stand in it. */
import type { Root } from 'mdast';
import type { WholeArticle } from '../model.js';
import { problem, shown } from '../problem.js';
import type { ArticleReport } from './article-report.js';
import type { RenderContext } from './context.js';
import { showFormulas } from './dialects/formulas.js';
import { translate, type Translation } from './dialects/index.js';
import { fillTemplate, type Tag } from './dialects/tag.js';
import { showUnresolved, unresolvedScheme } from './dialects/unresolved.js';
import { commonMeaning } from './dialects/vocabulary.js';
import { placeFormulas } from './formulas.js';
import { parseMarkdown } from './markdown.js';

/** The body as a tree, in which formulas stand and nothing of its dialects is left. */
export function toTree(article: WholeArticle, context: RenderContext, report: ArticleReport): Root {
  const { markdown, formulas } = toCommonMarkdown(article, context, report);
  const { math } = context;
  const tree = parseMarkdown(math === false ? showFormulas(markdown, formulas) : markdown);
  if (markdown.includes(unresolvedScheme)) showUnresolved(tree, reportLinkTo(report));
  if (math === false) return tree;
  placeFormulas(tree, formulas, math, (tex) => {
    report.add(problem('formula-unreadable', report.placeOf(tex), { tex: shown(tex) }));
  });
  return tree;
}

/** Of a component or shortcode that is not known. */
function textWithin({ inner, inLineOf }: Tag): string {
  if (inner === undefined || inLineOf !== undefined) return inner ?? '';
  return `\n\n${inner}\n\n`;
}

function toCommonMarkdown(
  { file, body, excerptMark }: WholeArticle,
  { dialects, components, findAddress, site }: RenderContext,
  report: ArticleReport,
): Translation {
  const { add, placeOf } = report;
  const marked = excerptMark === undefined ? body : body.replace(excerptMark, '\n\n<!-- more -->\n\n');
  return translate(marked, dialects, {
    isMdx: /\.mdx$/i.test(file) || dialects?.includes('mdx') === true,
    sitePath: new URL(site.url).pathname.replace(/\/$/, ''),
    articleAddress: (target) => findAddress(file, target),
    expand: (tag) => {
      const template = components[tag.name];
      const meaning = template === undefined ? commonMeaning(tag) : fillTemplate(template, tag);
      if (meaning === undefined) add(problem('component-unknown', placeOf(tag.name), { name: tag.name }));
      return meaning ?? textWithin(tag);
    },
    reportLink: reportLinkTo(report),
    reportTemplate: (syntax) => add(problem('template-unrun', placeOf(syntax.replace(/…$/, '')), { syntax })),
  });
}

const reportLinkTo =
  ({ add, placeOf }: ArticleReport) =>
  (address: string): void =>
    add(problem('link-unresolved', placeOf(address), { address }));
