/** Parses XML strictly: what is no XML has no tree. */
import { SaxesParser, type SaxesTagNS } from 'saxes';
import type { Element } from './xml.js';

export class XmlError extends Error {
  override readonly name = 'XmlError';
}

/**
 * Parses a whole document, namespaces checked. saxes is a conforming, non-validating processor: fast-xml-parser,
 * the usual choice, accepts `term="a<b"`.
 * @throws XmlError with line and column.
 */
export function parseXml(text: string): Element {
  const parser = new SaxesParser({ xmlns: true });
  const open: { tag: SaxesTagNS; children: (Element | string)[] }[] = [];
  let root: Element | undefined;

  const addText = (value: string) => open.at(-1)?.children.push(value);
  parser.on('error', (error) => {
    throw new XmlError(error.message);
  });
  parser.on('opentag', (tag) => open.push({ tag, children: [] }));
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    const closed = open.pop();
    if (closed === undefined) return;
    const attributes = Object.fromEntries(
      Object.entries(closed.tag.attributes).map(([name, { value }]) => [name, value]),
    );
    const node = { name: closed.tag.name, attributes, children: closed.children };
    if (open.length === 0) root = node;
    else open.at(-1)?.children.push(node);
  });
  parser.write(text).close();
  if (root === undefined) throw new XmlError('no root element');
  return root;
}
