/** Renders an article: its body becomes HTML for readers, its title and summary plain text. */
import { createHash } from 'node:crypto';
import type { Root } from 'mdast';
import type { FindAddress } from '../article-index.js';
import type { Settings } from '../config/options.js';
import type { Pictures } from '../media/pictures.js';
import type { Article, Entry, Picture } from '../model.js';
import { problem, shown, type Problem } from '../problem.js';
import { stated } from '../stated.js';
import { ambiguousParts } from '../text/title-text.js';
import { forbiddenCharacters, withoutForbidden } from '../xml.js';
import { showFormulas } from './dialects/formulas.js';
import { translate, type Translation } from './dialects/index.js';
import { fillTemplate } from './dialects/tag.js';
import { commonMeaning } from './dialects/vocabulary.js';
import { footerHtml } from './footer.js';
import { placeFormulas } from './formulas.js';
import { leadWords, ownSummary, takeTitle } from './headline.js';
import { parseMarkdown, toHtml } from './markdown.js';
import { fieldToPlainText, plainText } from './plain-text.js';
import { messageOf } from '../untyped.js';

/** What rendering needs to know besides the article. */
export interface RenderContext {
  readonly content: Settings['content'];
  readonly dialects?: Settings['dialects'];
  readonly components: Settings['components'];
  readonly math: Settings['math'];
  readonly footer?: Settings['footer'];
  readonly site: Pick<Settings['site'], 'authors'>;
  readonly findAddress: FindAddress;
  readonly pictures: Pictures;
}

export function renderArticle(
  article: Article,
  context: RenderContext,
): { entry?: Entry; problems: readonly Problem[] } {
  const problems: Problem[] = [];
  try {
    return { entry: toEntry(article, context, problems), problems };
  } catch (error) {
    const reason = error instanceof RangeError ? 'it is nested too deeply' : messageOf(error);
    return { problems: [problem('body-unrenderable', { file: article.file, line: article.bodyLine }, { reason })] };
  }
}

function toEntry(article: Article, context: RenderContext, problems: Problem[]): Entry {
  const {
    body: _body,
    bodyLine,
    title: givenTitle,
    nameTitle,
    expires: _expires,
    excerptMark: _excerptMark,
    hasOwnId: _hasOwnId,
    summary: givenSummary,
    ...rest
  } = article;
  const { file } = article;
  const tree = toTree(article, context, problems);
  const title = takeTitle(tree, givenTitle) ?? nameTitle;
  const summary =
    givenSummary === undefined ? (title === '' ? undefined : ownSummary(tree)) : fieldToPlainText(givenSummary);
  const parts = givenTitle === undefined ? ambiguousParts(title) : undefined;
  if (parts !== undefined) problems.push(problem('title-ambiguous', { file, line: bodyLine }, { title, parts }));
  const words = leadWords(plainText(tree));

  const isShort = context.content === 'summary' && title !== '';
  const image = article.image === undefined ? undefined : measured(article.image, context.pictures);
  const full = isShort ? '' : renderBody(tree, { ...article, ...stated({ image }) }, context, problems);
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
  if (full === '') return { ...entry, html: withFooter(paragraphHtml(summary || words || title || article.url)) };
  return { ...entry, html: withFooter(full), ...(summary ? { summary } : {}) };
}

function measured(image: Picture, pictures: Pictures): Picture {
  return image.file === undefined ? image : { ...image, ...pictures.of(image.file) };
}

/** The body as a tree, in which formulas stand and nothing of its dialects is left. */
function toTree(article: Article, context: RenderContext, problems: Problem[]): Root {
  const { file, body, bodyLine } = article;
  const { markdown, formulas } = toCommonMarkdown(article, context, problems);
  const { math } = context;
  if (math === false) return parseMarkdown(showFormulas(markdown, formulas));
  const tree = parseMarkdown(markdown);
  placeFormulas(tree, formulas, math, (tex) => {
    problems.push(problem('formula-unreadable', { file, line: lineOf(tex, body, bodyLine) }, { tex: shown(tex) }));
  });
  return tree;
}

function toCommonMarkdown(
  { file, body, bodyLine, excerptMark }: Article,
  { dialects, components, findAddress }: RenderContext,
  problems: Problem[],
): Translation {
  const placeOf = (text: string) => ({ file, line: lineOf(text, body, bodyLine) });
  const marked = excerptMark === undefined ? body : body.replace(excerptMark, '\n\n<!-- more -->\n\n');
  return translate(marked, dialects, {
    isMdx: /\.mdx$/i.test(file),
    articleAddress: (target) => findAddress(file, target),
    expand: (tag) => {
      const template = components[tag.name];
      const meaning = template === undefined ? commonMeaning(tag) : fillTemplate(template, tag);
      if (meaning === undefined) problems.push(problem('component-unknown', placeOf(tag.name), { name: tag.name }));
      return meaning ?? (tag.inner === undefined ? '' : `\n\n${tag.inner}\n\n`);
    },
    reportTemplate: (syntax) => problems.push(problem('template-unrun', placeOf(syntax.replace(/…$/, '')), { syntax })),
  });
}

/** The line of the file on which a text of the body first stands. */
function lineOf(text: string, body: string, bodyLine: number): number {
  // Markdown encodes addresses: the source has them as they were typed.
  const at = Math.max(body.indexOf(text), body.indexOf(decoded(text)));
  return at < 0 ? bodyLine : bodyLine + body.slice(0, at).split('\n').length - 1;
}

function decoded(text: string): string {
  try {
    return decodeURI(text);
  } catch {
    return text;
  }
}

function renderBody(tree: Root, article: Article, context: RenderContext, problems: Problem[]): string {
  const { id, url, file, body, bodyLine, image } = article;
  const html = toHtml(tree, {
    url,
    idPrefix: `a${createHash('sha256').update(id).digest('hex').slice(0, 8)}-`,
    lead: image?.isShown === true ? image : undefined,
    articleAddress: (target) => context.findAddress(file, target),
    picture: (address) => context.pictures.behind(address, article),
    report: (address) => {
      problems.push(problem('link-unresolved', { file, line: lineOf(address, body, bodyLine) }, { address }));
    },
    reportDrawing: () => {
      problems.push(problem('drawing-dropped', { file, line: lineOf('<svg', body, bodyLine) }));
    },
  });
  // A numeric reference, `&#xFFFE;`, has only now become the character.
  const forbidden = html.match(forbiddenCharacters) ?? [];
  if (forbidden.length > 0) {
    const args = { character: 'of a numeric reference', count: forbidden.length };
    problems.push(problem('character-forbidden', { file, line: bodyLine }, args));
  }
  return withoutForbidden(html);
}

function paragraphHtml(text: string): string {
  return `<p>${text.replaceAll('&', '&#x26;').replaceAll('<', '&#x3C;')}</p>`;
}
