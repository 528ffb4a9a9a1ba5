import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { article, makeSite } from './site.js';

const { version, bin, scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly version: string;
  readonly bin: { readonly feedwright: string };
  readonly scripts: { readonly start: string };
};

test('`npm start` runs the executable that is shipped', () => {
  expect(scripts.start).toContain(`node ${bin.feedwright} build`);
});

test('the executable knows its version, and V8 and Node say nothing of how they are set up', () => {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['dist/bin.cjs', '--version'], { encoding: 'utf8' });
  expect({ stdout, stderr, status }).toEqual({ stdout: `${version}\n`, stderr: '', status: 0 });
});

test('a setup in TypeScript is loaded without a word of Node about it', () => {
  const config = `import { defineConfig } from 'feedwright';
    export default defineConfig({ site: { url: 'https://site.example/', title: 'Site' } });`;
  const folder = makeSite({ 'posts/a.md': article('', 'Text.'), 'feedwright.config.ts': config });
  const { stderr, status } = spawnSync(process.execPath, [path.resolve('dist/bin.cjs'), 'build', '--quiet'], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
});

test.skipIf(!existsSync('/dev/full'))('an output that cannot be written is one sentence, and status 2', () => {
  const folder = makeSite({ 'posts/a.md': article('title: A', 'Text.') });
  const command = [path.resolve('dist/bin.cjs'), 'build', folder, '--url', 'https://site.example/'];
  const full = openSync('/dev/full', 'w');
  const { stderr, status } = spawnSync(process.execPath, command, {
    encoding: 'utf8',
    stdio: ['ignore', full, 'pipe'],
  });
  closeSync(full);
  expect(stderr).toMatch(/^The standard output cannot be written: ENOSPC[^\n]*\n$/);
  expect(status).toBe(2);
  expect(existsSync(path.join(folder, 'output/rss.xml'))).toBe(true);
});

test('what stays outside of the bundle can be required where modules cannot, as in Node 22 before 22.12', () => {
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    readonly dependencies: Readonly<Record<string, string>>;
  };
  const script = `for (const name of ${JSON.stringify(Object.keys(dependencies))}) require(name);`;
  const { stderr, status } = spawnSync(process.execPath, ['--no-experimental-require-module', '-e', script], {
    encoding: 'utf8',
  });
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
});

test('V8 is set up by flags that it has, if by any', () => {
  const all = [...readFileSync('src/bin.ts', 'utf8').matchAll(/'(\d+\.\d+)': '(--[a-z0-9= -]+)'/g)];
  const [, , flags = ''] = all.find(([, release]) => process.versions.v8.startsWith(`${release}.`)) ?? [];
  const known = execFileSync(process.execPath, ['--v8-options'], { encoding: 'utf8' });
  const names = flags.split(' ').map((flag) => flag.replace(/=\d+$/, '').replace(/^--no-/, '--'));
  expect(all).toHaveLength(2);
  expect(flags === '' ? [] : names.filter((name) => !known.includes(`  ${name} `))).toEqual([]);
});

test.each([
  ['a plain text', 'Of *this* and that.', []],
  ['a text with a name of a character', 'This &rarr; that.', ['characters']],
  ['a text with an emoji by its name', 'All done :tada:', ['characters']],
  ['a text that HTML parses to another tree', '<b>This <p>and', ['parse5']],
])('%s loads no more than it needs', (_, text, parts) => {
  const folder = makeSite({ 'posts/a.md': article('title: A', text) });
  const command = [path.resolve('dist/bin.cjs'), 'build', folder, '--quiet', '--url', 'https://site.example/'];
  const { stderr, status } = spawnSync(process.execPath, command, {
    encoding: 'utf8',
    env: { ...process.env, NODE_DEBUG: 'module' },
  });
  expect(status).toBe(0);
  const loaded = [...stderr.matchAll(/ load "[^"]*?([^"/\\\\]+)-[^"/\\\\]+\.cjs" for module/g)].map(([, name]) => name);
  expect(loaded).toContain('render');
  expect(loaded.filter((name) => ['parse5', 'characters'].includes(name ?? ''))).toEqual(parts);
});
