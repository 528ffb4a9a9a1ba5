/** Renders an article: its body becomes HTML for readers, its title and summary plain text. */
import { createHash } from 'node:crypto';
import type { Root } from 'mdast';
import type { FindAddress } from '../article-index.js';
import type { Settings } from '../config/options.js';
import type { Article, Entry } from '../model.js';
import { problem, type Problem } from '../problem.js';
import { ambiguousParts } from '../text/title-text.js';
import { forbiddenCharacters, withoutForbidden } from '../xml.js';
import { translate } from './dialects/index.js';
import { fillTemplate } from './dialects/tag.js';
import { commonMeaning } from './dialects/vocabulary.js';
import { leadWords, ownSummary, takeTitle } from './headline.js';
import { parseMarkdown, toHtml } from './markdown.js';
import { fieldToPlainText, plainText } from './plain-text.js';
import { messageOf } from '../untyped.js';

/** What rendering needs to know besides the article. */
export interface RenderContext {
  readonly content: Settings['content'];
  readonly dialects?: Settings['dialects'];
  readonly components: Settings['components'];
  readonly findAddress: FindAddress;
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
    summary: givenSummary,
    ...rest
  } = article;
  const { file } = article;
  const articleAddress = (target: string) => context.findAddress(file, target);
  const tree = parseMarkdown(toCommonMarkdown(article, articleAddress, context, problems));
  const title = takeTitle(tree, givenTitle) ?? nameTitle;
  const summary =
    givenSummary === undefined ? (title === '' ? undefined : ownSummary(tree)) : fieldToPlainText(givenSummary);
  const parts = givenTitle === undefined ? ambiguousParts(title) : undefined;
  if (parts !== undefined) problems.push(problem('title-ambiguous', { file, line: bodyLine }, { title, parts }));
  const words = leadWords(plainText(tree));

  const isShort = context.content === 'summary' && title !== '';
  const full = isShort ? '' : renderBody(tree, article, articleAddress, problems);
  const entry = {
    ...rest,
    title: title === '' ? undefined : title,
    firstWords: words || summary || new URL(article.url).host,
  };
  // A link post often has no text of its own. No reader shows an entry without content, and none needs it twice.
  if (full === '') return { ...entry, html: paragraphHtml(summary || words || title || article.url) };
  return { ...entry, html: full, ...(summary ? { summary } : {}) };
}

function toCommonMarkdown(
  { file, body, bodyLine }: Article,
  articleAddress: (target: string) => string | undefined,
  { dialects, components }: RenderContext,
  problems: Problem[],
): string {
  const placeOf = (text: string) => ({ file, line: lineOf(text, body, bodyLine) });
  return translate(body, dialects, {
    isMdx: /\.mdx$/i.test(file),
    articleAddress,
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

function renderBody(
  tree: Root,
  { id, url, file, body, bodyLine }: Article,
  articleAddress: (target: string) => string | undefined,
  problems: Problem[],
): string {
  const html = toHtml(tree, {
    url,
    idPrefix: `a${createHash('sha256').update(id).digest('hex').slice(0, 8)}-`,
    articleAddress,
    report: (address) => {
      problems.push(problem('link-unresolved', { file, line: lineOf(address, body, bodyLine) }, { address }));
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
  return `<p>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</p>`;
}
