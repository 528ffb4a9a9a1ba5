import { chmodSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { findJsonFault } from '../../src/config/json-fault.js';
import { build, BuildError, type BuildRequest, type Problem } from '../../src/index.js';
import { article, makeSite, now } from '../site.js';

const posts = { 'posts/a.md': article(), 'posts/private/b.md': article() };
const options = { site: { url: 'https://flag.example/' } };

async function problemsIn(folder: string, request: BuildRequest = {}): Promise<readonly Problem[]> {
  try {
    return (await build({ folder, now, options, ...request })).problems;
  } catch (error) {
    if (error instanceof BuildError) return error.problems;
    throw error;
  }
}

const latin1 = (text: string) => Buffer.from(text, 'latin1');

describe('settings that are there, but cannot be read, never count as none:', () => {
  test.each([
    [
      'JSON with a comma too many',
      'feedwright.config.json',
      '{\n  "limit": 3,\n}',
      { line: 3, column: 1, message: expect.stringContaining('} stands where a name in double quotes should') },
    ],
    [
      'the key of a broken package.json',
      'package.json',
      '{ "feedwright": { "posts": { "exclude": ["private/**"] } }, }',
      { line: 1, column: 61 },
    ],
    [
      'a module that is broken',
      'feedwright.config.ts',
      'export default {\n  limit: 3\n  flood: 2,\n};\n',
      { line: 3, column: 3, message: expect.stringMatching(/^The settings cannot be read: Unexpected token[^/]*$/) },
    ],
    [
      'JSON in Latin-1',
      'feedwright.config.json',
      latin1('{\n  "site": { "title": "Café" }\n}'),
      { line: 2, column: 26, message: expect.stringContaining('UTF-8') },
    ],
    [
      'a module in Latin-1',
      'feedwright.config.mjs',
      latin1('export default { site: { title: "é" } };'),
      { line: 1, column: 34 },
    ],
    [
      'the key of a package.json in Latin-1',
      'package.json',
      latin1('{ "feedwright": { "site": { "title": "é" } } }'),
      { line: 1, column: 39 },
    ],
  ])('%s', async (_, file, content, place) => {
    expect(await problemsIn(makeSite({ ...posts, [file]: content }))).toEqual([
      expect.objectContaining({ code: 'config-unreadable', file, ...place }),
    ]);
  });

  test.each(['feedwright.config.json', 'package.json'])('%s that is a link which leads nowhere', async (file) => {
    const folder = makeSite(posts);
    symlinkSync('nowhere.json', path.join(folder, file));
    expect(await problemsIn(folder)).toMatchObject([{ code: 'config-unreadable', file }]);
  });

  // Root may read everything.
  test.skipIf(process.getuid?.() === 0)('package.json that may not be read', async () => {
    const folder = makeSite({ ...posts, 'package.json': '{}' });
    chmodSync(path.join(folder, 'package.json'), 0o000);
    expect(await problemsIn(folder)).toMatchObject([{ code: 'config-unreadable', file: 'package.json' }]);
  });
});

test.each([
  ['broken, and has nothing to do with us', '{ "name": "site", }', {}],
  ['broken, where the settings are elsewhere', '{ "devDependencies": { "feedwright": "1" }, }', { config: '{}' }],
  ['in Latin-1, without settings', latin1('{ "author": "José", "devDependencies": { "feedwright": "1" } }'), {}],
])('a package.json is passed over that is %s', async (_, content, { config }: { config?: string }) => {
  const own = config === undefined ? {} : { 'feedwright.config.json': config };
  expect(await problemsIn(makeSite({ ...posts, ...own, 'package.json': content }))).toEqual([]);
});

describe('a file that looks like settings, and is not read, stops the build:', () => {
  test.each([
    'feedwright.config.cjs',
    'feedwright.config.mts',
    'feedwright.config.cts',
    'feedwright.config.jsonc',
    'feedwright.config.yaml',
    'feedwright.config.yml',
    'feedwright.config.toml',
    'feedwright.json',
    '.feedwrightrc',
    '.feedwrightrc.json',
    'Feedwright.Config.json',
  ])('%s', async (file) => {
    expect(await problemsIn(makeSite({ ...posts, [file]: '' }))).toMatchObject([{ code: 'config-passed-over', file }]);
  });

  test('but not where other settings are named', async () => {
    const folder = makeSite({ ...posts, 'feedwright.json': '{}', 'other.json': '{}' });
    expect(await problemsIn(folder, { config: 'other.json' })).toEqual([]);
  });
});

describe('where JSON breaks off is found', () => {
  test.each([
    ['{ oops', 2, 'oops stands where a name in double quotes or } should'],
    ['{"a": oops}', 6, 'oops stands where a value should'],
    ['{"a":}', 5, '} stands where a value should'],
    ['{"a" 1}', 5, '1 stands where a colon should'],
    ['{"a":1 "b":2}', 7, '"b" stands where a comma or } should'],
    ['[1,]', 3, '] stands where a value should'],
    ['[1}', 2, '} stands where a comma or ] should'],
    ['{"a":"b\nc"}', 5, 'a broken text stands where a value should'],
    ['{"a":01}', 5, '01 stands where a value should'],
    ['{"a":1} // x', 8, '/ stands where the file should end'],
    ['{"a":', 5, 'the file ends where a value should'],
    ['', 0, 'the file ends where a value should'],
  ])('in %j', (text, index, reason) => {
    expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
    expect(findJsonFault(text)).toEqual({ index, reason });
  });

  test.each(['{}', ' [] ', '{"a":[1,-0.5e+3,true,null,{"b":"\\u00e9\\n"}]}', '"x"'])('nowhere in %j', (text) => {
    expect(() => JSON.parse(text) as unknown).not.toThrow();
    expect(findJsonFault(text)).toBeUndefined();
  });
});
