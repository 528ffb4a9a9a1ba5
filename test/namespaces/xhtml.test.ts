import { describe, expect, test } from 'vitest';
import { writeAtom } from '../../src/write/atom.js';
import { writeRss } from '../../src/write/rss.js';
import { parseXml } from '../../src/xml-parser.js';
import { childElements, textOf, type Element } from '../../src/xml.js';
import { channel, entry } from '../present/channels.js';

const one = channel({ entries: [entry(1)], clickable: true });
const names = (element: Element) => childElements(element).map(({ name }) => name);

describe('links that can be clicked', () => {
  test.each([
    ['rss', writeRss, (root: Element) => childElements(root, 'channel')[0], 'item'],
    ['atom', writeAtom, (root: Element) => root, 'entry'],
  ] as const)('stand in %s before its entries, and at the end of each', (_, write, holderOf, entryName) => {
    const root = parseXml(write(one));
    const holder = holderOf(root) ?? root;
    expect(root.attributes['xmlns:h']).toBe('http://www.w3.org/1999/xhtml');
    expect(names(holder).slice(-2)).toEqual(['h:p', entryName]);
    const [item = root] = childElements(holder, entryName);
    expect(names(item).at(-1)).toBe('h:p');
    const links = [holder, item]
      .flatMap((parent) => childElements(parent, 'h:p'))
      .flatMap((p) => childElements(p, 'h:a'));
    expect(links.map((link) => [link.attributes['href'], textOf(link)])).toEqual([
      ['https://almanac.example/', 'Visit the site'],
      ['https://almanac.example/1/', 'Read the article'],
    ]);
  });

  test('say it in the language of the feed', () => {
    const text = writeRss({ ...one, language: 'de' });
    expect(text).toContain('<h:p xml:lang="de">');
    expect(text).toContain('>Artikel lesen</h:a>');
  });

  test('are there by option', () => {
    const { clickable: _, ...plain } = one;
    expect(writeRss(plain) + writeAtom({ ...plain, clickable: false })).not.toContain('xhtml');
  });
});
