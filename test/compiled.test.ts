import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import module from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { keepCompiled } from '../src/compiled.js';

/** From here on Node keeps compiled code itself. */
const isKeptByNode = 'enableCompileCache' in module;

describe.skipIf(isKeptByNode)('compiled code', () => {
  let folder = '';
  let file = '';
  let store = '';
  const require = module.createRequire(import.meta.url);
  const { '.js': load } = require.extensions;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'feedwright-compiled-'));
    file = path.join(folder, 'part.cjs');
    store = path.join(folder, 'store');
  });
  afterEach(() => {
    require.extensions['.js'] = load;
    rmSync(folder, { recursive: true, force: true });
  });

  /** As a process does: loads the file, uses it, and keeps what was compiled. */
  function run(source: string): unknown {
    writeFileSync(file, source);
    const keep = keepCompiled(folder, store);
    delete require.cache[file];
    const result: unknown = require(file).answer();
    keep();
    return result;
  }

  const kept = () =>
    readdirSync(store, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.cjs'))
      .map((name) => path.join(store, name));

  test('is kept with the functions that were called, and used', () => {
    expect(run(`exports.answer = () => 'one';`)).toBe('one');
    const [name = ''] = kept();
    const bytes = readFileSync(name);
    expect(bytes.includes('one')).toBe(true);
    expect(run(`exports.answer = () => 'one';`)).toBe('one');
    expect(readFileSync(name).equals(bytes)).toBe(true);
  });

  test('of another text is not mistaken for its own, even if both are of one length', () => {
    run(`exports.answer = () => 'one';`);
    expect(run(`exports.answer = () => 'two';`)).toBe('two');
    expect(run(`exports.answer = () => 'one';`)).toBe('one');
  });

  test('of another release of Node is none, though both name one V8', () => {
    const own = Object.getOwnPropertyDescriptor(process, 'version') ?? {};
    Object.defineProperty(process, 'version', { ...own, value: 'v20.19.0' });
    run(`exports.answer = () => 'one';`);
    Object.defineProperty(process, 'version', { ...own, value: 'v20.20.0' });
    run(`exports.answer = () => 'one';`);
    Object.defineProperty(process, 'version', own);
    expect(kept()).toHaveLength(2);
  });

  test('leaves no draft behind where it cannot be kept', () => {
    run(`exports.answer = () => 'one';`);
    const [name = ''] = kept();
    rmSync(name);
    mkdirSync(path.join(name, 'in the way'), { recursive: true });
    run(`exports.answer = () => 'two';`);
    expect(readdirSync(path.dirname(name))).toEqual(['part.cjs']);
  });

  test.each([
    ['cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length - 100)],
    ['emptied', () => Buffer.alloc(0)],
    ['changed in one byte', (bytes: Buffer) => bytes.with(bytes.length - 50, (bytes.at(-50) ?? 0) ^ 1)],
  ])('that was %s is not used, and made anew', (_, damage) => {
    run(`exports.answer = () => 'one';`);
    const [name = ''] = kept();
    const whole = readFileSync(name).length;
    writeFileSync(name, damage(readFileSync(name)));
    expect(run(`exports.answer = () => 'one';`)).toBe('one');
    expect(readFileSync(name)).toHaveLength(whole);
  });

  test('is not kept where nobody may write, and all works without', () => {
    writeFileSync(store, 'a file where the folder would be');
    expect(run(`exports.answer = () => 'one';`)).toBe('one');
    expect(readFileSync(store, 'utf8')).toBe('a file where the folder would be');
  });

  test('finds packages and its own folder, as without', () => {
    mkdirSync(path.join(folder, 'node_modules/near'), { recursive: true });
    writeFileSync(path.join(folder, 'node_modules/near/index.js'), `exports.name = 'near';`);
    const source = `exports.answer = () => [require('near').name, __filename, __dirname, typeof require.resolve];`;
    const expected = ['near', file, folder, 'function'];
    expect(run(source)).toEqual(expected);
    expect(run(source)).toEqual(expected);
  });

  test('of other folders is left alone', () => {
    const elsewhere = path.join(folder, 'elsewhere');
    mkdirSync(elsewhere);
    writeFileSync(path.join(elsewhere, 'other.cjs'), `exports.name = 'other';`);
    expect(run(`exports.answer = () => require('./elsewhere/other.cjs').name;`)).toBe('other');
    expect(kept().map((name) => path.basename(name))).toEqual(['part.cjs']);
  });

  test('has no part in how others are found: a path without an ending leads where it led', () => {
    mkdirSync(path.join(folder, 'elsewhere/lib'), { recursive: true });
    writeFileSync(path.join(folder, 'elsewhere/lib.cjs'), `exports.name = 'file';`);
    writeFileSync(path.join(folder, 'elsewhere/lib/index.js'), `exports.name = 'folder';`);
    expect(run(`exports.answer = () => require('./elsewhere/lib').name;`)).toBe('folder');
  });
});
