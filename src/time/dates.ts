/** Dates in every spelling that the census of 42 blogs found, and in no other; a zone for those that state none. */
import type { Instant } from '../model.js';
import { exists, instantInZone, offsetAt, utcInstant, type WallTime } from './timezone.js';

export interface ReadDate {
  readonly instant: Instant;
  /** The day and time as written: what permalinks are made of. */
  readonly wall: WallTime;
}

export type DateFault = 'unreadable' | 'impossible';

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Hours ahead of UTC. RFC 822 defines the American ones; the others have one meaning only in practice. */
const zoneNames: Readonly<Record<string, number>> = {
  Z: 0, UTC: 0, GMT: 0, UT: 0, WET: 0, WEST: 1, BST: 1, CET: 1, CEST: 2, EET: 2, EEST: 3, MSK: 3, JST: 9,
  EST: -5, EDT: -4, CST: -6, CDT: -5, MST: -7, MDT: -6, PST: -8, PDT: -7,
}; // prettier-ignore

const time = String.raw`(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,](?<fraction>\d{1,9}))?)?`;
const zone = String.raw`(?<zone>[+-]\d{2}(?::?\d{2})?|[A-Z]{1,4})`;
const month = '(?<monthName>[A-Z][a-z]{2,8})\\.?';
/** A zone's name may follow its offset (`+0100 BST`), and one blog repeats the year before it (`18:30:22 2023 -0800`). */
const clock = `(?: *(?:T| |, ?) *${time}(?: (?<again>\\d{4}))?(?: ?${zone}(?: \\(?[A-Z]{3,4}\\)?)?)?)?`;

const spellings: readonly RegExp[] = [
  // 2024-05-01, 2024/5/1, 2024-05-01T10:00:00.000Z, 2024-05-01 9:00:00 -0400
  new RegExp(`^(?<year>\\d{4})([-/.])(?<month>\\d{1,2})\\2(?<day>\\d{1,2})${clock}$`, 'i'),
  // 1 May 2024, Wed, 1 May 2024 10:00:00 GMT
  new RegExp(`^(?:[A-Z][a-z]{2,8},? )?(?<day>\\d{1,2})(?:st|nd|rd|th)?[ -]${month},?[ -](?<year>\\d{4})${clock}$`, 'i'),
  // May 1, 2024
  new RegExp(`^(?:[A-Z][a-z]{2,8},? )?${month} (?<day>\\d{1,2})(?:st|nd|rd|th)?,? (?<year>\\d{4})${clock}$`, 'i'),
  // Fri Sep  3 11:21:31 CEST 2021
  new RegExp(`^[A-Z][a-z]{2} ${month} (?<day>\\d{1,2}) ${time}(?: ${zone})? (?<year>\\d{4})$`, 'i'),
];

/** @param timezone IANA zone of a date that states none. A date alone is that day at midnight there. */
export function parseDate(written: string, timezone: string): ReadDate | DateFault {
  const text = /\s/.test(written) ? written.replace(/\s+/g, ' ').trim() : written;
  // Milliseconds since 2001, or seconds; twelve or fourteen digits are a date run together, and not guessed.
  if (/^1\d{12}$/.test(text)) return fromEpoch(Number(text));
  if (/^1\d{9}$/.test(text)) return fromEpoch(Number(text) * 1000);
  const plain = readPlainDate(text, timezone);
  if (plain !== undefined) return plain;
  const parts = readSpelling(text);
  if (parts === undefined) return 'unreadable';
  if (parts['again'] !== undefined && parts['again'] !== parts['year']) return 'unreadable';
  const monthNumber = parts['month'] ?? months.indexOf(parts['monthName']?.slice(0, 3).toLowerCase() ?? '') + 1;
  const wall: WallTime = {
    year: Number(parts['year']),
    month: Number(monthNumber),
    day: Number(parts['day']),
    hour: Number(parts['hour'] ?? 0),
    minute: Number(parts['minute'] ?? 0),
    second: Number(parts['second'] ?? 0),
    millisecond: Number((parts['fraction'] ?? '').slice(0, 3).padEnd(3, '0')),
  };
  if (wall.month === 0) return 'unreadable';
  if (!exists(wall)) return 'impossible';
  if (parts['zone'] === undefined) return { instant: instantInZone(wall, timezone), wall };
  const offset = parseOffset(parts['zone']);
  return offset === undefined ? 'unreadable' : { instant: utcInstant(wall) - offset, wall };
}

const plainDate =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d):(\d\d)(?:\.(\d{3}))?(Z|(?: ?([+-])(0\d|1[0-4]):?([0-5]\d)))?)?$/;

/** As most are written: to name its groups takes a pattern longer than to find them. */
function readPlainDate(text: string, timezone: string): ReadDate | DateFault | undefined {
  const groups = plainDate.exec(text);
  if (groups === null) return undefined;
  const [, year, month, day, hour = 0, minute = 0, second = 0, millisecond = 0, zone, sign, hours, minutes] = groups;
  const wall: WallTime = {
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
    millisecond: Number(millisecond),
  };
  if (wall.month === 0) return undefined;
  if (!exists(wall)) return 'impossible';
  if (zone === undefined) return { instant: instantInZone(wall, timezone), wall };
  const offset = sign === undefined ? 0 : (Number(hours) * 60 + Number(minutes)) * 60_000;
  return { instant: utcInstant(wall) - (sign === '-' ? -offset : offset), wall };
}

function readSpelling(text: string): Readonly<Record<string, string | undefined>> | undefined {
  for (const spelling of spellings) {
    const groups = spelling.exec(text)?.groups;
    if (groups !== undefined) return groups;
  }
  return undefined;
}

function parseOffset(text: string): number | undefined {
  const [, sign, hours, minutes = '0'] = /^([+-])(\d{2}):?(\d{2})?$/.exec(text) ?? [];
  if (hours === undefined) {
    const ahead = zoneNames[text.toUpperCase()];
    return ahead === undefined ? undefined : ahead * 3_600_000;
  }
  if (Number(hours) > 15 || Number(minutes) > 59) return undefined;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

function fromEpoch(instant: Instant): ReadDate {
  const date = new Date(instant);
  const wall = {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    millisecond: date.getUTCMilliseconds(),
  };
  return { instant, wall };
}

/** An instant as the clocks of a zone show it, with their offset: `2026-11-22T15:20:00+01:00`. */
export function localDate(instant: Instant, timezone: string): string {
  const offset = offsetAt(instant, timezone);
  const wall = new Date(instant + offset).toISOString().slice(0, 19);
  if (offset === 0) return `${wall}Z`;
  const minutes = Math.abs(Math.round(offset / 60_000));
  const digits = (value: number) => String(Math.floor(value)).padStart(2, '0');
  return `${wall}${offset < 0 ? '-' : '+'}${digits(minutes / 60)}:${digits(minutes % 60)}`;
}

/**
 * The day that a path names: in the file's name (`2024-05-01-title.md`, `2016-10-08_title.md`), in a folder's
 * (`2021-04-15-title/index.md`), or as folders (`2024/05/01/title.md`).
 * @returns undefined when there is none, or none that exists (a real blog has `2019-40-27-…`)
 */
export function dateInPath(path: string, timezone: string): ReadDate | undefined {
  const [, year, , month, day] = /(?:^|\/)(\d{4})([-/])(\d{1,2})\2(\d{1,2})(?=[-_. /]|$)/.exec(path) ?? [];
  if (year === undefined) return undefined;
  const date = parseDate(`${year}-${month}-${day}`, timezone);
  return typeof date === 'string' ? undefined : date;
}

/** A file's name without the dates before it: a real blog has one twice. */
export function withoutDate(name: string): string {
  return name.replace(/^(?:\d{4}-\d{1,2}-\d{1,2}(?:[-_. ]+|$))+/, '');
}
