import { describe, expect, test } from 'vitest';
import { main } from '../../src/cli/main.js';
import { runScheduleCommand } from '../../src/cli/schedule.js';
import { fakeTime } from '../schedule/fake-time.js';
import { article, makeSite } from '../site.js';

const start = Date.UTC(2026, 10, 26, 12, 5);
const url = ['--url', 'https://site.example/'];

function open(files: Readonly<Record<string, string>>, isScreen = false) {
  let out = '';
  let err = '';
  let end = () => {};
  const untilStopped = () =>
    new Promise<void>((resolve) => {
      end = resolve;
    });
  const terminal = {
    out: (text: string) => void (out += text),
    err: (text: string) => void (err += text),
    colour: false,
    cwd: makeSite(files),
    isScreen,
    untilStopped,
  };
  const time = fakeTime(start);
  return {
    time,
    run: (...args: readonly string[]) => runScheduleCommand([...url, ...args], terminal, '1.2.3', time),
    refused: (...args: readonly string[]) => main(['schedule', ...args], terminal, '1.2.3'),
    end: () => end(),
    out: () => out,
    err: () => err,
    lines: () =>
      out
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Record<string, unknown>),
  };
}

const one = { 'posts/a.md': article('title: One') };

describe('feedwright schedule', () => {
  test('tells people on a screen when it runs next, what it did, and that it ended', async () => {
    const { time, run, end, out } = open(one, true);
    const status = run('--timezone', 'Europe/Berlin', '--cron', '0 14 * * *', '--cron', '@daily');
    await time.goTo(start + 3_600_000);
    end();
    expect(await status).toBe(0);
    expect(out().replace(/\d+ ms/g, 'N ms')).toBe(
      '2026-11-26T13:05:00+01:00  Runs at 2026-11-26T14:00:00+01:00, 2026-11-27T00:00:00+01:00, 2026-11-27T14:00:00+01:00 … and when an article is due or expires.\n' +
        '2026-11-26T13:05:00+01:00  1 article → 3 feeds, 1 file in output · 4 created · N ms\n' +
        '2026-11-26T14:00:00+01:00  1 article → 3 feeds, 1 file in output · 4 unchanged · N ms\n' +
        '2026-11-26T14:05:00+01:00  Ending …\n' +
        '2026-11-26T14:05:00+01:00  Ended.\n',
    );
  });

  test('tells programs one object a line', async () => {
    const { time, run, end, lines } = open({ ...one, 'posts/b.md': article('tags: ["a,b"]') });
    const status = run();
    await time.waiting();
    end();
    await status;
    expect(lines()).toMatchObject([
      {
        time: '2026-11-26T12:05:00Z',
        level: 'info',
        event: 'started',
        next: ['2026-11-26T12:15:00Z', '2026-11-26T12:30:00Z', '2026-11-26T12:45:00Z'],
      },
      { level: 'warning', event: 'problem', code: 'tag-comma', file: 'posts/b.md', line: 3 },
      {
        level: 'info',
        event: 'ran',
        reason: 'start',
        articles: 2,
        created: 4,
        changed: 0,
        unchanged: 0,
        removed: 0,
        problems: 1,
      },
      { event: 'stopping' },
      { event: 'stopped', abandoned: false },
    ]);
  });

  test('takes the time zone of the site for its expressions', async () => {
    const config = '{ "site": { "timezone": "Asia/Kolkata" } }';
    const { run, out } = open({ ...one, 'feedwright.config.json': config });
    expect(await run('--next-run', '--cron', '0 18 * * *')).toBe(0);
    expect(out()).toBe('2026-11-26T12:30:00Z\n');
  });

  test('prints the next run, by the expression or an article, never before it', async () => {
    const due = new Date(start + 90_500).toISOString();
    const { run, out } = open({ ...one, 'posts/b.md': `---\ndate: ${due}\n---\n` });
    expect(await run('--next-run')).toBe(0);
    expect(out()).toBe('2026-11-26T12:06:31Z\n');
  });

  test('runs once, and ends with the status of a build', async () => {
    const good = open(one, true);
    expect(await good.run('--once')).toBe(0);
    expect(good.out()).toContain('1 article → 3 feeds, 1 file in output');
    const bad = open({ ...one, 'posts/b.md': '---\ndate: never\n---\n' });
    expect(await bad.run('--once', '--invalid', 'fail')).toBe(1);
    expect(bad.lines().at(-1)).toMatchObject({ level: 'error', event: 'failed', problems: 1 });
  });

  describe('that fails for an article whose time has not come, says where to ask why, and nothing more,', () => {
    const early = { ...one, 'posts/b.md': '---\ndate: 2027-01-01\npermalink: javascript:x\n---\n' };
    const sentence = 'Nothing was published, feedwright build says why; the feeds are as they were.';

    test('to programs', async () => {
      const { time, run, end, lines } = open(early);
      const status = run('--invalid', 'fail');
      await time.waiting();
      end();
      await status;
      const failed = { event: 'failed', problems: 0, message: sentence, retryInMs: 60_000 };
      expect(lines().filter(({ level }) => level === 'error')).toEqual([expect.objectContaining(failed)]);
    });

    test('and with --once tells of no next try', async () => {
      const programs = open(early);
      expect(await programs.run('--once', '--invalid', 'fail')).toBe(1);
      expect(programs.lines()).toEqual([
        {
          time: '2026-11-26T12:05:00Z',
          level: 'error',
          event: 'failed',
          reason: 'start',
          due: '2026-11-26T12:05:00Z',
          problems: 0,
          message: sentence,
        },
      ]);
      const people = open(early, true);
      expect(await people.run('--once', '--invalid', 'fail')).toBe(1);
      expect(people.out()).toBe(`2026-11-26T12:05:00Z  ${sentence}\n`);
    });
  });

  test.each([
    [['--cron', 'soon'], '"soon" is no cron expression: expected 5 or 6 fields but got 1.'],
    [['--timezone', 'Mars'], '--timezone takes an IANA time zone like Europe/Paris, not Mars.'],
    [['--health', 'x'], '--health takes a port from 0 to 65535, not x. See feedwright schedule --help.'],
    [['--once', '--next-run'], '--once and --next-run do not go together. See feedwright schedule --help.'],
    [['--once', '--health', '1'], '--once and --health do not go together. See feedwright schedule --help.'],
    [['--health-host', '::1'], '--health-host needs --health and its port. See feedwright schedule --help.'],
    [['--now', '2026-01-01'], 'There is no option --now. See feedwright schedule --help.'],
  ])('%j is refused in one sentence', async (args, sentence) => {
    const { refused, err } = open(one);
    expect([await refused(...url, ...args), err()]).toEqual([2, `error  usage-wrong  ${sentence}\n`]);
  });

  test('does not begin with settings that are wrong', async () => {
    const { refused, out, err } = open(one);
    expect(await refused('--json')).toBe(2);
    expect([out(), err()]).toEqual(['', expect.stringMatching(/^error {2}url-missing .*\nNothing was published\.\n$/)]);
  });
});
