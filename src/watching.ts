/** What `watch` does: a file changes → settings, build, and the pages that are open on it. */
import { availableParallelism } from 'node:os';
import path from 'node:path';
import type { BuildResult } from './build-result.js';
import { buildSite } from './build.js';
import type { Settings } from './config/options.js';
import { refuseWrongFlags } from './config/resolve.js';
import { hasCode } from './files/disk.js';
import { BuildError, problem, type Problem, type ProblemCode } from './problem.js';
import { prepareSite, refuseMissingSite, type BuildRequest, type TimedBuildResult } from './request.js';
import { openSiteServer, type PreparedSite, type SiteServer } from './serving.js';
import { stated } from './stated.js';
import { systemClock } from './time/clock.js';
import type { Timers } from './time/timers.js';
import { messageOf } from './untyped.js';
import type { FileEvents, WatchedFolder } from './watch/file-events.js';
import { rebuilder } from './watch/rebuilder.js';

export interface WatchRequest extends Pick<
  BuildRequest,
  'folder' | 'config' | 'options' | 'frozen' | 'allowFlood' | 'clock' | 'cores' | 'progress'
> {
  readonly timers: Timers;
  /** Watches folders and files, by their absolute paths. */
  readonly watchFolders: (folders: readonly string[], events: FileEvents) => Promise<WatchedFolder>;
  /** Where the output is served, if it is. */
  readonly serve?: { readonly host: string; readonly port: number };
  /** Hears of each build. */
  readonly told: (outcome: Outcome) => void;
}

export interface Outcome {
  /** Undefined when there were no settings, or nothing could be written: the problems say why. */
  readonly result: (BuildResult & Pick<TimedBuildResult, 'elapsedMs'>) | undefined;
  readonly problems: readonly Problem[];
  /** Address of the server, once there is one. */
  readonly url: string | undefined;
}

export interface Watch {
  /** Fails when it cannot go on. */
  readonly broken: Promise<never>;
  /** Finishes a build at work. */
  readonly close: () => Promise<void>;
}

/** Milliseconds until a page shows itself anew: a build puts several files in place. */
const reloadPause = 50;
/** Milliseconds until a folder is tried again that another run holds. */
const lockedPause = 1000;

/**
 * Builds, and builds again whenever something of the site changes. Problems are told and lived with. An article that
 * is being written holds no other back, unless the settings say `invalid: 'fail'`.
 */
export async function watchSite(request: WatchRequest): Promise<Watch> {
  const { told, timers, clock = systemClock, frozen = false, allowFlood = false, serve, progress } = request;
  const { cores = availableParallelism() } = request;
  const root = path.resolve(request.folder ?? '.');
  refuseMissingSite(root, root);
  // No file that is saved could mend them.
  refuseWrongFlags(request.options ?? {});
  let settings: Settings | undefined;
  let server: SiteServer | undefined;
  const written = new Set<string>();
  let breakOff: (error: unknown) => void = () => {};
  const broken = new Promise<never>((_, reject) => {
    breakOff = reject;
  });
  broken.catch(() => {}); // Whoever started this hears of it when it wants to.

  async function build(): Promise<void> {
    try {
      const [start, began] = [clock.elapsed(), clock.now()];
      const prepared = await prepareSite({ ...request, defaults: { invalid: 'skip' } });
      ({ settings } = prepared);
      if (serve !== undefined) await keepServing(prepared, serve);
      const run = { began, dryRun: false, frozen, allowFlood, cores, ...stated({ progress }) };
      const result = await buildSite(prepared.site, settings, run);
      const elapsedMs = Math.round(clock.elapsed() - start);
      for (const { path: file } of [...result.feeds, ...result.files]) written.add(path.resolve(root, file));
      told({ result: { ...result, elapsedMs }, problems: result.problems, url: server?.url });
      if (hasChanged(result)) pagesChanged();
    } catch (error) {
      if (!(error instanceof BuildError) || has(error, 'serve-refused', 'serve-missing')) return breakOff(error);
      told({ result: undefined, problems: error.problems, url: server?.url });
      // Nothing in the site changes when another run lets go of the folder.
      if (has(error, 'output-locked')) timers.after(lockedPause, builds.wake);
    }
  }

  async function keepServing(prepared: PreparedSite, where: NonNullable<WatchRequest['serve']>): Promise<void> {
    server?.follow(prepared);
    const options = { ...where, timers, clock, isLive: true, ...stated({ config: request.config }) };
    server ??= await openSiteServer(prepared, options);
  }

  let callOffReload = () => {};
  function pagesChanged(): void {
    callOffReload();
    callOffReload = timers.after(reloadPause, () => server?.changed());
  }

  const config = path.resolve(root, request.config ?? '.');
  const builds = rebuilder(build, timers);
  const folder = await request.watchFolders(isBelow(config, root) ? [root] : [root, config], {
    changed: (file) => {
      if (file === config || concernsBuild(file, root, written, settings)) builds.wake();
      else if (settings !== undefined && isBelow(file, path.resolve(root, settings.output))) pagesChanged();
    },
    failed: (error) => {
      const reason = messageOf(error);
      if (hasCode(error, 'ENOSPC', 'EMFILE')) breakOff(new BuildError([problem('watch-refused', {}, { reason })]));
      else builds.wake(); // A folder that went away while it was looked at.
    },
  });
  await builds.now();
  return {
    broken,
    close: async () => {
      callOffReload();
      await Promise.all([folder.close(), builds.close()]);
      await server?.close();
    },
  };
}

/**
 * Whether a build could come out otherwise: what builds write themselves never does.
 * @param written by builds so far
 */
export function concernsBuild(
  file: string,
  root: string,
  written: ReadonlySet<string>,
  settings: Settings | undefined,
): boolean {
  if (settings === undefined) return true;
  const { ledger, output, posts } = settings;
  if (typeof ledger === 'string' && file === path.resolve(root, ledger)) return false;
  const folder = path.resolve(root, output);
  if (!isBelow(file, folder)) return true;
  // Where feeds lie among articles, the rest counts.
  return isBelow(path.resolve(root, posts.folder), folder) && !written.has(file.replace(/\.(?:gz|br)$/, ''));
}

const relative = (file: string, folder: string) => path.relative(folder, file).replaceAll('\\', '/');
const isBelow = (file: string, folder: string) => !/^\.\.(?:\/|$)|^[a-z]:/i.test(relative(file, folder));
const has = ({ problems }: BuildError, ...codes: readonly ProblemCode[]) =>
  problems.some(({ code }) => codes.includes(code));

/** Whether anything in the output folder is another than before. */
export function hasChanged({ feeds, files, removed }: Pick<BuildResult, 'feeds' | 'files' | 'removed'>): boolean {
  return removed.length > 0 || [...feeds, ...files].some(({ change }) => change !== 'unchanged');
}
