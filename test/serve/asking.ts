/** Servers of little sites on loopback, and requests to them as they are written on the socket. */
import { connect } from 'node:net';
import { afterAll } from 'vitest';
import { serveSite, type ServeRequest, type SiteServer } from '../../src/serving.js';
import { systemTimers } from '../../src/time/timers.js';
import { makeSite } from '../site.js';

const servers: SiteServer[] = [];
afterAll(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

export interface Served extends SiteServer {
  readonly folder: string;
  /** Whatever follows the host in an address, or stands in its place. */
  readonly ask: (target: string, headers?: Readonly<Record<string, string>>, method?: string) => Promise<Answered>;
}

export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
  readonly text: string;
}

export async function serve(
  files: Readonly<Record<string, string | Uint8Array>>,
  request: Partial<ServeRequest> = {},
): Promise<Served> {
  const folder = request.folder ?? makeSite({ 'posts/a.md': '', ...files });
  const server = await serveSite({
    folder,
    host: '127.0.0.1',
    port: 0,
    timers: systemTimers,
    isLive: false,
    ...request,
    options: { ...request.options, site: { url: 'https://site.example/', ...request.options?.site } },
  });
  servers.push(server);
  const port = Number(new URL(server.url).port);
  const ask: Served['ask'] = async (target, headers = {}, method = 'GET') => {
    const lines = Object.entries({ Host: 'site.example', Connection: 'close', ...headers });
    const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
    return parse(await exchange(port, `${method} ${target} HTTP/1.1\r\n${head}\r\n`));
  };
  return { ...server, folder, ask };
}

/** Writes bytes, and reads until the other end closes. */
export function exchange(port: number, request: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(port, '127.0.0.1', () => socket.write(request, 'latin1'));
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('close', () => resolve(Buffer.concat(chunks)));
  });
}

export function parse(answer: Buffer): Answered {
  const end = answer.indexOf('\r\n\r\n');
  const [first = '', ...lines] = answer.subarray(0, end).toString('latin1').split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
    }),
  );
  const rest = answer.subarray(end + 4);
  const bytes = headers['transfer-encoding'] === 'chunked' ? unchunked(rest) : rest;
  return { status: Number(first.split(' ')[1]), headers, bytes, text: bytes.toString() };
}

function unchunked(bytes: Buffer): Buffer {
  const chunks: Buffer[] = [];
  for (let at = 0; at < bytes.length;) {
    const end = bytes.indexOf('\r\n', at);
    const size = parseInt(bytes.subarray(at, end).toString(), 16);
    chunks.push(bytes.subarray(end + 2, end + 2 + size));
    at = end + 2 + size + 2;
  }
  return Buffer.concat(chunks);
}
