/** The small river beside the main one: texts become articles. Settings → each file → written back. */
import path from 'node:path';
import type { Clock } from './time/clock.js';
import { loadConfig } from './config/load.js';
import { resolveTimezone } from './config/resolve.js';
import { localDate, parseDate } from './time/dates.js';
import { BuildError, problem, shown } from './problem.js';
import { isStampable, planStamp, writeStamp, type StampedFile } from './stamp/stamp-file.js';

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
  const planned = files.map((file) =>
    planStamp(path.relative(folder, path.resolve(folder, file)), folder, { ...facts, id: `urn:uuid:${uuid()}` }),
  );
  if (!dryRun) for (const stamp of planned.filter(isStampable)) write(stamp, folder);
  return planned;
}

function write(stamp: StampedFile, folder: string): void {
  try {
    writeStamp(stamp, folder);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new BuildError([problem('output-unwritable', { file: stamp.to }, { path: stamp.to, reason })], {
      cause: error,
    });
  }
}
