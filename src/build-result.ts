/** What a build tells of itself. */
import type { Change, FeedDocument } from './channel.js';
import type { Outlook } from './look-ahead/outlook.js';
import type { Format, Instant, LeftOut } from './model.js';
import type { Problem } from './problem.js';

export interface BuildResult {
  /** Whether the feeds are in place (in a dry run: would be). */
  readonly ok: boolean;
  readonly articles: Readonly<Record<'found' | 'published' | CountedKind, number>>;
  /** Of the articles that some document holds: how many were rendered, and how many an earlier run had rendered. */
  readonly entries: Readonly<Record<'rendered' | 'cached', number>>;
  /** The documents; empty when nothing was published. */
  readonly feeds: readonly FeedReport[];
  /** What is written beside them for people: pages, a list of all feeds, their style. */
  readonly files: readonly FileReport[];
  /** Documents of earlier runs that this one removed (in a dry run: would remove), named like feeds. */
  readonly removed: readonly string[];
  /** What subscribers will see of each document that changes. */
  readonly outlooks: readonly Outlook[];
  /** By file and line. */
  readonly problems: readonly Problem[];
  /** Folder or bucket of the feeds, as the settings name it. */
  readonly output: string;
  /** Why each article that is in no feed is in none. */
  readonly leftOut: readonly LeftOut[];
  /** When the next article is due, or expires: what no reader may learn. */
  readonly nextDue?: Instant;
  /** Files of articles whose time has not come: nothing that others read may name them. */
  readonly embargoed: readonly string[];
}

export type CountedKind = 'drafts' | 'scheduled' | 'expired' | 'excluded' | 'invalid';

export interface FileReport {
  /** As of a feed. */
  readonly path: string;
  readonly bytes: number;
  readonly change: Change;
}

export interface FeedReport extends FileReport {
  /** From the site's folder, with `/`; in a bucket its whole address. */
  readonly path: string;
  readonly url: string;
  readonly format: Format;
  readonly entries: number;
  /** `archive` for a document of older entries, which nobody subscribes to. */
  readonly part: FeedDocument['part'];
}
