/** Measures and renders the newest articles until a feed is full: no body is rendered for nothing. */
import { indexArticles } from './article-index.js';
import type { Settings } from './config/options.js';
import type { SiteFolder } from './files/site-folder.js';
import { measureEnclosures } from './measure.js';
import { openPictures } from './media/pictures.js';
import type { Article, Entry, LeftOut } from './model.js';
import type { Problem } from './problem.js';

export interface Rendering {
  readonly entries: readonly Entry[];
  readonly leftOut: readonly LeftOut[];
  readonly problems: readonly Problem[];
}

/** @param live every published article, newest first */
export async function renderNewest(live: readonly Article[], site: SiteFolder, settings: Settings): Promise<Rendering> {
  const { limit, posts } = settings;
  const pictures = openPictures(site, settings.site.url, posts.folder);
  const context = { ...settings, findAddress: indexArticles(live, posts.folder), pictures };
  const entries: Entry[] = [];
  const leftOut: LeftOut[] = [];
  const problems: Problem[] = [];
  for (const article of live) {
    if (entries.length === limit) break;
    const { renderArticle } = await import('./render/render.js');
    const { entry, problems: found } = renderArticle(await measureEnclosures(article, site), context);
    problems.push(...found);
    if (entry === undefined) leftOut.push({ file: article.file, kind: 'invalid', why: 'body-unrenderable' });
    else entries.push(entry);
  }
  return { entries, leftOut, problems: oncePerName(problems) };
}

/** A component that fifty articles use is one thing to mend. */
function oncePerName(problems: readonly Problem[]): readonly Problem[] {
  const said = new Set<string>();
  return problems.filter(({ code, message }) => {
    const isRepeated = code === 'component-unknown' && said.has(message);
    said.add(message);
    return !isRepeated;
  });
}
