/** Renders an article: its body becomes HTML for readers, its title and summary plain text. */
import { createHash } from 'node:crypto';
import type { Content, Heading, Root } from 'mdast';
import { firstProse, firstWords } from '../text/excerpt.js';
import type { Article, Entry } from '../model.js';
import { problem, type Problem } from '../problem.js';
import { ambiguousParts } from '../text/title-text.js';
import { forbiddenCharacters, withoutForbidden } from '../xml.js';
import { parseMarkdown, toHtml } from './markdown.js';
import { markdownToPlainText, plainText } from './plain-text.js';

/** Longest summary that is made of a first paragraph, in graphemes. */
const summaryLength = 300;
/** Longest stand-in for a title, likewise. */
const titleLength = 60;

export function renderArticle(
  article: Article,
  content: 'full' | 'summary',
): { entry?: Entry; problems: readonly Problem[] } {
  const problems: Problem[] = [];
  try {
    return { entry: toEntry(article, content, problems), problems };
  } catch (error) {
    const reason =
      error instanceof RangeError ? 'it is nested too deeply' : error instanceof Error ? error.message : String(error);
    return { problems: [problem('body-unrenderable', { file: article.file, line: article.bodyLine }, { reason })] };
  }
}

function toEntry(article: Article, content: 'full' | 'summary', problems: Problem[]): Entry {
  const { body, bodyLine, title: givenTitle, nameTitle, expires: _expires, summary: givenSummary, ...rest } = article;
  const tree = parseMarkdown(body);
  const title = takeTitle(tree, givenTitle) ?? nameTitle;
  const summary =
    givenSummary === undefined ? (title === '' ? undefined : ownSummary(tree)) : markdownToPlainText(givenSummary);
  const parts = givenTitle === undefined ? ambiguousParts(title) : undefined;
  if (parts !== undefined)
    problems.push(problem('title-ambiguous', { file: article.file, line: bodyLine }, { title, parts }));
  const words = leadWords(plainText(tree));

  const full = content === 'summary' && summary !== undefined ? '' : renderBody(tree, article, problems);
  const entry = {
    ...rest,
    title: title === '' ? undefined : title,
    firstWords: words || summary || new URL(article.url).host,
  };
  // A link post often has no text of its own. No reader shows an entry without content, and none needs it twice.
  if (full === '') return { ...entry, html: paragraphHtml(summary || title || article.url) };
  return { ...entry, html: full, ...(summary ? { summary } : {}) };
}

function renderBody(tree: Root, { id, url, file, bodyLine }: Article, problems: Problem[]): string {
  const lineInFile = (line: number | undefined) => (line === undefined ? bodyLine : bodyLine + line - 1);
  const html = toHtml(tree, {
    url,
    idPrefix: `a${createHash('sha256').update(id).digest('hex').slice(0, 8)}-`,
    report: (address, line) => problems.push(problem('link-unresolved', { file, line: lineInFile(line) }, { address })),
  });
  // `&#8;` in the text has only now become the character.
  const forbidden = html.match(forbiddenCharacters) ?? [];
  if (forbidden.length > 0) {
    problems.push(
      problem(
        'character-forbidden',
        { file, line: bodyLine },
        { character: 'of a numeric reference', count: forbidden.length },
      ),
    );
  }
  return withoutForbidden(html);
}

/**
 * The heading that is the title leaves the body, where readers would show it twice: the first block, or the
 * first heading of level 1; the former too when it only repeats a title from the front matter.
 */
function takeTitle(tree: Root, given: string | undefined): string | undefined {
  const first = tree.children.find((node) => !isComment(node));
  const opening = first?.type === 'heading' ? first : undefined;
  if (given !== undefined) {
    if (opening !== undefined && plainText(opening).toLowerCase() === given.toLowerCase()) remove(tree, opening);
    return given;
  }
  const heading = opening ?? tree.children.find((node): node is Heading => node.type === 'heading' && node.depth === 1);
  const text = heading === undefined ? '' : plainText(heading);
  if (heading === undefined || text === '') return undefined;
  remove(tree, heading);
  return text;
}

/** What stands in for the title of a note: its first sentence if that is short, else its first words. */
function leadWords(text: string): string {
  const sentence = /^.{20,}?[.!?…](?=\s)/u.exec(text)?.[0];
  return sentence !== undefined && sentence.length <= titleLength ? sentence : firstWords(text, titleLength);
}

function remove(tree: Root, node: Content): void {
  tree.children.splice(tree.children.indexOf(node), 1);
}

const isComment = (node: Content) => node.type === 'html' && node.value.startsWith('<!--');

/** Marks that end a summary: Hugo, Jekyll, Hexo, Zola, Docusaurus, WordPress. */
const summaryEnd = /^<!--\s*(?:more|truncate|excerpt|end|end excerpt)\s*-->$/i;

/** The text above the author's mark, else the first paragraph that says something. */
function ownSummary(tree: Root): string | undefined {
  const mark = tree.children.findIndex((node) => node.type === 'html' && summaryEnd.test(node.value.trim()));
  if (mark > 0)
    return (
      plainText({ type: 'root', children: tree.children.slice(0, mark).filter((node) => node.type === 'paragraph') }) ||
      undefined
    );
  const paragraph = firstProse(tree.children.filter((node) => node.type === 'paragraph').map(plainText));
  return paragraph === undefined ? undefined : firstWords(paragraph, summaryLength);
}

function paragraphHtml(text: string): string {
  return `<p>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</p>`;
}
