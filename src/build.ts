/**
 * The river: find → read → recognise → choose → measure → render → write → verify → look ahead → publish.
 *
 * This file alone knows the order of the stages, and hands each what the one before it made. Problems are
 * gathered on the way; nothing is published while one of them stands in the way.
 */
import path from 'node:path';
import { chooseArticles } from './choose.js';
import { composeDocuments } from './composing.js';
import type { Settings } from './config/options.js';
import { replaceFile } from './files/whole-file.js';
import { findPosts } from './find.js';
import { foresee, type ForeseenDocument } from './foreseeing.js';
import type { LedgerRecord } from './ledger/ledger-file.js';
import { changeLedger, openLedger } from './ledger/open-ledger.js';
import { guardAgainstFlood } from './look-ahead/flood.js';
import type { Outlook } from './look-ahead/outlook.js';
import type { Article, Change, Entry, FeedDocument, Format, LeftOut, LeftOutKind } from './model.js';
import { BuildError, problem, sortProblems, type Problem } from './problem.js';
import { planDocuments, publishDocuments, type PlannedDocument } from './publish.js';
import { readPosts } from './read/read.js';
import { recogniseArticles, withRealUpdate } from './recognise/recognise.js';
import { rememberArticles } from './recognise/remember.js';
import { renderNewest } from './rendering.js';
import type { SiteFolder } from './files/site-folder.js';

export interface BuildResult {
  /** Whether the feeds are in place (in a dry run: would be). */
  readonly ok: boolean;
  readonly articles: Readonly<Record<'found' | 'published' | CountedKind, number>>;
  /** The documents; empty when nothing was published. */
  readonly feeds: readonly FeedReport[];
  /** What subscribers will see of each document that changes. */
  readonly outlooks: readonly Outlook[];
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

/** How a run differs from others with the same settings. */
export interface RunOptions {
  /** Say what would change, write nothing. */
  readonly dryRun: boolean;
  /** Leave the ledger as it is. */
  readonly frozen?: boolean;
  /** Publish although many old articles appear as new, or vanish. */
  readonly allowFlood?: boolean;
  /** What is published at an address, when it is not the output folder that subscribers have. */
  readonly fetchPublished?: (document: FeedDocument) => Promise<Uint8Array | undefined>;
}

export async function buildSite(site: SiteFolder, settings: Settings, run: RunOptions): Promise<BuildResult> {
  const { dryRun, frozen = false, allowFlood = false } = run;
  const output = { folder: path.resolve(site.root, settings.output), shown: settings.output };
  refuseMissingPosts(site, settings);
  const ledger = settings.ledger === false ? undefined : openLedger(site.root, settings.ledger);
  const records = ledger?.records ?? [];

  const found = findPosts(site, settings);
  const read = readPosts(found.files, site, settings);
  const recognised = recogniseArticles(read.articles, records);
  const chosen = chooseArticles(recognised.articles, settings);
  // Where it could not be remembered, every build would give it another date.
  const isTextWatched = settings.updated === 'text' && ledger !== undefined && !frozen;
  const live = isTextWatched ? withRealUpdates(chosen.live, recognised.known, settings) : chosen.live;
  const rendered = await renderNewest(live, site, settings);
  const composed = await composeDocuments(rendered.entries, settings);

  const leftOut = [read, recognised, chosen, rendered, composed].flatMap((stage) => stage.leftOut);
  const problems = [
    ...(ledger?.problems ?? []),
    ...found.problems,
    ...withoutIdleWarnings(read.problems, rendered.entries),
    ...recognised.problems,
    ...chosen.problems,
    ...rendered.problems,
    ...composed.problems,
  ];
  const published = chosen.live.length - rendered.leftOut.length - composed.leftOut.length;
  const articles = countArticles(found.files.length, published, leftOut);
  const about = { articles, output: settings.output, leftOut };
  const fail = (all: readonly Problem[], outlooks: readonly Outlook[] = []): BuildResult => ({
    ok: false,
    feeds: [],
    outlooks,
    problems: sortProblems(all),
    ...about,
  });
  const hasErrors = problems.some(({ severity }) => severity === 'error');
  if (!composed.isSound || (settings.invalid === 'fail' && hasErrors)) return fail(problems);

  const planned = planDocuments(composed.documents, output);
  // Whatever led to it, a wrong folder or one wrong setting: readers would see everything withdrawn.
  if (published === 0 && planned.some(({ change }) => change === 'changed')) {
    const { folder } = settings.posts;
    return fail([...problems, problem('feeds-emptied', { file: folder }, { folder })]);
  }
  const foreseen = await withPublished(planned, run.fetchPublished);
  const outlooks = foresee(foreseen, live, records, settings.site.url);
  const flood = allowFlood ? [] : guardAgainstFlood(outlooks, settings.flood);
  if (flood.length > 0) return fail([...problems, ...flood], outlooks);

  const remembered = rememberArticles(records, live, composed.entries);
  const change = ledger === undefined ? { problems: [] } : changeLedger(ledger, remembered, frozen);
  if (!dryRun) {
    publishDocuments(planned, output);
    if (ledger !== undefined && change.bytes !== undefined) replaceFile(ledger.file, change.bytes);
  }
  const feeds = planned.map((document) => report(document, settings));
  return { ok: true, feeds, outlooks, problems: sortProblems([...problems, ...change.problems]), ...about };
}

function withRealUpdates(
  live: readonly Article[],
  known: ReadonlyMap<string, LedgerRecord>,
  { now, limit }: Settings,
): readonly Article[] {
  return live.map((article, index) => (index < limit ? withRealUpdate(article, known.get(article.id), now) : article));
}

async function withPublished(
  planned: readonly PlannedDocument[],
  fetchPublished: RunOptions['fetchPublished'],
): Promise<readonly ForeseenDocument[]> {
  if (fetchPublished === undefined) return planned;
  return Promise.all(planned.map(async (plan) => ({ ...plan, published: await fetchPublished(plan.document) })));
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
