/** What a text says of itself: its heading, its first words, and what it is about. */
import type { Content, Paragraph, PhrasingContent, Root } from 'mdast';
import { firstProse, firstWords } from '../text/excerpt.js';
import { plainText } from './plain-text.js';

/** Longest summary that is made of a first paragraph, in characters. */
const summaryLength = 300;
/** Longest stand-in for a title, likewise. */
const titleLength = 60;

/**
 * The heading that is the title leaves the body, where readers would show it twice: the first of level 1, or the one
 * that opens the text if no other is as high, and stays there if it holds a link. It leaves too when it only repeats
 * a title from the front matter.
 */
export function takeTitle(tree: Root, given: string | undefined): string | undefined {
  const headings = tree.children.filter((node) => node.type === 'heading');
  const opening = tree.children.find((node) => !isComment(node));
  if (given !== undefined) {
    const [first] = headings;
    const repeats = first !== undefined && first === opening && plainText(first).toLowerCase() === given.toLowerCase();
    if (repeats) remove(tree, first);
    return given;
  }
  const [first, ...others] = headings;
  const isAlone = first === opening && others.every(({ depth }) => depth > (first?.depth ?? 0));
  const heading = headings.find(({ depth }) => depth === 1) ?? (isAlone ? first : undefined);
  const text = heading === undefined ? '' : plainText(heading);
  if (heading === undefined || text === '') return undefined;
  if (!heading.children.some(({ type }) => type === 'link' || type === 'linkReference')) remove(tree, heading);
  return text;
}

/** What stands in for the title of a note: its first sentence if that is short, else its first words. */
export function leadWords(text: string): string {
  const sentence = /^.{20,}?[.!?…](?=\s)/u.exec(text)?.[0];
  return sentence !== undefined && sentence.length <= titleLength ? sentence : firstWords(text, titleLength);
}

/** Whether a paragraph holds pictures alone, whose descriptions say nothing of the article. */
function isPicture({ children }: Paragraph): boolean {
  const isSpace = (node: PhrasingContent) => node.type === 'text' && node.value.trim() === '';
  return children.every(
    (node) => node.type === 'image' || node.type === 'imageReference' || node.type === 'html' || isSpace(node),
  );
}

function remove(tree: Root, node: Content): void {
  tree.children.splice(tree.children.indexOf(node), 1);
}

const isComment = (node: Content) => node.type === 'html' && node.value.startsWith('<!--');

/** Marks that end a summary: Hugo, Jekyll, Hexo, Zola, Docusaurus, WordPress. */
const summaryEnd = /^<!--\s*(?:more|truncate|excerpt|end|end excerpt)\s*-->$/i;

/** The text above the author's mark, else the first paragraph that says something. */
export function ownSummary(tree: Root): string | undefined {
  const mark = tree.children.findIndex((node) => node.type === 'html' && summaryEnd.test(node.value.trim()));
  if (mark > 0)
    return (
      plainText({ type: 'root', children: tree.children.slice(0, mark).filter((node) => node.type === 'paragraph') }) ||
      undefined
    );
  const paragraph = firstProse(
    tree.children.filter((node) => node.type === 'paragraph' && !isPicture(node)).map(plainText),
  );
  return paragraph === undefined ? undefined : firstWords(paragraph, summaryLength);
}
