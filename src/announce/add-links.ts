/** Puts the lines for feeds into the head of an HTML page that lacks them, and changes no other character of it. */
import { parse, type DefaultTreeAdapterTypes as Tree, type ParserOptions } from 'parse5';
import { linkLine, type FeedLink } from './link-lines.js';
import { insertionAt, type Insertion, type Place } from './put-lines.js';

export type LinkedPage =
  | { readonly kind: 'complete' }
  | { readonly kind: 'changed'; readonly html: string; readonly added: readonly FeedLink[] }
  /** No head in which a line could stand: a part of a page mostly. */
  | { readonly kind: 'headless' }
  /** It says that it is not UTF-8, so that what is added could be misread. */
  | { readonly kind: 'encoding'; readonly encoding: string };

/**
 * @param html with its byte order mark, if it has one
 * @param url of the page, from which its relative addresses start
 * @param linksFor the feeds that a page in a language announces
 */
export function addLinks(
  html: string,
  url: string,
  linksFor: (language: string | undefined) => readonly FeedLink[],
): LinkedPage {
  const mark = html.startsWith('\uFEFF') ? '\uFEFF' : '';
  const text = html.slice(mark.length);
  const page = readPage(text, url);
  const encoding = page.encoding ?? 'utf-8';
  if (!/^utf-?8$/i.test(encoding)) return { kind: 'encoding', encoding };
  const missing = linksFor(page.language).filter(({ href }) => !page.linked.has(new URL(href).href));
  if (missing.length === 0) return { kind: 'complete' };
  const lines = missing.map((link) => linkLine(link, page.isXhtml));
  // Whatever a page holds that was not thought of: finders read the lines in its head, or they are not written.
  const isRead = ({ at, added }: Insertion) => {
    const beginning = text.slice(0, at) + added;
    const heads = [true, false].map((scriptingEnabled) => readPage(beginning, url, { scriptingEnabled }).head);
    return missing.every(({ href }) => heads.every((head) => head?.linked.has(new URL(href).href) === true));
  };
  const insertion = findInsertion(text, url, lines, isRead);
  if (insertion === undefined) return { kind: 'headless' };
  const { at, added } = insertion;
  return { kind: 'changed', html: mark + text.slice(0, at) + added + text.slice(at), added: missing };
}

/** To know places costs four times as much as to parse. What comes before `<body` is tried alone: mostly it is enough. */
function findInsertion(
  text: string,
  url: string,
  lines: readonly string[],
  isRead: (insertion: Insertion) => boolean,
): Insertion | undefined {
  const body = text.search(/<body/i);
  for (const part of body < 0 ? [text] : [text.slice(0, body), text]) {
    const { head } = readPage(part, url, { sourceCodeLocationInfo: true });
    const found = head?.places.map((place) => insertionAt(text, place, lines)).find(isRead);
    if (found !== undefined) return found;
  }
  return undefined;
}

interface Page {
  readonly language: string | undefined;
  /** As the page says; undefined when it does not. */
  readonly encoding: string | undefined;
  readonly isXhtml: boolean;
  /** Absolute addresses of the alternates that it names, wherever. */
  readonly linked: ReadonlySet<string>;
  readonly head: Head | undefined;
}

interface Head {
  readonly linked: ReadonlySet<string>;
  /**
   * Where lines could stand, when places are asked for, the best first: at its end; before `<noscript>`, since an image in that ends the
   * head where scripts do not run, as in most finders (HTML, section 13.2.6.4.5).
   */
  readonly places: readonly Place[];
}

function readPage(text: string, url: string, options: ParserOptions<Tree.DefaultTreeAdapterMap> = {}): Page {
  const document = parse(text, options);
  const elements = elementsOf(document);
  const named = (name: string) => elements.filter(({ tagName }) => tagName === name);
  const doctype = document.childNodes.find((node): node is Tree.DocumentType => node.nodeName === '#documentType');
  const base = named('base').flatMap((element) => attribute(element, 'href') ?? [])[0];
  const root = resolved(base ?? '', url) ?? url;
  const head = named('head')[0];
  return {
    language: named('html').flatMap((element) => attribute(element, 'lang') ?? [])[0],
    encoding: named('meta').flatMap((element) => encodingOf(element) ?? [])[0],
    isXhtml: text.startsWith('<?xml') || /XHTML/i.test(doctype?.publicId ?? ''),
    linked: alternatesOf(elements, root),
    head: head === undefined ? undefined : readHead(head, root, doctype !== undefined),
  };
}

/** A head whose tags are left out, as minifiers do, counts in a document that says what it is. */
function readHead(head: Tree.Element, root: string, isDocument: boolean): Head {
  const { startTag, endTag } = head.sourceCodeLocation ?? {};
  const content = head.childNodes.filter(({ nodeName }) => nodeName !== '#text');
  // What stands between the end tag and the body belongs to the head too.
  const within = content.filter((node) => endTag === undefined || startOf(node) < endTag.startOffset);
  const end = endPlace(startTag, within.at(-1), endTag);
  const scriptless = content.filter(({ nodeName }) => nodeName === 'noscript').map(startOf);
  return {
    linked: alternatesOf(head.childNodes.filter(isElement), root),
    places:
      startTag === undefined && !isDocument
        ? []
        : [...end, ...scriptless.slice(0, 1).map((offset) => placeOf(offset, 'before', offset))],
  };
}

type Tag = Readonly<Record<'startOffset' | 'endOffset', number>>;

/** Before the end tag, after what is last, or after the start tag. */
function endPlace(
  startTag: Tag | undefined,
  last: Tree.ChildNode | undefined,
  endTag: Tag | undefined,
): readonly Place[] {
  const neighbour = last === undefined ? undefined : startOf(last);
  if (endTag !== undefined) return [placeOf(endTag.startOffset, 'before', neighbour ?? endTag.startOffset)];
  const after = (last === undefined ? startTag : last.sourceCodeLocation)?.endOffset;
  // What is never closed ends nowhere.
  return after === undefined || after === neighbour ? [] : [placeOf(after, 'after', neighbour ?? after)];
}

function placeOf(offset: number, side: Place['side'], neighbour: number): Place {
  return { offset, side, neighbour };
}

const startOf = ({ sourceCodeLocation }: Tree.ChildNode) => sourceCodeLocation?.startOffset ?? 0;

function alternatesOf(elements: readonly Tree.Element[], root: string): ReadonlySet<string> {
  const isAlternate = (element: Tree.Element) =>
    element.tagName === 'link' && /(?:^|\s)alternate(?:\s|$)/i.test(attribute(element, 'rel') ?? '');
  return new Set(
    elements.filter(isAlternate).flatMap((element) => resolved(attribute(element, 'href') ?? '', root) ?? []),
  );
}

function encodingOf(meta: Tree.Element): string | undefined {
  const charset = attribute(meta, 'charset');
  if (charset !== undefined) return charset.trim();
  if (attribute(meta, 'http-equiv')?.toLowerCase() !== 'content-type') return undefined;
  return /charset\s*=\s*["']?([^\s"';]+)/i.exec(attribute(meta, 'content') ?? '')?.[1];
}

/** In the order of the document; what a `<template>` holds is no part of it. */
function elementsOf(document: Tree.Document): readonly Tree.Element[] {
  const found: Tree.Element[] = [];
  const waiting: Tree.ChildNode[] = document.childNodes.toReversed();
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (!isElement(node)) continue;
    found.push(node);
    for (const child of node.childNodes.toReversed()) waiting.push(child);
  }
  return found;
}

const isElement = (node: Tree.Node): node is Tree.Element => 'tagName' in node;

function attribute(element: Tree.Element, name: string): string | undefined {
  return element.attrs.find((attr) => attr.name === name)?.value;
}

function resolved(address: string, base: string): string | undefined {
  return URL.canParse(address, base) ? new URL(address, base).href : undefined;
}
