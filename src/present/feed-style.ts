/** Writes the stylesheet that makes a feed readable when a browser shows the XML itself. CSS alone: XSLT goes away. */
import { directionOf } from '../text/language-tag.js';
import { wordsFor } from '../text/words.js';

const firstWords = '/* Shows RSS and Atom to people.';

/** Whether a stylesheet was written here, by any version. */
export const isOurStyle = (text: string): boolean => text.startsWith(firstWords);

/** @param language of the site: the sheet says what a feed is */
export function writeFeedStyle(language?: string): string {
  const { words } = wordsFor(language);
  // RSS does not say which way it runs: it does as the site's language.
  const direction = directionOf(language ?? 'en');
  // Our own words, but a quote in one must not end the text.
  const notice = words.thisIsAFeed.replace(/["\\]/g, '\\$&');
  return `${firstWords} Of the elements of both formats, only those named here are seen. */
@namespace atom "http://www.w3.org/2005/Atom";
@namespace content "http://purl.org/rss/1.0/modules/content/";
@namespace h "http://www.w3.org/1999/xhtml";
@namespace xml "http://www.w3.org/XML/1998/namespace";

/* Weak selectors first, so that all below are stronger. */
* { display: none; }
:where(:root) {
  --paper: #fdfcfa; --card: #f5f2ec; --ink: #23211e; --soft: #625d55; --line: #e2ddd3; --link: #9a3f0c;
  color-scheme: light dark; direction: ${direction}; display: block; box-sizing: border-box; min-height: 100vh; margin: 0;
  padding: clamp(1.5rem, 5vw, 3.5rem) max(clamp(1.125rem, 5vw, 2rem), 50% - 20rem) 4rem;
  background: var(--paper); color: var(--ink); overflow-wrap: anywhere;
  font: 1.0625rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif;
}
@media (prefers-color-scheme: dark) {
  :where(:root) { --paper: #191816; --card: #23211e; --ink: #ebe8e2; --soft: #aea89d; --line: #38352f; --link: #f0a46c; }
}

/* Each text runs as its own letters do. */
|channel > |title, |channel > |description, |item > |title, |item > |pubDate, |item > |link,
atom|feed > atom|title, atom|feed > atom|subtitle, atom|entry > atom|title, atom|entry > atom|published, atom|entry > atom|summary,
atom|entry > atom|link[rel="alternate"], h|p {
  display: block; unicode-bidi: plaintext; text-align: start;
}
|channel, |item, atom|feed, atom|entry { display: flex; flex-direction: column; }
atom|*[xml|lang] { direction: ltr; }
atom|*[xml|lang]:is(:lang(ar), :lang(ckb), :lang(dv), :lang(fa), :lang(he), :lang(ps), :lang(sd), :lang(ug), :lang(ur), :lang(yi)) { direction: rtl; }
h|a { display: inline; }
/* Without the full text beside it, the description is HTML, which CSS shows with its tags. */
|item:has(content|encoded) > |description { display: block; unicode-bidi: plaintext; text-align: start; }

/* What it is. */
|channel::before, atom|feed::before {
  content: "${notice}"; display: block; order: -5; margin-bottom: clamp(2rem, 6vw, 3.5rem); padding: 1rem 1.25rem;
  background: var(--card); border-radius: 0.75rem; unicode-bidi: plaintext; text-align: start;
}
|channel > |title, atom|feed > atom|title { order: -4; font-size: clamp(1.75rem, 1.3rem + 2.2vw, 2.5rem); line-height: 1.25; font-weight: 700; }
|channel > |description, atom|feed > atom|subtitle { order: -3; margin-top: 0.75rem; font-size: 1.1875rem; color: var(--soft); }
|channel > h|p, atom|feed > h|p { order: -2; margin: 1rem 0 0; }

/* Its articles. */
|item, atom|entry { margin-top: 1.5rem; padding-top: 1.5rem; border-top: 1px solid var(--line); }
|item > |title, atom|entry > atom|title { order: -4; font-size: 1.125rem; line-height: 1.4; font-weight: 600; }
|item > |pubDate, atom|entry > atom|published { order: -3; margin-top: 0.25rem; font-size: 0.9375rem; color: var(--soft); align-self: flex-start; direction: ltr; }
|item > |description, atom|entry > atom|summary { order: -2; margin-top: 0.375rem; }

/* Where they are: links that can be clicked, or addresses to copy. */
|item > |link, atom|entry > atom|link[rel="alternate"], |item > h|p, atom|entry > h|p { order: -1; margin: 0.375rem 0 0; font-size: 0.9375rem; }
|item > |link, atom|entry > atom|link[rel="alternate"] { color: var(--soft); align-self: flex-start; direction: ltr; user-select: all; }
atom|entry > atom|link[rel="alternate"]::before { content: attr(href); }
|item:has(h|a) > |link, atom|entry:has(h|a) > atom|link[rel="alternate"] { display: none; }
h|a { color: var(--link); text-underline-offset: 0.18em; }
h|a:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 0.25rem; }
`;
}
