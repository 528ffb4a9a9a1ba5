/** Two thousand scheduled builds over a site that changes, one in ten of which fails: memory, files left, whole feeds. */
import {
  existsSync,
  mkdtempSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { openSchedule, runSchedule } from '../../src/scheduling.js';
import { parseXml } from '../../src/xml-parser.js';
import { fakeTime } from '../schedule/fake-time.js';

const start = Date.UTC(2026, 0, 1, 0, 5);
const minute = 60_000;
/** How a run is made to fail, in turn, and how that is mended. */
const failures: readonly ((folder: string) => () => void)[] = [
  (folder) => {
    const config = path.join(folder, 'feedwright.config.json');
    writeFileSync(config, '{ "size": ');
    return () => unlinkSync(config);
  },
  (folder) => {
    const ledger = path.join(folder, 'feedwright.ledger');
    const good = readFileSync(ledger);
    writeFileSync(ledger, Buffer.concat([good, Buffer.from('broken\n')]));
    return () => writeFileSync(ledger, good);
  },
  (folder) => {
    // A folder lies where a document is to be.
    const feed = path.join(folder, 'output/atom.xml');
    const good = readFileSync(feed);
    unlinkSync(feed);
    mkdirSync(path.join(feed, 'in-the-way'), { recursive: true });
    return () => {
      rmSync(feed, { recursive: true });
      writeFileSync(feed, good);
    };
  },
];

export async function schedule([wanted = '2000']: readonly string[]): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'feedwright-endurance-'));
  const began = performance.now();
  const stopping = new AbortController();
  const time = fakeTime(start);
  const counts = { ran: 0, failed: 0, broke: 0 };
  let torn = 0;
  let lastFeeds = '';
  let changedByFailure = 0;
  let most = 0;
  const memory: number[] = [];
  let mend: (() => void) | undefined;
  const strangers = new Set<string>();

  writeArticle(folder, 0, start);
  const request = { folder, options: { site: { url: 'https://site.example/' } } };
  const opened = await openSchedule({ request, expressions: ['*/5 * * * *'], clock: time.clock });
  const ended = runSchedule(opened, {
    timers: time.timers,
    stop: stopping.signal,
    tell: ({ kind }) => {
      if (kind !== 'ran' && kind !== 'failed' && kind !== 'broke') return;
      counts[kind]++;
      mend?.();
      mend = undefined;
      torn += tornIn(folder);
      const feeds = names.map((name) => readIfThere(path.join(folder, 'output', name))).join('');
      if (kind !== 'ran' && feeds !== lastFeeds) changedByFailure++;
      lastFeeds = feeds;
      for (const file of strangersIn(folder)) strangers.add(file);
      const runs = counts.ran + counts.failed + counts.broke;
      if (runs % 100 === 0) {
        (globalThis as { gc?: () => void }).gc?.();
        memory.push(Math.round(process.memoryUsage().heapUsed / 1e5) / 10);
        most = Math.max(most, process.memoryUsage().rss);
        console.error(`${runs} runs, ${memory.at(-1)} MB of heap`);
      }
      writeArticle(folder, runs, time.clock.now());
      if (runs % 10 === 9) mend = failures[Math.floor(runs / 10) % failures.length]?.(folder);
    },
  });
  while (counts.ran + counts.failed + counts.broke < Number(wanted)) {
    await time.waiting();
    await time.goTo(time.clock.now() + minute);
  }
  stopping.abort();
  await ended;
  const seconds = Math.round((performance.now() - began) / 1000);
  console.log(
    JSON.stringify({
      ...counts,
      torn,
      changedByFailure,
      strangers: [...strangers],
      heapMB: memory,
      mostRssMB: Math.round(most / 1e6),
      seconds,
    }),
  );
  rmSync(folder, { recursive: true });
}

/** One of fifty articles changes each time; each third is due a little later. */
function writeArticle(folder: string, run: number, now: number): void {
  const date = new Date(run % 3 === 0 ? now + 7 * minute + 1234 : now - minute).toISOString();
  const file = path.join(folder, `posts/${run % 50}-${Math.floor(run / 50) % 4}.md`);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(
    file,
    `---\ntitle: Article ${run}\nguid: urn:x:${run}\ndate: ${date}\n---\n${'Words of text. '.repeat(50)} ${run}\n`,
  );
}

const names = ['rss.xml', 'atom.xml', 'feed.json'];

function readIfThere(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

function tornIn(folder: string): number {
  return names.filter((name) => {
    const file = path.join(folder, 'output', name);
    try {
      const text = readFileSync(file, 'utf8');
      if (name.endsWith('.json')) JSON.parse(text);
      else parseXml(text);
      return false;
    } catch {
      return existsSync(file);
    }
  }).length;
}

/** What is neither a document nor what a run keeps. */
function strangersIn(folder: string): readonly string[] {
  const known = [...names, 'feed.css', '.feedwright', 'written.json', 'lock'];
  const files = readdirSync(path.join(folder, 'output'), { recursive: true, encoding: 'utf8' });
  const beside = readdirSync(folder).filter(
    (name) => !['posts', 'output', 'feedwright.ledger', 'feedwright.config.json', '.feedwright-cache'].includes(name),
  );
  return [...files.filter((file) => !known.includes(path.basename(file))), ...beside];
}
