import { appendFileSync, rmSync, statSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { isAsMarked, markOf } from '../../src/files/mark.js';
import { makeSite } from '../site.js';

const hour = 60 * 60 * 1000;

test.each<[string, number]>([
  ['an old file', hour],
  ['a file that was just written', 0],
])('%s is as it was marked until it changes or goes', (_, age) => {
  const file = path.join(makeSite({ 'a.txt': 'one' }), 'a.txt');
  const mark = markOf(file, statSync(file).ctimeMs + age) ?? {};
  expect(isAsMarked(file, mark)).toBe(true);
  appendFileSync(file, '!');
  expect(isAsMarked(file, mark)).toBe(false);
  rmSync(file);
  expect(isAsMarked(file, mark)).toBe(false);
});

test('of a file that was just written the content counts: within a tick it may change and look the same', () => {
  const file = path.join(makeSite({ 'a.txt': 'one' }), 'a.txt');
  const mark = markOf(file, statSync(file).ctimeMs) ?? {};
  writeFileSync(file, 'one');
  expect(isAsMarked(file, mark)).toBe(true);
  writeFileSync(file, 'two');
  expect(isAsMarked(file, { ...mark, facts: markOf(file, 0)?.facts ?? '' })).toBe(false);
});

test('a file that is not there is marked as such', () => {
  const file = path.join(makeSite({}), 'a.txt');
  expect(markOf(file, 0)).toEqual({});
  expect(isAsMarked(file, {})).toBe(true);
  writeFileSync(file, '');
  expect(isAsMarked(file, {})).toBe(false);
});

test('a film that was just written is not read: nobody could tell', () => {
  const folder = makeSite({ 'a.mp4': '' });
  const file = path.join(folder, 'a.mp4');
  truncateSync(file, 3 * 1024 ** 3);
  expect(markOf(file, statSync(file).ctimeMs)).toBeUndefined();
  expect(markOf(file, statSync(file).ctimeMs + hour)).toEqual({ facts: expect.any(String) });
});

test('what cannot be looked at has no mark, and is as no mark says', () => {
  const folder = makeSite({});
  const loop = path.join(folder, 'loop');
  symlinkSync(loop, loop);
  expect(markOf(loop, 0)).toBeUndefined();
  expect(isAsMarked(loop, {})).toBe(false);
});
