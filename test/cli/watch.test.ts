import { rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { main } from '../../src/cli/main.js';
import { article, makeSite } from '../site.js';

/** A command that runs until it is stopped, and what it prints meanwhile. */
function running(folder: string, isScreen: boolean, ...args: readonly string[]) {
  let printed = '';
  let heard = () => {};
  let stop = () => {};
  const print = (text: string) => {
    printed += text;
    heard();
  };
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  const terminal = { out: print, err: print, colour: false, cwd: folder, isScreen, untilStopped: () => stopped };
  const status = main(args, terminal, '1.2.3');
  /** What is printed from now on, until a pattern is in it. */
  const until = async (pattern: RegExp): Promise<string> => {
    while (!pattern.test(printed)) {
      await new Promise<void>((resolve) => {
        heard = resolve;
      });
    }
    const told = printed;
    printed = '';
    return told;
  };
  return { status, until, stop: () => stop() };
}

const url = ['--url', 'https://site.example/'];
const one = { 'posts/a.md': article('title: One') };
const broken = '---\ndate: never\n---\n';

describe('feedwright watch', () => {
  test('prints lines where lines stay: each problem once, and when all are mended', async () => {
    const folder = makeSite(one);
    const { until, stop, status } = running(folder, false, 'watch', ...url);
    expect(await until(/Ctrl-C/)).toMatch(/^1 article → 3 feeds.*\n(?:.*\n)*Watching until Ctrl-C\.\n$/);
    const file = path.join(folder, 'posts/b.md');
    writeFileSync(file, broken);
    expect(await until(/\n/)).toMatch(/^posts\/b\.md:2 {2}error {2}date-unreadable .*\n$/);
    writeFileSync(path.join(folder, 'posts/c.md'), article('title: Three'));
    expect(await until(/1 new\n.*Three\n/)).not.toContain('date-unreadable');
    rmSync(file);
    expect(await until(/mended/)).toBe('All problems are mended.\n');
    stop();
    expect(await status).toBe(0);
  });

  test('draws a screen anew, with the problems that are left', async () => {
    const folder = makeSite({ ...one, 'posts/b.md': broken });
    const { until, stop, status } = running(folder, true, 'watch', ...url);
    await until(/Ctrl-C/);
    writeFileSync(path.join(folder, 'posts/c.md'), article('title: Three'));
    expect(await until(/Ctrl-C/)).toMatch(
      /^\u001B\[2J\u001B\[Hposts\/b\.md:2 .*\n2 articles → .*1 invalid.*\n.*: 1 new\n.*Three\nWatching until Ctrl-C\.\n$/,
    );
    stop();
    expect(await status).toBe(0);
  });

  test.each([
    ['a flag', ['--limit', 'many'], /"--limit" is "many"/],
    ['another flag', ['--invalid', 'ignore'], /"--invalid" is "ignore"/],
    ['a file in place of a site', ['posts/a.md'], /a\.md is a file, and no folder/],
  ])('ends at once where no save could mend what is wrong: %s', async (_, args, told) => {
    const { status, until } = running(makeSite(one), false, 'watch', ...url, ...args);
    expect(await until(/\n/)).toMatch(told);
    expect(await status).toBe(2);
  });

  test('says where it serves, and ends with the reason where it cannot', async () => {
    const { until, stop, status } = running(makeSite(one), false, 'watch', ...url, '--serve', '0');
    const [, address = ''] = /serving at (\S+), until/.exec(await until(/Ctrl-C/)) ?? [];
    expect((await fetch(`${address}rss.xml`)).status).toBe(200);
    const other = running(makeSite(one), false, 'watch', ...url, '--serve', new URL(address).port);
    expect(await other.until(/EADDRINUSE/)).toContain('serve-refused');
    expect(await other.status).toBe(2);
    stop();
    expect(await status).toBe(0);
    await expect(fetch(address)).rejects.toThrow('fetch failed');
  });
});

describe('feedwright serve', () => {
  test('serves until it is stopped', async () => {
    const folder = makeSite({ ...one, 'output/rss.xml': '<rss/>' });
    const { until, stop, status } = running(folder, false, 'serve', ...url, '--port', '0');
    const [, address = ''] = /^Serving at (\S+) until Ctrl-C\.\n$/.exec(await until(/Ctrl-C/)) ?? [];
    expect(await (await fetch(`${address}rss.xml`)).text()).toBe('<rss/>');
    stop();
    expect(await status).toBe(0);
    await expect(fetch(address)).rejects.toThrow('fetch failed');
  });

  test('says what is wrong', async () => {
    const missing = running(makeSite(one), false, 'serve', ...url);
    expect(await missing.until(/\n/)).toMatch(/^error {2}serve-missing {2}output is no folder here/);
    expect(await missing.status).toBe(2);
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const port = String((taken.address() as AddressInfo).port);
    const refused = running(makeSite({ ...one, 'output/rss.xml': '' }), false, 'serve', ...url, '--port', port);
    expect(await refused.until(/\n/)).toContain('serve-refused');
    expect(await refused.status).toBe(2);
    taken.close();
  });
});
