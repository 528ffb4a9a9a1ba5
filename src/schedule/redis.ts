/** What replicas share, in Redis: who runs, and what was run last, by site. */
import type { Instant } from '../model.js';
import { BuildError, problem } from '../problem.js';
import { pause, type Timers } from '../time/timers.js';
import type { Coordination } from './replicas.js';

type Library = typeof import('@redis/client');

/** All at once, or two could claim between one's look and its claim. */
const claimScript = `
local done = redis.call('GET', KEYS[2])
if done and tonumber(done) >= tonumber(ARGV[2]) then return 'done' end
if redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[3]) then return 'mine' end
return 'held'`;

const renewScript = `
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end`;

/** What was run is remembered even by a replica whose lease ended meanwhile. */
const releaseScript = `
local done = redis.call('GET', KEYS[2])
if ARGV[2] ~= '' and (not done or tonumber(done) < tonumber(ARGV[2])) then
  redis.call('SET', KEYS[2], ARGV[2], 'PX', ARGV[3])
end
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end`;

/** A site that nobody schedules any more leaves nothing behind after so many milliseconds. */
const memory = 400 * 86_400_000;

/** Milliseconds until a server that says nothing counts as unreachable. */
const patience = 5000;

interface RedisOptions {
  readonly address: string;
  /** The site, alike in all replicas. */
  readonly site: string;
  /** This replica, unlike all others. */
  readonly name: string;
  readonly timers: Timers;
  readonly load?: () => Promise<Library>;
}

/** A server that cannot be reached now may be later. @throws BuildError when the client is not installed, or the address is none */
export async function openRedis({
  address,
  site,
  name,
  timers,
  load = () => import('@redis/client'),
}: RedisOptions): Promise<Coordination> {
  if (!/^rediss?:/.test(address) || !URL.canParse(address)) {
    // Not shown: it may hold a password.
    const args = { option: 'REDIS_URL', value: 'something else', expected: 'an address like redis://127.0.0.1:6379' };
    throw new BuildError([problem('option-invalid', {}, args)]);
  }
  const { createClient } = await load().catch((error: unknown) => {
    throw new BuildError([problem('redis-missing', {})], { cause: error });
  });
  const client = createClient({
    url: address,
    // What cannot be sent now fails now: a run must not wait for Redis.
    disableOfflineQueue: true,
    commandOptions: { timeout: patience },
    socket: { connectTimeout: patience, reconnectStrategy: (tries) => Math.min(tries * 200, patience) },
  });
  // Each call that fails because of it says so.
  client.on('error', () => {});
  const connected = new AbortController();
  client.on('ready', () => connected.abort());
  void client.connect().catch(() => {});
  await pause(patience, timers, connected.signal);

  // In braces: one slot of a cluster.
  const keys = [`{feedwright ${site}} lease`, `{feedwright ${site}} done`];
  const send = async (script: string, ...args: readonly (string | number)[]) =>
    client.eval(script, { keys, arguments: [name, ...args.map(String)] });
  return {
    claim: async (occasion: Instant, lease) => {
      const answer = await send(claimScript, occasion, lease);
      if (answer === 'mine' || answer === 'held' || answer === 'done') return answer;
      throw new Error(`Redis answers ${String(answer)}`);
    },
    renew: async (lease) => void (await send(renewScript, lease)),
    release: async (done) => void (await send(releaseScript, done ?? '', memory)),
    close: async () => client.destroy(),
  };
}
