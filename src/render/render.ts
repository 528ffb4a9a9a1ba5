/** Renders an article: its body becomes HTML for readers, its title and summary plain text. */
import { createHash } from 'node:crypto';
import type { Root } from 'mdast';
import type { Pictures } from '../media/pictures.js';
import type { WholeArticle, Entry, Picture } from '../model.js';
import { problem, type Problem } from '../problem.js';
import { stated } from '../stated.js';
import { ambiguousParts } from '../text/title-text.js';
import { messageOf } from '../untyped.js';
import { forbiddenCharacters, withoutForbidden } from '../xml.js';
import { articleReport, type ArticleReport } from './article-report.js';
import { toTree } from './article-tree.js';
import type { RenderContext } from './context.js';
import { footerHtml } from './footer.js';
import { leadWords, ownSummary, takeTitle } from './headline.js';
import { toHtml } from './markdown.js';
import { fieldToPlainText, plainText } from './plain-text.js';

export function renderArticle(
  article: WholeArticle,
  context: RenderContext,
): { entry?: Entry; problems: readonly Problem[] } {
  const report = articleReport(article);
  try {
    return { entry: toEntry(article, context, report), problems: report.problems };
  } catch (error) {
    const reason = error instanceof RangeError ? 'it is nested too deeply' : messageOf(error);
    return { problems: [problem('body-unrenderable', { file: article.file, line: article.bodyLine }, { reason })] };
  }
}

function toEntry(article: WholeArticle, context: RenderContext, report: ArticleReport): Entry {
  const {
    body: _body,
    bodyLine,
    title: givenTitle,
    nameTitle,
    expires: _expires,
    excerptMark: _excerptMark,
    hasOwnId: _hasOwnId,
    fields: _fields,
    summary: givenSummary,
    ...rest
  } = article;
  const { file } = article;
  const tree = toTree(article, context, report);
  const title = takeTitle(tree, givenTitle) ?? nameTitle;
  const summary =
    givenSummary === undefined ? (title === '' ? undefined : ownSummary(tree)) : fieldToPlainText(givenSummary);
  const parts = givenTitle === undefined ? ambiguousParts(title) : undefined;
  if (parts !== undefined) report.add(problem('title-ambiguous', { file, line: bodyLine }, { title, parts }));
  const words = leadWords(plainText(tree));

  const isShort = context.content === 'summary' && title !== '';
  const image = article.image === undefined ? undefined : measured(article.image, context.pictures);
  const full = isShort ? '' : renderBody(tree, { ...article, ...stated({ image }) }, context, report);
  const entry = {
    ...rest,
    ...stated({ image }),
    authors: article.authors.length > 0 ? article.authors : context.site.authors,
    title: title === '' ? undefined : title,
    firstWords: words || summary || new URL(article.url).host,
  };
  const footer = context.footer === undefined ? '' : footerHtml(context.footer, entry);
  const withFooter = (html: string) => (footer === '' ? html : `${html}\n${footer}`);
  // A link post often has no text of its own. No reader shows an entry without content, and none needs it twice.
  const shortHtml = withFooter(paragraphHtml(summary || words || title || article.url));
  if (full === '') return { ...entry, html: shortHtml, shortHtml };
  return { ...entry, html: withFooter(full), shortHtml, ...(summary ? { summary } : {}) };
}

function measured(image: Picture, pictures: Pictures): Picture {
  return image.file === undefined ? image : { ...image, ...pictures.of(image.file) };
}

function renderBody(
  tree: Root,
  article: WholeArticle,
  context: RenderContext,
  { add, placeOf }: ArticleReport,
): string {
  const { id, url, file, bodyLine, image } = article;
  const html = toHtml(tree, {
    url,
    idPrefix: `a${createHash('sha256').update(id).digest('hex').slice(0, 8)}-`,
    lead: image?.isShown === true ? image : undefined,
    articleAddress: (target) => context.findAddress(file, target),
    picture: (address) => context.pictures.behind(address, article),
    report: (address) => add(problem('link-unresolved', placeOf(address), { address })),
    reportDrawing: () => add(problem('drawing-dropped', placeOf('<svg'))),
  });
  // A numeric reference, `&#xFFFE;`, has only now become the character.
  const forbidden = html.match(forbiddenCharacters) ?? [];
  if (forbidden.length > 0) {
    const args = { character: 'of a numeric reference', count: forbidden.length };
    add(problem('character-forbidden', { file, line: bodyLine }, args));
  }
  return showsNothing(html) ? '' : withoutForbidden(html);
}

/** Of a body that was a program of its site, wrappers may be left. */
function showsNothing(html: string): boolean {
  return !/<(?:img|audio|video|math)\b/.test(html) && html.replace(/<[^>]*>/g, '').trim() === '';
}

function paragraphHtml(text: string): string {
  return `<p>${text.replaceAll('&', '&#x26;').replaceAll('<', '&#x3C;')}</p>`;
}
