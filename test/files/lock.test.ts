import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { systemDisk, type Disk } from '../../src/files/disk.js';
import { acquireLock, LockedError } from '../../src/files/lock.js';
import { main } from '../../src/cli/main.js';
import { openFolder } from '../../src/publish/folder.js';
import { startChild } from '../publish/child.js';
import { article, makeSite } from '../site.js';

const lockOf = (site: string, folder = 'output') => path.join(site, folder, '.feedwright/lock');

/** The lock that a process left which was killed. */
async function deadLock(site: string): Promise<string> {
  const child = await startChild(site);
  await child.ask('open output');
  await child.kill();
  return lockOf(site);
}

describe('a lock', () => {
  test('is refused to another process at once, with the name of its holder, and given when it is released', async () => {
    const site = makeSite({});
    const [first, second] = [await startChild(site), await startChild(site)];
    expect(await first.ask('open output')).toBe('open');
    expect(await second.ask('open output')).toContain(
      `output-locked Another run publishes here: process ${first.pid} on`,
    );
    expect(await first.ask('close')).toBe('closed');
    expect(existsSync(path.join(site, 'output'))).toBe(false);
    expect(await second.ask('open output')).toBe('open');
    await Promise.all([first.kill(), second.kill()]);
  });

  test('makes the command fail with status 2 while it is held', async () => {
    const site = makeSite({ 'posts/a.md': article() });
    const holder = await startChild(site);
    await holder.ask('open output');
    const said: string[] = [];
    const terminal = { out: () => {}, err: (text: string) => said.push(text), colour: false, cwd: site };
    expect(await main(['build', '--url', 'https://site.example/'], terminal, '')).toBe(2);
    expect(said.join('')).toMatch(
      new RegExp(
        `^output/.feedwright/lock  error  output-locked  .*process ${holder.pid} on .*Nothing was published`,
        's',
      ),
    );
    await holder.kill();
    expect(await main(['build', '--url', 'https://site.example/'], terminal, '')).toBe(0);
    expect(readdirSync(path.join(site, 'output/.feedwright'))).toEqual(['written.json']);
  });

  test('of a dead holder is taken over by exactly one of several that want it', async () => {
    const site = makeSite({});
    const dead = await deadLock(site);
    const children = await Promise.all(Array.from({ length: 5 }, () => startChild(site)));
    for (let round = 0; round < 20; round++) {
      const folder = `output-${round}`;
      mkdirSync(path.dirname(lockOf(site, folder)), { recursive: true });
      copyFileSync(dead, lockOf(site, folder));
      // One of them may come when the dead holder's second lock is left as well.
      if (round % 2 === 0) copyFileSync(dead, `${lockOf(site, folder)}-takeover`);
      const answers = await Promise.all(children.map((child) => child.ask(`open ${folder}`)));
      const winner = children.find((_, index) => answers[index] === 'open');
      expect([round, answers.map((answer) => answer.split(' ')[0]).toSorted()]).toEqual([
        round,
        ['open', 'output-locked', 'output-locked', 'output-locked', 'output-locked'],
      ]);
      expect(JSON.parse(readFileSync(lockOf(site, folder), 'utf8'))).toMatchObject({ pid: winner?.pid });
      await winner?.ask('close');
      expect(existsSync(path.join(site, folder, '.feedwright'))).toBe(false);
    }
    await Promise.all(children.map((child) => child.kill()));
  });

  test.each(['lock-takeover', 'lock-takeover-takeover'])(
    'leaves no %s of a dead process beside it, though the first lock was removed by hand',
    async (name) => {
      const site = makeSite({});
      const file = await deadLock(site);
      renameSync(file, path.join(path.dirname(file), name));
      await openFolder('output', site, {}).close();
      expect(existsSync(path.dirname(file))).toBe(false);
    },
  );

  test('leaves the second lock of another host to people', async () => {
    const site = makeSite({});
    const file = await deadLock(site);
    const held = JSON.parse(readFileSync(file, 'utf8')) as object;
    rmSync(file);
    writeFileSync(`${file}-takeover`, JSON.stringify({ ...held, host: 'elsewhere' }));
    await openFolder('output', site, {}).close();
    expect(readdirSync(path.dirname(file))).toEqual(['lock-takeover']);
  });

  test('of a process that has the number of a dead one is taken over', async () => {
    const site = makeSite({});
    const file = await deadLock(site);
    const held = JSON.parse(readFileSync(file, 'utf8')) as { began: string };
    // Only Linux says when a process began.
    if (held.began === '') return;
    writeFileSync(file, JSON.stringify({ ...held, pid: process.pid }));
    acquireLock(file, systemDisk)();
    expect(existsSync(file)).toBe(false);
  });

  test.each([
    ['another host', { host: 'elsewhere' }, 'elsewhere'],
    ['another container', { processes: 'pid:[1]' }, hostname()],
  ])('of a process of %s cannot be judged, and is left to people', async (_, other, host) => {
    const file = await deadLock(makeSite({}));
    writeFileSync(file, JSON.stringify({ ...(JSON.parse(readFileSync(file, 'utf8')) as object), ...other }));
    const attempt = () => acquireLock(file, systemDisk);
    expect(attempt).toThrow(LockedError);
    expect(attempt).toThrow(expect.objectContaining({ holder: expect.objectContaining({ host }) as unknown }) as Error);
    expect(readdirSync(path.dirname(file))).toEqual(['lock']);
  });

  test('that says nothing is held by somebody', () => {
    const site = makeSite({ 'output/.feedwright/lock': '' });
    expect(() => acquireLock(lockOf(site), systemDisk)).toThrow(LockedError);
  });

  test('works on a disk without hard links', () => {
    const site = makeSite({});
    const disk: Disk = {
      ...systemDisk,
      linkSync: () => {
        throw Object.assign(new Error('EPERM'), { code: 'EPERM' });
      },
    };
    const release = acquireLock(lockOf(site), disk);
    expect(() => acquireLock(lockOf(site), disk)).toThrow(LockedError);
    release();
    acquireLock(lockOf(site), disk)();
  });
});
