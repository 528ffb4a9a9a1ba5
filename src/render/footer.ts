/** The user's footer of each entry. */
import { footerNames } from '../config/options.js';
import type { Entry } from '../model.js';
import { parseMarkdown, toHtml } from './markdown.js';

type FooterEntry = Pick<Entry, 'title' | 'firstWords' | 'url' | 'authors'>;

/** @param template Markdown or HTML; a line that names what the entry has not is left out */
export function footerHtml(template: string, entry: FooterEntry): string {
  const values = valuesOf(entry);
  const lines = template.split('\n').flatMap((line) => {
    const names = [...line.matchAll(placeholder)].map(([, name = '']) => name);
    if (names.some((name) => values[name] === '')) return [];
    return [line.replace(placeholder, (whole, name: string) => literally(values[name] ?? whole))];
  });
  const nowhere = () => undefined;
  return toHtml(parseMarkdown(lines.join('\n')), {
    url: entry.url,
    idPrefix: '',
    articleAddress: nowhere,
    picture: nowhere,
    report: nowhere,
    reportDrawing: nowhere,
  });
}

const placeholder = new RegExp(`\\{(${footerNames.join('|')})\\}`, 'g');

function valuesOf({ title, firstWords, url, authors }: FooterEntry): Readonly<Record<string, string>> {
  const heading = title ?? firstWords;
  const email = authors.find((author) => author.email !== undefined)?.email ?? '';
  const values: Readonly<Record<(typeof footerNames)[number], string>> = {
    title: heading,
    url,
    author: authors.map(({ name }) => name).join(', '),
    email,
    reply: email === '' ? '' : `mailto:${email}?subject=${encodeURIComponent(`Re: ${heading}`)}`,
  };
  return values;
}

/** As references, which mean the character and nothing else in Markdown, in an address of it, and in HTML. */
function literally(value: string): string {
  return value.replace(/[^\p{L}\p{M}\p{N} ]/gu, (character) => `&#${character.codePointAt(0)};`);
}
