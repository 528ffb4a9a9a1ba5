import { stdout } from 'node:process';
import { expect, test } from 'vitest';
import { killPublishers } from '../publish/kills.js';

test.each([
  ['publishing', 500],
  ['renaming', 200],
] as const)(
  'processes that are killed while %s, %d of them, leave no mixture behind the next run',
  async (spread, count) => {
    const kills = await killPublishers(count, 2026, spread);
    const { recovered, torn, left } = kills;
    expect({ mixed: recovered.mixed, torn, left }).toEqual({ mixed: 0, torn: [], left: [] });
    expect(Math.min(recovered.old, recovered.new)).toBeGreaterThan(0);
    stdout.write(`${spread}: ${JSON.stringify(kills)}\n`);
  },
  900_000,
);
