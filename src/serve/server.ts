/** The server: where it listens, how long it waits for clients, how many it takes, and how it ends. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BuildError, problem } from '../problem.js';
import type { Timers } from '../time/timers.js';
import { messageOf } from '../untyped.js';
import type { Answer } from './answer.js';
import { refuse } from './short-answers.js';

export interface RunningServer {
  /** Address of the server, with a slash at its end. */
  readonly url: string;
  /** Finishes what is being sent, for some seconds, and takes nothing new. */
  readonly close: () => Promise<void>;
}

export interface Limits {
  /** Milliseconds that a client may take to say all its headers, or its whole request. */
  readonly request: number;
  /** Milliseconds without a byte in either direction. */
  readonly silence: number;
  /** Milliseconds that an idle connection is kept for another request. */
  readonly idle: number;
  /** Connections at once; who comes when there are as many is hung up on. */
  readonly connections: number;
  /** Milliseconds that answers under way get when the server ends. */
  readonly grace: number;
}

export const limits: Limits = {
  request: 20_000,
  silence: 30_000,
  idle: 5000,
  connections: 10_000,
  grace: 3000,
};

/** @throws BuildError when it cannot listen there */
export async function openServer(
  answer: Answer,
  { host, port }: { readonly host: string; readonly port: number },
  timers: Timers,
  within: Limits = limits,
): Promise<RunningServer> {
  const server = createServer(
    {
      headersTimeout: within.request,
      requestTimeout: within.request,
      keepAliveTimeout: within.idle,
      connectionsCheckingInterval: Math.min(1000, within.request),
      maxHeaderSize: 8192,
    },
    (request, response) => {
      answer(request, response).catch(() => fail(response));
    },
  );
  server.maxConnections = within.connections;
  server.setTimeout(within.silence);
  // Node waits for connections that have never asked anything, and says that a request came too late.
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (socket.writable && error.code !== 'ECONNRESET')
      socket.end(`HTTP/1.1 ${statusOf(error)}\r\nConnection: close\r\n\r\n`);
    else socket.destroy();
  });
  await listen(server, host, port);
  return { url: addressOf(server, host), close: () => close(server, within.grace, timers) };
}

/** What went wrong stays between us and the log: a client learns that something did. */
function fail(response: ServerResponse<IncomingMessage>): void {
  if (response.headersSent) response.destroy();
  else refuse(response, 500);
}

function statusOf({ code }: NodeJS.ErrnoException): string {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return '408 Request Timeout';
  return code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request';
}

async function listen(server: Server, host: string, port: number): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      // More wait to be taken than by default: feeds are asked for on the hour.
      server.listen({ host, port, backlog: 4096 }, () => {
        server.off('error', reject);
        resolve();
      });
    });
  } catch (error) {
    const address = `${host}:${port}`;
    throw new BuildError([problem('serve-refused', {}, { address, reason: messageOf(error) })], { cause: error });
  }
}

function addressOf(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}/`;
}

async function close(server: Server, grace: number, { after }: Timers): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  // Answers under way are the last on their connections.
  server.keepAliveTimeout = 1;
  server.closeIdleConnections();
  const callOff = after(grace, () => server.closeAllConnections());
  await closed;
  callOff();
}
