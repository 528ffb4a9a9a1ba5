import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { forbiddenCharacters } from '../../src/xml.js';
import { sanitise } from '../render/sanitise.js';
import { blogs, corpora } from './blogs.js';
import { renderEveryArticle, type RenderedArticle } from './every-article.js';

/** What must be in no tag. */
const tagLeaks: Readonly<Record<string, RegExp>> = {
  'a relative address': /\s(?:href|src|poster|cite)="(?!https?:|#|mailto:|tel:|data:image\/)|\ssrcset="(?!https?:)/,
  'a script, style or frame': /<(?:script|style|iframe|object|embed|form|svg|link|meta|base)\b|\son\w+="/,
};

/** What must be in no body, outside code. */
const leaks: Readonly<Record<string, RegExp>> = {
  'a shortcode of Hugo': /\{\{[<%]|\{\{&#x3C;/,
  'a template': /\{\{|\{%/,
  'a wikilink': /!?\[\[[^\]\n]+\]\]/,
  'an import or export': /^(?:import .* from|export (?:const|default)) /m,
  'a component': /&#x3C;\/?[A-Z][A-Za-z]*[ >/]/,
  'a callout': /\[![A-Za-z]+\]/,
  'a container': /^(?:<p>)?:::/m,
  'an attribute list': /\{:[ .#\w]|\{#[\w-]+\}/,
  'a table of contents': /\[\[?toc\]\]?/i,
  'a footnote': /\[\^[^\]\s]+\]/,
  'a comment of Obsidian': /%%/,
  'the token of a formula or of code': /[\uFDD0-\uFDEF]/,
};

/** What looks like a leak and is none, by article: the reason. */
const exceptions: Readonly<Record<string, readonly string[]>> = {
  'a footnote': [
    'new-features-in-v1', // Writes about citations, [^ref], which its own site turns into a bibliography.
  ],
  'a component': [
    'react-19', // Error messages, as text in components.
    'compiler-team-2022-midyear-report', // Box<T> in prose.
    '348 - typescript fundamentals', // Promise<Request> in prose.
  ],
  'a template': [
    '130 - vue', // {{stuff}} in prose about Vue.
  ],
  'no words from a text that has some': [
    '2015-05-12-liquid', // Nothing but a program of Liquid.
    'docs/blog.md', // The list of articles: a title, which is no part of the body, and a component.
  ],
};

/** The kinds of fault in a body. */
function faultsOf({ file, body, html }: RenderedArticle): readonly string[] {
  if (html === undefined) return ['no body'];
  const prose = html.replace(/<(pre|code)\b[^]*?<\/\1>/g, '');
  // A `<` in text is written as a reference, so each one begins a tag.
  const tags = (html.match(/<[^>]*>/g) ?? []).join('');
  const ids = [...tags.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
  const targets = [...tags.matchAll(/\shref="#([^"]+)"/g)].map(([, id]) => id);
  const words = body.replace(/<!--[^]*?-->|<[^>]*>|\{[{%][^]*?[%}]\}/g, '').trim();
  const faults = {
    ...Object.fromEntries(Object.entries(tagLeaks).map(([leak, pattern]) => [leak, pattern.test(tags)])),
    ...Object.fromEntries(Object.entries(leaks).map(([leak, pattern]) => [leak, pattern.test(prose)])),
    'a forbidden character': html.search(forbiddenCharacters) >= 0,
    'an id twice': new Set(ids).size !== ids.length,
    'a link within it to nothing': targets.some((id) => !ids.includes(id)),
    'no words from a text that has some':
      words !== '' && /^(?:<p>https?:[^<]*<\/p>|\s|<(?!img|audio|video|math)[^>]*>)*$/.test(html),
    'another text when it is sanitised again': sanitise(html) !== html,
  };
  const found = Object.entries(faults).flatMap(([fault, isThere]) => (isThere ? [fault] : []));
  return found.filter((fault) => !(exceptions[fault] ?? []).some((name) => file.includes(name)));
}

describe.skipIf(!existsSync(corpora)).each(blogs)('every article of $name', (blog) => {
  test('holds nothing that a reader could not show', () => {
    const articles = renderEveryArticle(blog);
    expect(articles.length).toBeGreaterThan(0);
    const counts = new Map<string, string[]>();
    for (const article of articles)
      for (const fault of faultsOf(article)) counts.set(fault, [...(counts.get(fault) ?? []), article.file]);
    // Each kind of fault with its count, and where to look first.
    expect([...counts].map(([fault, files]) => `${files.length} × ${fault}: ${files.slice(0, 5).join(', ')}`)).toEqual(
      [],
    );
  }, 600_000);
});
