/** What `serve` does: the settings of a site → a server of its output folder. */
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { archivesFolder } from './choose/layout.js';
import type { Settings } from './config/options.js';
import { systemDisk } from './files/disk.js';
import type { SiteFolder } from './files/site-folder.js';
import { isSource } from './find.js';
import { BuildError, problem } from './problem.js';
import { prepareSite, type BuildRequest } from './request.js';
import { answerer, type Answer, type ServedFeeds } from './serve/answer.js';
import { liveReload } from './serve/live-reload.js';
import { servedFolder } from './serve/served-folder.js';
import { openServer, type RunningServer } from './serve/server.js';
import { systemClock } from './time/clock.js';
import type { Timers } from './time/timers.js';

/** The folder and the settings of a site, as they are read before anything is done. */
export type PreparedSite = Awaited<ReturnType<typeof prepareSite>>;

export interface ServerOptions extends Pick<BuildRequest, 'config' | 'clock'> {
  readonly host: string;
  /** 0 leaves the choice to the system. */
  readonly port: number;
  readonly timers: Timers;
  /** Whether pages show themselves anew when `changed` is called, and the folder may still be to come. */
  readonly isLive: boolean;
}

export interface SiteServer extends RunningServer {
  /** From now on it serves what these settings say. */
  readonly follow: (prepared: PreparedSite) => void;
  readonly changed: () => void;
}

export type ServeRequest = Pick<BuildRequest, 'folder' | 'options'> & ServerOptions;

/** @throws BuildError when the settings are wrong, nothing is there, or it cannot listen there */
export async function serveSite(request: ServeRequest): Promise<SiteServer> {
  return openSiteServer(await prepareSite(request), request);
}

/** @throws BuildError when nothing is there, or it cannot listen there */
export async function openSiteServer(prepared: PreparedSite, options: ServerOptions): Promise<SiteServer> {
  const { timers, isLive, clock = systemClock } = options;
  const live = isLive ? liveReload(clock.now()) : undefined;
  const answererFor = ({ site, settings }: PreparedSite): Answer => {
    const root = path.resolve(site.root, settings.output);
    const isThere = systemDisk.statSync(root, { throwIfNoEntry: false })?.isDirectory() === true;
    if (settings.output.startsWith('s3://') || !(isThere || isLive)) {
      throw new BuildError([problem('serve-missing', {}, { path: settings.output })]);
    }
    const folder = servedFolder(root, isPrivate(site, settings, options.config), clock);
    return answerer(folder, servedFeeds(settings), clock, live);
  };
  let followed = prepared;
  let answer = answererFor(prepared);
  const server = await openServer((request, response) => answer(request, response), options, timers);
  return {
    url: new URL(servedFeeds(prepared.settings).base, server.url).href,
    follow: (next) => {
      // What is remembered of files is worth keeping.
      if (isDeepStrictEqual(servedBy(next), servedBy(followed))) return;
      answer = answererFor(next);
      followed = next;
    },
    changed: () => live?.changed(),
    close: () => {
      live?.close();
      return server.close();
    },
  };
}

/** The settings that a server goes by. */
const servedBy = ({ settings: { site, posts, output, ledger, formats, archives, stylesheet } }: PreparedSite) => {
  return [site.url, posts.folder, posts.include, output, ledger, formats, archives, stylesheet];
};

/** As `headers` tells it to other servers: by name, wherever channels and archives are. */
export function servedFeeds({ site, formats, archives, stylesheet }: Settings): ServedFeeds {
  return {
    areStyled: stylesheet,
    base: new URL(site.url).pathname.replace(/\/?$/, '/'),
    feedAt: (file) => {
      const found = formats.find(({ path: name }) => file === name || file.endsWith(`/${name}`));
      if (found === undefined) return undefined;
      const folder = file.slice(0, file.length - found.path.length).split('/');
      return { format: found.format, isArchive: typeof archives === 'number' && folder.at(-3) === archivesFolder };
    },
  };
}

/** What editors leave beside a file holds the same: `a.md~`, `#a.md#`, `a.md.bak`. */
const backup = /^(?<folder>.*\/)?#?(?<name>[^/]+?)(?:[~#]|\.(?:bak|backup|orig|old|save|swp|tmp))*$/i;

/** Where a site is published from its own folder, drafts, the ledger and the settings lie among what is served. */
function isPrivate(site: SiteFolder, settings: Settings, config: string | undefined): (file: string) => boolean {
  const root = systemDisk.realpathSync(site.root);
  const ours = [config, settings.ledger].flatMap((name) =>
    typeof name === 'string' ? [path.relative(root, path.resolve(root, name)).replaceAll('\\', '/')] : [],
  );
  return (file) => {
    const name = path.relative(root, file).replaceAll('\\', '/').replace(backup, '$<folder>$<name>');
    return ours.includes(name) || /^(?:feedwright\.config\.\w+|package\.json)$/.test(name) || isSource(name, settings);
  };
}
