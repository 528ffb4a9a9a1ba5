/** Replicas as processes of their own, and a Redis server of Debian's, where there is one. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'rolldown';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openRedis } from '../../src/schedule/redis.js';
import { systemTimers as timers } from '../../src/time/timers.js';

const hasRedis = (() => {
  try {
    execFileSync('redis-server', ['--version']);
    return true;
  } catch {
    return false;
  }
})();

const folder = mkdtempSync(path.join(tmpdir(), 'feedwright-replicas-'));
const script = path.join(folder, 'replica.mjs');
const log = path.join(folder, 'log');
const started: ChildProcess[] = [];
let address = '';

afterAll(async () => {
  for (const child of started) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  rmSync(folder, { recursive: true, force: true });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

interface Replica {
  readonly ask: (command: string) => Promise<string>;
  readonly kill: () => Promise<void>;
}

async function startReplica(name: string, site: string): Promise<Replica> {
  const child = spawn(process.execPath, [script, address, site, name, log], { stdio: ['pipe', 'pipe', 'inherit'] });
  started.push(child);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const hear = async () => String((await lines.next()).value ?? 'gone');
  expect(await hear()).toBe('ready');
  return {
    ask: (command) => {
      child.stdin.write(`${command}\n`);
      return hear();
    },
    kill: async () => {
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

const runsOf = (occasion: number) =>
  readFileSync(log, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith(`${occasion} `)).length;

describe.skipIf(!hasRedis)('three replicas', () => {
  beforeAll(async () => {
    const port = await freePort();
    address = `redis://127.0.0.1:${port}`;
    const server = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', ''], {
      stdio: ['ignore', 'pipe', 'inherit'],
      cwd: folder,
    });
    started.push(server);
    for await (const line of createInterface({ input: server.stdout })) {
      if (line.includes('Ready to accept connections')) break;
    }
    await build({
      input: 'test/schedule/replica.ts',
      platform: 'node',
      output: { file: script, codeSplitting: false },
    });
  }, 60_000);

  test('run each occasion once, also one that is earlier than what was run', async () => {
    const all = await Promise.all(['a', 'b', 'c'].map((name) => startReplica(name, 'once')));
    for (const occasion of [1000, 2000, 3000, 2500]) {
      const answers = await Promise.all(all.map(({ ask }) => ask(`run ${occasion}`)));
      expect(answers.toSorted()).toEqual(
        occasion === 2500 ? ['elsewhere', 'elsewhere', 'elsewhere'] : ['elsewhere', 'elsewhere', 'ran'],
      );
    }
    expect([1000, 2000, 3000, 2500].map(runsOf)).toEqual([1, 1, 1, 0]);
  });

  test('run what a killed one was at, once', async () => {
    const [leader, ...others] = await Promise.all(['a', 'b', 'c'].map((name) => startReplica(name, 'killed')));
    expect(await leader?.ask('hang 4000')).toBe('holds');
    const answers = Promise.all(others.map(({ ask }) => ask('run 4000')));
    await leader?.kill();
    expect((await answers).toSorted()).toEqual(['elsewhere', 'ran']);
    expect(runsOf(4000)).toBe(1);
  });

  test('try one after another what fails', async () => {
    const [first, second] = await Promise.all(['a', 'b'].map((name) => startReplica(name, 'failing')));
    expect(await first?.ask('fail 5000')).toBe('failed');
    expect(await second?.ask('run 5000')).toBe('ran');
    expect(await first?.ask('run 5000')).toBe('elsewhere');
  });

  test('of different sites have nothing to do with each other', async () => {
    const [first, second] = await Promise.all(['x', 'y'].map((site) => startReplica('a', site)));
    expect(await Promise.all([first?.ask('run 6000'), second?.ask('run 6000')])).toEqual(['ran', 'ran']);
  });
});

test('a client that is not installed is named, with the command that installs it', async () => {
  const load = () => Promise.reject(new Error("Cannot find package '@redis/client'"));
  await expect(openRedis({ address: 'redis://127.0.0.1:1', site: '', name: '', timers, load })).rejects.toMatchObject({
    problems: [{ code: 'redis-missing', message: expect.stringContaining('npm install @redis/client') as string }],
  });
});

test('an address that is none is refused, and not shown: it may hold a password', async () => {
  await expect(openRedis({ address: 'secret', site: '', name: '', timers })).rejects.toMatchObject({
    problems: [{ code: 'option-invalid', message: expect.not.stringContaining('secret') as string }],
  });
});

test('a server that is not there is told as that, and waited for no longer than it takes', async () => {
  const immediately = { after: (_: number, action: () => void) => (setImmediate(action), () => {}) };
  const port = await freePort();
  const options = { address: `redis://127.0.0.1:${port}`, site: '', name: '', timers: immediately };
  const coordination = await openRedis(options);
  await expect(coordination.claim(1, 1000)).rejects.toThrow(/offline|closed|refused/i);
  await coordination.close();
});

test('its client is needed by replicas alone', () => {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, Record<string, unknown>>;
  expect(manifest['dependencies']).not.toHaveProperty('@redis/client');
  expect(manifest['peerDependenciesMeta']).toMatchObject({ '@redis/client': { optional: true } });
});
