import { beforeEach, expect, test } from 'vitest';
import { useFakeS3 } from '../publish/fake-s3.js';
import { startHub } from './servers.js';
import { putOnline } from './site-online.js';

const s3 = useFakeS3();
const outbox = '/blog/feeds/.feedwright/outbox.json';

beforeEach(() => s3().objects.clear());

test('what is published to a store is told from there, wherever the next run is', async () => {
  const hub = await startHub();
  const output = 's3://blog/feeds';
  const site = await putOnline({ hubs: [hub.url], output });
  hub.instead = (_, response) => response.writeHead(503).end();
  const failed = await site.build({ ping: true });
  expect([failed.ok, failed.problems.map(({ code }) => code)]).toEqual([true, ['ping-failed']]);
  expect(s3().text(outbox)).toContain('"path": "rss.xml"');
  hub.instead = undefined;
  // A machine that has nothing but the settings.
  const elsewhere = await putOnline({ hubs: [hub.url], output, site: { url: site.url } });
  expect((await elsewhere.ping()).told.map(({ url }) => url)).toEqual(
    ['atom.xml', 'feed.json', 'rss.xml'].map((name) => site.url + name),
  );
  expect(s3().objects.has(outbox)).toBe(false);
  expect((await elsewhere.ping()).told).toEqual([]);
  expect((await site.ping({ all: true })).told.length).toBe(3);
});

test('a store that cannot be reached any more is a warning: the feeds are in place', async () => {
  const hub = await startHub();
  const site = await putOnline({ hubs: [hub.url], output: 's3://blog/feeds' });
  hub.instead = (_, response) => {
    s3().refused.add(outbox);
    response.writeHead(202).end();
  };
  const built = await site.build({ ping: true });
  expect([built.ok, built.told?.length, built.problems.map(({ code }) => code)]).toEqual([
    true,
    3,
    ['outbox-unreachable'],
  ]);
});
