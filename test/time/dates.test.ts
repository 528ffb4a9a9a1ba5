import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dateInPath, localDate, parseDate, withoutDate } from '../../src/time/dates.js';

const read = (text: string, timezone = 'UTC') => {
  const date = parseDate(text, timezone);
  return typeof date === 'string' ? date : new Date(date.instant).toISOString();
};

describe('a date', () => {
  test.each([
    // Every spelling of the census.
    ['2024-05-01', '2024-05-01T00:00:00.000Z'],
    ['2024/05/01', '2024-05-01T00:00:00.000Z'],
    ['2024-05-01 10:20:30 +0200', '2024-05-01T08:20:30.000Z'],
    ['2024-05-01 10:20:30 -0400', '2024-05-01T14:20:30.000Z'],
    ['2024-05-01 9:20:30 -0400', '2024-05-01T13:20:30.000Z'],
    ['1787137200000', '2026-08-19T11:00:00.000Z'],
    ['2024-05-01 10:20:30.123456+02:00', '2024-05-01T08:20:30.123Z'],
    ['2024-05-01T10:20:30.123Z', '2024-05-01T10:20:30.123Z'],
    ['2024-05-01T10:20:30Z', '2024-05-01T10:20:30.000Z'],
    ['2024-05-01T10:20:30+05:30', '2024-05-01T04:50:30.000Z'],
    ['2024-05-01 10:20:30 -04:00', '2024-05-01T14:20:30.000Z'],
    ['2024-05-01 10:20:30', '2024-05-01T10:20:30.000Z'],
    ['12 March 2024', '2024-03-12T00:00:00.000Z'],
    ['9 Mar 2024', '2024-03-09T00:00:00.000Z'],
    ['2024-05-01T10:20:30', '2024-05-01T10:20:30.000Z'],
    ['2024-05-01 10:20', '2024-05-01T10:20:00.000Z'],
    ['2024-05-01 10:20 -07:00', '2024-05-01T17:20:00.000Z'],
    ['2024-05-1 10:20:30', '2024-05-01T10:20:30.000Z'],
    ['2024-5-01T10:20:30.123Z', '2024-05-01T10:20:30.123Z'],
    ['2024-05-01T9:20:30-08:00', '2024-05-01T17:20:30.000Z'],
    ['2023-01-29 18:30:22 2023 -0800', '2023-01-30T02:30:22.000Z'],
    ['Fri Sep  3 11:21:31 CEST 2021', '2021-09-03T09:21:31.000Z'],
    ['2018-10-12 16:20:35 +0100 BST', '2018-10-12T15:20:35.000Z'],
    ['2018-10-12 16:20:35 +0000 GMT', '2018-10-12T16:20:35.000Z'],
    // Others that people write.
    ['Wed, 01 May 2024 10:20:30 GMT', '2024-05-01T10:20:30.000Z'],
    ['May 1, 2024', '2024-05-01T00:00:00.000Z'],
    ['May 1st, 2024', '2024-05-01T00:00:00.000Z'],
    ['2013/7/13 20:46:25', '2013-07-13T20:46:25.000Z'],
    ['1714558830', '2024-05-01T10:20:30.000Z'],
  ])('%s is %s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  test.each([
    ['2017-02-29 11:00:00', 'impossible'],
    ['2024-13-01', 'impossible'],
    ['0024-05-01', 'impossible'],
    ['2024-04-31', 'impossible'],
    ['2024-05-01 24:12:03', 'impossible'],
    ['2017-02-10 00:10::00 -03:00', 'unreadable'],
    ['next friday', 'unreadable'],
    ['2024-05-01 10:20:30 XYZ', 'unreadable'],
    ['2023-01-29 18:30:22 2022 -0800', 'unreadable'],
    ['12 Marz 2024x', 'unreadable'],
    ['git Last Modified', 'unreadable'],
    ['2024', 'unreadable'],
    ['202405011030', 'unreadable'],
    ['20240501103000', 'unreadable'],
    ['', 'unreadable'],
  ])('%s is %s', (text, fault) => {
    expect(read(text)).toBe(fault);
  });

  test.each([
    ['2024-01-15', 'Europe/Paris', '2024-01-14T23:00:00.000Z'],
    ['2024-07-15', 'Europe/Paris', '2024-07-14T22:00:00.000Z'],
    ['2024-07-15 10:00', 'America/Los_Angeles', '2024-07-15T17:00:00.000Z'],
    ['2024-07-15 10:00', 'Asia/Kolkata', '2024-07-15T04:30:00.000Z'],
    ['2024-07-15T10:00Z', 'Asia/Kolkata', '2024-07-15T10:00:00.000Z'],
    // The clocks skip from 2:00 to 3:00, and show 2:30 twice: the first is meant.
    ['2024-03-31 02:30', 'Europe/Paris', '2024-03-31T01:30:00.000Z'],
    ['2024-10-27 02:30', 'Europe/Paris', '2024-10-27T00:30:00.000Z'],
    // Midnight does not exist on this day in Beirut.
    ['2024-03-31', 'Asia/Beirut', '2024-03-30T22:00:00.000Z'],
  ])('%s in %s is %s', (text, timezone, expected) => {
    expect(read(text, timezone)).toBe(expected);
  });

  test('keeps the day that the author wrote for permalinks, whatever the offset', () => {
    const date = parseDate('2024-05-01 01:00 +0900', 'UTC');
    expect(date).toMatchObject({ wall: { year: 2024, month: 5, day: 1 } });
  });
});

describe('a date in a path', () => {
  test.each([
    ['2024-05-01-title.md', '2024-05-01'],
    ['2016-10-08_title.md', '2016-10-08'],
    ['2021-04-15-title/index.md', '2021-04-15'],
    ['2024/10/21/title.md', '2024-10-21'],
    ['blog/2024/5/1/title.md', '2024-05-01'],
    ['2015-10-8-title.md', '2015-10-08'],
    ['2018-12-01-2018-12-01-title.md', '2018-12-01'],
    ['2024-05-01.md', '2024-05-01'],
  ])('%s is %s', (path, day) => {
    expect(new Date(dateInPath(path, 'UTC')?.instant ?? 0).toISOString()).toBe(`${day}T00:00:00.000Z`);
  });

  test.each(['2019-40-27-foo.md', 'title.md', 'v2024-05-01.md', '2024-05.md', '12024-05-01.md'])(
    '%s has none',
    (path) => {
      expect(dateInPath(path, 'UTC')).toBeUndefined();
    },
  );

  test.each([
    ['2024-05-01-title', 'title'],
    ['2018-12-01-2018-12-01-title', 'title'],
    ['2016-10-08_title', 'title'],
    ['title-2024', 'title-2024'],
    ['2024-05-01', ''],
  ])('%s without it is %s', (name, expected) => {
    expect(withoutDate(name)).toBe(expected);
  });
});

test.each([
  ['UTC', '2026-11-22T12:00:00Z'],
  ['Europe/Paris', '2026-11-22T13:00:00+01:00'],
  ['Asia/Kolkata', '2026-11-22T17:30:00+05:30'],
  ['America/St_Johns', '2026-11-22T08:30:00-03:30'],
])('an instant is written with the offset of %s', (timezone, expected) => {
  expect(localDate(Date.UTC(2026, 10, 22, 12), timezone)).toBe(expected);
});

test('a date as most are written is the same as with another space in it', () => {
  const two = (max: number) => fc.nat(max).map((number) => String(number).padStart(2, '0'));
  const zone = fc.oneof(
    fc.constantFrom('', 'Z', ' Z'),
    fc
      .tuple(fc.constantFrom('+', '-', ' +', ' -'), two(15), fc.constantFrom(':', ''), two(60))
      .map((parts) => parts.join('')),
  );
  const clock = fc
    .tuple(fc.constantFrom('T', ' '), two(25), two(60), two(60), fc.constantFrom('', '.5', '.123', '.123456'), zone)
    .map(([start, hour, minute, second, fraction, end]) => `${start}${hour}:${minute}:${second}${fraction}${end}`);
  fc.assert(
    fc.property(fc.constantFrom('0000', '0099', '2024', '2023'), two(13), two(32), clock, (year, month, day, time) => {
      for (const timezone of ['UTC', 'Europe/Berlin'])
        expect(parseDate(`${year}-${month}-${day}${time}`, timezone)).toEqual(
          parseDate(`${year}-${month}-${day}, ${time.trimStart().replace('T', '')}`, timezone),
        );
    }),
    { numRuns: 2000 },
  );
});
