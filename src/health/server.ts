/** Answers those who ask how a schedule is: /healthz, /readyz and /metrics, over HTTP. */
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BuildError, problem } from '../problem.js';
import type { Clock } from '../time/clock.js';
import { messageOf } from '../untyped.js';
import type { Metrics } from './metrics.js';
import { isReady, isStuck, type Status } from './status.js';

export interface HealthServer {
  /** Where it listens: `http://127.0.0.1:9090/`. */
  readonly address: string;
  readonly close: () => Promise<void>;
}

interface HealthOptions {
  /** 0: one that is free. */
  readonly port: number;
  readonly host: string;
  readonly status: () => Status;
  readonly metrics: Metrics;
  readonly clock: Clock;
}

interface Answer {
  readonly code: number;
  readonly type?: string;
  readonly text: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** @throws BuildError when nothing can listen there */
export async function openHealthServer(options: HealthOptions): Promise<HealthServer> {
  const { port, host } = options;
  const shownHost = host.includes(':') ? `[${host}]` : host;
  const server = createServer({ requestTimeout: 10_000, headersTimeout: 5000 }, answerer(options));
  // Nobody needs more at once, and who can reach it should not be able to take the memory of the schedule.
  server.maxConnections = 64;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => {
      const args = { address: `${shownHost}:${port}`, reason: messageOf(error) };
      reject(new BuildError([problem('health-unavailable', {}, args)], { cause: error }));
    });
    server.listen(port, host, resolve);
  });
  const { port: actual } = server.address() as AddressInfo;
  return {
    address: `http://${shownHost}:${actual}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answerer(options: HealthOptions): RequestListener {
  const respond = async ({ method = '', url = '/' }: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { code, type = 'text/plain; charset=utf-8', text, headers } = await safely(method, url, options);
    const common = { 'Content-Type': type, 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' };
    response.writeHead(code, { ...common, ...headers });
    response.end(method === 'HEAD' ? undefined : text);
  };
  return (request, response) => void respond(request, response);
}

async function safely(method: string, url: string, options: HealthOptions): Promise<Answer> {
  if (method !== 'GET' && method !== 'HEAD') {
    return { code: 405, text: 'Only GET and HEAD.\n', headers: { Allow: 'GET, HEAD' } };
  }
  try {
    return await answerTo(url, options);
  } catch (error) {
    return { code: 500, text: `${messageOf(error)}\n` };
  }
}

async function answerTo(url: string, { status, metrics, clock }: HealthOptions): Promise<Answer> {
  switch (url.split('?')[0]) {
    case '/healthz':
      return isStuck(status(), clock.now())
        ? { code: 503, text: 'A run has been at work for more than 30 minutes.\n' }
        : { code: 200, text: 'ok\n' };
    case '/readyz':
      return isReady(status()) ? { code: 200, text: 'ok\n' } : { code: 503, text: 'No run has succeeded yet.\n' };
    case '/metrics':
      return { code: 200, type: metrics.type, text: await metrics.text(status()) };
    default:
      return { code: 404, text: 'There are /healthz, /readyz and /metrics.\n' };
  }
}
