import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseFeed } from 'feedsmith';
import { afterAll, describe, expect, test } from 'vitest';
import { buildSite } from '../../src/build.js';
import { resolveSettings } from '../../src/config/resolve.js';
import { openSite } from '../../src/files/site-folder.js';
import { build, type BuildRequest } from '../../src/index.js';
import { parseXml } from '../../src/xml.js';
import { blogs, corpora, now, optionsOf } from './blogs.js';
import { problemsByCode } from './problems-by-code.js';

const folder = mkdtempSync(path.join(tmpdir(), 'feedwright-corpora-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(!existsSync(corpora)).each(blogs)('$name', (blog) => {
  const { name, errors = {} } = blog;
  const output = path.join(folder, name);
  const options = { ...optionsOf(blog), output, ledger: path.join(folder, `${name}.ledger`) };
  const request: BuildRequest = { folder: path.join(corpora, name), now, options: { ...options, invalid: 'skip' } };
  const bytesOf = () =>
    ['rss.xml', 'atom.xml', 'feed.json'].map((file) => readFileSync(path.join(output, file), 'utf8'));

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

  test('gives three sound documents of all articles up to the limit', async () => {
    const { ok, articles, feeds } = await build(request);
    const entries = Math.min(20, articles.published);
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
    const site = openSite(path.join(corpora, name));
    const settings = resolveSettings(
      { file: undefined, source: '', options: {} },
      { ...options, invalid: 'skip' },
      now,
    );
    const list = (posts: string) => ({ ...site.list(posts), files: site.list(posts).files.toReversed() });
    const { feeds } = await buildSite({ ...site, list }, settings, { dryRun: false });
    expect([feeds.map(({ change }) => change), bytesOf()]).toEqual([['unchanged', 'unchanged', 'unchanged'], before]);
  });

  test('gives every published article when there is no limit, and stays sound', async () => {
    const all = path.join(folder, `${name}-all`);
    const result = await build({
      ...request,
      options: { ...options, output: all, ledger: false, invalid: 'skip', limit: 100_000 },
    });
    expect([result.ok, result.feeds[0]?.entries]).toEqual([true, result.articles.published]);
  }, 300_000);

  test('gives the same bytes again, in another time zone', () => {
    const before = bytesOf();
    const config = path.join(folder, `${name}.json`);
    writeFileSync(config, JSON.stringify({ ...options, invalid: 'skip' }));
    const args = ['dist/bin.js', 'build', path.join(corpora, name), '--config', config, '--now', now, '--json'];
    const result = JSON.parse(
      execFileSync(process.execPath, args, { encoding: 'utf8', env: { ...process.env, TZ: 'Pacific/Kiritimati' } }),
    ) as { feeds: { change: string }[] };
    expect(result.feeds.map(({ change }) => change)).toEqual(['unchanged', 'unchanged', 'unchanged']);
    expect(bytesOf()).toEqual(before);
  });
});
