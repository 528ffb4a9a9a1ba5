import { expect, test } from 'vitest';
import { nearestName } from '../src/order.js';

test.each([
  ['ulr', ['url', 'title'], 'url'],
  ['ouput', ['out', 'url'], 'out'],
  ['LIMIT', ['limit'], 'limit'],
  ['x', ['url'], undefined],
  ['descriptoin', ['description', 'language'], 'description'],
])('the name nearest to %s in %j is %s', (name, known, nearest) => {
  expect(nearestName(name, known)).toBe(nearest);
});
