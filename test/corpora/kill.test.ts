import { expect, test } from 'vitest';
import { killPublishers } from '../publish/kills.js';

test('of five hundred processes that are killed while they publish, none leaves a mixture behind the next run', async () => {
  const kills = await killPublishers(500, 2026);
  const { recovered, torn, left } = kills;
  expect({ mixed: recovered.mixed, torn, left }).toEqual({ mixed: 0, torn: [], left: [] });
  expect(recovered.old).toBeGreaterThan(100);
  expect(recovered.new).toBeGreaterThan(10);
  process.stdout.write(`${JSON.stringify(kills)}\n`);
}, 900_000);
