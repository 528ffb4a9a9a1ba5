/** From what a caller asks for to a build or a ping: finds the site, reads its settings, runs the river, takes the time. */
import { existsSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { buildSite } from './build.js';
import type { BuildResult } from './build-result.js';
import { systemClock, type Clock } from './time/clock.js';
import { loadConfig } from './config/load.js';
import type { Settings, UserOptions } from './config/options.js';
import { resolveSettings } from './config/resolve.js';
import type { Instant } from './model.js';
import type { RunOptions } from './river/river.js';
import { openStopwatch, type Onlooker, type StageTime, type Step } from './progress.js';
import { BuildError, problem, shown, sortProblems } from './problem.js';
import { absoluteAddress } from './addresses/address.js';
import { stated } from './stated.js';
import type { World } from './tell/reach.js';
import type { Telling, TellOptions, Told } from './telling.js';
import { systemTimers, type Timers } from './time/timers.js';
import { isObject } from './untyped.js';
import { openSite, type SiteFolder } from './files/site-folder.js';

export interface BuildRequest extends Onlooker {
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
  /** Tell hubs, and who else the settings name, of what changed. Default: false. */
  readonly ping?: boolean;
  /** Tell them once the public sees it, for which so many seconds are given. Default: told at once, if at all. */
  readonly waitForDeploy?: number;
  /** The network; used with `live`, `ping` and `waitForDeploy` alone. Default: Node's. */
  readonly fetch?: typeof fetch;
  /** Default: the system's. */
  readonly clock?: Clock;
  readonly timers?: Timers;
  /** Ends the telling; what is not told by then is told by the next run. */
  readonly signal?: AbortSignal;
  /** Of the processor, that may be used to render many articles. Default: all that the system gives. */
  readonly cores?: number;
}

export interface TimedBuildResult extends BuildResult {
  readonly elapsedMs: number;
  /** Where the time went, in the order of the river. What follows the build, to tell of it, is not in `elapsedMs`. */
  readonly stages: readonly StageTime[];
  /** Who was told of changes, where the request is to tell. */
  readonly told?: readonly Told[];
}

/**
 * Builds the feeds of a site. Prints nothing; problems of articles and feeds are in the result.
 * @throws BuildError when the settings are wrong, or the output cannot be written. Published feeds stay as they were.
 */
export async function build(request: BuildRequest = {}): Promise<TimedBuildResult> {
  const { clock = systemClock, dryRun = false, frozen = false, allowFlood = false, live, pulse } = request;
  const { cores = availableParallelism() } = request;
  const start = clock.elapsed();
  const stopwatch = openStopwatch(clock);
  const progress = (step: Step) => {
    stopwatch.enter(step.stage);
    request.progress?.(step);
  };
  progress({ stage: 'prepare' });
  const { site, settings } = await prepareSite(request);
  if (live !== undefined && absoluteAddress(live) === undefined) {
    const args = { option: '--live', value: shown(live), expected: 'the address of a site like https://your.site/' };
    throw new BuildError([problem('option-invalid', {}, args)]);
  }
  const fetchPublished = live === undefined ? undefined : await fetcherFor(live, request);
  const tell = tellOptions(request);
  const began = clock.now();
  const run = { began, dryRun, frozen, allowFlood, cores, progress, isAhead: settings.now > began };
  const result = await buildSite(site, settings, { ...run, ...stated({ fetchPublished, live, pulse }) });
  const timed = { ...result, elapsedMs: Math.round(clock.elapsed() - start), stages: stopwatch.times() };
  if (tell === undefined || !result.ok || dryRun) return timed;
  progress({ stage: 'tell' });
  const { told, problems } = await tellAsAsked(site, settings, tell, request);
  return { ...timed, stages: stopwatch.times(), told, problems: sortProblems([...result.problems, ...problems]) };
}

async function fetcherFor(live: string, request: BuildRequest): Promise<RunOptions['fetchPublished']> {
  const { fetcherOf } = await import('./live-site.js');
  return fetcherOf(live, request.fetch ?? fetch);
}

/** @returns undefined when nobody is to be told */
function tellOptions({ ping = false, waitForDeploy }: BuildRequest): TellOptions | undefined {
  if (waitForDeploy === undefined) return ping ? {} : undefined;
  if (Number.isFinite(waitForDeploy) && waitForDeploy >= 0) return { waitForDeploy };
  const args = { option: '--wait-for-deploy', value: shown(waitForDeploy), expected: 'a number of seconds' };
  throw new BuildError([problem('option-invalid', {}, args)]);
}

function worldOf(request: BuildRequest): World {
  const { clock = systemClock, timers = systemTimers, signal } = request;
  return { fetch: request.fetch ?? fetch, clock, timers, ...stated({ signal }) };
}

/** What a ping tells, and how it reaches the world. */
export interface PingRequest extends Pick<
  BuildRequest,
  'folder' | 'config' | 'options' | 'now' | 'waitForDeploy' | 'fetch' | 'clock' | 'timers' | 'signal'
> {
  /** Tell of every live feed, whether it changed or not. Default: false. */
  readonly all?: boolean;
}

/**
 * Tells hubs, and who else the settings name, of what earlier builds changed and nobody was told of.
 * @throws BuildError when the settings are wrong
 */
export async function ping(request: PingRequest = {}): Promise<Telling> {
  const tell = { ...tellOptions({ ...request, ping: true }), all: request.all ?? false };
  const { site, settings } = await prepareSite(request);
  return tellAsAsked(site, settings, tell, request);
}

/** Who asks for it expects that somebody is told. */
async function tellAsAsked(
  site: SiteFolder,
  settings: Settings,
  tell: TellOptions,
  request: BuildRequest,
): Promise<Telling> {
  const { tellTheWorld } = await import('./telling.js');
  const { hasListeners } = await import('./tell/tidings.js');
  const { told, problems } = await tellTheWorld(site, settings, tell, worldOf(request));
  return { told, problems: hasListeners(settings) ? problems : [problem('ping-nobody', {})] };
}

/** @param shown the folder as it was given @throws BuildError when it is none */
export function refuseMissingSite(root: string, shown: string): void {
  const isThere = existsSync(root);
  if (isThere && statSync(root).isDirectory()) return;
  throw new BuildError([problem('site-missing', {}, { path: shown, isFile: isThere })]);
}

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
  refuseMissingSite(root, folder);
  const loaded = await loadConfig(root, config);
  const chosen = isObject(loaded.options) ? { ...defaults, ...loaded.options } : loaded.options;
  const settings = resolveSettings({ ...loaded, options: chosen }, options, now ?? clock.now());
  return { site: openSite(root), settings };
}
