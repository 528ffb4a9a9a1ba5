/** Writes the stylesheet that makes a feed readable when a browser shows the XML itself. CSS alone: XSLT goes away. */
import { wordsFor } from '../text/words.js';

/** @param language of the site: the sheet says what a feed is */
export function writeFeedStyle(language?: string): string {
  const { words } = wordsFor(language);
  // Our own words, but a quote in one must not end the text.
  const notice = words.thisIsAFeed.replace(/["\\]/g, '\\$&');
  return `/* Shows RSS and Atom to people. Of the elements of both formats, only those named here are seen. */
@namespace atom "http://www.w3.org/2005/Atom";
@namespace content "http://purl.org/rss/1.0/modules/content/";
@namespace dc "http://purl.org/dc/elements/1.1/";
@namespace h "http://www.w3.org/1999/xhtml";

:root {
  color-scheme: light dark;
  --paper: #fdfcfa; --card: #f5f2ec; --ink: #23211e; --soft: #625d55; --line: #e2ddd3; --link: #9a3f0c;
  display: block; min-height: 100vh; margin: 0; background: var(--paper); color: var(--ink); overflow-wrap: anywhere;
  font: 1.0625rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif;
}
@media (prefers-color-scheme: dark) {
  :root { --paper: #191816; --card: #23211e; --ink: #ebe8e2; --soft: #aea89d; --line: #38352f; --link: #f0a46c; }
}
:root * { display: none; }

/* Each text runs as its own letters do. */
|rss > |channel, atom|feed {
  display: flex; flex-direction: column; box-sizing: border-box; max-width: 44rem; margin: 0 auto;
  padding: clamp(1.5rem, 5vw, 3.5rem) clamp(1.125rem, 5vw, 2rem) 4rem;
}
atom|feed { max-width: none; padding-inline: max(clamp(1.125rem, 5vw, 2rem), 50vw - 20rem); }
|channel > |title, |channel > |description, |item, |item > |title, |item > |pubDate, |item:has(content|encoded) > |description,
|item > |link, atom|feed > atom|title, atom|feed > atom|subtitle, atom|entry, atom|entry > atom|title,
atom|entry > atom|published, atom|entry > atom|summary, atom|entry > atom|link[rel="alternate"], h|p {
  display: block; unicode-bidi: plaintext; text-align: start;
}
h|a { display: inline; }

/* What it is. */
|rss > |channel::before, atom|feed::before {
  content: "${notice}"; order: -5; margin-bottom: clamp(2rem, 6vw, 3.5rem); padding: 1rem 1.25rem;
  background: var(--card); border-radius: 0.75rem; unicode-bidi: plaintext; text-align: start;
}
|channel > |title, atom|feed > atom|title { order: -4; font-size: clamp(1.75rem, 1.3rem + 2.2vw, 2.5rem); line-height: 1.25; font-weight: 700; }
|channel > |description, atom|feed > atom|subtitle { order: -3; margin-top: 0.75rem; font-size: 1.1875rem; color: var(--soft); }
|channel > h|p, atom|feed > h|p { order: -2; margin: 1rem 0 0; }

/* Its articles. */
|item, atom|entry { display: flex; flex-direction: column; margin-top: 1.5rem; padding-top: 1.5rem; border-top: 1px solid var(--line); }
|item > |title, atom|entry > atom|title { order: -4; font-size: 1.125rem; line-height: 1.4; font-weight: 600; }
|item > |pubDate, atom|entry > atom|published { order: -3; margin-top: 0.25rem; font-size: 0.9375rem; color: var(--soft); unicode-bidi: isolate; direction: ltr; }
|item > |description, atom|entry > atom|summary { order: -2; margin-top: 0.375rem; }

/* Where they are: links that can be clicked, or addresses to copy. */
|item > |link, atom|entry > atom|link[rel="alternate"], |item > h|p, atom|entry > h|p { order: -1; margin: 0.375rem 0 0; font-size: 0.9375rem; }
|item > |link, atom|entry > atom|link[rel="alternate"]::before { color: var(--soft); user-select: all; }
atom|entry > atom|link[rel="alternate"]::before { content: attr(href); }
|item:has(h|a) > |link, atom|entry:has(h|a) > atom|link { display: none; }
h|a { color: var(--link); text-underline-offset: 0.18em; }
h|a:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 0.25rem; }
`;
}
