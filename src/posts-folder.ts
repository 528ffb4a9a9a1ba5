/** Refuses to build a site whose folder of articles is not where it is said to be. */
import path from 'node:path';
import type { Settings } from './config/options.js';
import type { SiteFolder } from './files/site-folder.js';
import { BuildError, problem } from './problem.js';

/** A folder that is not there holds no articles, and nothing could be told of its feeds. @throws BuildError */
export function refuseMissingPosts(site: SiteFolder, { posts }: Settings): void {
  if (site.isFolder(posts.folder)) return;
  if (path.relative(site.root, path.resolve(site.root, posts.folder)).startsWith('..')) {
    throw new BuildError([problem('path-outside', {}, { path: posts.folder })]);
  }
  const candidates = usualPostFolders.filter((folder) => site.isFolder(folder));
  throw new BuildError([problem('posts-missing', {}, { path: posts.folder, candidates })]);
}

/** Where Jekyll, Hexo, Hugo, Zola, Astro, Eleventy, Docusaurus and others keep articles. */
const usualPostFolders = [
  '_posts',
  'source/_posts',
  'content/posts',
  'content/post',
  'content/blog',
  'src/content/blog',
  'src/content/posts',
  'src/posts',
  'blog',
  'content',
  'articles',
  'docs/_posts',
  'data/blog',
  'docs',
];
