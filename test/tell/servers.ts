/** Servers on loopback: a site as it is deployed, a WebSub hub and a subscriber, written from the W3C Recommendation. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer, text } from 'node:stream/consumers';
import { afterAll } from 'vitest';
import { parseXml } from '../../src/xml-parser.js';
import { childElements, isElement, type Element } from '../../src/xml.js';

const closing: (() => void)[] = [];
afterAll(() => {
  for (const close of closing.splice(0)) close();
});

export type Handler = (request: IncomingMessage, response: ServerResponse) => unknown;

/** @returns its address, with `/` at the end */
export async function serve(handler: Handler): Promise<string> {
  const server = createServer((request, response) => void handler(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

export async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  return new URLSearchParams(await text(request));
}

interface Subscription {
  readonly callback: string;
  readonly topic: string;
  readonly secret: string | undefined;
}

export interface Hub {
  readonly url: string;
  /** Topics that publishers told of, in order. */
  readonly published: string[];
  /** Answers a publisher in place of the hub, while it is set. */
  instead: Handler | undefined;
  /** Ends when what was told so far is distributed. */
  readonly settled: () => Promise<void>;
}

/** https://www.w3.org/TR/websub/ */
export async function startHub(): Promise<Hub> {
  const subscriptions: Subscription[] = [];
  const known = new Map<string, Buffer>();
  const work: Promise<void>[] = [];

  /** Section 5.3: the hub verifies intent; the subscriber must echo the challenge. */
  async function verify(subscription: Subscription, lease: string): Promise<void> {
    const challenge = randomBytes(16).toString('hex');
    const url = new URL(subscription.callback);
    url.searchParams.append('hub.mode', 'subscribe');
    url.searchParams.append('hub.topic', subscription.topic);
    url.searchParams.append('hub.challenge', challenge);
    url.searchParams.append('hub.lease_seconds', lease);
    const response = await fetch(url);
    if (response.ok && (await response.text()) === challenge) subscriptions.push(subscription);
    known.set(subscription.topic, Buffer.from(await (await fetch(subscription.topic)).arrayBuffer()));
  }

  /** Section 7: the whole content, with its type, links to hub and topic, and a signature where there is a secret. */
  async function distribute(topic: string): Promise<void> {
    const response = await fetch(topic);
    const content = Buffer.from(await response.arrayBuffer());
    if (known.get(topic)?.equals(content) === true) return;
    known.set(topic, content);
    for (const { callback, secret } of subscriptions.filter((each) => each.topic === topic)) {
      const headers: Record<string, string> = {
        'content-type': response.headers.get('content-type') ?? 'application/octet-stream',
        link: `<${hub.url}>; rel="hub", <${topic}>; rel="self"`,
      };
      if (secret !== undefined)
        headers['x-hub-signature'] = `sha256=${createHmac('sha256', secret).update(content).digest('hex')}`;
      await fetch(callback, { method: 'POST', headers, body: content });
    }
  }

  const url = await serve(async (request, response) => {
    if (hub.instead !== undefined) return hub.instead(request, response);
    const form = await formOf(request);
    const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true;
    if (request.method !== 'POST' || !isForm) return response.writeHead(400).end('send a form');
    if (form.get('hub.mode') === 'subscribe') {
      const [callback, topic] = [form.get('hub.callback'), form.get('hub.topic')];
      if (callback === null || topic === null) return response.writeHead(400).end('callback and topic are needed');
      const secret = form.get('hub.secret') ?? undefined;
      work.push(verify({ callback, topic, secret }, form.get('hub.lease_seconds') ?? '86400'));
      return response.writeHead(202).end();
    }
    const topics = form.getAll('hub.url');
    if (form.get('hub.mode') !== 'publish' || topics.length === 0) return response.writeHead(400).end('no such mode');
    hub.published.push(...topics);
    work.push(...topics.map(distribute));
    return response.writeHead(202).end();
  });
  const settled = async () => {
    while (work.length > 0) await work.pop();
  };
  const hub: Hub = { url, published: [], instead: undefined, settled };
  return hub;
}

export interface Subscriber {
  /** What arrived with a right signature. */
  readonly received: string[];
  /** What arrived with a wrong one. */
  readonly forged: string[];
  readonly callback: string;
}

/** Discovers hub and topic of a feed (section 4), and subscribes to it there (section 5). */
export async function subscribe(feed: string, secret = randomBytes(20).toString('hex')): Promise<Subscriber> {
  const { hub, topic } = await discover(feed);
  const callback = await serve(async (request, response) => {
    const { searchParams } = new URL(request.url ?? '/', callback);
    if (request.method === 'GET') {
      const isMine = searchParams.get('hub.mode') === 'subscribe' && searchParams.get('hub.topic') === topic;
      return response.writeHead(isMine ? 200 : 404).end(isMine ? searchParams.get('hub.challenge') : '');
    }
    const body = await buffer(request);
    const expected = createHmac('sha256', secret).update(body).digest();
    const [method, signature = ''] = String(request.headers['x-hub-signature']).split('=');
    const given = Buffer.from(signature, 'hex');
    const isRight = method === 'sha256' && given.length === expected.length && timingSafeEqual(given, expected);
    (isRight ? subscriber.received : subscriber.forged).push(body.toString());
    return response.writeHead(202).end();
  });
  const subscriber: Subscriber = { received: [], forged: [], callback };
  const form = { 'hub.mode': 'subscribe', 'hub.callback': callback, 'hub.topic': topic, 'hub.secret': secret };
  const response = await fetch(hub, { method: 'POST', body: new URLSearchParams(form) });
  if (response.status !== 202) throw new Error(`the hub refuses: ${response.status}`);
  return subscriber;
}

/** Link headers count first, then the links in the document. */
async function discover(feed: string): Promise<{ readonly hub: string; readonly topic: string }> {
  const response = await fetch(feed);
  const body = await response.text();
  const headers = [...(response.headers.get('link') ?? '').matchAll(/<([^>]*)>;\s*rel="?(hub|self)"?/g)].map(
    ([, href = '', rel = '']) => [rel, href] as const,
  );
  const links = [...headers, ...(body.startsWith('{') ? linksOfJson(body) : linksOfXml(parseXml(body)))];
  const find = (rel: string) => links.find(([name]) => name === rel)?.[1];
  const [hub, topic] = [find('hub'), find('self')];
  if (hub === undefined || topic === undefined) throw new Error(`${feed} names no hub`);
  return { hub, topic };
}

type Links = readonly (readonly [rel: string, href: string])[];

function linksOfXml(root: Element): Links {
  const all = (node: Element): readonly Element[] => [node, ...node.children.filter(isElement).flatMap(all)];
  const [head = root] = root.name === 'rss' ? childElements(root, 'channel') : [root];
  return childElements(head)
    .flatMap((node) => (/^(?:atom:)?link$/.test(node.name) ? all(node) : []))
    .map(({ attributes }) => [attributes['rel'] ?? '', attributes['href'] ?? ''] as const);
}

function linksOfJson(body: string): Links {
  const { hubs, feed_url } = JSON.parse(body) as { hubs: readonly { url: string }[]; feed_url: string };
  return [['self', feed_url], ...hubs.map(({ url }) => ['hub', url] as const)];
}
