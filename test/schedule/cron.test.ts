import { describe, expect, test } from 'vitest';
import { lastOf, nextFew, nextOf, parseCron } from '../../src/schedule/cron.js';
import { CronError } from '../../src/schedule/expression.js';

const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'America/Santiago'];
const at = (text: string) => Date.parse(text);
const told = (instants: readonly (number | undefined)[]) =>
  instants.map((instant) => (instant === undefined ? '' : new Date(instant).toISOString().slice(0, 16)));

/** All instants of a year, by its UTC days. */
function yearOf(expression: string, zone: string): readonly number[] {
  const cron = parseCron(expression, zone);
  const instants: number[] = [];
  for (let next = cron.next(at('2026-01-01T00:00Z') - 1); next !== undefined && next < at('2027-01-01T00:00Z');) {
    instants.push(next);
    next = cron.next(next);
  }
  return instants;
}

describe('a year over both changes of the clocks', () => {
  test.each(zones)('holds every quarter of an hour in %s, with the same time between all', (zone) => {
    const instants = yearOf('*/15 * * * *', zone);
    expect(instants).toHaveLength(365 * 24 * 4);
    expect(new Set(instants.slice(1).map((instant, index) => instant - (instants[index] ?? 0)))).toEqual(
      new Set([900_000]),
    );
  });

  test.each(
    zones.flatMap((zone) =>
      ['0 0 * * *', '15 2 * * *', '30 2 * * *', '30 1 * * *', '59 23 * * *'].map((expression) => [expression, zone]),
    ),
  )('holds %s once for each day in %s', (expression = '', zone = '') => {
    const instants = yearOf(expression, zone);
    const days = new Set(instants.map((instant) => new Intl.DateTimeFormat('en', { timeZone: zone }).format(instant)));
    expect([instants.length, days.size]).toEqual([365, 365]);
  });
});

describe('a time of day', () => {
  test('that the clocks skip is due as much later', () => {
    // In Berlin, 2:00 is followed by 3:00 on 29 March.
    const cron = parseCron('30 2 * * *', 'Europe/Berlin');
    expect(told(nextFew([cron], at('2026-03-28T12:00Z'), 2))).toEqual(['2026-03-29T01:30', '2026-03-30T00:30']);
  });

  test('that the clocks show twice is due the first time', () => {
    const cron = parseCron('30 2 * * *', 'Europe/Berlin');
    expect(told(nextFew([cron], at('2026-10-24T12:00Z'), 2))).toEqual(['2026-10-25T00:30', '2026-10-26T01:30']);
  });

  test('that is skipped and falls on another is due once', () => {
    const cron = parseCron('30 2,3 * * *', 'Europe/Berlin');
    expect(told(nextFew([cron], at('2026-03-29T00:00Z'), 2))).toEqual(['2026-03-29T01:30', '2026-03-30T00:30']);
  });

  test('at midnight is due on a day that begins at one', () => {
    const cron = parseCron('@daily', 'America/Santiago');
    expect(told(nextFew([cron], at('2026-09-05T12:00Z'), 2))).toEqual(['2026-09-06T04:00', '2026-09-07T03:00']);
  });
});

describe('an expression', () => {
  test.each([
    ['0 9 * * MON#1', '2026-12-07T09:00'],
    ['0 9 L * *', '2026-11-30T09:00'],
    ['0 9 LW * *', '2026-11-30T09:00'],
    ['0 9 29 2 *', '2028-02-29T09:00'],
    ['0 9 29 2 1', '2044-02-29T09:00'],
    ['*/20 30 10 * * *', '2026-11-27T10:30'],
    ['@hourly', '2026-11-26T13:00'],
    ['0 22-2 * * *', '2026-11-26T22:00'],
  ])('%s is next due at %s', (expression, expected) => {
    expect(told([parseCron(expression, 'UTC').next(at('2026-11-26T12:00Z'))])).toEqual([expected]);
  });

  test.each([
    ['61 * * * *', '"61 * * * *" is no cron expression: 61 is an invalid expression for minute.'],
    ['* * *', '"* * *" is no cron expression: expected 5 or 6 fields but got 3.'],
    ['@reboot', '"@reboot" is no cron expression: pattern includes illegal characters.'],
    ['0 0 31 2 *', '"0 0 31 2 *" is no cron expression: 31 2 is an impossible day of month for the given month.'],
    ['', '"" is no cron expression: pattern includes illegal characters.'],
  ])('%s is refused in one sentence', (expression, sentence) => {
    expect(() => parseCron(expression, 'UTC')).toThrow(new CronError(sentence));
  });
});

test('of several expressions, the first that is due counts, and two at once are one', () => {
  const crons = ['0 * * * *', '*/30 * * * *'].map((expression) => parseCron(expression, 'UTC'));
  expect(told(nextFew(crons, at('2026-11-26T12:10Z'), 3))).toEqual([
    '2026-11-26T12:30',
    '2026-11-26T13:00',
    '2026-11-26T13:30',
  ]);
  expect(nextOf([], 0)).toBeUndefined();
});

test('the last instant that was due is found, however long ago', () => {
  const last = (expression: string) => told([lastOf([parseCron(expression, 'UTC')], at('2026-11-26T12:00Z'))]);
  expect([last('*/15 * * * *'), last('0 9 29 2 *')].flat()).toEqual(['2026-11-26T12:00', '2024-02-29T09:00']);
});
