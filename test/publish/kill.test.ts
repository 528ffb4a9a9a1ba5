import { expect, test } from 'vitest';
import { killPublishers } from './kills.js';

test('a process that is killed while it publishes leaves whole documents, and the next run all old or all new', async () => {
  const { recovered, torn, left } = await killPublishers(15, 1);
  expect({ mixed: recovered.mixed, torn, left }).toEqual({ mixed: 0, torn: [], left: [] });
  expect(recovered.old + recovered.new).toBe(15);
}, 60_000);
