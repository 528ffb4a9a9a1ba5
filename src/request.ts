/** From what a caller asks for to a build: finds the site, reads its settings, runs the river, takes the time. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { buildSite, type BuildResult } from './build.js';
import { systemClock, type Clock } from './time/clock.js';
import { loadConfig } from './config/load.js';
import type { Settings, UserOptions } from './config/options.js';
import { resolveSettings } from './config/resolve.js';
import type { Instant } from './model.js';
import { BuildError, problem } from './problem.js';
import { openSite, type SiteFolder } from './files/site-folder.js';

export interface BuildRequest {
  /** Folder of the site. Default: the current one. */
  readonly folder?: string;
  /** Config file, from that folder. Default: `feedwright.config.ts`, `.js`, `.mjs` or `.json`, or the key `feedwright` in `package.json`. */
  readonly config?: string;
  /** Options that beat those of the config file. */
  readonly options?: UserOptions;
  /** Act as if it were then: milliseconds since 1970, or a date as articles write them. Default: the clock. */
  readonly now?: Instant | string;
  /** Say what would change, and write nothing. Default: false. */
  readonly dryRun?: boolean;
  /** Default: the system's. */
  readonly clock?: Clock;
}

export interface TimedBuildResult extends BuildResult {
  readonly elapsedMs: number;
}

/**
 * Builds the feeds of a site. Prints nothing; problems of articles and feeds are in the result.
 * @throws BuildError when the settings are wrong, or the output cannot be written. Published feeds stay as they were.
 */
export async function build(request: BuildRequest = {}): Promise<TimedBuildResult> {
  const { clock = systemClock, dryRun = false } = request;
  const start = clock.elapsed();
  const { site, settings } = await prepareSite(request);
  const result = await buildSite(site, settings, { dryRun });
  return { ...result, elapsedMs: Math.round(clock.elapsed() - start) };
}

async function prepareSite({
  folder = '.',
  config,
  options = {},
  now,
  clock = systemClock,
}: BuildRequest): Promise<{ site: SiteFolder; settings: Settings }> {
  const root = path.resolve(folder);
  if (!existsSync(root)) throw new BuildError([problem('site-missing', {}, { path: folder })]);
  const settings = resolveSettings(await loadConfig(root, config), options, now ?? clock.now());
  return { site: openSite(root), settings };
}
