/** What a cron expression says of a clock on the wall. node-cron knows what is one, and which days it means. */
import { createTask, validateDetailed } from 'node-cron';
import type { Instant } from '../model.js';

/** The expression is none: one sentence. */
export class CronError extends Error {
  override readonly name = 'CronError';
}

/** An expression without a zone: instants stand for what a clock on the wall shows, as if it were in UTC. */
export interface WallCron {
  readonly matches: (wall: Instant) => boolean;
  readonly next: (after: Instant) => Instant | undefined;
  readonly isHourly: boolean;
}

const second = 1000;
const day = 86_400_000;
/** Days to look ahead: 29 February is a Monday once in 28 years, and 2100 has none. */
const horizon = 40 * 366;

/** @throws CronError */
export function readExpression(expression: string): WallCron {
  const { fields, errors } = validateDetailed(expression);
  if (fields === undefined) {
    const [{ message } = { message: 'it cannot be read' }] = errors;
    throw new CronError(`"${expression}" is no cron expression: ${message.replace(/is a invalid/g, 'is an invalid')}.`);
  }
  const ascending = (values: readonly number[]) => [...new Set(values)].toSorted((a, b) => a - b);
  const hours = ascending(fields.hour);
  const minutes = ascending(fields.minute);
  const seconds = ascending(fields.second);
  const first = (((hours[0] ?? 0) * 60 + (minutes[0] ?? 0)) * 60 + (seconds[0] ?? 0)) * second;
  // Never started: it tells which days are meant, of which there are many spellings.
  const task = createTask(expression, () => {}, { timezone: 'UTC' });
  void task.destroy();
  let latest = { midnight: Number.NaN, isDay: false };
  const isDay = (midnight: Instant) => {
    if (midnight !== latest.midnight) {
      const isMonth = fields.month.includes(new Date(midnight).getUTCMonth() + 1);
      latest = { midnight, isDay: isMonth && task.match(new Date(midnight + first)) };
    }
    return latest.isDay;
  };

  /** The first time of day, in seconds, from one on. */
  const timeFrom = (from: number): number | undefined => {
    for (const hour of hours) {
      if (hour * 3600 + 3599 < from) continue;
      for (const minute of minutes) {
        if (hour * 3600 + minute * 60 + 59 < from) continue;
        const found = seconds.map((value) => hour * 3600 + minute * 60 + value).find((value) => value >= from);
        if (found !== undefined) return found;
      }
    }
    return undefined;
  };
  const next = (after: Instant): Instant | undefined => {
    const start = Math.floor(after / second) * second + second;
    for (let days = 0, midnight = start - mod(start, day); days < horizon; days++, midnight += day) {
      if (!isDay(midnight)) continue;
      const time = timeFrom(Math.max(0, start - midnight) / second);
      if (time !== undefined) return midnight + time * second;
    }
    return undefined;
  };
  return { matches: (wall) => next(wall - second) === wall, next, isHourly: hours.length === 24 };
}

const mod = (value: number, by: number) => ((value % by) + by) % by;
