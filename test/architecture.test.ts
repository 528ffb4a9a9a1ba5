import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

interface SourceFile {
  /** Path below src/, with `/`, without extension. */
  readonly name: string;
  readonly text: string;
  /** Imports of our own files, as names. */
  readonly own: readonly string[];
  /** Imports of packages and of Node's modules. */
  readonly foreign: readonly string[];
}

const files: readonly SourceFile[] = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.ts'))
  .map((file) => {
    const text = readFileSync(path.join('src', file), 'utf8');
    const code = text.replace(/\/\*[^]*?\*\/|\/\/.*/g, '');
    const imports = [...code.matchAll(/(?:^(?:import|export)\b[^;']*?from |\bimport\()'([^']+)'/gm)].map(
      ([, from = '']) => from,
    );
    const own = imports
      .filter((from) => from.startsWith('.'))
      .map((from) => path.posix.join(path.posix.dirname(file), from).replace(/\.js$/, ''));
    return { name: file.replace(/\.ts$/, ''), text, own, foreign: imports.filter((from) => !from.startsWith('.')) };
  });

/** A stage is a folder or a file; everything else that is no composition and no door lies on the shelf. */
const stages = [
  'find',
  'read',
  'recognise',
  'choose',
  'measure',
  'render',
  'write',
  'present',
  'verify',
  'look-ahead',
  'publish',
  'tell',
  'stamp',
  'announce',
  'serve',
  'watch',
  'schedule',
  'health',
];
const compositions = [
  'build',
  'river',
  'build-result',
  'stamping',
  'redirecting',
  'announcing',
  'linking',
  'telling',
  'serving',
  'watching',
  'live-site',
  'request',
  'embargo',
  'running',
  'scheduling',
];
const doors = ['bin', 'compiled', 'index', 'cli'];
const roomOf = (name: string) => name.split('/')[0] ?? name;

const importsOf = (rooms: readonly string[]) => files.filter(({ name }) => rooms.includes(roomOf(name)));
const shelf = [...new Set(files.map(({ name }) => roomOf(name)))].filter(
  (room) => ![...stages, ...compositions, ...doors].includes(room),
);

describe('imports run downwards', () => {
  test('a stage imports no other stage', () => {
    const sideways = importsOf(stages).flatMap(({ name, own }) =>
      own
        .filter((target) => stages.includes(roomOf(target)) && roomOf(target) !== roomOf(name))
        .map((target) => `${name} → ${target}`),
    );
    expect(sideways).toEqual([]);
  });

  test('the shelf imports nothing but the shelf, stages nothing above them', () => {
    const above = [...compositions, ...doors];
    const upwards = [
      ...importsOf(shelf).flatMap(({ name, own }) =>
        own.filter((target) => !shelf.includes(roomOf(target))).map((target) => `${name} → ${target}`),
      ),
      ...importsOf(stages).flatMap(({ name, own }) =>
        own.filter((target) => above.includes(roomOf(target))).map((target) => `${name} → ${target}`),
      ),
    ];
    expect(upwards).toEqual([]);
  });

  test('the writer and the checker do not know each other', () => {
    const both = importsOf(['write', 'verify']).filter(({ name, own }) =>
      own.some((target) => ['write', 'verify'].includes(roomOf(target)) && roomOf(target) !== roomOf(name)),
    );
    expect(both).toEqual([]);
  });

  test('no two files import each other, however far around', () => {
    const edges = new Map(files.map(({ name, text }) => [name, typeless(name, text)]));
    const reaches = (from: string, to: string, seen = new Set<string>()): boolean =>
      (edges.get(from) ?? []).some(
        (next) => next === to || (!seen.has(next) && (seen.add(next), reaches(next, to, seen))),
      );
    expect([...edges.keys()].filter((name) => reaches(name, name))).toEqual([]);
  });
});

/** Imports that remain when types are erased. */
function typeless(name: string, text: string): readonly string[] {
  const imports = [...text.matchAll(/^import (?!type)[^;]*?from '(\.[^']+)'/gm)].map(([, from = '']) => from);
  return imports.map((from) => path.posix.join(path.posix.dirname(name), from).replace(/\.js$/, ''));
}

describe('a fence stands around', () => {
  test.each([
    ['gray-matter', ['front-matter/parse']],
    ['js-yaml', ['front-matter/parse']],
    ['smol-toml', ['front-matter/parse']],
    ['feed', ['write/draft']],
    ['saxes', ['xml-parser']],
    ['picomatch', ['find']],
    ['mrmime', ['read/enclosures', 'serve/media-type']],
    ['image-size', ['media/image-facts']],
    ['file-type', ['media/file-kind']],
    ['music-metadata', ['media/duration']],
    ['temml', ['render/formulas']],
    ['chokidar', ['watch/file-events']],
    ['send', ['serve/answer']],
    ['negotiator', ['serve/encodings']],
    ['jiti', ['config/load']],
    ['diff', ['cli/stamp']],
    ['parse5', ['announce/add-links']],
    ['node-cron', ['schedule/expression']],
    ['prom-client', ['health/metrics']],
    ['@redis/client', ['schedule/redis']],
    ['@aws-sdk/client-s3', ['publish/object-store']],
    ['piscina', ['render/threads']],
    ['remark', ['render/markdown']],
    ['remark-gfm', ['render/markdown']],
    ['remark-cjk-friendly', ['render/markdown']],
    ['gemoji', ['render/emoji']],
    ['remark-rehype', ['render/markdown']],
    ['rehype-raw', ['render/markdown']],
    ['rehype-stringify', ['render/markdown']],
    ['rehype-sanitize', ['render/markdown', 'render/reader-safe']],
  ])('%s', (name, inside) => {
    expect(
      files
        .filter(({ foreign }) => foreign.includes(name))
        .map((file) => file.name)
        .toSorted(),
    ).toEqual(inside);
  });

  const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
    readonly dependencies: Readonly<Record<string, string>>;
    readonly devDependencies: Readonly<Record<string, string>>;
    readonly peerDependencies: Readonly<Record<string, string>>;
  };

  test('every dependency: it is installed with the package, or part of the bundle', () => {
    const used = new Set(files.flatMap(({ foreign }) => foreign).filter((name) => !name.startsWith('node:')));
    // Types alone, gone when the code runs.
    for (const types of ['mdast', 'hast']) used.delete(types);
    const installed = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
    const bundled = [...used].filter((name) => !installed.includes(name));
    expect(installed.filter((name) => !used.has(name))).toEqual([]);
    expect(bundled.filter((name) => manifest.devDependencies[name] === undefined)).toEqual([]);
  });

  test('the file system', () => {
    const inside = [
      'cache/cache',
      'cache/contents',
      'cache/results-file',
      'cache/program',
      'config/load',
      'files/disk',
      'files/mark',
      'files/site-folder',
      'files/facts',
      'files/spool',
      'files/whole-file',
      'ledger/open-ledger',
      'request',
      'serve/served-folder',
      'stamp/stamp-file',
      'bin',
      'compiled',
    ];
    expect(
      files
        .filter(({ name, foreign }) => foreign.some((from) => /^node:fs\b/.test(from)) && !inside.includes(name))
        .map(({ name }) => name),
    ).toEqual([]);
  });

  test('the process, the clock, the timers, the console and chance', () => {
    const reached = (pattern: RegExp, inside: readonly string[]) =>
      files
        .filter(
          ({ name, text }) => pattern.test(text.replace(/\/\*[^]*?\*\/|\/\/.*|`[^`]*`/g, '')) && !inside.includes(name),
        )
        .map(({ name }) => name);
    expect(reached(/\bprocess\./, ['bin'])).toEqual([]);
    expect(reached(/Date\.now|new Date\(\)|performance\./, ['time/clock'])).toEqual([]);
    // A socket has a method of that name.
    const timers = /(?<!\.)\bset(?:Timeout|Interval|Immediate)\b|AbortSignal\.timeout/;
    expect(reached(timers, ['time/timers', 'live-site', 'bin'])).toEqual([]);
    expect(reached(/\bconsole\./, [])).toEqual([]);
    expect(reached(/Math\.random|randomUUID/, ['cli/stamp', 'cli/schedule'])).toEqual([]);
  });
});

describe('a file', () => {
  test.each(files)('$name says in its first line what it is for', ({ text }) => {
    expect(text.replace(/^#!.*\n/, '')).toMatch(/^\/\*\*(?: \S.*\.(?: .*)? \*\/|\n \* \S.*\.)\n/);
  });

  test('has no `any`, and no default export', () => {
    expect(
      files.filter(({ text }) => /: any\b|as any\b|<any>|export default/.test(text)).map(({ name }) => name),
    ).toEqual([]);
  });

  test('fits on two screens, but for the tables and texts that are long by nature', () => {
    const long = [
      'problem',
      'cli/help',
      'config/options',
      'config/resolve',
      'front-matter/parse',
      'front-matter/fields',
      'read/read',
      'stamp/stamp-text',
      'read/enclosures',
      'render/dialects/vocabulary',
      'text/words',
    ];
    expect(
      files.filter(({ name, text }) => text.split('\n').length > 170 && !long.includes(name)).map(({ name }) => name),
    ).toEqual([]);
  });
});
