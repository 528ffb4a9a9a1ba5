import { spawn } from 'node:child_process';
import { cpSync, existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readArgs } from '../../src/cli/args.js';
import { main } from '../../src/cli/main.js';
import { article, makeSite } from '../site.js';
import { serve, startHub } from '../tell/servers.js';
import { putOnline } from '../tell/site-online.js';

async function run(cwd: string, ...args: readonly string[]) {
  let [out, err] = ['', ''];
  const terminal = {
    out: (text: string) => void (out += text),
    err: (text: string) => void (err += text),
    colour: false,
    cwd,
  };
  return { status: await main(args, terminal, '1.2.3'), out, err };
}

async function configured(options: Readonly<Record<string, unknown>>) {
  const site = await putOnline();
  const config = JSON.stringify({ site: { url: site.url }, ...options });
  writeFileSync(path.join(site.folder, 'feedwright.config.json'), config);
  return site;
}

describe('feedwright build --ping', () => {
  test('says in one line whom it told', async () => {
    const hub = await startHub();
    const { folder } = await configured({ hubs: [hub.url] });
    const { status, out } = await run(folder, 'build', '--ping');
    expect([status, out.split('\n').at(-2)]).toEqual([0, `${hub.url} was told of 3 feeds`]);
    expect((await run(folder, 'build', '--ping')).out).not.toContain('told');
  });

  test('tells it to machines, and succeeds whatever the hub says', async () => {
    const url = await serve((_, response) => response.writeHead(404).end());
    const { folder } = await configured({ hubs: [url] });
    const { status, out } = await run(folder, 'build', '--ping', '--json');
    expect([status, JSON.parse(out)]).toMatchObject([0, { ok: true, told: [], problems: [{ code: 'ping-failed' }] }]);
  });

  test('waits for what is deployed, and takes the number of seconds or leaves it out', async () => {
    const hub = await startHub();
    const { folder, deploy } = await configured({ hubs: [hub.url] });
    await run(folder, 'build');
    deploy();
    writeFileSync(path.join(folder, 'posts/b.md'), article('title: B'));
    const early = await run(folder, 'build', '--wait-for-deploy', '0', '.');
    expect([early.status, early.err.includes('deploy-unseen')]).toEqual([0, true]);
    deploy();
    expect((await run(folder, 'build', '--wait-for-deploy')).out).toContain('was told of 3 feeds');
    expect((await run(folder, 'build', '--wait-for-deploy=soon')).err).toContain(
      '"--wait-for-deploy" is "soon", but must be a number of seconds.',
    );
  });
});

test('a process that is killed while a hub is silent has forgotten nothing', async () => {
  const hub = await startHub();
  const { folder, output } = await configured({ hubs: [hub.url] });
  const asked = new Promise<void>((resolve) => void (hub.instead = () => resolve()));
  const child = spawn(process.execPath, [path.resolve('dist/bin.cjs'), 'build', '--ping'], { cwd: folder });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  await asked;
  child.kill('SIGKILL');
  await ended;
  expect(existsSync(path.join(output, 'rss.xml'))).toBe(true);
  hub.instead = undefined;
  expect((await run(folder, 'build', '--ping')).out).toContain(`${hub.url} was told of 3 feeds\n`);
});

describe('feedwright ping', () => {
  test('tells what builds changed, then nothing, then all of it again when asked to', async () => {
    const hub = await startHub();
    const { folder } = await configured({ hubs: [hub.url] });
    await run(folder, 'build');
    expect(await run(folder, 'ping')).toEqual({ status: 0, out: `${hub.url} was told of 3 feeds\n`, err: '' });
    expect((await run(folder, 'ping')).out).toBe('Nothing has changed that was not told already.\n');
    const all = await run(path.dirname(folder), 'ping', path.basename(folder), '--all', '--json');
    expect([all.status, JSON.parse(all.out)]).toMatchObject([0, { ok: true, told: [{ by: 'websub' }, {}, {}] }]);
    expect(await run(folder, 'ping', '--all', '--quiet')).toEqual({ status: 0, out: '', err: '' });
  });

  test('works where the feeds are, without the articles', async () => {
    const hub = await startHub();
    const { folder } = await configured({ hubs: [hub.url] });
    await run(folder, 'build');
    const elsewhere = makeSite({});
    for (const name of ['output', 'feedwright.config.json'])
      cpSync(path.join(folder, name), path.join(elsewhere, name), { recursive: true });
    expect((await run(elsewhere, 'ping')).out).toBe(`${hub.url} was told of 3 feeds\n`);
  });

  test('says when somebody could not be told, with its exit status too', async () => {
    const url = await serve((_, response) => response.writeHead(404).end());
    const { folder } = await configured({ hubs: [url] });
    await run(folder, 'build');
    const { status, out, err } = await run(folder, 'ping');
    expect([status, out, err.startsWith(`warning  ping-failed  ${url} was not told of `)]).toEqual([1, '', true]);
  });

  test('tells machines what is wrong with its settings', async () => {
    const { status, out } = await run(makeSite({}), 'ping', '--json');
    expect([status, JSON.parse(out)]).toMatchObject([2, { ok: false, told: [], problems: [{ code: 'url-missing' }] }]);
  });
});

test.each([
  [['--wait'], '7', []],
  [['--wait', '5'], '5', []],
  [['--wait=6', '8'], '6', ['8']],
  [['--wait', 'site'], '7', ['site']],
  [['site', '--wait'], '7', ['site']],
  [['--', '--wait'], undefined, ['--wait']],
])('of %j, a flag that may leave its number out is %s', (args, value, expected) => {
  const { flags, operands } = readArgs('x', args, { wait: { otherwise: 7 } });
  expect([flags.text('wait'), operands]).toEqual([value, expected]);
});
