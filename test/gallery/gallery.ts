/** Writes a page that shows each golden article beside what a generous and a strict reader make of it. */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { gallery, renderGolden } from '../render/golden.js';

const escapeHtml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** What the strictest of thirty tested readers leave: no attribute but addresses and descriptions, no tag that is young. */
function strictly(html: string): string {
  return html
    .replace(
      /<\/?(?:details|summary|mark|audio|video|source|track|math|m[a-z]+|section|figure|figcaption)\b[^>]*>/g,
      ' ',
    )
    .replace(/<([a-z]\w*)([^>]*)>/g, (_, tag: string, attributes: string) => {
      const kept = attributes.match(/\s(?:href|src|alt)="[^"]*"/g) ?? [];
      return `<${tag}${kept.join('')}>`;
    });
}

const style = `
  body { font: 15px/1.5 Georgia, serif; margin: 2em; color: #222 }
  section { display: grid; grid-template-columns: 1fr 1fr 1fr; gap: 1em; border-top: 1px solid #999; padding: 1em 0 }
  h2.name { grid-column: 1 / -1; font: bold 14px sans-serif; margin: 0 }
  .source { font: 11px/1.4 monospace; white-space: pre-wrap; background: #f4f4f0; padding: .6em; overflow-wrap: anywhere; margin: 0 }
  section > div { overflow: auto; overflow-wrap: anywhere }
  img { max-width: 100%; height: auto } pre { overflow: auto; background: #f4f4f0; padding: .4em }
  blockquote { border-left: 3px solid #999; margin-left: 0; padding-left: 1em } td, th { border: 1px solid #bbb; padding: .1em .5em }
`;

const names = readdirSync(gallery).filter((name) => /\.mdx?$/.test(name));
const sections: string[] = [];
for (const name of names) {
  const { source, html } = await renderGolden(name);
  sections.push(
    `<section><h2 class="name">${name}</h2><pre class="source">${escapeHtml(source)}</pre><div>${html}</div><div>${strictly(html)}</div></section>`,
  );
}
mkdirSync('dist', { recursive: true });
writeFileSync(
  'dist/gallery.html',
  `<!doctype html><meta charset="utf-8"><title>Gallery</title><style>${style}</style><h1>Source, generous reader, strict reader</h1>${sections.join('\n')}\n`,
);
