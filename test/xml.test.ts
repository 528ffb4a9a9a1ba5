import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseXml, XmlError } from '../src/xml-parser.js';
import {
  element,
  forbiddenCharacters,
  holdsForbidden,
  serializeXml,
  textElement,
  textOf,
  withoutForbidden,
} from '../src/xml.js';

test('what tells most texts fast tells of each character what the exact pattern does', () => {
  const differing: number[] = [];
  for (let code = 0; code <= 0xffff; code++) {
    const text = `a${String.fromCharCode(code)}b`;
    const exact = text.replace(forbiddenCharacters, '');
    if (withoutForbidden(text) !== exact || holdsForbidden(text) !== (exact !== text)) differing.push(code);
  }
  expect(differing).toEqual([]);
});

describe('writing XML', () => {
  test('escapes markup as hexadecimal references', () => {
    const title = textElement('title', 'AT&T <script> &amp; ]]> "q"');
    expect(serializeXml(title)).toContain('<title>AT&#x26;T &#x3C;script> &#x26;amp; ]]&#x3E; "q"</title>');
  });

  test('escapes attributes, line breaks included', () => {
    const category = element('category', { term: 'a<b & "q"\n' });
    expect(serializeXml(category)).toContain('<category term="a&#x3C;b &#x26; &#x22;q&#x22;&#xA;"/>');
  });

  test.each(['\u0008', '\u0000', '\uFFFE', '\uD800', 'x\uDC00y'])(
    'leaves out the forbidden character in %j',
    (text) => {
      expect(() => parseXml(serializeXml(textElement('title', text)))).not.toThrow();
    },
  );

  test('adds no white space to an element with text', () => {
    expect(serializeXml(element('a', {}, [element('b', {}, ['x'])]))).toBe(
      '<?xml version="1.0" encoding="utf-8"?>\n<a>\n  <b>x</b>\n</a>\n',
    );
  });

  test('names the stylesheet right after the declaration, escaped', () => {
    const text = serializeXml(element('a'), '../a&b?>"/feed.css');
    expect(text.split('\n')).toEqual([
      '<?xml version="1.0" encoding="utf-8"?>',
      '<?xml-stylesheet type="text/css" href="../a&#x26;b?&#x3E;&#x22;/feed.css"?>',
      '<a/>',
      '',
    ]);
    expect(parseXml(text)).toEqual(element('a'));
  });

  test('is read back as it was, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (text, value) => {
        const root = parseXml(serializeXml(element('a', { value }, [text])));
        const again = parseXml(serializeXml(root));
        return textOf(root) === text && root.attributes['value'] === value && textOf(again) === text;
      }),
    );
  });

  test('is well-formed for any code units', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        parseXml(serializeXml(element('a', { value: text }, [text])));
      }),
    );
  });
});

describe('reading XML', () => {
  test.each([
    ['an open element', '<a><b></a>'],
    ['a raw < in an attribute', '<a term="a<b"/>'],
    ['an undeclared prefix', '<a><content:encoded/></a>'],
    ['a control character', '<a>\u0008</a>'],
    ['an unknown entity', '<a>&nbsp;</a>'],
    ['two roots', '<a/><b/>'],
    ['nothing', ''],
  ])('refuses %s', (_, text) => {
    expect(() => parseXml(text)).toThrow(XmlError);
  });
});
