/** Measures and renders articles, each once, however many documents hold it. */
import { indexArticles } from './article-index.js';
import type { Settings } from './config/options.js';
import { extendEntry } from './extensions/extend.js';
import type { SiteFolder } from './files/site-folder.js';
import { measureEnclosures } from './measure.js';
import { openPictures } from './media/pictures.js';
import type { Article, Entry } from './model.js';
import type { Problem } from './problem.js';

export interface Renderer {
  /** @returns undefined when its body cannot be rendered */
  readonly render: (article: Article) => Promise<Entry | undefined>;
  /** Of all that was rendered so far. */
  readonly problems: () => readonly Problem[];
}

/** @param live every published article, for links between them */
export function openRenderer(live: readonly Article[], site: SiteFolder, settings: Settings): Renderer {
  const { posts } = settings;
  const pictures = openPictures(site, settings.site.url, posts.folder);
  const context = { ...settings, findAddress: indexArticles(live, posts.folder), pictures };
  const entries = new Map<string, Entry | undefined>();
  const problems: Problem[] = [];
  return {
    render: async (article) => {
      const { file } = article;
      if (entries.has(file)) return entries.get(file);
      const { renderArticle } = await import('./render/render.js');
      const measured = await measureEnclosures(article, site);
      const { entry, problems: found } = renderArticle(measured.article, context);
      problems.push(...measured.problems, ...found);
      const extended = entry === undefined ? undefined : extendEntry(measured.article, entry, settings);
      problems.push(...(extended?.problems ?? []));
      entries.set(file, extended?.entry);
      return extended?.entry;
    },
    problems: () => oncePerCause(problems),
  };
}

/** A component that fifty articles use is one thing to mend, and so is a function that fails on them. */
function oncePerCause(problems: readonly Problem[]): readonly Problem[] {
  const said = new Set<string>();
  return problems.filter(({ code, message }) => {
    const isRepeated = ['component-unknown', 'extension-invalid'].includes(code) && said.has(message);
    said.add(message);
    return !isRepeated;
  });
}
