/** The body of an article as a tree of common Markdown: its dialects are translated, its formulas stand in it. */
import type { Root } from 'mdast';
import type { WholeArticle } from '../model.js';
import { problem, shown } from '../problem.js';
import type { ArticleReport } from './article-report.js';
import type { RenderContext } from './context.js';
import { showFormulas } from './dialects/formulas.js';
import { translate, type Translation } from './dialects/index.js';
import { fillTemplate } from './dialects/tag.js';
import { commonMeaning } from './dialects/vocabulary.js';
import { placeFormulas } from './formulas.js';
import { parseMarkdown } from './markdown.js';

/** The body as a tree, in which formulas stand and nothing of its dialects is left. */
export function toTree(article: WholeArticle, context: RenderContext, report: ArticleReport): Root {
  const { markdown, formulas } = toCommonMarkdown(article, context, report);
  const { math } = context;
  if (math === false) return parseMarkdown(showFormulas(markdown, formulas));
  const tree = parseMarkdown(markdown);
  placeFormulas(tree, formulas, math, (tex) => {
    report.add(problem('formula-unreadable', report.placeOf(tex), { tex: shown(tex) }));
  });
  return tree;
}

function toCommonMarkdown(
  { file, body, excerptMark }: WholeArticle,
  { dialects, components, findAddress }: RenderContext,
  { add, placeOf }: ArticleReport,
): Translation {
  const marked = excerptMark === undefined ? body : body.replace(excerptMark, '\n\n<!-- more -->\n\n');
  return translate(marked, dialects, {
    isMdx: /\.mdx$/i.test(file) || dialects?.includes('mdx') === true,
    articleAddress: (target) => findAddress(file, target),
    expand: (tag) => {
      const template = components[tag.name];
      const meaning = template === undefined ? commonMeaning(tag) : fillTemplate(template, tag);
      if (meaning === undefined) add(problem('component-unknown', placeOf(tag.name), { name: tag.name }));
      return meaning ?? (tag.inner === undefined ? '' : `\n\n${tag.inner}\n\n`);
    },
    reportTemplate: (syntax) => add(problem('template-unrun', placeOf(syntax.replace(/…$/, '')), { syntax })),
  });
}
