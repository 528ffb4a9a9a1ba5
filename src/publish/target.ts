/** Where documents are published: the contract that a folder and an object store keep, and the choice between them. */
import type { Settings } from '../config/options.js';
import type { Bytes } from '../files/bytes.js';
import type { FileFacts } from '../files/facts.js';
import type { SiteFolder } from '../files/site-folder.js';
import type { Tiding } from '../outbox.js';
import type { Encoding } from './compressed.js';
import { ownerName, type OtherOwner } from './owners.js';

export interface Target {
  /** A document as people know it, for reports and problems: `output/rss.xml`. */
  readonly shown: (path: string) => string;
  /** The compressed siblings that documents have here. */
  readonly encodings: readonly Encoding[];
  /** What is published at a path now. */
  readonly read: (path: string) => Promise<Uint8Array | undefined>;
  /** What is known of it without reading it, where it is a file. */
  readonly factsOf?: (path: string) => FileFacts | undefined;
  /** The absolute path of a document, links followed, where documents are files. */
  readonly fileOf?: (path: string) => string;
  /** The paths that earlier runs of this site wrote, by their own record. */
  readonly written: readonly string[];
  /** The same as absolute paths of files, where there are such. */
  readonly files?: readonly string[];
  /** What other sites have published here. */
  readonly others: readonly OtherOwner[];
  /** What earlier runs of this site have not told yet. */
  readonly untold: readonly Tiding[];
  /** Publishes. Touches nothing when there is nothing to do. */
  readonly replace: (replacement: Replacement) => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface Replacement {
  readonly write: readonly WrittenFile[];
  readonly remove: readonly string[];
  /** All that is ours afterwards: the next record. */
  readonly written: readonly string[];
  /** Paths that were another owner's. Default: none. */
  readonly inherited?: readonly string[];
  /** The outbox from then on. Default: it stays. */
  readonly untold?: readonly Tiding[];
  /** Files of the site that change together with the documents: absolute paths. */
  readonly beside?: readonly { readonly file: string; readonly bytes: Uint8Array }[];
  /** Told how many files are written so far, of how many. Must not throw. */
  readonly progress?: (done: number, all: number) => void;
}

export interface WrittenFile {
  /** From the target's root, with `/`. */
  readonly path: string;
  readonly bytes: Bytes;
  /** MIME type, with its charset where it has one. */
  readonly type: string;
}

/**
 * A folder is locked until it is closed, and what a killed run left is finished or undone first. A dry run does
 * neither: it compares with what is there now.
 * @param options `outboxOnly`: no document is asked for
 * @throws BuildError when another run holds it, or it cannot be reached
 */
export async function openTarget(
  { output, compress, site: { url }, posts: { folder, include } }: Settings,
  site: SiteFolder,
  { dryRun, outboxOnly = false }: { readonly dryRun: boolean; readonly outboxOnly?: boolean },
): Promise<Target> {
  const owner = ownerName(url, folder, include);
  if (output.startsWith('s3://')) return (await import('./s3.js')).openS3(output, { owner, outboxOnly });
  return (await import('./folder.js')).openFolder(output, site.root, { owner, dryRun, compress });
}
