/** From what a caller asks for to a build: finds the site, reads its settings, runs the river, takes the time. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { buildSite, type BuildResult } from './build.js';
import { systemClock, type Clock } from './time/clock.js';
import { loadConfig } from './config/load.js';
import type { Settings, UserOptions } from './config/options.js';
import { resolveSettings } from './config/resolve.js';
import type { FeedDocument } from './channel.js';
import type { Instant } from './model.js';
import { BuildError, problem, shown } from './problem.js';
import { absoluteAddress, siteAddress } from './addresses/address.js';
import { seenEntries } from './look-ahead/seen-entries.js';
import { stated } from './stated.js';
import { isObject, messageOf } from './untyped.js';
import { openSite, type SiteFolder } from './files/site-folder.js';

export interface BuildRequest {
  /** Folder of the site. Default: the current one. */
  readonly folder?: string;
  /** Config file, from that folder. Default: `feedwright.config.ts`, `.js`, `.mjs` or `.json`, or the key `feedwright` in `package.json`. */
  readonly config?: string;
  /** Options that beat those of the config file. */
  readonly options?: UserOptions;
  /** Options that those of the config file beat, in place of the usual defaults. */
  readonly defaults?: UserOptions;
  /** Act as if it were then: milliseconds since 1970, or a date as articles write them. Default: the clock. */
  readonly now?: Instant | string;
  /** Say what would change, and write nothing. Default: false. */
  readonly dryRun?: boolean;
  /** Leave the ledger as it is, as in a build whose changes nobody commits. Default: false. */
  readonly frozen?: boolean;
  /** Publish although many old articles appear as new to subscribers, or vanish. Default: false. */
  readonly allowFlood?: boolean;
  /** Address of the site whose feeds subscribers have, to compare with. Default: the output folder is compared. */
  readonly live?: string;
  /** Fetches those feeds; used with `live` alone. Default: Node's. */
  readonly fetch?: typeof fetch;
  /** Default: the system's. */
  readonly clock?: Clock;
  /** Called now and then before anything is published: lets others have a turn, and throws to abandon the build. */
  readonly pulse?: () => Promise<void>;
}

export interface TimedBuildResult extends BuildResult {
  readonly elapsedMs: number;
}

/**
 * Builds the feeds of a site. Prints nothing; problems of articles and feeds are in the result.
 * @throws BuildError when the settings are wrong, or the output cannot be written. Published feeds stay as they were.
 */
export async function build(request: BuildRequest = {}): Promise<TimedBuildResult> {
  const { clock = systemClock, dryRun = false, frozen = false, allowFlood = false, live, pulse } = request;
  const start = clock.elapsed();
  const { site, settings } = await prepareSite(request);
  if (live !== undefined && absoluteAddress(live) === undefined) {
    const args = { option: '--live', value: shown(live), expected: 'the address of a site like https://your.site/' };
    throw new BuildError([problem('option-invalid', {}, args)]);
  }
  const fetchPublished = live === undefined ? undefined : fetcher(live, request.fetch ?? fetch);
  const result = await buildSite(site, settings, { dryRun, frozen, allowFlood, ...stated({ fetchPublished, pulse }) });
  return { ...result, elapsedMs: Math.round(clock.elapsed() - start) };
}

/** @param live address of a site that is served, perhaps elsewhere than the settings say */
function fetcher(live: string, request: typeof fetch): (document: FeedDocument) => Promise<Uint8Array | undefined> {
  return async ({ path: file }) => {
    const url = siteAddress(live, file) ?? live;
    const unreachable = (reason: string, cause?: unknown) =>
      new BuildError([problem('live-unreachable', {}, { url, reason })], { cause });
    const response = await request(url, { redirect: 'follow', signal: AbortSignal.timeout(patience) }).catch(
      (error: unknown) => {
        throw unreachable(messageOf(error), error);
      },
    );
    // Where nothing is yet, everything is new.
    if (response.status === 404 || response.status === 410) return undefined;
    if (!response.ok) throw unreachable(`the server says ${response.status}`);
    const bytes = new Uint8Array(
      await response.arrayBuffer().catch((error: unknown) => {
        throw unreachable(messageOf(error), error);
      }),
    );
    // Many a host answers any address with its first page: taken for an empty feed, it would switch the guard off.
    if (seenEntries(bytes) === undefined) throw unreachable('what is there is no feed');
    return bytes;
  };
}

/** Milliseconds until a server that says nothing counts as unreachable. */
const patience = 30_000;

/** The folder and the settings of a request. @throws BuildError with every mistake in the settings */
export async function prepareSite({
  folder = '.',
  config,
  options = {},
  defaults = {},
  now,
  clock = systemClock,
}: BuildRequest): Promise<{ site: SiteFolder; settings: Settings }> {
  const root = path.resolve(folder);
  if (!existsSync(root)) throw new BuildError([problem('site-missing', {}, { path: folder })]);
  const loaded = await loadConfig(root, config);
  const chosen = isObject(loaded.options) ? { ...defaults, ...loaded.options } : loaded.options;
  const settings = resolveSettings({ ...loaded, options: chosen }, options, now ?? clock.now());
  return { site: openSite(root), settings };
}
