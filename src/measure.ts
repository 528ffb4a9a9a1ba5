/** Measures what goes along with an article: the kind and duration of its files, as far as the site holds them. */
import type { Article, Enclosure } from './model.js';
import type { SiteFolder } from './files/site-folder.js';
import { problem, type Problem } from './problem.js';
import { stated } from './stated.js';

/** Only for articles that are published: it opens files, and a film may be large. */
export async function measureEnclosures(
  article: Article,
  site: SiteFolder,
): Promise<{ readonly article: Article; readonly problems: readonly Problem[] }> {
  if (article.enclosures.every(({ file }) => file === undefined)) return { article, problems: [] };
  const broken = article.enclosures.flatMap((enclosure) => breakage(enclosure, site));
  if (broken.length > 0) return { article, problems: broken };
  const enclosures = await Promise.all(article.enclosures.map((enclosure) => measure(enclosure, site)));
  return { article: { ...article, enclosures }, problems: enclosures.flatMap(differences) };
}

/** What stands where a file should be, told by its first bytes. */
const stopgaps: readonly Readonly<{ what: string; begins: RegExp; type: RegExp; remedy: string }>[] = [
  { what: 'empty', begins: /^$/, type: /./, remedy: 'Put the file itself there.' },
  {
    what: 'a pointer of Git LFS',
    begins: /^version https:\/\/git-lfs\.github\.com\/spec\//,
    type: /./,
    remedy: 'Run: git lfs pull. In CI, check out with LFS.',
  },
  {
    what: 'an HTML or XML page, such as servers send for an error',
    begins: /^\uFEFF?\s*<(?:!doctype\s|html|head|body|\?xml)/i,
    // All others may be XML.
    type: /^(?:audio|video)\/|^image\/(?!svg)|pdf|zip/,
    remedy: 'Put the file itself there.',
  },
];

/** An episode that cannot be played stays with its listeners: the app has taken it for downloaded. */
function breakage({ file, type, claim }: Enclosure, site: SiteFolder): readonly Problem[] {
  if (file === undefined || claim === undefined) return [];
  const head = headOf(file, site);
  const stopgap = stopgaps.find(({ begins, type: of }) => head !== undefined && begins.test(head) && of.test(type));
  if (stopgap === undefined) return [];
  return [problem('enclosure-broken', claim.place, { path: file, type, what: stopgap.what, remedy: stopgap.remedy })];
}

/** @returns undefined for a file that cannot be read here: it may be readable where it is served */
function headOf(file: string, site: SiteFolder): string | undefined {
  try {
    return site.pathOf(file) === undefined ? undefined : Buffer.from(site.readHead(file, 256)).toString();
  } catch {
    return undefined;
  }
}

/** What the bytes say beats what the name or the author says. */
async function measure(enclosure: Enclosure, site: SiteFolder): Promise<Enclosure> {
  const path = enclosure.file === undefined ? undefined : site.pathOf(enclosure.file);
  if (path === undefined) return enclosure;
  const { kindOf } = await import('./media/file-kind.js');
  const type = (await kindOf(path)) ?? enclosure.type;
  if (enclosure.duration !== undefined || !/^(?:audio|video)\//.test(type)) return { ...enclosure, type };
  const { durationOf } = await import('./media/duration.js');
  return { ...enclosure, type, ...stated({ duration: await durationOf(path) }) };
}

/** A file that is not what its author says may be the wrong one, or was replaced. */
function differences({ url, type, length, claim }: Enclosure): readonly Problem[] {
  if (claim === undefined) return [];
  const differing = [
    { what: 'type', claimed: claim.type, found: type, differs: !isSameType(claim.type ?? type, type) },
    { what: 'length', claimed: claim.length, found: length, differs: (claim.length ?? length) !== length },
  ];
  return differing
    .filter(({ differs }) => differs)
    .map(({ what, claimed, found }) =>
      problem('enclosure-differs', claim.place, { url, what, claimed: String(claimed), found: String(found) }),
    );
}

/** One kind has many names: `audio/mp3`, `audio/x-m4a`, `audio/vnd.wave`. */
function isSameType(one: string, other: string): boolean {
  const names: Readonly<Record<string, string>> = {
    mp3: 'mpeg',
    m4a: 'mp4',
    m4v: 'mp4',
    wave: 'wav',
    'vnd.wave': 'wav',
  };
  const plain = (type: string) => {
    const [kind = '', name = ''] = type.replace('/x-', '/').split('/');
    return `${kind}/${names[name] ?? name}`;
  };
  return plain(one) === plain(other);
}
