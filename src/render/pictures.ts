/** One real `<img>` for each picture, with its size, whatever scripts or formats the page would have used. */
import type { Element, Root, RootContent } from 'hast';
import type { Picture } from '../model.js';
import type { ImageFacts } from '../media/image-facts.js';
import { become, element, elementsIn, isElement, text, visitElements } from './elements.js';

/** The image of a `<picture>` stands for all its sources: half of the tested readers drop these. */
export function toImage(picture: Element): void {
  const image = picture.children.find((child) => isElement(child, 'img'));
  become(picture, 'span', {}, image === undefined ? [] : [image]);
}

/** Where scripts that load images late keep their real addresses; what is in `src` meanwhile is a blank or a blur. */
const lateSources = ['dataSrc', 'dataOriginal', 'dataLazySrc', 'dataUrl'] as const;

const lateSource = ({ properties }: Element) =>
  lateSources
    .map((name) => properties[name])
    .find((value): value is string => typeof value === 'string' && value !== '');

export function loadAtOnce(image: Element): void {
  const { properties } = image;
  const source = lateSource(image);
  if (source !== undefined) properties['src'] = source;
  const candidates = properties['dataSrcSet'] ?? properties['dataSrcset'];
  if (typeof candidates === 'string') properties['srcSet'] = candidates;
}

/** An image that a page without scripts would show takes the place of the blank one beside it. */
export function showUnscripted(parent: Root | Element): void {
  const children: readonly RootContent[] = parent.children;
  if (!children.some((child) => isElement(child, 'noscript'))) return;
  const elements = elementsIn(parent);
  const places = new Map(elements.map((element, index) => [element, index]));
  const standIns = new Set<RootContent>();
  const kept = children.flatMap((child): readonly RootContent[] => {
    if (!isElement(child, 'noscript')) return [child];
    const images = elementsIn(child).filter(({ tagName }) => tagName === 'img');
    const at = places.get(child) ?? 0;
    const beside = [elements[at - 1], elements[at + 1]].filter((node) => isElement(node, 'img'));
    if (images.length === 0 || beside.some((image) => lateSource(image) !== undefined)) return [];
    if (beside[0] !== undefined) standIns.add(beside[0]);
    return images;
  });
  // A root holds all that an element does.
  parent.children = kept.filter((child) => !standIns.has(child)) as typeof parent.children;
}

/** Sizes that the author did not state are read from the file; of one that was stated, the other follows. */
export function stateSize({ properties }: Element, facts: ImageFacts | undefined): void {
  for (const name of ['width', 'height']) if (!/^\d+$/.test(String(properties[name] ?? ''))) delete properties[name];
  if (facts === undefined) return;
  const [width, height] = [Number(properties['width'] ?? 0), Number(properties['height'] ?? 0)];
  if (width > 0 && height > 0) return;
  const scale = width > 0 ? width / facts.width : height > 0 ? height / facts.height : 1;
  properties['width'] = width || Math.round(facts.width * scale);
  properties['height'] = height || Math.round(facts.height * scale);
}

/** An article begins with its lead image, unless it has it somewhere. Addresses are absolute already. */
export function leadWith(tree: Root, { url, alt = '', caption, credit, width, height }: Picture): void {
  const withoutQuery = (address: unknown) => String(address).replace(/[?#].*$/, '');
  let isShown = false;
  visitElements(tree, ({ tagName, properties }) => {
    if (tagName === 'img' && withoutQuery(properties['src']) === withoutQuery(url)) isShown = true;
  });
  if (isShown) return;
  const image = element('img', { src: url, alt, ...(width === undefined ? {} : { width, height }) });
  const words = [caption, credit].filter((part) => part !== undefined).join(' — ');
  const lead =
    words === '' ? element('p', {}, [image]) : element('figure', {}, [image, element('figcaption', {}, [text(words)])]);
  tree.children.unshift(lead, { type: 'text', value: '\n' });
}
