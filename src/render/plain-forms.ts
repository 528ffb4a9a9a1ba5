/** Plain forms for what readers do not show: frames, check boxes, late images, anchors, wrappers. */
import type { Element, Root, RootContent } from 'hast';
import type { ImageFacts } from '../media/image-facts.js';
import { dropLineNumbers, flattenCode } from './code-blocks.js';
import { toDrawing } from './drawings.js';
import { become, classesOf, element, isElement, text, visitElements } from './elements.js';
import { isFrame, linkFile, linkPost, toLink } from './embeds.js';
import { loadAtOnce, showUnscripted, stateSize, toImage } from './pictures.js';
import { droppedWhole, readerSafeSchema } from './reader-safe.js';
import { isHidden } from './unseen.js';

export interface FormPlace {
  /** What is known of the picture behind an address as written. */
  readonly picture: (address: string) => ImageFacts | undefined;
  /** Is told of a drawing that was left out. */
  readonly reportDrawing: () => void;
  readonly serialize: (node: Element) => string;
}

/**
 * Elements that lose their sense in a reader take a form that keeps it, and wrappers that no reader keeps go.
 * @returns whether wrappers went or links came: what stood in one may not stand where it stood
 */
export function toPlainForms(tree: Root, place: FormPlace): boolean {
  let changes = 0;
  showUnscripted(tree);
  // On its own, a link is a paragraph.
  tree.children = tree.children.map((child) => (isFrame(child) ? element('p', {}, [child]) : child));
  visitElements(tree, (node) => {
    showUnscripted(node);
    if (node.tagName === 'svg' && !toDrawing(node, place.serialize)) place.reportDrawing();
    if (!isFrame(node)) return;
    toLink(node);
    changes++;
  });
  tree.children = unwrapped(tree.children, () => changes++);
  visitElements(tree, (node) => {
    if (forms.get(node.tagName)?.(node, place) === true) changes++;
  });
  return changes > 0;
}

/** Gives true for a change after which what stood in one element may not stand where it stands. */
type Form = (node: Element, place: FormPlace) => boolean | void;

const forms: ReadonlyMap<string, Form> = new Map(
  Object.entries<Form>({
    a: (link) => {
      // Where other links of the text lead to; readers drop names.
      if (link.properties['name'] !== undefined) link.properties['id'] ??= String(link.properties['name']);
    },
    audio: linkFile,
    blockquote: linkPost,
    dd: unwrapText,
    dt: unwrapText,
    figcaption: unwrapText,
    h1: dropAnchors,
    h2: dropAnchors,
    h3: dropAnchors,
    h4: dropAnchors,
    h5: dropAnchors,
    h6: dropAnchors,
    img: (image, { picture }) => {
      loadAtOnce(image);
      stateSize(image, picture(String(image.properties['src'] ?? '')));
    },
    input: toBallotBox,
    picture: toImage,
    pre: flattenCode,
    section: separateFootnotes,
    summary: unwrapText,
    table: dropLineNumbers,
    video: linkFile,
  }),
);

const known = new Set([...(readerSafeSchema.tagNames ?? []), 'input', 'picture', 'section']);
const dropped = new Set(droppedWhole);

/** Replaces each element that will not stay by what it holds, or by nothing where that is no prose. */
function unwrapped<Node extends RootContent>(children: readonly Node[], onUnwrap: () => void): Node[] {
  return children.flatMap((child) => {
    if (child.type !== 'element') return [child];
    if (dropped.has(child.tagName) || isHidden(child.properties)) return [];
    const inside = unwrapped(child.children, onUnwrap);
    if (known.has(child.tagName)) {
      child.children = inside;
      return [child];
    }
    onUnwrap();
    return inside as Node[]; // What an element may hold, its parent may hold as well.
  });
}

/** What parsing leaves where a block stood in a paragraph, links that show nothing, and what they alone stood in. */
export function dropEmpty(tree: Root): void {
  tree.children = withoutEmpty(tree.children);
}

function withoutEmpty<Node extends RootContent>(children: readonly Node[]): Node[] {
  return children.filter((child) => {
    if (child.type !== 'element') return true;
    child.children = withoutEmpty(child.children);
    const mayGo = child.tagName === 'p' || (/^(?:a|span)$/.test(child.tagName) && child.properties['id'] === undefined);
    return !mayGo || child.children.some((inner) => inner.type !== 'text' || inner.value.trim() !== '');
  });
}

/** Signs that a heading shows to be linked to: on its page they serve, in a reader they are noise. */
function dropAnchors(heading: Element): void {
  const isAnchor = (node: RootContent) =>
    isElement(node, 'a') &&
    String(node.properties['href'] ?? '').startsWith('#') &&
    (/^(?:\s|#|¶|§|🔗|⚓|[\uFE0E\uFE0F])*$/u.test(wordsOf(node)) ||
      /anchor|header-?link|heading-?link/i.test(classesOf(node))) &&
    wordsOf(node).length < wordsOf(heading).length;
  const anchor = heading.children.find(isAnchor);
  if (!isElement(anchor)) return;
  const id = anchor.properties['id'] ?? anchor.properties['name'];
  if (id !== undefined) heading.properties['id'] ??= String(id);
  heading.children = heading.children.filter((child) => !isAnchor(child));
  const [first, last] = [heading.children[0], heading.children.at(-1)];
  if (first?.type === 'text') first.value = first.value.trimStart();
  if (last?.type === 'text') last.value = last.value.trimEnd();
}

function wordsOf(node: Element): string {
  return node.children
    .map((child) => (child.type === 'text' ? child.value : child.type === 'element' ? wordsOf(child) : ''))
    .join('');
}

/** Task lists: readers drop `<input>`, and with it what is done. */
function toBallotBox(node: Element): void {
  if (node.properties['type'] !== 'checkbox') return;
  const isChecked = node.properties['checked'] === true || node.properties['checked'] === '';
  become(node, 'span', {}, [text(isChecked ? '☑' : '☐')]);
}

/** A caption or a term is one line: the paragraph that Markdown makes of it would set it apart. */
function unwrapText(holder: Element): void {
  const [paragraph, ...others] = holder.children.filter((child) => child.type !== 'text' || child.value.trim() !== '');
  if (isElement(paragraph, 'p') && others.length === 0) holder.children = paragraph.children;
}

/** A rule in place of the English heading that is meant to be hidden by CSS, which readers do not have. */
function separateFootnotes(section: Element): void {
  if (section.properties['dataFootnotes'] === undefined) return;
  section.tagName = 'div';
  section.children = section.children.map((child) => (isElement(child, 'h2') ? element('hr') : child));
}
