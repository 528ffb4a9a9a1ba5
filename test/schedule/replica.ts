/** A replica for tests, as a process of its own: runs what it is told to, with others, and says what became of it. */
import { appendFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { openRedis } from '../../src/schedule/redis.js';
import { runOnce } from '../../src/schedule/replicas.js';
import { systemTimers as timers } from '../../src/time/timers.js';

const [address = '', site = '', name = '', log = ''] = process.argv.slice(2);
const say = (text: string) => void process.stdout.write(`${text}\n`);
const coordination = await openRedis({ address, site, name, timers });
const replicas = {
  coordination,
  timers,
  stop: new AbortController().signal,
  lease: 600,
  unreachable: () => say('unreachable'),
};

say('ready');
for await (const line of createInterface({ input: process.stdin })) {
  const [command, occasion] = line.split(' ');
  const run = async () => {
    if (command === 'hang') {
      say('holds');
      await new Promise(() => {});
    }
    if (command === 'fail') return { ok: false };
    appendFileSync(log, `${occasion} by ${name}\n`);
    return { ok: true };
  };
  const result = await runOnce(Number(occasion), run, replicas);
  say(result === undefined ? 'elsewhere' : result.ok ? 'ran' : 'failed');
}
await coordination.close();
