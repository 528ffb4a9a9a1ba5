/** Paths of articles as site generators make them of file and slug, each in its own way. */

interface ArticleFile {
  /** Path within the posts folder. */
  readonly post: string;
  /** The field `slug`. */
  readonly ownSlug: string | undefined;
}

/** For permalink patterns, by token. */
export const generatorPaths = {
  /** In lower case, and without what Hugo does not let into a path. */
  hugo_path: ({ post, ownSlug }) =>
    withName(bundleOf(post), (name) => ownSlug ?? name)
      .toLowerCase()
      .replace(/[^\p{L}\p{M}\p{Nd}\s./_#+~@-]+/gu, '')
      .trim()
      .replace(/\s+(?=-)|(?<=-)\s+/g, '')
      .replace(/\s+/g, '-'),
  /** The name as a slug, without its date; folders as they are. */
  zola_path: ({ post, ownSlug }) =>
    withName(bundleOf(post), (name) => plainSlug(ownSlug ?? name.replace(zolaDate, ''))),
  /** Each part as GitHub makes the anchor of a heading. A slug that is stated takes the place of all. */
  astro_path: ({ post, ownSlug }) => ownSlug ?? bundleOf(post).split('/').map(anchorOf).join('/'),
  /** The day of a dated file as folders. A slug that is stated takes the place of all. */
  docusaurus_path: ({ post, ownSlug }) => ownSlug ?? dayFirst(bundleOf(post)),
} as const satisfies Readonly<Record<string, (file: ArticleFile) => string>>;

/** The path of a file as it is, without its ending. Macintoshes decompose letters in names. */
export const stemOf = (post: string) => post.normalize('NFC').replace(/\.[^./]+$/, '');

/** With a time too, as Zola takes it from the name. */
const zolaDate = /^\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-][\d:]+)?)?\s?[_-](?=.)/;

function dayFirst(path: string): string {
  const [written = '', ...day] = /(\d{4})[-/](\d\d?)[-/](\d\d?)[-/]?/.exec(path) ?? [];
  return written === '' ? path : [...day, path.replace(written, '')].join('/');
}

/** `folder/index.md` is the article of its folder. */
const bundleOf = (post: string) => stemOf(post).replace(/(?:^|\/)index$/i, '');

function withName(path: string, rename: (name: string) => string): string {
  const start = path.lastIndexOf('/') + 1;
  return path.slice(0, start) + rename(path.slice(start));
}

/** Latin letters lose their accents. Zola also spells other scripts in Latin letters, by tables that are its own. */
function plainSlug(text: string): string {
  const plain = text
    .normalize('NFD')
    .replace(/(?<=[a-z])\p{M}+/giu, '')
    .normalize('NFC')
    .toLowerCase();
  return plain.replace(/[^\p{L}\p{M}\p{N}]+/gu, '-').replace(/^-|-$/g, '');
}

function anchorOf(part: string): string {
  return part
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{Nd}\p{Pc} -]+/gu, '')
    .replaceAll(' ', '-');
}
