/** What surrounds every HTML page of ours: head, style, the languages it is in, and what it may load, which is nothing. */
import { createHash } from 'node:crypto';
import { directionOf } from '../text/language-tag.js';
import { wordsFor, type Words } from '../text/words.js';
import { html, verbatim, type Markup } from './html.js';
import { copyScript, pageStyle } from './page-style.js';

/** Our words as a page says them: marked with their language where the page is in one that we do not speak. */
export type Said = (word: keyof Words) => Markup;

export function speech(language: string | undefined): { readonly say: Said; readonly words: Words } {
  const { words, language: spoken } = wordsFor(language);
  const isPages = (language ?? spoken).toLowerCase().split('-')[0] === spoken;
  return {
    words,
    say: (word) =>
      isPages ? html`${words[word]}` : html`<span lang="${spoken}" dir="${directionOf(spoken)}">${words[word]}</span>`,
  };
}

/** The attribute of what is in another language than its page. */
export function langWithin(page: string | undefined, language: string | undefined): Markup | undefined {
  return language === undefined || language === page ? undefined : html` lang="${language}"`;
}

export interface Page {
  readonly title: string;
  readonly description: string;
  /** Of what the author wrote; undefined when unknown. */
  readonly language: string | undefined;
  readonly links?: readonly Markup[];
  readonly body: Markup;
  readonly copies?: boolean;
}

export function writePage({ title, description, language, links = [], body, copies = false }: Page): string {
  const tag = language ?? 'en';
  const { markup } = html`<!doctype html>
    <html lang="${tag}" dir="${directionOf(tag)}">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy(copies)}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <meta name="description" content="${description}" />
        <meta name="color-scheme" content="light dark" />
        ${links} ${verbatim('style', pageStyle)}
      </head>
      <body>
        ${body}${copies ? verbatim('script', copyScript) : undefined}
      </body>
    </html> `;
  return markup;
}

/** Whether a page was written here, by any version. */
export function isOurPage(text: string): boolean {
  return /^<!doctype html>\s*<html [^>]*>\s*<head>\s*<meta charset="utf-8" \/>\s*<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; style-src &#39;sha256-/.test(
    text,
  );
}

/** Our own style and script run, by their bytes; nothing is fetched, whatever a title might hold. */
function policy(copies: boolean): string {
  const script = copies ? ` script-src '${hash(copyScript)}';` : '';
  return `default-src 'none'; style-src '${hash(pageStyle)}';${script} base-uri 'none'; form-action 'none'`;
}

const hash = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`;
