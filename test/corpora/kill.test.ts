import { env, stdout } from 'node:process';
import { expect, test } from 'vitest';
import { killPublishers } from '../publish/kills.js';

/** Each takes about a second on a slow machine; `FEEDWRIGHT_KILLS=all` for as many as it takes to trust it anew. */
const counts =
  env['FEEDWRIGHT_KILLS'] === 'all' ? { publishing: 500, renaming: 200 } : { publishing: 40, renaming: 20 };

const report = (kills: object) => stdout.write(`${JSON.stringify(kills)}\n`);

test(`${counts.publishing} processes that are killed while they publish leave all old or all new behind the next run`, async () => {
  const kills = await killPublishers(counts.publishing, 2026, 'publishing');
  report(kills);
  const { recovered, torn, left } = kills;
  expect({ mixed: recovered.mixed, torn, left }).toEqual({ mixed: 0, torn: [], left: [] });
  expect(Math.min(recovered.old, recovered.new)).toBeGreaterThan(0);
}, 900_000);

test(`${counts.renaming} that are killed while they rename are all finished by the next run`, async () => {
  const kills = await killPublishers(counts.renaming, 2026, 'renaming');
  report(kills);
  const { found, recovered, torn, left } = kills;
  const finished = { old: 0, new: counts.renaming, mixed: 0 };
  expect({ recovered, torn, left }).toEqual({ recovered: finished, torn: [], left: [] });
  expect(found.mixed).toBeGreaterThan(0);
}, 900_000);
