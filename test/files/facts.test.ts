import { statSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { lastingFacts, toFacts } from '../../src/files/facts.js';
import { makeSite } from '../site.js';

const found = { facts: '1 2 3 4', changed: 10_000 };

test('facts last when the file had rested before the run began', () => {
  expect(lastingFacts(found, 12_001)).toBe('1 2 3 4');
  expect(lastingFacts(found, 11_999)).toBeUndefined();
});

test('facts of a run that does not know the time tell nothing', () => {
  expect(lastingFacts(found, undefined)).toBeUndefined();
  expect(lastingFacts(undefined, 12_001)).toBeUndefined();
});

test('a folder has no facts, nor has what is not there', () => {
  const folder = makeSite({ a: 'text' });
  expect(toFacts(statSync(path.join(folder, 'a')))?.facts).toMatch(/^4 /);
  expect(toFacts(statSync(folder))).toBeUndefined();
  expect(toFacts(undefined)).toBeUndefined();
});
