/** Plain forms for what readers do not show: frames, check boxes, late images, wrappers. */
import type { Element, ElementContent, Root, RootContent } from 'hast';
import { droppedWhole, readerSafeSchema } from './reader-safe.js';
import { visitElements } from './visit.js';

/**
 * Elements that lose their sense in a reader take a form that keeps it, and wrappers that no reader keeps go.
 * @returns whether wrappers went: what stood in one may not stand where it stood
 */
export function toPlainForms(tree: Root): boolean {
  let unwrappings = 0;
  tree.children = unwrapped(tree.children, () => unwrappings++);
  visitElements(tree, (node) => {
    if (node.tagName === 'picture') toImage(node);
    if (node.tagName === 'img') loadAtOnce(node);
    if (node.tagName === 'iframe') toLink(node);
    if (node.tagName === 'input' && node.properties['type'] === 'checkbox') toBallotBox(node);
    if (node.tagName === 'section' && node.properties['dataFootnotes'] !== undefined) separateFootnotes(node);
    if (node.tagName === 'audio' || node.tagName === 'video') node.properties['controls'] = true;
  });
  return unwrappings > 0;
}

const known = new Set([...(readerSafeSchema.tagNames ?? []), ...droppedWhole, 'iframe', 'input', 'picture', 'section']);

/** Replaces each element that will not stay by what it holds. */
function unwrapped<Node extends RootContent>(children: readonly Node[], onUnwrap: () => void): Node[] {
  return children.flatMap((child) => {
    if (child.type !== 'element') return [child];
    const inside = unwrapped(child.children, onUnwrap);
    if (known.has(child.tagName)) {
      child.children = inside;
      return [child];
    }
    onUnwrap();
    return inside as Node[]; // What an element may hold, its parent may hold as well.
  });
}

/** What parsing leaves where a block stood in a paragraph. */
export function dropEmptyParagraphs(tree: Root): void {
  const isEmpty = (node: RootContent) => node.type === 'element' && node.tagName === 'p' && node.children.length === 0;
  tree.children = tree.children.filter((node) => !isEmpty(node));
  visitElements(tree, (node) => {
    node.children = node.children.filter((child) => !isEmpty(child));
  });
}

/** The image of a `<picture>` stands for all its sources: half of the tested readers drop these. */
function toImage(picture: Element): void {
  const image = picture.children.find((child) => child.type === 'element' && child.tagName === 'img');
  picture.tagName = 'span';
  picture.properties = {};
  picture.children = image === undefined ? [] : [image];
}

/** Where scripts that load images late keep their real addresses; what is in `src` meanwhile is a blank or a blur. */
const lateSources = ['dataSrc', 'dataOriginal', 'dataLazySrc', 'dataUrl'] as const;

function loadAtOnce(image: Element): void {
  const source = lateSources
    .map((name) => image.properties[name])
    .find((value) => typeof value === 'string' && value !== '');
  if (typeof source === 'string') image.properties['src'] = source;
  const candidates = image.properties['dataSrcSet'] ?? image.properties['dataSrcset'];
  if (typeof candidates === 'string') image.properties['srcSet'] = candidates;
}

/** A frame becomes a link to what it shows: few readers keep frames, and only those of hosts that they know. */
function toLink(frame: Element): void {
  const source = String(frame.properties['src'] ?? frame.properties['dataSrc'] ?? '');
  const film = /^(?:https?:)?\/\/(?:www\.)?youtube(?:-nocookie)?\.com\/embed\/([\w-]+)/.exec(source)?.[1];
  const href = film === undefined ? source : `https://www.youtube.com/watch?v=${film}`;
  const title = String(frame.properties['title'] ?? '').trim();
  const label: ElementContent = { type: 'text', value: title || (film === undefined ? href : 'Watch on YouTube') };
  const picture: ElementContent[] =
    film === undefined
      ? []
      : [
          {
            type: 'element',
            tagName: 'img',
            properties: { src: `https://i.ytimg.com/vi/${film}/hqdefault.jpg`, alt: '' },
            children: [],
          },
          { type: 'element', tagName: 'br', properties: {}, children: [] },
        ];
  frame.tagName = 'a';
  frame.properties = href === '' ? {} : { href };
  frame.children = href === '' ? [] : [...picture, label];
}

/** Task lists: readers drop `<input>`, and with it what is done. */
function toBallotBox(node: Element): void {
  const box = node.properties['checked'] === true || node.properties['checked'] === '' ? '☑' : '☐';
  node.tagName = 'span';
  node.properties = {};
  node.children = [{ type: 'text', value: box }];
}

/** A rule in place of the English heading that is meant to be hidden by CSS, which readers do not have. */
function separateFootnotes(section: Element): void {
  section.tagName = 'div';
  section.children = section.children.map((child) =>
    child.type === 'element' && child.tagName === 'h2'
      ? { type: 'element', tagName: 'hr', properties: {}, children: [] }
      : child,
  );
}
