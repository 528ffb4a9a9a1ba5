/** Renders every article of a blog, drafts, scheduled and undated ones too, each as if it were published. */
import path from 'node:path';
import { siteAddress } from '../../src/addresses/address.js';
import { indexArticles } from '../../src/article-index.js';
import { openSite } from '../../src/files/site-folder.js';
import { fieldReader } from '../../src/front-matter/fields.js';
import { parseFrontMatter } from '../../src/front-matter/parse.js';
import { openPictures } from '../../src/media/pictures.js';
import type { WholeArticle } from '../../src/model.js';
import { decodeArticle } from '../../src/read/text-file.js';
import { readTitle } from '../../src/read/title.js';
import { renderArticle } from '../../src/render/render.js';
import { corpora, type Blog } from './blogs.js';

export interface RenderedArticle {
  readonly file: string;
  /** Markdown after the front matter. */
  readonly body: string;
  /** Undefined when it could not be rendered. */
  readonly html: string | undefined;
}

export function renderEveryArticle({ name, url: siteUrl, posts }: Blog): readonly RenderedArticle[] {
  const site = openSite(path.join(corpora, name));
  const files = site.list('').files.filter((file) => /\.(?:md|markdown|mdx)$/i.test(file) && file !== 'CORPUS.md');
  const articles = files.flatMap((file): readonly WholeArticle[] => {
    const { text = '' } = decodeArticle(file, site.read(file));
    const matter = parseFrontMatter(file, text);
    const { title } = readTitle(fieldReader(file, matter));
    const address = siteAddress(siteUrl, file.replace(/\.\w+$/, '/').replaceAll(/[^\w/.-]/g, '-'));
    return [
      {
        file,
        id: `tag:corpora.example,2026:/${encodeURI(file)}`,
        hasOwnId: false,
        url: address ?? siteUrl,
        title,
        nameTitle: '',
        published: 0,
        tags: [],
        categories: [],
        authors: [],
        enclosures: [],
        body: matter.body,
        bodyLine: matter.bodyLine,
      },
    ];
  });
  const context = {
    content: 'full',
    components: {},
    math: 'mathml',
    site: { authors: [], url: siteUrl },
    findAddress: indexArticles(articles, posts),
    pictures: openPictures(site, siteUrl, posts),
  } as const;
  return articles.map((article) => ({
    file: article.file,
    body: article.body,
    html: renderArticle(article, context).entry?.html,
  }));
}
