import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';
import { afterEach, describe, expect, test } from 'vitest';
import type { Answer } from '../../src/serve/answer.js';
import { limits, openServer, type Limits, type RunningServer } from '../../src/serve/server.js';
import { systemTimers, type Timers } from '../../src/time/timers.js';
import { exchange, parse, serve } from './asking.js';

const open: { close: () => Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

const hello: Answer = async (_, response) => void response.end('hello');
const portOf = ({ url }: { readonly url: string }) => Number(new URL(url).port);

async function start(within: Partial<Limits>, answer = hello, timers: Timers = systemTimers): Promise<RunningServer> {
  const server = await openServer(answer, { host: '127.0.0.1', port: 0 }, timers, { ...limits, ...within });
  open.push(server);
  return server;
}

const request = 'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n';

async function connected(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  await once(socket, 'connect');
  return socket;
}

describe('a slow client', () => {
  test.each(['', 'GET / HTTP/1.1\r\nHost: a\r\nX-Slow', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nx'])(
    'that does not finish asking is hung up on (%#)',
    async (part) => {
      const never: Answer = () => new Promise(() => {});
      const server = await start({ request: 50 }, never);
      const socket = await connected(portOf(server));
      socket.write(part);
      socket.resume();
      await once(socket, 'close');
    },
  );

  test('that says nothing and hears nothing is hung up on', async () => {
    const never: Answer = () => new Promise(() => {});
    const server = await start({ silence: 50 }, never);
    const socket = await connected(portOf(server));
    socket.write(request);
    socket.resume();
    await once(socket, 'close');
  });

  test('keeps nobody else waiting', async () => {
    const server = await start({});
    const slow = await Promise.all(Array.from({ length: 200 }, () => connected(portOf(server))));
    for (const socket of slow) socket.write('GET / HT');
    expect(parse(await exchange(portOf(server), request)).text).toBe('hello');
    for (const socket of slow) socket.destroy();
  });
});

describe('too many clients', () => {
  test('the one too many is hung up on, and the next is served once one is gone', async () => {
    const server = await start({ connections: 2 });
    const [first, second] = [await connected(portOf(server)), await connected(portOf(server))];
    const third = await connected(portOf(server));
    third.resume();
    await once(third, 'close');
    for (const socket of [first, second]) {
      socket.end(request);
      socket.resume();
      await once(socket, 'close');
    }
    expect(parse(await exchange(portOf(server), request)).text).toBe('hello');
  });

  test('ten thousand at once leave it running', async () => {
    const rss = `<rss>${'x'.repeat(100_000)}</rss>`;
    const { url, ask } = await serve({ 'output/rss.xml': rss });
    // In a process of their own: each end of a connection is an open file.
    const program = `
      const { connect } = require('node:net');
      let left = 10_000, whole = 0, cut = 0;
      for (let n = 0; n < 10_000; n++) {
        let size = 0, length = 0;
        const socket = connect(${portOf({ url })}, '127.0.0.1');
        socket.on('connect', () => socket.write('GET /rss.xml HTTP/1.1\\r\\nHost: a\\r\\nConnection: close\\r\\n' + (n % 2 ? 'Accept-Encoding: br\\r\\n' : '') + '\\r\\n'));
        socket.on('data', (chunk) => {
          if (length === 0 && !/^HTTP\\/1.1 200/.test(chunk.toString('latin1'))) length = -1;
          else if (length === 0) { const head = chunk.toString('latin1'); length = head.indexOf('\\r\\n\\r\\n') + 4 + Number(/content-length: (\\d+)/i.exec(head)[1]); }
          size += chunk.length;
        });
        socket.on('error', () => {});
        socket.on('close', () => {
          if (size > 0 && size === length) whole++;
          else if (size > 0 && length > 0) cut++;
          if (--left === 0) console.log(JSON.stringify({ whole, cut }));
        });
      }`;
    const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
    let told = '';
    child.stdout.on('data', (chunk: Buffer) => void (told += chunk.toString()));
    await once(child, 'close');
    const { whole, cut } = JSON.parse(told) as { whole: number; cut: number };
    expect(cut).toBe(0);
    // Who could not ask in time is told so (408). Whoever may open fewer files at once serves fewer at once.
    expect(whole).toBeGreaterThan(500);
    expect((await ask('/rss.xml')).text).toBe(rss);
  });
});

describe('an answer that breaks', () => {
  test('is a 500 without a word of why, and the next is served', async () => {
    let isBroken = true;
    const server = await start({}, async (_, response) => {
      if (isBroken) throw new Error('secret');
      response.end('hello');
    });
    const { status, text } = parse(await exchange(portOf(server), request));
    expect([status, text]).toEqual([500, '500 Internal Server Error\n']);
    isBroken = false;
    expect(parse(await exchange(portOf(server), request)).text).toBe('hello');
  });
});

describe('the end', () => {
  test('lets an answer under way finish, and takes no new one', async () => {
    let finish = () => {};
    const server = await start({}, async (_, response) => {
      response.write('hel');
      finish = () => response.end('lo');
    });
    const socket = await connected(portOf(server));
    socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    await once(socket, 'data');
    const closed = server.close();
    await expect(exchange(portOf(server), request)).rejects.toThrow('ECONNREFUSED');
    finish();
    await closed;
    expect(parse(Buffer.concat(chunks)).text).toBe('hello');
  });

  test('does not wait for ever', async () => {
    let expire = () => {};
    const timers: Timers = {
      after: (_, action) => {
        expire = action;
        return () => {};
      },
    };
    const server = await start({}, async (_, response) => void response.write('hel'), timers);
    const socket = await connected(portOf(server));
    socket.write(request);
    await once(socket, 'data');
    const closed = server.close();
    expire();
    await closed;
  });

  test('comes where another server listens already, with a reason', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    await expect(openServer(hello, { host: '127.0.0.1', port }, systemTimers)).rejects.toThrow('EADDRINUSE');
    other.close();
  });
});
