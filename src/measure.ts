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
  const enclosures = await Promise.all(article.enclosures.map((enclosure) => measure(enclosure, site)));
  return { article: { ...article, enclosures }, problems: enclosures.flatMap(differences) };
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
