/** The small river beside the main one: texts become articles. Settings → each file → written back. */
import path from 'node:path';
import type { Clock } from './time/clock.js';
import { loadConfig } from './config/load.js';
import { resolveSettings, resolveTimezone } from './config/resolve.js';
import { openSite } from './files/site-folder.js';
import { findPosts } from './find.js';
import { localDate, parseDate } from './time/dates.js';
import { BuildError, problem, shown } from './problem.js';
import { noCache } from './cache/cache.js';
import { readArticles } from './river/reading.js';
import { isStampable, planStamp, writeStamp, type StampedFile } from './stamp/stamp-file.js';
import { messageOf } from './untyped.js';

export interface StampRequest {
  /** Folder of the site: absolute. Its config tells the time zone, and problems name files from here. */
  readonly folder: string;
  readonly files: readonly string[];
  readonly config: string | undefined;
  /** Date for the articles, as articles write them. Default: the clock's. */
  readonly date: string | undefined;
  readonly dryRun: boolean;
  readonly clock: Clock;
  /** Makes a new UUID. */
  readonly uuid: () => string;
}

/** @throws BuildError when the settings or the date are wrong, or a file cannot be written */
export async function stampFiles({
  folder,
  files,
  config,
  date,
  dryRun,
  clock,
  uuid,
}: StampRequest): Promise<readonly StampedFile[]> {
  const timezone = resolveTimezone(await loadConfig(folder, config));
  if (date !== undefined && typeof parseDate(date, timezone) === 'string') {
    const args = { option: '--date', value: shown(date), expected: 'a date like 2026-08-22 or 2026-08-22T09:00+02:00' };
    throw new BuildError([problem('option-invalid', {}, args)]);
  }
  const { findMarks, markdownToPlainText: toPlainText } = await import('./render/plain-text.js');
  const facts = {
    date: date ?? localDate(clock.now(), timezone),
    dateAsked: date !== undefined,
    findMarks,
    toPlainText,
  };
  const targets = [
    ...new Set(files.map((file) => path.relative(folder, path.resolve(folder, file)).replaceAll('\\', '/'))),
  ];
  const idOf = await currentIds(folder, config, clock);
  const planned = targets.map((file) =>
    planStamp(file, folder, { ...facts, id: `urn:uuid:${uuid()}`, currentId: idOf(file) }),
  );
  if (!dryRun) for (const stamp of planned.filter(isStampable)) write(stamp, folder);
  return planned;
}

/** The ids that a build gives now: an article that may be published keeps its own. */
async function currentIds(
  folder: string,
  config: string | undefined,
  clock: Clock,
): Promise<(file: string) => string | undefined> {
  try {
    const settings = resolveSettings(await loadConfig(folder, config), {}, clock.now());
    const site = openSite(folder);
    const { articles } = await readArticles(findPosts(site, settings).files, site, settings, noCache, {});
    const ids = new Map(articles.map(({ file, id }) => [file, id]));
    return (file) => ids.get(file);
  } catch {
    return () => undefined; // Without an address or articles there is no feed yet, and so no id.
  }
}

function write(stamp: StampedFile, folder: string): void {
  try {
    writeStamp(stamp, folder);
  } catch (error) {
    const reason = messageOf(error);
    throw new BuildError([problem('stamp-unwritable', { file: stamp.to }, { reason })], { cause: error });
  }
}
