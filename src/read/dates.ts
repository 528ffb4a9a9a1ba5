/** The dates of an article: when it is published, and when it was updated. */
import { readDate, readLatestDate, readText, type FieldReader } from '../front-matter/fields.js';
import type { Instant } from '../model.js';
import { problem, shown, type Problem } from '../problem.js';
import { stated } from '../stated.js';
import { dateInPath, type ReadDate } from '../time/dates.js';
import { rfc3339 } from '../time/instant.js';
import { isMedia } from './enclosures.js';

/** A wrong update keeps nobody from reading the article, nor does one that is still to come. */
export function readUpdated(
  reader: FieldReader,
  timezone: string,
  now: Instant,
): { date?: ReadDate; problems: readonly Problem[] } {
  const { date, problems } = readDate(reader, 'updated', timezone);
  const [{ name, value } = { name: 'updated', value: undefined }] = reader.all('updated');
  if (date !== undefined && date.instant > now)
    return { problems: [problem('updated-ahead', reader.place(name), { value: rfc3339(date.instant) })] };
  if (date !== undefined || problems.length === 0) return { ...stated({ date }), problems };
  const args = { field: name, value: shown(value), expected: 'a date' };
  return { problems: [problem('field-ignored', reader.place(name), args)] };
}

/** Its date, or the later day on which its author lets it out. Its address has the date. */
export function readPublished(
  reader: FieldReader,
  post: string,
  timezone: string,
): { date?: ReadDate; problems: readonly Problem[] } {
  const due = readLatestDate(reader, 'due', timezone);
  if (due.problems.length > 0) return due;
  const own = readOwnDate(reader, post, timezone);
  if (due.date === undefined) return own;
  const { date = due.date } = own;
  const problems = own.problems.filter(({ code }) => code !== 'date-missing');
  return { date: { instant: Math.max(date.instant, due.date.instant), wall: date.wall }, problems };
}

/** The date field; else the day in the file's path, else the day in the address (Zola: `path = "2026/03/26/…"`), else `release_date`. */
function readOwnDate(
  reader: FieldReader,
  post: string,
  timezone: string,
): { date?: ReadDate; problems: readonly Problem[] } {
  const field = readDate(reader, 'published', timezone);
  if (field.date !== undefined || field.problems.length > 0) return field;
  const paths = [
    post,
    ...reader
      .all('url')
      .map(({ value }) => String(value))
      .filter((url) => !isMedia(url)),
    readText(reader, 'slug')?.text ?? '',
  ];
  const date = paths.map((path) => dateInPath(path, timezone)).find((found) => found !== undefined);
  if (date !== undefined) return { date, problems: [] };
  const released = readDate(reader, 'released', timezone);
  if (released.date !== undefined) return released;
  return { problems: [problem('date-missing', { file: reader.place('').file, line: 1 })] };
}

/** An update before publication, or at its instant, is none. */
export function laterThan(published: Instant, updated: Instant | undefined): Instant | undefined {
  return updated !== undefined && updated > published ? updated : undefined;
}
