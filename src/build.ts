/**
 * The river: find → read → choose → render → write → verify → publish.
 *
 * This file alone knows the order of the stages, and hands each what the one before it made. Problems are
 * gathered on the way; nothing is published while one of them stands in the way.
 */
import path from 'node:path';
import { siteAddress } from './address.js';
import { chooseArticles } from './choose.js';
import type { Settings } from './config/options.js';
import { findPosts } from './find.js';
import type { Article, Change, Channel, Entry, FeedDocument, Format, Instant, LeftOut, LeftOutKind } from './model.js';
import { BuildError, problem, sortProblems, type Problem } from './problem.js';
import { planDocuments, publishDocuments, type PlannedDocument } from './publish.js';
import { readPosts } from './read/read.js';
import type { SiteFolder } from './site-folder.js';
import { stated } from './stated.js';

export interface BuildResult {
  /** Whether the feeds are in place (in a dry run: would be). */
  readonly ok: boolean;
  readonly articles: Readonly<Record<'found' | 'published' | CountedKind, number>>;
  /** The documents; empty when nothing was published. */
  readonly feeds: readonly FeedReport[];
  /** By file and line. */
  readonly problems: readonly Problem[];
  /** Folder of the feeds, as the settings name it. */
  readonly output: string;
  /** Why each article that is in no feed is in none. */
  readonly leftOut: readonly LeftOut[];
}

type CountedKind = 'drafts' | 'scheduled' | 'expired' | 'excluded' | 'invalid';

export interface FeedReport {
  /** From the site's folder, with `/`. */
  readonly path: string;
  readonly url: string;
  readonly format: Format;
  readonly entries: number;
  readonly bytes: number;
  readonly change: Change;
}

export async function buildSite(
  site: SiteFolder,
  settings: Settings,
  { dryRun }: { readonly dryRun: boolean },
): Promise<BuildResult> {
  const output = path.resolve(site.root, settings.output);
  refuseMissingPosts(site, settings);

  const found = findPosts(site, settings);
  const read = readPosts(found.files, site, settings);
  const chosen = chooseArticles(read.articles, settings);
  const rendered = await renderArticles(chosen.shown, settings);
  const leftOut = [...read.leftOut, ...chosen.leftOut, ...rendered.leftOut];
  const articles = countArticles(found.files.length, chosen.live.length - rendered.leftOut.length, leftOut);
  const problems = [
    ...found.problems,
    ...withoutIdleWarnings(read.problems, chosen.shown),
    ...chosen.problems,
    ...rendered.problems,
  ];
  const refuse = (): BuildResult => ({
    ok: false,
    articles,
    feeds: [],
    problems: sortProblems(problems),
    output: settings.output,
    leftOut,
  });
  if (settings.invalid === 'fail' && problems.some(({ severity }) => severity === 'error')) return refuse();

  const documents = await writeDocuments(toChannel(rendered.entries, settings), settings);
  const faults = await verifyDocuments(documents);
  problems.push(...faults);
  if (faults.length > 0) return refuse();

  const planned = planDocuments(documents, output);
  if (!dryRun) publishDocuments(planned, output);
  return {
    ok: true,
    articles,
    feeds: planned.map((document) => report(document, settings)),
    problems: sortProblems(problems),
    output: settings.output,
    leftOut,
  };
}

/** A warning tells what subscribers would notice: those about sound articles that no feed shows are held back. */
function withoutIdleWarnings(problems: readonly Problem[], shown: readonly Article[]): readonly Problem[] {
  const errors = problems.filter(({ severity }) => severity === 'error');
  const files = new Set([...errors, ...shown].map(({ file }) => file));
  return problems.filter(({ file }) => files.has(file));
}

function refuseMissingPosts(site: SiteFolder, { posts }: Settings): void {
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

interface Rendering {
  readonly entries: readonly Entry[];
  readonly leftOut: readonly LeftOut[];
  readonly problems: readonly Problem[];
}

async function renderArticles(articles: readonly Article[], { content, site }: Settings): Promise<Rendering> {
  if (articles.length === 0) return { entries: [], leftOut: [], problems: [] };
  const { renderArticle } = await import('./render/render.js');
  const results = articles.map((article) => ({ file: article.file, ...renderArticle(article, content) }));
  return {
    entries: results.flatMap(({ entry }) =>
      entry === undefined ? [] : [entry.authors.length > 0 ? entry : { ...entry, authors: site.authors }],
    ),
    leftOut: results
      .filter(({ entry }) => entry === undefined)
      .map(({ file }) => ({ file, kind: 'invalid', why: 'body-unrenderable' })),
    problems: results.flatMap(({ problems }) => problems),
  };
}

/** The date of a feed without entries: never the clock, and late enough that the W3C validator finds it plausible. */
const emptyFeedDate: Instant = Date.UTC(2000, 0, 1);

function toChannel(entries: readonly Entry[], { site, formats, hubs, refresh }: Settings): Channel {
  const { url, title, description, language, copyright, icon, logo } = site;
  return {
    title,
    description,
    url,
    hubs,
    addresses: Object.fromEntries(formats.map(({ format, path }) => [format, siteAddress(url, path)])),
    updated: entries.reduce((latest, entry) => Math.max(latest, entry.updated ?? entry.published), emptyFeedDate),
    entries,
    ...stated({ language, copyright, icon, logo, refresh }),
  };
}

interface Written {
  readonly document: FeedDocument;
  readonly bytes: Uint8Array;
}

async function writeDocuments(channel: Channel, { formats }: Settings): Promise<readonly Written[]> {
  const { writeDocument } = await import('./write/formats.js');
  return formats.map(({ format, path }) => {
    const document = writeDocument(channel, format, path, channel.addresses[format] ?? '');
    return { document, bytes: new TextEncoder().encode(document.text) };
  });
}

async function verifyDocuments(written: readonly Written[]): Promise<readonly Problem[]> {
  const { verifyDocument } = await import('./verify/verify.js');
  return written.flatMap(({ document, bytes }) => verifyDocument(document, bytes));
}

const counted: Readonly<Record<LeftOutKind, CountedKind>> = {
  draft: 'drafts',
  scheduled: 'scheduled',
  expired: 'expired',
  excluded: 'excluded',
  invalid: 'invalid',
};

function countArticles(found: number, published: number, leftOut: readonly LeftOut[]): BuildResult['articles'] {
  const counts = { found, published, drafts: 0, scheduled: 0, expired: 0, excluded: 0, invalid: 0 };
  for (const { kind } of leftOut) counts[counted[kind]]++;
  return counts;
}

function report({ document, bytes, change }: PlannedDocument, { output }: Settings): FeedReport {
  const { path: file, url, format, entries } = document;
  return {
    path: path.posix.join(output.replaceAll('\\', '/'), file),
    url,
    format,
    entries: entries.length,
    bytes: bytes.length,
    change,
  };
}
