import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { openMetrics } from '../src/health/metrics.js';
import { openLog } from '../src/cli/schedule-log.js';
import type { ScheduleEvent } from '../src/running.js';
import { openSchedule, runSchedule, runScheduleOnce, tellAfterRuns, type Running } from '../src/scheduling.js';
import type { UserOptions } from '../src/config/options.js';
import { fakeTime, type FakeTime } from './schedule/fake-time.js';
import { systemTimers } from '../src/time/timers.js';
import { article, makeSite } from './site.js';

const start = Date.UTC(2026, 10, 26, 12, 5);
const minute = 60_000;

interface Scheduled {
  readonly time: FakeTime;
  readonly folder: string;
  readonly events: readonly ScheduleEvent[];
  /** All that was logged: for people and for programs. */
  readonly log: () => string;
  readonly kinds: () => readonly string[];
  /** The next event of a kind. */
  readonly hear: (kind: ScheduleEvent['kind']) => Promise<void>;
  readonly titles: () => readonly string[];
  readonly put: (name: string, content: string) => void;
  readonly health: (page: string) => Promise<{ readonly status: number; readonly text: string }>;
  readonly stop: () => Promise<void>;
}

async function schedule(
  files: Readonly<Record<string, string>>,
  options: UserOptions = {},
  running: Partial<Running> = {},
): Promise<Scheduled> {
  const folder = makeSite(files);
  const time = fakeTime(start);
  const stopping = new AbortController();
  const events: ScheduleEvent[] = [];
  let logged = '';
  const terminal = { out: (text: string) => void (logged += text), err: () => {}, colour: false, cwd: folder };
  const logs = [true, false].map((isScreen) =>
    openLog({ ...terminal, isScreen }, { clock: time.clock, timezone: 'UTC', asJson: false }),
  );
  let address = '';
  let awaited: { readonly kind: string; readonly resolve: () => void } | undefined;
  const tell = (event: ScheduleEvent) => {
    if (event.kind === 'listening') ({ address } = event);
    events.push(event);
    for (const log of logs) log(event);
    if (event.kind === awaited?.kind) awaited.resolve();
  };
  const { clock, timers } = time;
  const request = { folder, options: { site: { url: 'https://site.example/' }, ...options } };
  const opened = await openSchedule({ request, expressions: [], clock });
  const health = { port: 0, host: '127.0.0.1', metrics: openMetrics('1.2.3') };
  const ended = runSchedule(opened, { timers, stop: stopping.signal, tell, health, ...running });
  await time.waiting();
  return {
    time,
    folder,
    events,
    log: () => logged,
    kinds: () => events.map(({ kind }) => kind),
    hear: (kind) =>
      new Promise((resolve) => {
        awaited = { kind, resolve };
      }),
    titles: () => {
      const feed = readFileSync(path.join(folder, 'output/feed.json'), 'utf8');
      return (JSON.parse(feed) as { items: { title: string }[] }).items.map(({ title }) => title);
    },
    put: (name, content) => writeFileSync(path.join(folder, name), content),
    health: async (page) => {
      const response = await fetch(address + page);
      return { status: response.status, text: await response.text() };
    },
    stop: async () => {
      stopping.abort();
      await ended;
    },
  };
}

const dated = (date: number, title: string, fields = '', body = 'Text.\n') =>
  `---\ndate: ${new Date(date).toISOString()}\ntitle: ${title}\n${fields}---\n${body}`;

describe('a schedule of builds', () => {
  test('has an article that is due in 90 seconds in the feeds at that second, and not before', async () => {
    const { time, titles, stop } = await schedule({
      'posts/a.md': article('title: Now'),
      'posts/b.md': dated(start + 90_000, 'Soon'),
    });
    await time.goTo(start + 89_999);
    expect(titles()).toEqual(['Now']);
    await time.goTo(start + 90_000);
    expect(titles()).toEqual(['Soon', 'Now']);
    await stop();
  });

  test('takes an article out at the second that it expires', async () => {
    const expires = `expires: ${new Date(start + 100_000).toISOString()}\n`;
    const { time, titles, stop } = await schedule({
      'posts/a.md': article('title: Stays'),
      'posts/b.md': dated(start - minute, 'Goes', expires),
    });
    await time.goTo(start + 99_999);
    expect(titles()).toEqual(['Goes', 'Stays']);
    await time.goTo(start + 100_000);
    expect(titles()).toEqual(['Stays']);
    await stop();
  });

  test('says nothing of an article before its time: in no file, log, metric or answer', async () => {
    const due = start + 40 * minute + 12_345;
    const secret = dated(due, 'Sphinx', 'tags: [sphinx, "sph,inx"]\nguid: sphinx no uri\n', 'Sphinx ![](sphinx.png)\n');
    const { time, folder, log, health, stop } = await schedule({
      'posts/a.md': article('title: Now\ntags: ["a,b"]'),
      'posts/sphinx.md': secret,
    });
    await time.goTo(due - 1);
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
      (file) => !file.startsWith('posts') && statSync(path.join(folder, file)).isFile(),
    );
    const answers = await Promise.all(['metrics', 'healthz', 'readyz'].map(health));
    const all = [log(), ...files.map((file) => readFileSync(path.join(folder, file), 'utf8'))].join('\n');
    const told = `${all}\n${answers.map(({ text }) => text).join('\n')}`;
    expect(files).toContain('feedwright.ledger');
    expect(told).toContain('tag-comma');
    // Its words, its instant in any spelling, and that there is one.
    expect(told).not.toMatch(/sph,?inx/i);
    expect(told).not.toMatch(/12:45:1[23]|scheduled/);
    expect(told).not.toContain(String(Math.trunc(due / 1000)).slice(0, -1));
    await time.goTo(due);
    expect(log()).toMatch(/"reason":"article"/);
    expect((await health('metrics')).text).toContain('feedwright_articles 2\n');
    await stop();
  });

  test('says nothing of an invalid article before its time, as far as its date can be read', async () => {
    const due = start + 20 * minute;
    const { time, log, health, titles, stop } = await schedule({
      'posts/a.md': article('title: Now'),
      'posts/sphinx.md': dated(due, 'Sphinx', 'expires: 2027-13-45\n'),
      'posts/2027-01-01-sphinx.md': '---\ntitle: [Sphinx\n---\n',
      'posts/sphinx-address.md': dated(due, 'Sphinx', 'url: "http://["\n'),
    });
    expect(`${log()}${(await health('metrics')).text}`).not.toMatch(/sphinx|invalid|severity="error"} [1-9]/i);
    await time.goTo(start + 30 * minute);
    expect(log()).toContain('posts/sphinx.md:4  error');
    expect(log()).toContain('posts/sphinx-address.md:4  error');
    expect(log()).not.toContain('2027-01-01-sphinx');
    expect(titles()).toEqual(['Now']);
    await stop();
  });

  test('leaves an invalid article out, tells of it once, and again when it has changed', async () => {
    const { time, put, titles, log, stop } = await schedule({
      'posts/a.md': article('title: Now'),
      'posts/b.md': '---\ndate: never\n---\n',
    });
    await time.goTo(start + 30 * minute);
    expect(titles()).toEqual(['Now']);
    const count = () => log().split('posts/b.md:2  error').length - 1;
    expect(count()).toBe(1);
    put('posts/b.md', '---\ndate: nevermore\n---\n');
    await time.goTo(start + 45 * minute);
    expect(count()).toBe(2);
    await stop();
  });

  test('stops at an invalid article where the settings say so', async () => {
    const { kinds, folder, stop } = await schedule({
      'posts/a.md': article(),
      'posts/b.md': '---\ndate: never\n---\n',
      'feedwright.config.json': '{ "invalid": "fail" }',
    });
    expect(kinds()).toEqual(['listening', 'started', 'failed']);
    expect(existsSync(path.join(folder, 'output'))).toBe(false);
    await stop();
  });

  test('lets no article wait for those who are told of the last', async () => {
    let isFirst = true;
    const silentOnce = async (_: unknown, called: AbortSignal) => {
      if (!isFirst) return;
      isFirst = false;
      await new Promise((resolve) => {
        called.addEventListener('abort', resolve, { once: true });
      });
    };
    const { time, titles, stop } = await schedule(
      { 'posts/a.md': article('title: Now'), 'posts/b.md': dated(start + 7000, 'Soon') },
      {},
      { afterRun: silentOnce },
    );
    await time.goTo(start + 7000);
    expect(titles()).toEqual(['Soon', 'Now']);
    await stop();
  });

  test('waits a moment where another run publishes, and fails only when that lasts', async () => {
    const { time, folder, put, titles, kinds, stop } = await schedule({
      'posts/a.md': article('title: Now'),
      'posts/b.md': dated(start + minute, 'Soon'),
    });
    const lock = 'output/.feedwright/lock';
    put(lock, '');
    await time.goTo(start + minute + 499);
    expect([titles(), kinds().filter((kind) => kind === 'failed')]).toEqual([['Now'], []]);
    rmSync(path.join(folder, lock));
    await time.goTo(start + minute + 500);
    expect([titles(), kinds().at(-1)]).toEqual([['Soon', 'Now'], 'ran']);
    put(lock, '');
    await time.goTo(start + 10 * minute + 10_500);
    expect(kinds().at(-1)).toBe('failed');
    await stop();
  });

  test('keeps the last feeds when a run fails, tries again, and goes on', async () => {
    const { time, put, titles, kinds, log, health, stop } = await schedule({ 'posts/a.md': article('title: Now') });
    put('feedwright.config.json', '{ "size": ');
    await time.goTo(start + 10 * minute);
    expect([titles(), kinds().at(-1)]).toEqual([['Now'], 'failed']);
    expect(log()).toContain('Nothing was published, for 1 error; the feeds are as they were. Next try in 1 minute.');
    expect((await health('metrics')).text).toContain('feedwright_consecutive_failures 1\n');
    expect((await health('readyz')).status).toBe(200);
    put('feedwright.config.json', '{}');
    put('posts/b.md', article('title: More'));
    await time.goTo(start + 11 * minute);
    expect(titles()).toEqual(['Now', 'More']);
    expect(log()).toContain('at another try');
    await stop();
  });

  test('is not ready before a run has succeeded', async () => {
    const { health, put, time, stop } = await schedule({ 'posts/a.md': article(), 'feedwright.ledger': 'broken\n' });
    expect(await health('readyz')).toEqual({ status: 503, text: 'No run has succeeded yet.\n' });
    put('feedwright.ledger', '');
    await time.goTo(start + minute);
    expect(await health('readyz')).toEqual({ status: 200, text: 'ok\n' });
    await stop();
  });

  test('gives a run up that it is told to end, and leaves no lock', async () => {
    const stopping = new AbortController();
    const time = fakeTime(start);
    const posts = Array.from({ length: 60 }, (_, index) => [`posts/${index}.md`, article(`title: ${index}`)] as const);
    const folder = makeSite(Object.fromEntries(posts));
    const request = { folder, options: { site: { url: 'https://site.example/' } } };
    const opened = await openSchedule({ request, expressions: [], clock: time.clock });
    const events: ScheduleEvent[] = [];
    const ended = runSchedule(opened, {
      timers: time.timers,
      stop: stopping.signal,
      tell: (event) => {
        events.push(event);
        // In the first turn that the run gives to others.
        if (event.kind === 'started') setImmediate(() => stopping.abort());
      },
    });
    await ended;
    expect(events.at(-1)).toEqual({ kind: 'stopped', abandoned: true });
    expect(existsSync(path.join(folder, 'output'))).toBe(false);
  });

  test('hands each run that succeeded to those who tell the world, and reports their failures', async () => {
    const told: number[] = [];
    const { time, kinds, log, stop } = await schedule(
      { 'posts/a.md': article() },
      {},
      {
        afterRun: async ({ feeds }) => {
          told.push(feeds.length);
          if (told.length > 1) throw new Error('the hub is gone');
        },
      },
    );
    await time.goTo(start + 10 * minute);
    expect(told).toEqual([3, 3]);
    expect(kinds()).toEqual(['listening', 'started', 'ran', 'ran', 'warned']);
    expect(log()).toContain('after-run-failed  What follows a run failed: the hub is gone.');
    await stop();
  });

  test('tells hubs of what a run changed, and of nothing when nothing did', async () => {
    const told: string[] = [];
    const network: typeof fetch = async (address, init) => {
      told.push(`${String(address)} ${String(init?.body)}`);
      return new Response('', { status: 202 });
    };
    const folder = makeSite({ 'posts/a.md': article() });
    const request = { folder, options: { site: { url: 'https://site.example/' }, hubs: ['https://hub.example/'] } };
    const clock = { now: () => start, elapsed: () => 0 };
    const schedule = await openSchedule({ request, expressions: [], clock });
    const running = { timers: systemTimers, stop: new AbortController().signal, tell: () => {} };
    const afterRun = tellAfterRuns(schedule, running, network);
    await runScheduleOnce(schedule, { ...running, afterRun });
    expect(told).toHaveLength(3);
    expect(told[0]).toContain('hub.mode=publish');
    await runScheduleOnce(schedule, { ...running, afterRun });
    expect(told).toHaveLength(3);
  });

  test('learns of the next article when another replica ran', async () => {
    const answers = ['done', 'mine', 'done'] as const;
    let asked = 0;
    const coordination = {
      claim: async () => answers[asked++] ?? 'done',
      renew: async () => {},
      release: async () => {},
      close: async () => {},
    };
    const { time, kinds, hear, titles, stop } = await schedule(
      { 'posts/a.md': article('title: Now'), 'posts/b.md': dated(start + 90_000, 'Soon') },
      {},
      { replicas: { open: async () => coordination, lease: 30_000 } },
    );
    expect(kinds()).toEqual(['listening', 'started', 'elsewhere']);
    const ran = hear('ran');
    await time.goTo(start + 90_000);
    await ran;
    expect(titles()).toEqual(['Soon', 'Now']);
    await stop();
  });
});

test.each([
  [{ 'posts/a.md': article() }, 0],
  [{ 'posts/a.md': article(), 'feedwright.config.json': '{ "invalid": "fail" }', 'posts/b.md': '---\n---\n' }, 1],
])('one run alone ends as a build does: %#', async (files, status) => {
  const { clock, timers } = fakeTime(start);
  const request = { folder: makeSite(files), options: { site: { url: 'https://site.example/' } } };
  const opened = await openSchedule({ request, expressions: [], clock });
  expect(await runScheduleOnce(opened, { timers, stop: new AbortController().signal, tell: () => {} })).toBe(status);
});
