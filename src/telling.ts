/** Tells the world of what has changed: what stands in the outbox, once the public sees it; and strikes off what arrived. */
import { buildSite } from './build.js';
import type { Settings } from './config/options.js';
import type { SiteFolder } from './files/site-folder.js';
import { onceFree } from './once-free.js';
import { subjectOf, type Listener, type Tiding } from './outbox.js';
import { BuildError, problem, type Problem } from './problem.js';
import { openTarget } from './publish/target.js';
import { onceDeployed } from './tell/deployed.js';
import type { World } from './tell/reach.js';
import { sendTidings, type Delivery } from './tell/send.js';
import { addressOf, fingerprintOf, gatherTidings, hasListeners, tidingsOf } from './tell/tidings.js';

export interface TellOptions {
  /** Of every live feed, whether it changed or not. Default: false. */
  readonly all?: boolean;
  /** Look first, for so many seconds at most, until the public sees the new bytes. Default: nobody looks. */
  readonly waitForDeploy?: number;
}

/** One who was told, and of what. */
export interface Told extends Listener {
  /** Address of the feed, or of the site where only that is told. */
  readonly url: string;
}

export interface Telling {
  readonly told: readonly Told[];
  /** Who could not be told, and why: warnings, for the feeds are in place. */
  readonly problems: readonly Problem[];
}

/**
 * Never fails because of others: what does not arrive stays in the outbox, for the next run.
 * @throws BuildError when all feeds are to be told, and the articles do not let them be known
 */
export async function tellTheWorld(
  site: SiteFolder,
  settings: Settings,
  { all = false, waitForDeploy }: TellOptions,
  world: World,
): Promise<Telling> {
  if (!hasListeners(settings)) return { told: [], problems: [] };
  const fresh = all ? await everything(site, settings) : [];
  const deliveries: Delivery[] = [];
  const problems: Problem[] = [];
  try {
    const tidings = gatherTidings(await readUntold(site, settings), fresh, settings);
    for await (const { live, late } of onceDeployed(tidings, settings, waitForDeploy, world)) {
      const sent = await sendTidings(live, settings, world);
      deliveries.push(...sent);
      problems.push(...late);
      await strikeOff(sent, site, settings, world);
    }
  } catch (error) {
    if (!(error instanceof BuildError)) throw error;
    problems.push(problem('outbox-unreachable', {}, { reason: error.message }));
  }
  // Who calls it off needs no explanation.
  const failed = world.signal?.aborted === true ? [] : failuresIn(deliveries, settings);
  return {
    told: deliveries.filter(({ refusal }) => refusal === undefined).map(({ tiding }) => toTold(tiding, settings)),
    problems: [...failed, ...problems],
  };
}

/** All live feeds as they are published, for all who listen. */
async function everything(site: SiteFolder, settings: Settings): Promise<readonly Tiding[]> {
  // To one who has nothing yet, every feed is new.
  const run = { dryRun: true, allowFlood: true, fetchPublished: async () => undefined };
  const { ok, outlooks, feeds, problems } = await buildSite(site, settings, run);
  if (!ok) throw new BuildError(problems.filter(({ severity }) => severity === 'error'));
  const target = await openTarget(settings, site, { dryRun: true });
  try {
    const documents = await Promise.all(
      outlooks.map(async ({ path }) => {
        const bytes = await target.read(path);
        const format = feeds.find((feed) => feed.path === target.shown(path))?.format;
        return bytes === undefined || format === undefined ? [] : [{ path, format, hash: fingerprintOf(bytes) }];
      }),
    );
    return tidingsOf(documents.flat(), settings);
  } finally {
    await target.close();
  }
}

async function readUntold(site: SiteFolder, settings: Settings): Promise<readonly Tiding[]> {
  const target = await openTarget(settings, site, { dryRun: true, outboxOnly: true });
  await target.close();
  return target.untold;
}

/** What is told is told; of a document that was published anew meanwhile, the later news are yet to be. */
async function strikeOff(
  deliveries: readonly Delivery[],
  site: SiteFolder,
  settings: Settings,
  world: World,
): Promise<void> {
  const key = (tiding: Tiding) => `${subjectOf(tiding)} ${tiding.hash}`;
  const told = new Set(deliveries.filter(({ refusal }) => refusal === undefined).map(({ tiding }) => key(tiding)));
  if (told.size === 0) return;
  const strike = async () => {
    const target = await openTarget(settings, site, { dryRun: false, outboxOnly: true });
    try {
      const untold = target.untold.filter((tiding) => !told.has(key(tiding)));
      await target.replace({ write: [], remove: [], written: target.written, untold });
    } finally {
      await target.close();
    }
  };
  await onceFree(strike, world.timers, world.signal);
}

function failuresIn(deliveries: readonly Delivery[], settings: Settings): readonly Problem[] {
  const groups = new Map<string, { to: string; reason: string; feeds: string[] }>();
  for (const { tiding, refusal: reason } of deliveries) {
    if (reason === undefined) continue;
    const key = JSON.stringify([tiding.to, reason]);
    const { feeds } = groups.get(key) ?? { feeds: [] };
    groups.set(key, { to: tiding.to, reason, feeds: [...feeds, toTold(tiding, settings).url] });
  }
  return [...groups.values()].map((failure) => problem('ping-failed', {}, failure));
}

function toTold({ by, to, path }: Tiding, settings: Settings): Told {
  return { by, to, url: by === 'weblogs' ? settings.site.url : addressOf(path, settings) };
}
