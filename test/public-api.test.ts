import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import * as library from '../src/index.js';

test('the library exports what programs rely on, and nothing else', () => {
  expect(Object.keys(library).toSorted()).toEqual(['BuildError', 'build', 'defineConfig', 'listRedirects', 'ping']);
});

test('the package resolves by its own name, prints nothing and leaves the process alone', () => {
  const script =
    "const { build } = await import('feedwright'); try { await build({ folder: '/nowhere' }) } catch (error) { console.log(error.name) }";
  expect(execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })).toBe(
    'BuildError\n',
  );
});
