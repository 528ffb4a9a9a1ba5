/** What rendering needs to know besides the article, made of plain data that a thread can be sent. */
import { indexArticles, type FindAddress } from '../article-index.js';
import type { Settings } from '../config/options.js';
import type { SiteFolder } from '../files/site-folder.js';
import { openPictures } from '../media/pictures.js';
import type { Article } from '../model.js';
import type { RenderContext } from '../render/context.js';
import { stated } from '../stated.js';

export interface RenderingSite {
  readonly settings: Omit<RenderContext, 'findAddress' | 'pictures'>;
  readonly url: string;
  readonly postsFolder: string;
  /** Every published article, for links between them. */
  readonly articles: readonly Pick<Article, 'file' | 'url'>[];
}

export function toRenderingSite(
  linkable: RenderingSite['articles'],
  { posts, site, ...settings }: Settings,
): RenderingSite {
  const { content, dialects, components, math, footer } = settings;
  return {
    settings: {
      content,
      components,
      math,
      site: { authors: site.authors, url: site.url },
      ...stated({ dialects, footer }),
    },
    url: site.url,
    postsFolder: posts.folder,
    articles: linkable.map(({ file, url }) => ({ file, url })),
  };
}

export function openContext(
  { settings, url, postsFolder, articles }: RenderingSite,
  site: SiteFolder,
  findAddress: FindAddress = indexArticles(articles, postsFolder),
): RenderContext {
  return {
    ...settings,
    findAddress,
    pictures: openPictures(site, url, postsFolder),
  };
}
