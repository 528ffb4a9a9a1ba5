import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { BuildError } from '../../src/index.js';
import { acquireLock } from '../../src/files/lock.js';
import { systemDisk } from '../../src/files/disk.js';
import { parseXml } from '../../src/xml-parser.js';
import { childElements, textOf } from '../../src/xml.js';
import { serve, startHub, type Handler } from './servers.js';
import { putOnline } from './site-online.js';

const feeds = ['atom.xml', 'feed.json', 'rss.xml'];
const codesOf = ({ problems }: { readonly problems: readonly { readonly code: string }[] }) =>
  problems.map(({ code }) => code);
const answering =
  (status: number, body = '', headers: Readonly<Record<string, string>> = {}): Handler =>
  (_, response) =>
    response.writeHead(status, headers).end(body);

describe('a hub', () => {
  test('is told of each live feed that changed, once', async () => {
    const hub = await startHub();
    const site = await putOnline({ hubs: [hub.url], channels: { tags: true }, archives: { entries: 1 } });
    site.write('old.md', 'title: Old\ntags: [a]');
    await site.build({ ping: true });
    const of = (folder: string) => feeds.map((name) => `${site.url}${folder}${name}`);
    expect(hub.published.toSorted()).toEqual([...of(''), ...of('tags/a/')].toSorted());
    hub.published.length = 0;
    site.write('new.md', 'title: New\ntags: [b]');
    await site.build({ ping: true });
    expect(hub.published.toSorted()).toEqual([...of(''), ...of('tags/b/')].toSorted());
  });

  test('hears nothing when nothing changed, when nobody asks, in a dry run, and of a build that failed', async () => {
    const hub = await startHub();
    const site = await putOnline({ hubs: [hub.url] });
    await site.build({ ping: true });
    hub.published.length = 0;
    const again = await site.build({ ping: true });
    expect([again.told, again.problems]).toEqual([[], []]);
    site.write('new.md', 'title: New');
    expect((await site.build({ ping: true, dryRun: true })).told).toBeUndefined();
    site.write('broken.md', 'title: Broken\nexpires: 2026-02-30');
    expect((await site.build({ ping: true })).ok).toBe(false);
    rmSync(path.join(site.folder, 'posts/broken.md'));
    expect((await site.build()).told).toBeUndefined();
    expect(hub.published).toEqual([]);
  });

  test('that is no hub of the settings is never told, whatever stands in the outbox', async () => {
    const [hub, other] = [await startHub(), await startHub()];
    const site = await putOnline({ hubs: [hub.url] });
    await site.build();
    const file = path.join(site.output, '.feedwright/outbox.json');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replaceAll(hub.url, other.url));
    expect((await site.ping()).told).toEqual([]);
    writeFileSync(file, text.replaceAll('rss.xml', '../../rss.xml').replaceAll('atom.xml', 'https://e.example/'));
    expect((await site.ping()).told.every(({ url }) => url.startsWith(site.url))).toBe(true);
    expect(other.published).toEqual([]);
  });

  test.each([
    ['that breaks', answering(500, 'Out of order'), 'it answers 500: "Out of order"', 3],
    ['that is too busy', answering(429), 'it answers 429', 3],
    ['that refuses', answering(403, '<p>No.</p>'), 'it answers 403', 1],
    ['that hangs up', ((request) => request.socket.destroy()) as Handler, 'other side closed', 3],
    ['that leads elsewhere', answering(302, '', { location: '/there' }), 'it redirects to HUBthere', 1],
    ['that leads in a circle', answering(307, '', { location: '/' }), 'it redirects without end', 6],
    [
      'that leads to another scheme',
      answering(308, '', { location: 'ftp://e.example/' }),
      'it redirects to ftp://e.example/',
      1,
    ],
  ])('%s fails no build, and hears of it next time', async (_, instead, reason, tries) => {
    const hub = await startHub();
    const site = await putOnline({ hubs: [hub.url], formats: { atom: false, json: false } });
    let count = 0;
    hub.instead = (request, response) => {
      count++;
      return instead(request, response);
    };
    const built = await site.build({ ping: true });
    expect([built.ok, codesOf(built), count]).toEqual([true, ['ping-failed'], tries]);
    expect(built.problems[0]?.severity).toBe('warning');
    expect(built.problems[0]?.message).toContain(
      `${hub.url} was not told of ${site.url}rss.xml: ${reason.replace('HUB', hub.url)}.`,
    );
    expect(site.time.pauses).toEqual(tries === 3 ? [1_000, 5_000] : []);
    hub.instead = undefined;
    // Nothing changed meanwhile.
    expect(await site.build({ ping: true })).toMatchObject({ problems: [], told: [{ url: `${site.url}rss.xml` }] });
    expect(hub.published).toEqual([`${site.url}rss.xml`]);
    expect(site.outbox()).toBeUndefined();
  });

  test('that never answers is given up, and holds up no other', async () => {
    const silent = await startHub();
    let heard = 0;
    let isHeard = () => {};
    const allHeard = new Promise<void>((resolve) => void (isHeard = resolve));
    const other = await serve((_, response) => response.writeHead(204).end(() => ++heard === 3 && isHeard()));
    const site = await putOnline({ hubs: [silent.url, other] });
    silent.instead = async (request) => {
      await text(request);
      await allHeard;
      site.time.loseHope();
    };
    const built = await site.build({ ping: true });
    expect(built.told?.map(({ to }) => to)).toEqual([other, other, other]);
    expect(built.problems[0]?.message).toContain(
      `${silent.url} was not told of ${site.url}atom.xml and 2 more: it does not answer within 10 seconds.`,
    );
  });

  test('that is out of reach is not asked about every one of many feeds', async () => {
    const hub = await startHub();
    const site = await putOnline({ hubs: [hub.url], channels: { tags: true } });
    site.write('tags.md', `title: Tags\ntags: [${Array.from({ length: 20 }, (_, index) => `t${index}`).join(', ')}]`);
    let count = 0;
    hub.instead = (request) => {
      count++;
      request.socket.destroy();
    };
    expect(codesOf(await site.build({ ping: true }))).toEqual(['ping-failed']);
    expect(count).toBe(15);
    hub.instead = undefined;
    expect((await site.ping()).told.length).toBe(63);
  });

  test('that answers without end is not heard out', async () => {
    const hub = await startHub();
    const site = await putOnline({ hubs: [hub.url] });
    hub.instead = (_, response) => {
      const goOn = () => void (response.destroyed || response.write('x'.repeat(10_000), goOn));
      response.writeHead(200);
      goOn();
    };
    expect((await site.build({ ping: true })).told?.length).toBe(3);
  });

  test('is redirected to, where what is sent stays the same', async () => {
    const hub = await startHub();
    const moved = await serve(answering(307, '', { location: hub.url }));
    const site = await putOnline({ hubs: [moved] });
    expect((await site.build({ ping: true })).problems).toEqual([]);
    expect(hub.published.length).toBe(3);
  });

  test('is told by hand of all feeds, of what is published and not of what would be', async () => {
    const hub = await startHub();
    const site = await putOnline({ hubs: [hub.url] });
    await site.build({ ping: true });
    site.deploy();
    hub.published.length = 0;
    site.write('new.md', 'title: New');
    expect((await site.ping()).told).toEqual([]);
    expect(await site.ping({ all: true, waitForDeploy: 1 })).toMatchObject({ told: [{}, {}, {}], problems: [] });
    expect(hub.published.length).toBe(3);
  });

  test('is not told of a feed that is gone', async () => {
    const hub = await startHub();
    const site = await putOnline({ hubs: [hub.url] });
    await site.build();
    await site.build({ options: { site: { url: site.url }, hubs: [hub.url], formats: { json: false } } });
    expect((await site.ping()).told.map(({ url }) => url)).toEqual([`${site.url}atom.xml`, `${site.url}rss.xml`]);
  });
});

describe('what is to be told', () => {
  test('outlives the process that published it', async () => {
    const hub = await startHub();
    const site = await putOnline({ hubs: [hub.url] });
    await site.build(); // And nothing more: as if it were killed right then.
    expect(site.outbox()).toBeDefined();
    expect((await site.ping()).told.length).toBe(3);
    expect(site.outbox()).toBeUndefined();
  });

  test('is what came last: an article that is changed meanwhile is told of again', async () => {
    const hub = await startHub();
    const site = await putOnline({ hubs: [hub.url], formats: { atom: false, json: false } });
    await site.build();
    site.deploy();
    let isBuilt = false;
    hub.instead = async (_, response) => {
      if (!isBuilt) {
        isBuilt = true;
        site.write('new.md', 'title: New');
        await site.build();
      }
      response.writeHead(202).end();
    };
    expect((await site.ping()).told.length).toBe(1);
    expect((await site.ping()).told.length).toBe(1);
    expect((await site.ping()).told.length).toBe(0);
  });

  test('waits for the run that holds the folder, and is told again when that does not end', async () => {
    const hub = await startHub();
    const site = await putOnline({ hubs: [hub.url] });
    await site.build();
    const release = acquireLock(path.join(site.output, '.feedwright/lock'), systemDisk);
    const told = await site.ping();
    expect([told.told.length, codesOf(told), site.time.pauses]).toEqual([
      3,
      ['outbox-unreachable'],
      [500, 2_000, 8_000],
    ]);
    site.time.onPause = () => release();
    expect(codesOf(await site.ping())).toEqual([]);
    expect(site.outbox()).toBeUndefined();
  });

  test('is compared with what is live where that is asked for: a fresh checkout has published nothing', async () => {
    const hub = await startHub();
    const site = await putOnline({ hubs: [hub.url] });
    await site.build({ ping: true });
    site.deploy();
    rmSync(site.output, { recursive: true });
    expect((await site.build({ ping: true, live: site.url })).told).toEqual([]);
    site.write('new.md', 'title: New');
    rmSync(site.output, { recursive: true });
    expect((await site.build({ ping: true, live: site.url })).told?.length).toBe(3);
  });

  test('is what is published now, where what was to be told of has never been deployed', async () => {
    const hub = await startHub();
    const site = await putOnline({ hubs: [hub.url] });
    await site.build();
    site.write('new.md', 'title: New');
    await site.build();
    site.deploy();
    rmSync(path.join(site.folder, 'posts/new.md'));
    await site.build();
    site.write('new.md', 'title: New');
    // No difference to what is live.
    expect((await site.build({ live: site.url })).outlooks).toEqual([]);
    expect(await site.ping({ waitForDeploy: 1 })).toMatchObject({ told: [{}, {}, {}], problems: [] });
  });

  test('is kept for each of several sites that publish to one folder', async () => {
    const hub = await startHub();
    const site = await putOnline({ hubs: [hub.url] });
    const other = { site: { url: site.url }, hubs: [hub.url], formats: { rss: 'b.xml', atom: false, json: false } };
    await site.build();
    await site.build({ options: { ...other, posts: { include: ['*.md'] } } });
    expect((await site.ping()).told.length).toBe(3);
    expect((await site.ping({ options: { ...other, posts: { include: ['*.md'] } } })).told.length).toBe(1);
  });

  test('survives an outbox that cannot be read', async () => {
    const hub = await startHub();
    const site = await putOnline({ hubs: [hub.url] });
    await site.build();
    for (const text of ['{', '[]', '{"untold":{"x":1}}', '{"untold":{"x":[1,{"by":"x"},{"by":"websub","to":1}]}}']) {
      writeFileSync(path.join(site.output, '.feedwright/outbox.json'), text);
      expect(await site.ping()).toEqual({ told: [], problems: [] });
    }
    expect((await site.build({ ping: true })).ok).toBe(true);
  });

  test('is nobody’s where the settings name nobody', async () => {
    const site = await putOnline();
    expect(codesOf(await site.build({ ping: true }))).toEqual(['ping-nobody']);
    expect(codesOf(await site.ping())).toEqual(['ping-nobody']);
    expect(site.outbox()).toBeUndefined();
  });

  test('stays when the run is called off', async () => {
    const hub = await startHub();
    const site = await putOnline({ hubs: [hub.url] });
    await site.build();
    const off = new AbortController();
    site.time.onPause = () => off.abort();
    const { told, problems } = await site.ping({ waitForDeploy: 60, signal: off.signal });
    expect([told, problems, site.time.pauses]).toEqual([[], [], [2_000]]);
    expect((await site.ping()).told.length).toBe(3);
  });

  test('stays when the run is called off while a hub is silent', async () => {
    const hub = await startHub();
    const site = await putOnline({ hubs: [hub.url] });
    await site.build();
    const off = new AbortController();
    hub.instead = () => off.abort();
    expect(await site.ping({ signal: off.signal })).toEqual({ told: [], problems: [] });
    hub.instead = undefined;
    expect((await site.ping()).told.length).toBe(3);
  });
});

describe('what is deployed', () => {
  test('is asked for past all caches, and compared after decoding', async () => {
    const hub = await startHub();
    const site = await putOnline({ hubs: [hub.url], compress: true });
    await site.build();
    site.serveInstead((request, response) => {
      const encoded = readFileSync(path.join(site.output, `${request.url}.gz`));
      response.writeHead(200, { 'content-encoding': 'gzip', 'content-type': 'application/xml' }).end(encoded);
    });
    expect(await site.ping({ waitForDeploy: 1 })).toMatchObject({ told: [{}, {}, {}], problems: [] });
    // Then the hub asks.
    const [first, second, third] = site.requests;
    expect([first, second, third].map((request) => request?.url).toSorted()).toEqual(feeds.map((name) => `/${name}`));
    expect(first?.headers).toMatchObject({ 'cache-control': 'no-cache', pragma: 'no-cache' });
  });

  test.each([
    ['is not there yet', answering(404), 'the server answers 404'],
    ['is a page of the host', answering(200, '<!doctype html>'), 'other bytes are served there'],
    [
      'is elsewhere, by another scheme',
      answering(301, '', { location: 'https://e.example/' }),
      'the server cannot be asked: it redirects to https://e.example/',
    ],
    [
      'cannot be asked',
      ((request) => request.socket.destroy()) as Handler,
      'the server cannot be asked: other side closed',
    ],
  ])('%s: nobody is told', async (_, handler, reason) => {
    const hub = await startHub();
    const site = await putOnline({ hubs: [hub.url], formats: { atom: false, json: false } });
    await site.build();
    site.serveInstead(handler);
    const { told, problems } = await site.ping({ waitForDeploy: 1 });
    expect([told, hub.published, codesOf({ problems })]).toEqual([[], [], ['deploy-unseen']]);
    expect(problems[0]?.message).toContain(`rss.xml was not live after 1 seconds: ${reason}.`);
  });

  test('in part is told of in part', async () => {
    const hub = await startHub();
    const site = await putOnline({ hubs: [hub.url] });
    await site.build();
    site.serveInstead((request, response) =>
      request.url === '/rss.xml'
        ? response.end(readFileSync(path.join(site.output, 'rss.xml')))
        : response.writeHead(404).end(),
    );
    const { told, problems } = await site.ping({ waitForDeploy: 1 });
    expect([told.map(({ url }) => url), codesOf({ problems })]).toEqual([[`${site.url}rss.xml`], ['deploy-unseen']]);
    expect((await site.ping()).told.length).toBe(2);
  });

  test('is waited for in seconds alone', async () => {
    const site = await putOnline();
    await expect(site.build({ waitForDeploy: -1 })).rejects.toThrow(BuildError);
    await expect(site.ping({ waitForDeploy: Number.NaN })).rejects.toThrow('"--wait-for-deploy" is NaN');
  });
});

describe('besides hubs', () => {
  async function receiver(answer: string, status = 200) {
    const bodies: string[] = [];
    const url = await serve(async (request, response) => {
      bodies.push(`${request.url} ${request.headers['content-type']} ${await text(request)}`);
      response.writeHead(status).end(answer);
    });
    return { url, bodies };
  }
  const responded = (flerror: string, message: string) =>
    `<?xml version="1.0"?><methodResponse><params><param><value><struct><member><name>flerror</name><value><boolean>${flerror}</boolean></value></member><member><name>message</name><value>${message}</value></member></struct></value></param></params></methodResponse>`;

  test.each([
    ['beside where readers register', (url: string) => ({ cloud: `${url}rpc/pleaseNotify` }), '/rpc/ping'],
    ['where the settings say', (url: string) => ({ pings: { cloud: `${url}tell?me` } }), '/tell?me'],
  ])('a cloud is told of the feeds in RSS, %s', async (_, options, place) => {
    const cloud = await receiver('<?xml version="1.0"?><result success="true" msg="Thanks for the ping."/>');
    const site = await putOnline({ ...options(cloud.url), channels: { tags: true } });
    site.write('b.md', 'tags: [b]');
    expect((await site.build({ ping: true })).problems).toEqual([]);
    expect(cloud.bodies.toSorted()).toEqual(
      ['rss.xml', 'tags/b/rss.xml'].map(
        (name) => `${place} application/x-www-form-urlencoded url=${encodeURIComponent(site.url + name)}`,
      ),
    );
  });

  test('a weblog server is told of the site, by name and address', async () => {
    const weblogs = await receiver(responded('0', 'Thanks'));
    const site = await putOnline({ pings: { weblogs: [weblogs.url] }, channels: { tags: true } });
    site.write('b.md', 'tags: [b]');
    expect(await site.build({ ping: true })).toMatchObject({ problems: [], told: [{ by: 'weblogs', url: site.url }] });
    expect(weblogs.bodies.length).toBe(1);
    const call = parseXml(weblogs.bodies[0]?.replace(/^\/ text\/xml; charset=utf-8 /, '') ?? '');
    expect(childElements(call, 'methodName').map(textOf)).toEqual(['weblogUpdates.ping']);
    const values = childElements(call, 'params').flatMap((params) => childElements(params));
    expect(values.flatMap((param) => childElements(param)).map(textOf)).toEqual(['Site & more', site.url]);
  });

  test('micro.blog is told of the feeds of the site', async () => {
    const microblog = await receiver('');
    const site = await putOnline({ pings: { microblog: true }, channels: { tags: true } });
    site.write('b.md', 'tags: [b]');
    const asked: string[] = [];
    const network: typeof fetch = (address, init) => {
      asked.push(String(address));
      return fetch(microblog.url, init);
    };
    expect((await site.build({ ping: true, fetch: network })).problems).toEqual([]);
    expect(new Set(asked)).toEqual(new Set(['https://micro.blog/ping']));
    expect(microblog.bodies.length).toBe(3);
  });

  test.each([
    ['cloud', '<result success="false" msg="Too soon."/>', 'it answers "Too soon."'],
    ['weblogs', responded('1', 'Pinging too fast'), 'it answers "Pinging too fast"'],
    [
      'weblogs',
      '<methodResponse><fault><value><struct><member><name>faultCode</name><value><int>4</int></value></member><member><name>faultString</name><value>No such method</value></member></struct></value></fault></methodResponse>',
      'it answers "No such method"',
    ],
    ['weblogs', '<!doctype html><p>Welcome', 'it does not answer as XML-RPC does'],
    ['weblogs', '<methodResponse>'.repeat(9_000), 'it does not answer as XML-RPC does'],
  ])('a %s that says no in a good answer was not told', async (kind, answer, reason) => {
    const { url } = await receiver(answer);
    const site = await putOnline({ pings: kind === 'cloud' ? { cloud: url } : { weblogs: [url] } });
    const built = await site.build({ ping: true });
    expect([built.ok, codesOf(built)]).toEqual([true, ['ping-failed']]);
    expect(built.problems[0]?.message).toContain(`: ${reason}.`);
  });
});
