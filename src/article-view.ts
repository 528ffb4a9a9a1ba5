/** What the functions of a config file get to see of an article. */
import type { ChannelArticle, Settings } from './config/options.js';
import type { Article } from './model.js';
import { stated } from './stated.js';

type Site = Pick<Settings['site'], 'authors' | 'language'>;

export function viewArticle(article: Omit<Article, 'body'>, site: Site): ChannelArticle {
  const { file, url, title, published, updated, tags, categories, enclosures, section } = article;
  return {
    file,
    url,
    title,
    published,
    tags,
    categories,
    enclosures,
    section,
    ...stated({ updated }),
    authors: authorNames(article, site),
    language: article.language ?? site.language,
  };
}

export function authorNames({ authors }: Pick<Article, 'authors'>, site: Site): readonly string[] {
  return (authors.length > 0 ? authors : site.authors).map(({ name }) => name);
}
