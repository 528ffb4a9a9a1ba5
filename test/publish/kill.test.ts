import { expect, test } from 'vitest';
import { killPublishers } from './kills.js';

test.each([
  ['publishes', 'publishing', 6],
  ['renames', 'renaming', 5],
] as const)(
  'a process that is killed while it %s leaves whole documents, and after the next run all are old or all new',
  async (_, spread, count) => {
    const { recovered, torn, left } = await killPublishers(count, 1, spread);
    expect({ mixed: recovered.mixed, torn, left }).toEqual({ mixed: 0, torn: [], left: [] });
    expect(recovered.old + recovered.new).toBe(count);
  },
  60_000,
);
