import { describe, expect, test } from 'vitest';
import { startHub, subscribe, type Hub } from './servers.js';
import { putOnline } from './site-online.js';

const feeds = ['atom.xml', 'feed.json', 'rss.xml'];

async function subscribedTo(feed: string, hub: Hub) {
  const site = await putOnline({ hubs: [hub.url] });
  await site.build();
  site.deploy();
  await site.ping();
  const subscriber = await subscribe(site.url + feed);
  await hub.settled();
  hub.published.length = 0;
  return { site, subscriber };
}

describe('a new article', () => {
  test.each(feeds)('reaches a subscriber of %s once it is live, signed', async (feed) => {
    const hub = await startHub();
    const { site, subscriber } = await subscribedTo(feed, hub);
    site.write('second.md', 'title: Second');
    // The host takes its time: it is deployed while the third look is awaited.
    site.time.onPause = (count) => void (count === 2 && site.deploy());
    const { told, problems } = await site.build({ waitForDeploy: 60 });
    await hub.settled();
    expect(problems).toEqual([]);
    expect(told?.map(({ url }) => url)).toEqual(feeds.map((name) => site.url + name));
    expect(site.time.pauses).toEqual([2_000, 4_000]);
    expect(subscriber.received.map((body) => body.includes('Second'))).toEqual([true]);
    expect(subscriber.forged).toEqual([]);
  });

  test('reaches nobody before it is live', async () => {
    const hub = await startHub();
    const { site, subscriber } = await subscribedTo('rss.xml', hub);
    site.write('second.md', 'title: Second');
    const { ok, problems } = await site.build({ waitForDeploy: 60 });
    await hub.settled();
    expect([ok, hub.published, subscriber.received]).toEqual([true, [], []]);
    expect(problems).toMatchObject([{ severity: 'warning', code: 'deploy-unseen' }]);
    expect(problems[0]?.message).toContain(
      `${site.url}atom.xml was not live after 60 seconds, nor 2 more: other bytes are served there.`,
    );
    // Looks are further and further apart, and end in time.
    expect(site.time.pauses).toEqual([2_000, 4_000, 8_000, 16_000, 30_000]);
    site.deploy();
    await site.ping({ waitForDeploy: 60 });
    await hub.settled();
    expect(hub.published).toEqual(feeds.map((name) => site.url + name));
    expect(subscriber.received.map((body) => body.includes('Second'))).toEqual([true]);
  });

  test('too early would have shown the subscriber nothing: why it waits', async () => {
    const hub = await startHub();
    const { site, subscriber } = await subscribedTo('rss.xml', hub);
    site.write('second.md', 'title: Second');
    await site.build({ ping: true });
    await hub.settled();
    site.deploy();
    expect([hub.published.length, subscriber.received]).toEqual([3, []]);
  });
});

test('a subscriber with another secret takes nothing for true', async () => {
  const hub = await startHub();
  const { site, subscriber } = await subscribedTo('rss.xml', hub);
  await fetch(subscriber.callback, {
    method: 'POST',
    headers: { 'x-hub-signature': `sha256=${'0'.repeat(64)}` },
    body: 'forged',
  });
  site.write('second.md', 'title: Second');
  await site.build();
  site.deploy();
  await site.ping();
  await hub.settled();
  expect([subscriber.forged, subscriber.received.length]).toEqual([['forged'], 1]);
});
