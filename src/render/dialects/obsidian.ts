/** Obsidian, Quartz and Foam: wikilinks, embeds, comments, highlights, block ids, notes in place. https://help.obsidian.md/syntax */
import type { Dialect, DialectContext } from './dialect.js';
import { escapeHtml } from './vocabulary.js';

const wikilink = /(!?)\[\[([^[\]\n]+?)\]\](?!\()/g;
/** A footnote where it is noted, `^[text]`, which Pandoc has too. */
const noteInPlace = /(?<=[^\n^])\^\[((?:[^[\]\n]|\[[^[\]\n]*\])+)\]/g;
const imageName = /\.(?:avif|bmp|gif|jpe?g|png|svg|webp)$/i;
/** Files of other kinds that Obsidian plays or shows in place. https://help.obsidian.md/file-formats */
const fileName = /\.(?:3gp|flac|m4a|mkv|mov|mp3|mp4|oga|ogg|ogv|opus|pdf|wav|webm)$/i;

export const obsidian: Dialect = {
  name: 'obsidian',
  isSpokenIn: (text) =>
    new RegExp(wikilink.source).test(text.replace(/\[\[toc\]\]/gi, '')) ||
    new RegExp(noteInPlace.source).test(text) ||
    /%%[^%\n]+%%|(?<!=)==\S[^=\n]*==(?!=)/.test(text),
  translate: (text, context) => {
    const plain = text
      .replace(/%%[^]*?%%/g, '')
      .replace(/(?<![=\w])==(?=\S)([^=\n]*?\S)==(?![=\w])/g, '<mark>$1</mark>')
      .replace(/(?<![ \t])[ \t]+\^[\w-]+[ \t]*$/gm, '');
    // Foam keeps definitions of its wikilinks at the foot, which would make links of them in another way.
    const withoutDefinitions = plain.replace(/\n\[\/\/begin\][^]*?\[\/\/end\][^\n]*/g, '');
    return withNotesBelow(
      withoutDefinitions.replace(wikilink, (_, bang: string, inside: string) =>
        linkOrEmbed(bang === '!', inside, context),
      ),
    );
  },
};

function withNotesBelow(text: string): string {
  const notes: string[] = [];
  const marked = text.replace(noteInPlace, (_, note: string) => {
    notes.push(note);
    return `[^in-place-${notes.length}]`;
  });
  return marked + notes.map((note, index) => `\n\n[^in-place-${index + 1}]: ${note}`).join('');
}

function linkOrEmbed(isEmbed: boolean, inside: string, { articleAddress }: DialectContext): string {
  const [target = '', ...rest] = inside.split(/\\?\|/);
  const label = rest.join('|').trim();
  const path = target.trim();
  if (isEmbed && imageName.test(path)) return picture(path, rest);
  const [page = '', heading] = path.split('#');
  if (isEmbed && fileName.test(page)) return linkToFile(label || page.replace(/^.*\//, ''), encodeURI(path));
  const text =
    label ||
    (heading === undefined ? page : `${page === '' ? '' : `${page}: `}${heading.replace(/^\^/, '')}`).replace(
      /^.*\//,
      '',
    );
  const address = page === '' ? undefined : articleAddress(page);
  // A page that is not published is a name and no link: the reader could not follow it.
  const shown = address === undefined ? text : link(text, address);
  return isEmbed ? `\n\n> ${shown}\n\n` : shown;
}

const link = (text: string, address: string) => `[${text.replaceAll(/[[\]]/g, '\\$&')}](<${address}>)`;

/** Embeds stand in HTML too, where nobody reads a link of Markdown. */
const linkToFile = (text: string, address: string) => `<a href="${escapeHtml(address)}">${escapeHtml(text)}</a>`;

/** The last of its labels may be a size: `|A picture|50` and `|50x20`. */
function picture(path: string, labels: readonly string[]): string {
  const [, width, height] = /^(\d+)(?:x(\d+))?$/.exec(labels.at(-1)?.trim() ?? '') ?? [];
  const words = width === undefined ? labels : labels.slice(0, -1);
  const size = `${width === undefined ? '' : ` width="${width}"`}${height === undefined ? '' : ` height="${height}"`}`;
  return `<img src="${encodeURI(path)}" alt="${words.join('|').trim().replaceAll('"', '&quot;')}"${size}>`;
}
