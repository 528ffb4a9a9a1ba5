/** Measures what goes along with an article: the kind and duration of its files, as far as the site holds them. */
import type { Article, Enclosure } from './model.js';
import type { SiteFolder } from './files/site-folder.js';
import { stated } from './stated.js';

/** Only for articles that are published: it opens files, and a film may be large. */
export async function measureEnclosures(article: Article, site: SiteFolder): Promise<Article> {
  if (article.enclosures.every(({ file }) => file === undefined)) return article;
  return { ...article, enclosures: await Promise.all(article.enclosures.map((enclosure) => measure(enclosure, site))) };
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
