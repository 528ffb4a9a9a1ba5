/** Drawings within the text as images: readers drop inline SVG, but leak its words as prose. */
import type { Element } from 'hast';
import { parseXml } from '../xml-parser.js';
import { become, elementsIn, isElement } from './elements.js';

/** Longest drawing, in characters, that is carried along in its address: every feed that has it grows by that. */
const longest = 16_000;
/** Width and height, in pixels, up to which a drawing is an icon. */
const iconSize = 32;

/**
 * As an image a drawing runs no script and loads nothing. An icon goes: it says nothing to a reader.
 * @param serialize gives HTML, which is XML too where a drawing has no oddities
 * @returns false for a drawing that was left out
 */
export function toDrawing(svg: Element, serialize: (node: Element) => string): boolean {
  const [width, height] = sizeOf(svg);
  const label = labelOf(svg);
  const isSmall = Math.max(width ?? 100, height ?? 100) <= iconSize;
  const isIcon = isSmall || svg.properties['ariaHidden'] === 'true' || elementsIn(svg).length === 0;
  const source = isIcon ? undefined : toXml(svg, serialize);
  if (source === undefined) {
    become(svg, 'span');
    return isIcon;
  }
  const size = { ...(width === undefined ? {} : { width }), ...(height === undefined ? {} : { height }) };
  become(svg, 'img', { src: `data:image/svg+xml,${encodeURIComponent(source)}`, alt: label, ...size });
  return true;
}

/** @returns undefined when it is too long, or no XML */
function toXml(svg: Element, serialize: (node: Element) => string): string | undefined {
  svg.properties['xmlns'] = 'http://www.w3.org/2000/svg';
  makeStill(svg);
  const source = serialize(svg);
  if (source.length > longest) return undefined;
  try {
    parseXml(source);
    return source;
  } catch {
    return undefined;
  }
}

/** Somebody may open the image alone: nothing in it runs then, or leads elsewhere. */
function makeStill(svg: Element): void {
  const waiting = [svg];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    for (const name of Object.keys(node.properties)) {
      const isAddress = /^(?:xlink)?href$|src$/i.test(name);
      const isOwn = /^(?:#|data:image\/(?:png|jpeg|gif|webp);)/.test(String(node.properties[name]));
      if (/^on/i.test(name) || (isAddress && !isOwn)) delete node.properties[name];
    }
    node.children = node.children.filter(
      (child) => !isElement(child) || !/^(?:script|foreignobject|iframe)$/i.test(child.tagName),
    );
    waiting.push(...elementsIn(node));
  }
}

function labelOf(svg: Element): string {
  const label = svg.properties['ariaLabel'];
  if (typeof label === 'string') return label;
  const title = elementsIn(svg).find(({ tagName }) => tagName === 'title');
  const words = title?.children.map((child) => (child.type === 'text' ? child.value : '')) ?? [];
  return words.join('').trim();
}

/** Width and height in pixels, of the attributes or of the view box. */
function sizeOf({ properties }: Element): readonly [number | undefined, number | undefined] {
  const pixels = (value: unknown) => {
    const [, digits] = /^\s*(\d+(?:\.\d+)?)(?:px)?\s*$/.exec(String(value ?? '')) ?? [];
    return digits === undefined || Number(digits) < 1 ? undefined : Math.round(Number(digits));
  };
  const [, , width, height] = String(properties['viewBox'] ?? '')
    .trim()
    .split(/[\s,]+/);
  return [pixels(properties['width']) ?? pixels(width), pixels(properties['height']) ?? pixels(height)];
}
