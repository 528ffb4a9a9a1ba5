/** Builds a site: sees to it that no other run publishes meanwhile, and that one without anything to do ends at once. */
import type { BuildResult } from './build-result.js';
import { cachePlaces } from './cache/places.js';
import { programName } from './cache/program.js';
import type { Settings } from './config/options.js';
import type { SiteFolder } from './files/site-folder.js';
import { refuseMissingPosts } from './posts-folder.js';
import { refuseKept } from './publish/one-place.js';
import { outboxPath, recordPath } from './publish/record.js';
import { openTarget } from './publish/target.js';
import { ownFiles } from './river/kept-files.js';
import type { RunOptions } from './river/river.js';
import type { KeptOutline } from './river/revising.js';
import { openSettling, type Watch } from './river/settling.js';
import { stated } from './stated.js';

/** @throws BuildError when the output cannot be written. Published feeds stay as they were. */
export async function buildSite(site: SiteFolder, settings: Settings, run: RunOptions): Promise<BuildResult> {
  refuseMissingPosts(site, settings);
  // Held until the end: a run that read older articles must not publish after one that read newer ones.
  const target = await openTarget(settings, site, run);
  try {
    // Before the ledger is read: it might be a feed by now.
    const known = [...settings.formats.map((format) => format.path), recordPath, outboxPath];
    refuseKept(known, target, ownFiles(site, settings));
    const keeping = { ...cachePlaces(site, settings), program: programName(import.meta.url) };
    const settling = isOrdinary(run) ? openSettling(site, settings, target, keeping, run) : undefined;
    const settled = await settling?.recall(run);
    if (settled !== undefined) return settled;
    // Loaded now: a run at rest takes hardly longer than Node itself.
    const { runRiver } = await import('./river/river.js');
    const { MoreHasChanged } = await import('./river/revising.js');
    const course = async (watch: Watch | undefined, kept?: KeptOutline) => {
      const outlining = stated({ kept, outlined: watch?.outlined });
      const ran = await runRiver(watch?.site ?? site, settings, target, keeping, run, outlining);
      run.progress?.({ stage: 'keep' });
      watch?.remember(ran);
      return ran.result;
    };
    const revision = await settling?.recallOutline(run);
    const revised = revision && course(revision.watch, revision.kept);
    const result = await revised?.catch((error: unknown) => {
      if (!(error instanceof MoreHasChanged)) throw error;
    });
    return result ?? (await course(settling?.watch()));
  } finally {
    await target.close();
  }
}

/** Whether it compares with what is published here and now, and publishes. */
const isOrdinary = ({ dryRun, isAhead = false, fetchPublished }: RunOptions) =>
  !dryRun && !isAhead && fetchPublished === undefined;
