/** Puts the lines for feeds into the built pages of a site. Channels → each page → written back. */
import path from 'node:path';
import type { LinkedPage } from './announce/add-links.js';
import { feedLinks, type FeedLink } from './announce/link-lines.js';
import { channelsOf, pageAddress } from './announce/page-channels.js';
import { listChannels, type AnnounceRequest } from './announcing.js';
import { systemDisk } from './files/disk.js';
import { openSite, type SiteFolder } from './files/site-folder.js';
import { reasonOf } from './files/unwritable.js';
import { replaceFile } from './files/whole-file.js';
import { BuildError, problem, sortProblems, type Problem } from './problem.js';
import { realPath } from './publish/real-path.js';
import { readRecord, recordName, stateFolder } from './publish/record.js';
import { prepareSite } from './request.js';
import { messageOf } from './untyped.js';

export interface LinkRequest extends AnnounceRequest {
  /** Folder of the built pages, which is served at the address of the site: absolute. */
  readonly pages: string;
  /** How problems name it. */
  readonly shown: string;
  /** Say what would change, and write nothing. */
  readonly dryRun: boolean;
}

export interface PageReport {
  /** As problems name it. */
  readonly file: string;
  /** What was added to it; nothing when it has all lines. */
  readonly added: readonly FeedLink[];
}

export interface LinkReport {
  /** Those of every page. */
  readonly links: readonly FeedLink[];
  readonly pages: readonly PageReport[];
  readonly problems: readonly Problem[];
}

/**
 * Puts the lines into the pages that lack them. Each page is replaced whole, and a run that is cut off is finished by
 * the next. @throws BuildError when the settings are wrong, or there are no pages
 */
export async function writeLinks(request: LinkRequest): Promise<LinkReport> {
  const { site, settings } = await prepareSite(request);
  const channels = await listChannels(site, settings);
  const { addLinks } = await import('./announce/add-links.js');
  const { folder, files, problems } = findPages(request, ownPages(site.root, settings.output));
  const reports = files.map((file) => {
    const page = pageAddress(settings.site.url, file);
    const linksFor = (language: string | undefined) => feedLinks(channelsOf(channels, page), language);
    return linkPage(file, folder, request, (html) => addLinks(html, page, linksFor));
  });
  return {
    links: feedLinks(channelsOf(channels)),
    pages: reports.flatMap(({ report }) => report ?? []),
    problems: sortProblems([...problems, ...reports.flatMap(({ fault }) => fault ?? [])]),
  };
}

interface Pages {
  readonly folder: SiteFolder;
  readonly files: readonly string[];
  readonly problems: readonly Problem[];
}

/** @param own files that a build writes: the next one would write them anew */
function findPages({ pages, shown }: LinkRequest, own: ReadonlySet<string>): Pages {
  const isPage = (file: string) => /\.html?$/i.test(file);
  const isFolder = systemDisk.existsSync(pages) && systemDisk.statSync(pages).isDirectory();
  if (!isFolder) throw new BuildError([problem('pages-missing', {}, { path: shown })]);
  const folder = openSite(pages);
  const { files, outside, nowhere, unreadable } = folder.list('.');
  const found = files.filter(isPage);
  if (found.length === 0) throw new BuildError([problem('pages-missing', {}, { path: shown })]);
  const place = (file: string) => ({ file: path.posix.join(shown, file) });
  return {
    folder,
    files: found.filter((file) => !own.has(folder.pathOf(file) ?? '')),
    problems: [
      ...[...outside, ...nowhere].filter(isPage).map((file) => problem('page-outside', place(file), { folder: shown })),
      ...unreadable.map((file) => problem('file-unreadable', place(file), { reason: 'the folder may not be opened' })),
    ],
  };
}

function ownPages(root: string, output: string): ReadonlySet<string> {
  const folder = realPath(path.resolve(root, output), systemDisk);
  const record = path.join(folder, stateFolder, recordName);
  const written = readRecord(systemDisk.existsSync(record) ? systemDisk.readFileSync(record) : undefined);
  return new Set(Object.values(written).flatMap((paths) => paths.map((file) => path.join(folder, file))));
}

interface Linked {
  readonly report?: PageReport;
  readonly fault?: Problem;
}

function linkPage(
  name: string,
  folder: SiteFolder,
  { shown, dryRun }: LinkRequest,
  link: (html: string) => LinkedPage,
): Linked {
  const file = path.posix.join(shown, name);
  const target = folder.pathOf(name);
  if (target === undefined) return { fault: problem('page-outside', { file }, { folder: shown }) };
  const read = readPage(folder, name, file);
  if (typeof read !== 'string') return { fault: read };
  const page = link(read);
  if (page.kind === 'headless') return { fault: problem('page-headless', { file }) };
  if (page.kind === 'encoding') return { fault: problem('page-encoding', { file }, { encoding: page.encoding }) };
  if (page.kind === 'complete') return { report: { file, added: [] } };
  try {
    if (!dryRun) replaceFile(target, new TextEncoder().encode(page.html));
    return { report: { file, added: page.added } };
  } catch (error) {
    return { fault: problem('page-unwritable', { file }, { reason: reasonOf(error) }) };
  }
}

/** With its byte order mark, or what is wrong with it. */
function readPage(folder: SiteFolder, name: string, file: string): string | Problem {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(folder.read(name));
  } catch (error) {
    // The decoder's own error, of bytes that are no UTF-8.
    if (error instanceof TypeError) return problem('page-encoding', { file }, { encoding: undefined });
    return problem('file-unreadable', { file }, { reason: messageOf(error) });
  }
}
