import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseFeed } from 'feedsmith';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildSite } from '../../src/build.js';
import { resolveSettings } from '../../src/config/resolve.js';
import { openSite } from '../../src/files/site-folder.js';
import { build, type BuildRequest, type TimedBuildResult } from '../../src/index.js';
import { parseXml } from '../../src/xml-parser.js';
import { blogs, corpora, now, optionsOf } from './blogs.js';
import { problemsByCode } from './problems-by-code.js';

const folder = mkdtempSync(path.join(tmpdir(), 'feedwright-corpora-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Inode and time of each file below a folder, the cache's aside: another program, as in these tests, makes its own. */
function filesBelow(root: string): Readonly<Record<string, string>> {
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && !entry.parentPath.includes('.feedwright-cache'),
  );
  return Object.fromEntries(
    files.map((entry) => {
      const file = path.join(entry.parentPath, entry.name);
      const { ino, mtimeMs } = statSync(file);
      return [path.relative(root, file), `${ino} ${mtimeMs}`];
    }),
  );
}

describe.skipIf(!existsSync(corpora)).each(blogs)('$name', (blog) => {
  const { name, errors = {} } = blog;
  const site = path.join(folder, name);
  const output = path.join(site, 'feeds');
  const options = { ...optionsOf(blog), output: 'feeds' };
  const request: BuildRequest = { folder: site, now, options: { ...options, invalid: 'skip' } };
  const bytesOf = () =>
    ['rss.xml', 'atom.xml', 'feed.json'].map((file) => readFileSync(path.join(output, file), 'utf8'));
  const buildAgain = (where: string) => {
    const config = path.join(folder, `${name}.json`);
    writeFileSync(config, JSON.stringify({ ...options, invalid: 'skip' }));
    const args = ['dist/bin.cjs', 'build', where, '--config', config, '--now', now, '--json'];
    const env = { ...process.env, TZ: 'Pacific/Kiritimati' };
    const { feeds } = JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8', env })) as {
      feeds: { change: string }[];
    };
    return feeds.map(({ change }) => change);
  };
  beforeAll(() => cpSync(path.join(corpora, name), site, { recursive: true }));

  test('has the mistakes that it has, and no others; each has its place and says what to do', async () => {
    const { ok, problems, feeds } = await build({ ...request, options: { ...options, invalid: 'fail' } });
    const stopping = problems.filter(({ severity }) => severity === 'error');
    expect(problemsByCode(stopping)).toEqual(errors);
    expect([ok, feeds.length]).toEqual(stopping.length === 0 ? [true, 3] : [false, 0]);
    expect(
      problems.filter(
        ({ file, line, message }) => file === undefined || line === undefined || !/\. .+\./.test(message),
      ),
    ).toEqual([]);
  });

  test('gives three sound documents of the newest articles', async () => {
    const { ok, articles, feeds } = await build(request);
    const entries = feeds[0]?.entries ?? 0;
    expect(entries).toBeGreaterThanOrEqual(Math.min(20, articles.published));
    expect([ok, feeds.map((feed) => feed.entries)]).toEqual([true, [entries, entries, entries]]);
    const [rss = '', atom = '', json = ''] = bytesOf();
    for (const text of [rss, atom]) parseXml(text);
    const counts = [rss, atom, json].map((text) => {
      const { format, feed } = parseFeed(text);
      return format === 'atom' ? feed.entries?.length : feed.items?.length;
    });
    expect(counts.map((count) => count ?? 0)).toEqual([entries, entries, entries]);
  });

  test('gives the same bytes when the disk lists the files in another order', async () => {
    const before = bytesOf();
    const opened = openSite(site);
    const settings = resolveSettings(
      { file: undefined, source: '', options: {} },
      { ...options, invalid: 'skip' },
      now,
    );
    const list = (posts: string) => ({ ...opened.list(posts), files: opened.list(posts).files.toReversed() });
    const { feeds } = await buildSite({ ...opened, list }, settings, { dryRun: false });
    expect([feeds.map(({ change }) => change), bytesOf()]).toEqual([['unchanged', 'unchanged', 'unchanged'], before]);
  });

  test('gives the same where a text has changed, with all that is kept and with nothing', async () => {
    await build(request);
    const { items } = JSON.parse(readFileSync(path.join(output, 'feed.json'), 'utf8')) as {
      readonly items: readonly { readonly url: string }[];
    };
    const ledger = readFileSync(path.join(site, 'feedwright.ledger'), 'utf8');
    const files = items.slice(0, 2).flatMap(({ url }) => ledger.split('\n').find((line) => line.includes(url)) ?? []);
    for (const line of files) {
      const { file } = JSON.parse(line) as { readonly file: string };
      appendFileSync(path.join(site, file), `\n\nOne more [sentence](https://other.example/) of ${name}.\n`);
      const twin = path.join(folder, `${name}-twin`);
      cpSync(site, twin, { recursive: true });
      const [kept, whole] = await Promise.all([
        build(request),
        build({ ...request, folder: twin, options: { ...request.options, cache: false } }),
      ]);
      const said = (result: TimedBuildResult) => ({ ...result, elapsedMs: 0, stages: [], entries: undefined });
      expect(said(kept)).toEqual(said(whole));
      const [there, here] = [twin, site].map((place) =>
        ['feeds/rss.xml', 'feeds/atom.xml', 'feeds/feed.json', 'feedwright.ledger'].map((of) =>
          readFileSync(path.join(place, of), 'utf8'),
        ),
      );
      expect(here).toEqual(there);
      expect(here?.[0]).toContain(`of ${name}.`);
      rmSync(twin, { recursive: true });
    }
  });

  test('touches no file when it is built again, in another time zone', () => {
    const before = filesBelow(site);
    expect(buildAgain(site)).toEqual(['unchanged', 'unchanged', 'unchanged']);
    expect(filesBelow(site)).toEqual(before);
  });

  test('and none in a fresh clone', () => {
    const clone = path.join(folder, `${name}-clone`);
    cpSync(site, clone, { recursive: true });
    const before = filesBelow(clone);
    expect(buildAgain(clone)).toEqual(['unchanged', 'unchanged', 'unchanged']);
    expect(filesBelow(clone)).toEqual(before);
  });
});
