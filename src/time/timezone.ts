/** Local times of IANA time zones as instants. */
import type { Instant } from '../model.js';

/** A calendar day and time of day as a wall clock shows them. */
export interface WallTime {
  readonly year: number;
  /** From 1. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
}

export function isTimezone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions();
    return true;
  } catch {
    return false;
  }
}

/**
 * The instant at which clocks of a zone show a wall time. Where they show it twice, the first; where they skip
 * it, as much later as they skip: what Temporal calls "compatible".
 */
export function instantInZone(wall: WallTime, zone: string): Instant {
  const asUtc = utcInstant(wall);
  if (zone === 'UTC') return asUtc;
  // The offset a day before and a day after are those on both sides of any change nearby.
  const day = 86_400_000;
  const before = asUtc - offsetAt(asUtc - day, zone);
  const after = asUtc - offsetAt(asUtc + day, zone);
  const matching = [before, after].filter((instant) => instant + offsetAt(instant, zone) === asUtc);
  return matching.length > 0 ? Math.min(...matching) : before;
}

export function utcInstant({ year, month, day, hour, minute, second, millisecond }: WallTime): Instant {
  return new Date(0).setUTCFullYear(year, month - 1, day) + ((hour * 60 + minute) * 60 + second) * 1000 + millisecond;
}

/**
 * Whether a day and time exist in the calendar: 30 February and 24:12 do not. Nor do years below 100, which are slips,
 * and which readers of RFC 822 dates take for 1900 and more.
 */
export function exists(wall: WallTime): boolean {
  const date = new Date(utcInstant(wall));
  return (
    wall.year >= 100 &&
    date.getUTCFullYear() === wall.year &&
    date.getUTCMonth() + 1 === wall.month &&
    date.getUTCDate() === wall.day &&
    wall.hour < 24 &&
    wall.minute < 60 &&
    wall.second < 60
  );
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** Milliseconds by which the clocks of a zone are ahead of UTC at an instant. */
export function offsetAt(instant: Instant, zone: string): number {
  let clock = clocks.get(zone);
  if (clock === undefined) {
    const numeric = {
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    } as const;
    clock = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', era: 'short', ...numeric });
    clocks.set(zone, clock);
  }
  const parts = Object.fromEntries(clock.formatToParts(instant).map(({ type, value }) => [type, value]));
  const number = (type: string) => Number(parts[type]);
  const year = parts['era'] === 'BC' ? 1 - number('year') : number('year');
  const wall = {
    year,
    month: number('month'),
    day: number('day'),
    hour: number('hour'),
    minute: number('minute'),
    second: number('second'),
    millisecond: 0,
  };
  return utcInstant(wall) - Math.floor(instant / 1000) * 1000;
}
