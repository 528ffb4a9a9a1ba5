/**
 * The instants at which a cron expression is due in a time zone.
 *
 * node-cron 4.6 leaves out the hour that is shown twice in autumn (four runs of "every quarter"), and a daily run in
 * the hour that is skipped in spring. Here each time of day is due once on each day: one that is skipped as much later,
 * one that is shown twice the first time; an expression that takes every hour, each time.
 */
import type { Instant } from '../model.js';
import { offsetAt } from '../time/timezone.js';
import { readExpression, type WallCron } from './expression.js';

export interface Cron {
  readonly expression: string;
  /** Undefined when it is never due again. */
  readonly next: (after: Instant) => Instant | undefined;
}

/** @throws CronError */
export function parseCron(expression: string, timezone: string): Cron {
  const wall = readExpression(expression);
  let steady: Steady | undefined;
  const next = (after: Instant): Instant | undefined => {
    steady = steady !== undefined && after >= steady.from && after < steady.to ? steady : steadyFrom(after, timezone);
    const found = steady === undefined ? undefined : wall.next(after + steady.offset);
    if (steady !== undefined && found !== undefined && found - steady.offset <= steady.to) return found - steady.offset;
    return nextInZone(wall, after, timezone);
  };
  return { expression, next };
}

/** A while in which no clock changes, nor has for a day: looking up offsets is most of the work. */
interface Steady {
  readonly from: Instant;
  readonly to: Instant;
  readonly offset: number;
}

function steadyFrom(from: Instant, zone: string): Steady | undefined {
  const offset = offsetAt(from, zone);
  const isSteady = offsetAt(from - day, zone) === offset && offsetAt(from + day, zone) === offset;
  return isSteady ? { from, to: from + day, offset } : undefined;
}

/** The first instant that any of them is due. */
export function nextOf(crons: readonly Cron[], after: Instant): Instant | undefined {
  const instants = crons.flatMap((cron) => cron.next(after) ?? []);
  return instants.length === 0 ? undefined : Math.min(...instants);
}

/** The first so many instants that any of them is due. */
export function nextFew(crons: readonly Cron[], after: Instant, count: number): readonly Instant[] {
  const next = count === 0 ? undefined : nextOf(crons, after);
  return next === undefined ? [] : [next, ...nextFew(crons, next, count - 1)];
}

/** The last instant until now that any of them was due. */
export function lastOf(crons: readonly Cron[], now: Instant): Instant | undefined {
  for (let span = 60_000; span < century; span *= 4) {
    let last = nextOf(crons, now - span);
    if (last === undefined || last > now) continue;
    for (let next: Instant | undefined = last; next !== undefined && next <= now; next = nextOf(crons, next)) {
      last = next;
    }
    return last;
  }
  return undefined;
}

const day = 86_400_000;
const century = 36_525 * day;

/** Clocks change at most once in two days: all that they show from `after` on for a day are one of three offsets. */
function nextInZone(wall: WallCron, after: Instant, zone: string): Instant | undefined {
  for (let from = after; from < after + century;) {
    const offsets = [...new Set([from - day, from, from + day].map((instant) => offsetAt(instant, zone)))];
    const due: Instant[] = [];
    const later: Instant[] = [];
    for (const offset of offsets) {
      const found = nextAtOffset(wall, from, offset, offsets.length > 1 ? zone : undefined);
      if (found !== undefined) (found <= from + day ? due : later).push(found);
    }
    if (due.length > 0) return Math.min(...due);
    if (later.length === 0) return undefined;
    from = Math.max(from + day, Math.min(...later) - day);
  }
  return undefined;
}

/** @param changing the zone, when its clocks change nearby: what they skip or show twice is looked at */
function nextAtOffset(
  wall: WallCron,
  from: Instant,
  offset: number,
  changing: string | undefined,
): Instant | undefined {
  let found = wall.next(from + offset);
  if (changing !== undefined) {
    while (found !== undefined && found - offset <= from + day && !isDue(wall, found - offset, changing)) {
      found = wall.next(found);
    }
  }
  return found === undefined ? undefined : found - offset;
}

function isDue(wall: WallCron, instant: Instant, zone: string): boolean {
  const offset = offsetAt(instant, zone);
  const before = offsetAt(instant - day, zone);
  // Within as long after a change as clocks were put forward or back.
  const isNew = before !== offset && offsetAt(instant - Math.abs(offset - before), zone) === before;
  const isShownAgain = isNew && before > offset;
  const isSkipped = isNew && before < offset;
  return (
    (wall.matches(instant + offset) && (wall.isHourly || !isShownAgain)) ||
    (isSkipped && wall.matches(instant + before))
  );
}
