import { stdout } from 'node:process';
import { expect, test } from 'vitest';
import { killPublishers } from '../publish/kills.js';

const report = (kills: object) => stdout.write(`${JSON.stringify(kills)}\n`);

test('five hundred processes that are killed while they publish leave all old or all new behind the next run', async () => {
  const kills = await killPublishers(500, 2026, 'publishing');
  report(kills);
  const { recovered, torn, left } = kills;
  expect({ mixed: recovered.mixed, torn, left }).toEqual({ mixed: 0, torn: [], left: [] });
  expect(Math.min(recovered.old, recovered.new)).toBeGreaterThan(0);
}, 900_000);

test('two hundred that are killed while they rename are all finished by the next run', async () => {
  const kills = await killPublishers(200, 2026, 'renaming');
  report(kills);
  const { found, recovered, torn, left } = kills;
  expect({ recovered, torn, left }).toEqual({ recovered: { old: 0, new: 200, mixed: 0 }, torn: [], left: [] });
  expect(found.mixed).toBeGreaterThan(0);
}, 900_000);
