/** Finds the files that are articles: every match of the include patterns in the posts folder. */
import path from 'node:path';
import picomatch, { type PicomatchOptions } from 'picomatch';
import type { Settings } from './config/options.js';
import type { PostFile } from './model.js';
import { problem, type Problem } from './problem.js';
import type { SiteFolder } from './files/site-folder.js';

export interface FoundPosts {
  readonly files: readonly PostFile[];
  /** All files that lie there, articles or not. */
  readonly listed: readonly string[];
  /** Whether a file would be among them if it were there, by its path from the site's folder. */
  readonly covers: (file: string) => boolean;
  readonly problems: readonly Problem[];
}

export function findPosts(site: SiteFolder, { posts }: Settings): FoundPosts {
  const { folder, prefix } = postsFolder(posts);
  const [isIncluded, isExcluded] = [isLike(posts.include), isLike(posts.exclude)];
  const isArticle = (post: string) => isIncluded(post) && !isExcluded(post);
  const toPost = (file: string) => ({ file, post: file.slice(prefix.length) });

  const { files, outside, nowhere, unreadable } = site.list(folder);
  const found = files.map(toPost).filter(({ post }) => isArticle(post));
  const among = (links: readonly string[]) => links.map(toPost).filter(({ post }) => isArticle(post));
  const problems = [
    ...among(outside).map(({ file }) => problem('file-outside', { file })),
    ...among(nowhere).map(({ file }) => problem('file-missing', { file })),
    ...unreadable.map((file) => problem('file-unreadable', { file }, { reason: 'the folder may not be opened' })),
  ];
  if (found.length === 0) problems.push(problem('articles-none', { file: folder }, { folder }));
  const covers = (file: string) => file.startsWith(prefix) && isArticle(toPost(file).post);
  return { files: found, listed: files, covers, problems };
}

/** Whether a file of the site, by its path from there, is written as articles are, be it published or not. */
export function isSource(file: string, { posts }: Pick<Settings, 'posts'>): boolean {
  const { prefix } = postsFolder(posts);
  return file.startsWith(prefix) && isLike(posts.include, { dot: true })(file.slice(prefix.length));
}

/** Whether the settings pass a file over that would be an article. */
export function isExcluded(file: string, { posts }: Pick<Settings, 'posts'>): boolean {
  const { prefix } = postsFolder(posts);
  return file.startsWith(prefix) && isLike(posts.exclude)(file.slice(prefix.length));
}

/** The patterns alone: what picomatch makes of them tells more of each path than whether it is like one. */
function isLike(patterns: readonly string[], options: PicomatchOptions = {}): (post: string) => boolean {
  const expressions = patterns.map((pattern) => picomatch.makeRe(pattern, { ...options, nocase: true }));
  return (post) => expressions.some((expression, at) => expression.test(post) || post === patterns[at]);
}

function postsFolder(posts: Settings['posts']): { readonly folder: string; readonly prefix: string } {
  const folder = path.posix.normalize(posts.folder.replaceAll('\\', '/')).replace(/\/+$/, '');
  return { folder, prefix: folder === '' || folder === '.' ? '' : `${folder}/` };
}
