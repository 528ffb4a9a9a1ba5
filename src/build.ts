/**
 * The river: find → read → choose → measure → render → write → verify → publish.
 *
 * This file alone knows the order of the stages, and hands each what the one before it made. Problems are
 * gathered on the way; nothing is published while one of them stands in the way.
 */
import path from 'node:path';
import { siteAddress } from './addresses/address.js';
import { indexArticles } from './article-index.js';
import { chooseArticles } from './choose.js';
import type { Settings } from './config/options.js';
import { findPosts } from './find.js';
import { measureEnclosures } from './measure.js';
import { openPictures } from './media/pictures.js';
import type { Article, Change, Channel, Entry, FeedDocument, Format, Instant, LeftOut, LeftOutKind } from './model.js';
import { BuildError, problem, sortProblems, type Problem } from './problem.js';
import { planDocuments, publishDocuments, type PlannedDocument } from './publish.js';
import { readPosts } from './read/read.js';
import type { SiteFolder } from './files/site-folder.js';
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
  const output = { folder: path.resolve(site.root, settings.output), shown: settings.output };
  refuseMissingPosts(site, settings);

  const found = findPosts(site, settings);
  const read = readPosts(found.files, site, settings);
  const chosen = chooseArticles(read.articles, settings);
  const rendered = await renderNewest(chosen.live, site, settings);
  const composed = await composeDocuments(rendered.entries, settings);

  const leftOut = [read, chosen, rendered, composed].flatMap((stage) => stage.leftOut);
  const problems = sortProblems([
    ...found.problems,
    ...withoutIdleWarnings(read.problems, rendered.entries),
    ...chosen.problems,
    ...rendered.problems,
    ...composed.problems,
  ]);
  const published = chosen.live.length - rendered.leftOut.length - composed.leftOut.length;
  const articles = countArticles(found.files.length, published, leftOut);
  const about = { articles, problems, output: settings.output, leftOut };
  const hasErrors = problems.some(({ severity }) => severity === 'error');
  if (!composed.isSound || (settings.invalid === 'fail' && hasErrors)) return { ok: false, feeds: [], ...about };

  const planned = planDocuments(composed.documents, output);
  // Whatever led to it, a wrong folder or one wrong setting: readers would see everything withdrawn.
  if (published === 0 && planned.some(({ change }) => change === 'changed')) {
    const emptied = problem('feeds-emptied', { file: settings.posts.folder }, { folder: settings.posts.folder });
    return { ok: false, feeds: [], ...about, problems: [...problems, emptied] };
  }
  if (!dryRun) publishDocuments(planned, output);
  return { ok: true, feeds: planned.map((document) => report(document, settings)), ...about };
}

/** A warning tells what subscribers would notice: those about sound articles that no feed shows are held back. */
function withoutIdleWarnings(problems: readonly Problem[], shown: readonly Entry[]): readonly Problem[] {
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

/** Renders the newest articles until there are as many entries as the limit: no body is rendered for nothing. */
async function renderNewest(live: readonly Article[], site: SiteFolder, settings: Settings): Promise<Rendering> {
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

interface Composition {
  readonly documents: readonly VerifiedDocument[];
  /** Whether every document keeps to the rules of its format. */
  readonly isSound: boolean;
  readonly leftOut: readonly LeftOut[];
  readonly problems: readonly Problem[];
}

interface VerifiedDocument {
  readonly document: FeedDocument;
  readonly bytes: Uint8Array;
}

/** Writes and verifies. Where invalid articles are skipped, so are those that would make a feed invalid. */
async function composeDocuments(entries: readonly Entry[], settings: Settings): Promise<Composition> {
  const documents = await writeDocuments(toChannel(entries, settings), settings);
  const { verifyDocument } = await import('./verify/verify.js');
  const faults = documents.flatMap(({ document, bytes }) => verifyDocument(document, bytes));
  const guilty = new Set(faults.map(({ file }) => file));
  const innocent = entries.filter(({ file }) => !guilty.has(file));
  const isCurable = settings.invalid === 'skip' && innocent.length < entries.length;
  if (!isCurable) return { documents, isSound: faults.length === 0, leftOut: [], problems: faults };
  const cured = await composeDocuments(innocent, settings);
  const refused = entries.filter(({ file }) => guilty.has(file));
  const leftOut = refused.map(({ file }): LeftOut => ({ file, kind: 'invalid', why: 'feed-invalid' }));
  return { ...cured, leftOut: [...leftOut, ...cured.leftOut], problems: [...faults, ...cured.problems] };
}

async function writeDocuments(channel: Channel, { formats }: Settings): Promise<readonly VerifiedDocument[]> {
  const { writeDocument } = await import('./write/formats.js');
  return formats.map(({ format, path }) => {
    const document = writeDocument(channel, format, path, channel.addresses[format] ?? '');
    return { document, bytes: new TextEncoder().encode(document.text) };
  });
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
