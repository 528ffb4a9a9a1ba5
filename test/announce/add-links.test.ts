import fc from 'fast-check';
import { parse, type DefaultTreeAdapterTypes as Tree } from 'parse5';
import { describe, expect, test } from 'vitest';
import { addLinks } from '../../src/announce/add-links.js';
import type { FeedLink } from '../../src/announce/link-lines.js';

const atom: FeedLink = { type: 'application/atom+xml', title: 'Site', href: 'https://site.example/atom.xml' };
const rss: FeedLink = { type: 'application/rss+xml', title: 'Site', href: 'https://site.example/rss.xml' };
const page = 'https://site.example/news/index.html';

const add = (html: string, links: readonly FeedLink[] = [atom]) => addLinks(html, page, () => links);

/** The page with `§` where a line was put, with white space around it as it is. */
function marked(html: string, links: readonly FeedLink[] = [atom]): string {
  const result = add(html, links);
  if (result.kind !== 'changed') return result.kind;
  return result.html.replace(/<link rel="alternate" type="application\/(?:atom|rss)\+xml"[^>]*>/g, '§');
}

describe('the lines for feeds are put', () => {
  test.each([
    ['before the end of the head', '<head>\n<title>x</title>\n</head>', '<head>\n<title>x</title>\n§\n</head>'],
    [
      'with the indentation of what is before them',
      '<html>\n  <head>\n    <title>x</title>\n  </head>',
      '<html>\n  <head>\n    <title>x</title>\n    §\n  </head>',
    ],
    [
      'with tabs where others have tabs',
      '<head>\n\t<title>x</title>\n\t<style>\n\t\tp {}\n\t</style>\n</head>',
      '<head>\n\t<title>x</title>\n\t<style>\n\t\tp {}\n\t</style>\n\t§\n</head>',
    ],
    [
      'with the line ends of the page',
      '<head>\r\n <title>x</title>\r\n</head>',
      '<head>\r\n <title>x</title>\r\n §\r\n</head>',
    ],
    ['with the oldest line ends', '<head>\r<title>x</title>\r</head>', '<head>\r<title>x</title>\r§\r</head>'],
    ['in a page on one line', '<head><title>x</title></head><body>', '<head><title>x</title>§</head><body>'],
    ['where only the end tag shares a line', '<head>\n<title>x</title></head>', '<head>\n<title>x</title>§</head>'],
    ['into an empty head', '<head></head>', '<head>§</head>'],
    ['into an empty head of two lines', '<head>\n</head>', '<head>\n§\n</head>'],
    ['after a mark of byte order', '\uFEFF<head>\n</head>', '\uFEFF<head>\n§\n</head>'],
    [
      'into a head in capitals',
      '<HTML><HEAD>\n<TITLE>x</TITLE>\n</HEAD>',
      '<HTML><HEAD>\n<TITLE>x</TITLE>\n§\n</HEAD>',
    ],
    ['into a head with attributes', '<head prefix="og: x"></head >', '<head prefix="og: x">§</head >'],
    [
      'past a head in a comment',
      '<!-- <head></head> -->\n<head>\n<!-- </head> -->\n</head>',
      '<!-- <head></head> -->\n<head>\n<!-- </head> -->\n§\n</head>',
    ],
    [
      'past a body in a script',
      '<head>\n<script>"<body>"</script>\n<title>x</title>\n</head>\n<body>',
      '<head>\n<script>"<body>"</script>\n<title>x</title>\n§\n</head>\n<body>',
    ],
    [
      'past a body in a comment',
      '<head>\n<!-- <body> -->\n<title>x</title>\n</head>\n<body>',
      '<head>\n<!-- <body> -->\n<title>x</title>\n§\n</head>\n<body>',
    ],
    [
      'past a head in a script',
      '<head><script>const t = `<head></head>`;</script></head>',
      '<head><script>const t = `<head></head>`;</script>§</head>',
    ],
    [
      'past a head in a template',
      '<head><template><head></head></template></head>',
      '<head><template><head></head></template>§</head>',
    ],
    [
      'before what is left of a head, behind its end',
      '<head>\n<title>x</title>\n</head>\n<meta name="a">\n<body>',
      '<head>\n<title>x</title>\n§\n</head>\n<meta name="a">\n<body>',
    ],
    [
      'after the last of a head that is not closed',
      '<head>\n <title>x</title>\n<body><p>y',
      '<head>\n <title>x</title>\n §\n<body><p>y',
    ],
    [
      'after the last of a head whose tags a minifier left out',
      '<!doctype html><html lang=en><meta charset=utf-8><title>x</title><body>y',
      '<!doctype html><html lang=en><meta charset=utf-8><title>x</title>§<body>y',
    ],
    [
      'before an element that ends the head too early',
      '<head>\n<title>x</title>\n<div>y</div>\n</head>',
      '<head>\n<title>x</title>\n§\n<div>y</div>\n</head>',
    ],
    [
      'before an image that ends the head where scripts do not run',
      '<head>\n <title>x</title>\n <noscript><img src="p"></noscript>\n</head>',
      '<head>\n <title>x</title>\n §\n <noscript><img src="p"></noscript>\n</head>',
    ],
    [
      'behind a style where scripts do not run, which is harmless',
      '<head>\n<noscript><style>p {}</style></noscript>\n</head>',
      '<head>\n<noscript><style>p {}</style></noscript>\n§\n</head>',
    ],
  ])('%s', (_, html, expected) => {
    expect(marked(html)).toBe(expected);
  });

  test('one under the other', () => {
    expect(marked('<head>\n  <title>x</title>\n</head>', [atom, rss])).toBe(
      '<head>\n  <title>x</title>\n  §\n  §\n</head>',
    );
  });

  test('closed as XML wants it in XHTML', () => {
    const html = '<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><head></head></html>';
    expect(add(html)).toMatchObject({ html: expect.stringContaining('atom.xml" /></head>') as string });
  });

  test('by the language of the page', () => {
    const seen: (string | undefined)[] = [];
    addLinks('<html lang="de"><head></head>', page, (language) => (seen.push(language), []));
    addLinks('<head></head>', page, (language) => (seen.push(language), []));
    expect(seen).toEqual(['de', undefined]);
  });
});

describe('a page is left alone', () => {
  test.each([
    ['<link rel="alternate" type="application/atom+xml" href="https://site.example/atom.xml">'],
    ['<LINK REL=Alternate HREF=/atom.xml>'],
    ['<link rel="alternate" href="../atom.xml">'],
    ['<link rel="home alternate" href="//site.example/atom.xml">'],
    ['<link rel="alternate" href="https://site.example:443/x/../atom.xml">'],
    ['<base href="https://site.example/"><link rel="alternate" href="atom.xml">'],
    ['<base target="_top"><base href="/"><link rel="alternate" href="atom.xml">'],
  ])('that has the line as %s', (line) => {
    expect(add(`<head>${line}</head>`)).toEqual({ kind: 'complete' });
    expect(add(`<body>${line}</body>`)).toEqual({ kind: 'complete' });
  });

  test.each([
    ['<link rel="alternate" href="https://other.example/atom.xml">'],
    ['<link rel="stylesheet" href="/atom.xml">'],
    ['<link rel="alternate" href="atom.xml">'],
    ['<link rel="alternate">'],
    ['<link rel="alternate" href="http://[">'],
    ['<!-- <link rel="alternate" href="/atom.xml"> -->'],
    ['<template><link rel="alternate" href="/atom.xml"></template>'],
    ['<a rel="alternate" href="/atom.xml"></a>'],
  ])('but not for %s', (line) => {
    expect(add(`<head></head><body>${line}</body>`).kind).toBe('changed');
  });

  test('but for what is missing', () => {
    const html = '<head>\n<link rel="alternate" href="/atom.xml">\n</head>';
    expect(add(html, [atom, rss])).toMatchObject({ kind: 'changed', added: [rss] });
  });

  test.each([
    ['<p>A part of a page</p>'],
    [''],
    ['<script>x</script><div></div>'],
    ['{"a": 1}'],
    ['<!doctype html>'],
    ['<!doctype html><title>x'],
  ])('that has no head: %s', (html) => {
    expect(add(html)).toEqual({ kind: 'headless' });
  });

  test.each([
    ['<meta charset="iso-8859-1">', 'iso-8859-1'],
    ['<meta http-equiv="Content-Type" content="text/html; charset=Shift_JIS">', 'Shift_JIS'],
  ])('that says it is not UTF-8: %s', (meta, encoding) => {
    expect(add(`<head>${meta}</head>`)).toEqual({ kind: 'encoding', encoding });
  });

  test.each(['<meta charset=UTF8>', '<meta http-equiv=content-type content="text/html;charset=utf-8">'])(
    'but not when it says it is: %s',
    (meta) => {
      expect(add(`<head>${meta}</head>`).kind).toBe('changed');
    },
  );
});

/** Pieces that pages are made of, and that break them. */
const pieces = `<!doctype html>|<html>|<html lang=de>|<head>|</head>|<body>|</body>|</html>|<title>x</title>|<title>
<meta charset=utf-8>|<link rel=alternate href=/atom.xml>|<base href=/a/>|<noscript>|</noscript>|<img src=x>|<!--|-->
<script>\`<head>\`</script>|<script>|<template>|</template>|<svg>|<p>|<style>p{}</style>|<frameset>|<table>|text|é😀|&amp;`;
const piece = fc.constantFrom(...pieces.split(/[|\n]/), '\n', '\r\n', '\r', '  ', '\t', '\u0000');
const pages = fc.array(piece, { maxLength: 14 }).map((some) => some.join(''));
const marks = fc.constantFrom('', '\uFEFF');

describe('of any page', () => {
  test('nothing changes but what is added, once', () => {
    fc.assert(
      fc.property(marks, pages, (mark, text) => {
        const html = mark + text;
        const result = add(html, [atom, rss]);
        if (result.kind !== 'changed') return;
        // The page is what was there, the lines with the white space of theirs, and what was there.
        const length = result.html.length - html.length;
        const isAddedAt = (at: number) =>
          result.html.slice(0, at) === html.slice(0, at) &&
          /^\s*(?:<link [^>]*>\s*)+$/.test(result.html.slice(at, at + length)) &&
          result.html.slice(at + length) === html.slice(at);
        expect([...Array(html.length + 1).keys()].some(isAddedAt)).toBe(true);
        expect(add(result.html, [atom, rss])).toEqual({ kind: 'complete' });
      }),
      { numRuns: 3000 },
    );
  });

  test('what is added is read by finders, with scripts and without', () => {
    fc.assert(
      fc.property(pages, (html) => {
        const result = add(html);
        if (result.kind !== 'changed') return;
        for (const scriptingEnabled of [true, false]) {
          expect(headOf(parse(result.html, { scriptingEnabled }))).toContain(atom.href);
        }
      }),
      { numRuns: 3000 },
    );
  });
});

function headOf(document: Tree.Document): readonly string[] {
  const elements = (node: Tree.ParentNode) =>
    node.childNodes.filter((child): child is Tree.Element => 'attrs' in child);
  const [root] = elements(document);
  const head = root === undefined ? undefined : elements(root).find(({ tagName }) => tagName === 'head');
  return (head === undefined ? [] : elements(head)).flatMap(({ attrs }) =>
    attrs.filter(({ name }) => name === 'href').map(({ value }) => value),
  );
}
