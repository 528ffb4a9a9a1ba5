import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { main } from '../../src/cli/main.js';
import { build } from '../../src/index.js';
import { openS3 } from '../../src/publish/s3.js';
import { article, makeSite, now } from '../site.js';
import { useFakeS3 } from './fake-s3.js';

const s3 = useFakeS3();
const options = { site: { url: 'https://site.example/' }, output: 's3://blog/feeds' };
const rss = '/blog/feeds/rss.xml';
const changes = () => s3().log.filter((line) => !line.startsWith('GET '));

beforeEach(() => {
  s3().objects.clear();
  s3().log.splice(0);
  s3().before = () => {};
  s3().delay = async () => {};
  s3().isUnconditional = false;
  s3().refused.clear();
  s3().untagged.clear();
});

describe('a build into a bucket', () => {
  test('sends each document with its type, to be asked for each time, and the record first', async () => {
    const result = await build({ folder: makeSite({ 'posts/a.md': article() }), now, options });
    expect(result.feeds.map(({ path: file, change }) => `${file} ${change}`)).toEqual([
      's3://blog/feeds/rss.xml created',
      's3://blog/feeds/atom.xml created',
      's3://blog/feeds/feed.json created',
    ]);
    expect(
      [...s3().objects].map(([key, { headers }]) => [key, headers['content-type'], headers['cache-control']]),
    ).toEqual([
      ['/blog/feeds/.feedwright/written.json', 'application/json', 'public, no-cache'],
      [rss, 'application/xml; charset=utf-8', 'public, no-cache'],
      ['/blog/feeds/atom.xml', 'application/xml; charset=utf-8', 'public, no-cache'],
      ['/blog/feeds/feed.json', 'application/feed+json', 'public, no-cache'],
      ['/blog/feeds/feed.css', 'text/css; charset=utf-8', 'public, no-cache'],
    ]);
    expect(s3().objects.get(rss)?.bytes.toString()).toMatch(/^<\?xml[^]*<\/rss>\s*$/);
  });

  test('sends what changed alone, and nothing when nothing did', async () => {
    const folder = makeSite({ 'posts/a.md': article() });
    await build({ folder, now, options });
    s3().put('/blog/feeds/atom.xml', 'changed by hand');
    s3().log.splice(0);
    const again = await build({ folder, now, options: { ...options, compress: true } });
    expect(again.feeds.map(({ change }) => change)).toEqual(['unchanged', 'changed', 'unchanged']);
    expect(changes()).toEqual(['PUT /blog/feeds/atom.xml']);
    s3().log.splice(0);
    await build({ folder, now, options });
    expect(changes()).toEqual([]);
  });

  test('sends those archives alone that are not there as they should be', async () => {
    const posts = Array.from({ length: 9 }, (_, index) => [
      `posts/${index}.md`,
      `---\ndate: 2026-04-${20 - index}\n---\n`,
    ]);
    const folder = makeSite(Object.fromEntries(posts));
    const archived = { ...options, archives: { entries: 2 }, size: { entries: 2, days: 0 } };
    await build({ folder, now, options: archived });
    const [first = '', second = ''] = [...s3().objects.keys()].filter((key) => /archive\/.*rss\.xml$/.test(key));
    const before = s3().text(first);
    s3().put(first, 'changed by hand');
    s3().objects.delete(second);
    s3().log.splice(0);
    const again = await build({ folder, now, options: archived });
    expect(again.ok).toBe(true);
    expect(changes().filter((line) => line.includes('archive/'))).toEqual([`PUT ${first}`, `PUT ${second}`]);
    expect(s3().text(first)).toBe(before);
    s3().log.splice(0);
    await build({ folder, now, options: archived });
    expect(changes()).toEqual([]);
  });

  test('writes nothing in a dry run', async () => {
    const result = await build({ folder: makeSite({ 'posts/a.md': article() }), now, options, dryRun: true });
    expect(result.feeds.map(({ change }) => change)).toEqual(['created', 'created', 'created']);
    expect(changes()).toEqual([]);
  });

  test('removes a document that is no longer wanted, and then strikes it off', async () => {
    const folder = makeSite({ 'posts/a.md': article() });
    await build({ folder, now, options });
    s3().log.splice(0);
    const result = await build({ folder, now, options: { ...options, formats: { rss: false } } });
    expect(result.removed).toEqual(['s3://blog/feeds/rss.xml']);
    expect(changes()).toEqual([`DELETE ${rss}`, 'PUT /blog/feeds/.feedwright/written.json']);
  });

  test('takes over what the site had under another address, as its ledger knows or somebody says', async () => {
    const folder = makeSite({ 'posts/a.md': article() });
    const old = { ...options, ledger: false, stylesheet: false } as const;
    await build({ folder, now, options: old });
    const moved = { ...old, site: { url: 'https://new.example/' }, stylesheet: false, formats: { atom: false } };
    expect((await build({ folder, now, options: moved })).problems.map(({ code }) => code)).toContain('output-taken');
    await build({ folder, now, options: moved, allowFlood: true });
    expect([...s3().objects.keys()].toSorted()).toEqual([
      '/blog/feeds/.feedwright/written.json',
      '/blog/feeds/feed.json',
      rss,
    ]);
    expect(JSON.parse(s3().text('/blog/feeds/.feedwright/written.json') ?? '')).toEqual({
      written: { 'https://new.example/ of posts/**/*.{md,markdown,mdx}': ['feed.json', 'rss.xml'] },
    });
  });

  test('does not empty feeds that hold articles', async () => {
    const folder = makeSite({ 'posts/a.md': article() });
    await build({ folder, now, options });
    const emptied = await build({ folder, now, options: { ...options, posts: { include: ['wrong/**'] } } });
    expect(emptied.problems.map(({ code }) => code)).toContain('feeds-emptied');
  });

  test('ends with status 2 when the store refuses, and says what to check', async () => {
    vi.stubEnv('AWS_ENDPOINT_URL_S3', 'http://127.0.0.1:9/');
    const said: string[] = [];
    const folder = makeSite({ 'posts/a.md': article() });
    const terminal = { out: () => {}, err: (text: string) => said.push(text), colour: false, cwd: folder };
    const status = await main(['build', '--url', 'https://site.example/', '--out', 's3://blog'], terminal, '');
    vi.stubEnv('AWS_ENDPOINT_URL_S3', s3().endpoint);
    expect([status, said.join('')]).toEqual([2, expect.stringMatching(/output-unreachable .*AWS_ENDPOINT_URL_S3/)]);
  });
});

const file = (name: string, text: string) => ({ path: name, bytes: new TextEncoder().encode(text), type: 'text/xml' });
const written = ['rss.xml'];

describe('an object that another publisher wrote meanwhile', () => {
  test.each([
    ['when there was none', undefined],
    ['in place of another', 'old'],
  ])('is not overwritten, %s', async (_, before) => {
    if (before !== undefined) s3().put(rss, before);
    const target = await openS3('s3://blog/feeds');
    await target.read('rss.xml');
    s3().put(rss, 'of the other');
    const lost = target.replace({ write: [file('rss.xml', 'ours')], remove: [], written });
    await expect(lost).rejects.toMatchObject({ problems: [{ code: 'output-raced', file: 's3://blog/feeds/rss.xml' }] });
    expect(s3().text(rss)).toBe('of the other');
  });

  test('is not written again when it was removed', async () => {
    s3().put(rss, 'old');
    const target = await openS3('s3://blog/feeds');
    await target.read('rss.xml');
    s3().objects.delete(rss);
    const lost = target.replace({ write: [file('rss.xml', 'ours')], remove: [], written });
    await expect(lost).rejects.toMatchObject({ problems: [{ code: 'output-raced' }] });
  });

  test('counts from when this run began, however late the documents are compared', async () => {
    s3().put(rss, 'old');
    s3().put('/blog/feeds/.feedwright/written.json', '{"written":{"":["rss.xml"]}}');
    const target = await openS3('s3://blog/feeds');
    s3().put(rss, 'of the other');
    expect(Buffer.from((await target.read('rss.xml')) ?? []).toString()).toBe('old');
    const lost = target.replace({ write: [file('rss.xml', 'ours')], remove: [], written });
    await expect(lost).rejects.toMatchObject({ problems: [{ code: 'output-raced' }] });
    expect(s3().text(rss)).toBe('of the other');
  });

  test('is not removed', async () => {
    s3().put(rss, 'old');
    s3().put('/blog/feeds/.feedwright/written.json', '{"written":{"":["rss.xml"]}}');
    const target = await openS3('s3://blog/feeds');
    s3().put(rss, 'of the other');
    const lost = target.replace({ write: [], remove: ['rss.xml'], written: [] });
    await expect(lost).rejects.toMatchObject({ problems: [{ code: 'output-raced' }] });
    expect(s3().text(rss)).toBe('of the other');
  });

  test('is no loss when it is the same', async () => {
    const target = await openS3('s3://blog/feeds');
    await target.read('rss.xml');
    s3().put(rss, 'the same');
    await target.replace({ write: [file('rss.xml', 'the same')], remove: [], written });
    expect(s3().text(rss)).toBe('the same');
  });

  test('is seen in a store without conditional writes too', async () => {
    s3().isUnconditional = true;
    const target = await openS3('s3://blog/feeds');
    await target.replace({ write: [file('rss.xml', 'one')], remove: [], written });
    await target.replace({ write: [file('rss.xml', 'two')], remove: [], written });
    expect(s3().text(rss)).toBe('two');
    s3().put(rss, 'of the other');
    const lost = target.replace({ write: [file('rss.xml', 'three')], remove: [], written });
    await expect(lost).rejects.toMatchObject({ problems: [{ code: 'output-raced' }] });
  });
});

describe('a store that gives no ETags', () => {
  const unguarded = (path: string) => ({ problems: [{ code: 'output-unguarded', file: `s3://blog/feeds/${path}` }] });
  const both = () => ['GET', 'PUT'].map((method) => s3().untagged.add(method));

  test('is refused before any document is written', async () => {
    both();
    const request = { folder: makeSite({ 'posts/a.md': article() }), now, options };
    await expect(build(request)).rejects.toMatchObject(unguarded('.feedwright/written.json'));
    await expect(build(request)).rejects.toMatchObject(unguarded('.feedwright/written.json'));
    expect([...s3().objects.keys()]).toEqual(['/blog/feeds/.feedwright/written.json']);
  });

  test('keeps the document that another publisher wrote', async () => {
    s3().put(rss, 'of the other');
    both();
    const target = await openS3('s3://blog/feeds');
    const lost = target.replace({ write: [file('rss.xml', 'ours')], remove: [], written });
    await expect(lost).rejects.toMatchObject({ problems: [{ code: 'output-unguarded' }] });
    expect(s3().text(rss)).toBe('of the other');
  });

  test('is taken when it gives them to those who ask afterwards', async () => {
    s3().untagged.add('PUT');
    const target = await openS3('s3://blog/feeds');
    await target.replace({ write: [file('rss.xml', 'one')], remove: [], written });
    await target.replace({ write: [file('rss.xml', 'two')], remove: [], written });
    expect(s3().text(rss)).toBe('two');
    s3().put(rss, 'of the other');
    const lost = target.replace({ write: [file('rss.xml', 'three')], remove: [], written });
    await expect(lost).rejects.toMatchObject({ problems: [{ code: 'output-raced' }] });
    expect(s3().text(rss)).toBe('of the other');
  });

  test('and where another publisher wrote between, takes none of his for its own', async () => {
    s3().untagged.add('PUT');
    const target = await openS3('s3://blog/feeds');
    s3().before = (request) => {
      if (request === `GET ${rss}` && s3().text(rss) === 'ours') s3().put(rss, 'of the other');
    };
    const lost = target.replace({ write: [file('rss.xml', 'ours')], remove: [], written });
    await expect(lost).rejects.toMatchObject({ problems: [{ code: 'output-raced' }] });
    expect(s3().text(rss)).toBe('of the other');
  });
});

describe('a record of many documents', () => {
  const names = Array.from({ length: 600 }, (_, index) => `tags/${index}.xml`);
  const record = JSON.stringify({ written: { '': names } });
  /** Counts what the client is asked for at once, which is more than it sends at once. */
  const counted = async () => {
    const library = await import('@aws-sdk/client-s3');
    let inTheAir = 0;
    const count = { asked: 0, most: 0 };
    class Counting extends library.S3Client {
      constructor(...config: ConstructorParameters<typeof library.S3Client>) {
        super(...config);
        this.middlewareStack.add(
          (next) => async (request) => {
            count.asked++;
            count.most = Math.max(count.most, ++inTheAir);
            return next(request).finally(() => inTheAir--);
          },
          { step: 'initialize' },
        );
      }
    }
    return { count, load: async () => ({ ...library, S3Client: Counting }) };
  };

  test('is asked for at most fifty at once: what waits longer in the client counts as unreachable', async () => {
    s3().put('/blog/.feedwright/written.json', record);
    for (const name of names) s3().put(`/blog/${name}`, name);
    s3().delay = () => setTimeout(2);
    const { count, load } = await counted();
    const target = await openS3('s3://blog', {}, load);
    // The record, the outbox, and what the record names.
    expect(count).toEqual({ asked: 602, most: 50 });
    const before = s3().log.length;
    expect(Buffer.from((await target.read('tags/599.xml')) ?? []).toString()).toBe('tags/599.xml');
    expect(s3().log.length).toBe(before);
  });

  test('is not asked for to its end once one document cannot be reached', async () => {
    s3().put('/blog/.feedwright/written.json', record);
    s3().refused.add('/blog/tags/3.xml');
    // All but the record, the outbox and the refusal are still on their way when it comes.
    s3().delay = (path) => (path.includes('/.feedwright/') ? Promise.resolve() : new Promise(() => {}));
    const { count, load } = await counted();
    const lost = openS3('s3://blog', {}, load);
    await expect(lost).rejects.toMatchObject({
      problems: [{ code: 'output-unreachable', file: 's3://blog/tags/3.xml' }],
    });
    expect(count.asked).toBe(52);
  });
});

test('records what is to be told before it writes what it tells of', async () => {
  const target = await openS3('s3://blog');
  const untold = [{ by: 'websub', to: 'https://hub.example/', path: 'rss.xml', hash: '1' }] as const;
  const before = s3().log.length;
  await target.replace({ write: [file('rss.xml', '1')], remove: [], written: ['rss.xml'], untold });
  const puts = s3()
    .log.slice(before)
    .filter((line) => line.startsWith('PUT '));
  expect(puts.slice(-2)).toEqual(['PUT /blog/.feedwright/outbox.json', 'PUT /blog/rss.xml']);
});

test('asks for no document where the outbox is all that matters', async () => {
  const first = await openS3('s3://blog');
  await first.replace({ write: [file('rss.xml', '1')], remove: [], written: ['rss.xml'] });
  const before = s3().log.length;
  const target = await openS3('s3://blog', { outboxOnly: true });
  await target.replace({ write: [], remove: [], written: target.written, untold: [] });
  expect(s3().log.slice(before)).toEqual(['GET /blog/.feedwright/written.json', 'GET /blog/.feedwright/outbox.json']);
});

test('of two runs that began at the same state, the second stops at the first object of the other', async () => {
  const [first, second] = [await openS3('s3://blog'), await openS3('s3://blog')];
  const ours = (text: string) => ({
    write: [file('rss.xml', text), file('atom.xml', text)],
    remove: [],
    written: ['atom.xml', 'rss.xml'],
  });
  await Promise.all([...ours('').written].flatMap((name) => [first.read(name), second.read(name)]));
  await first.replace(ours('first'));
  await expect(second.replace(ours('second'))).rejects.toMatchObject({ problems: [{ code: 'output-raced' }] });
  expect(['/blog/rss.xml', '/blog/atom.xml'].map(s3().text)).toEqual(['first', 'first']);
});

test('documents are written before the pages that point to them', async () => {
  const target = await openS3('s3://blog');
  const write = ['a.html', 'b.xml', 'c/index.html', 'd.json'].map((name) => file(name, name));
  await target.replace({ write, remove: [], written: write.map(({ path: name }) => name) });
  expect(changes()).toEqual([
    'PUT /blog/.feedwright/written.json',
    'PUT /blog/b.xml',
    'PUT /blog/d.json',
    'PUT /blog/a.html',
    'PUT /blog/c/index.html',
  ]);
});

test('a run that is cut off leaves nothing that the record does not know', async () => {
  const target = await openS3('s3://blog');
  const write = ['a.xml', 'b.xml'].map((name) => file(name, name));
  s3().before = (request) => {
    if (request === 'PUT /blog/b.xml') s3().put('/blog/b.xml', 'of the other');
  };
  await target.replace({ write, remove: [], written: ['a.xml', 'b.xml'] }).catch(() => {});
  expect(s3().text('/blog/a.xml')).toBe('a.xml');
  expect((await openS3('s3://blog')).written).toContain('a.xml');
});

test.each(['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND'])(
  'without its client, it says what to install: %s',
  async (code) => {
    const load = () => Promise.reject(Object.assign(new Error('no such package'), { code }));
    await expect(openS3('s3://blog', {}, load)).rejects.toMatchObject({
      problems: [
        { code: 'client-missing', message: expect.stringContaining('npm install @aws-sdk/client-s3') as unknown },
      ],
    });
  },
);

test('its client is needed by those alone who publish to a bucket', () => {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, Record<string, unknown>>;
  expect(manifest['dependencies']).not.toHaveProperty('@aws-sdk/client-s3');
  expect(manifest['peerDependenciesMeta']).toMatchObject({ '@aws-sdk/client-s3': { optional: true } });
});

test('its client, as far as it is tested, runs on the oldest Node that is promised', () => {
  const { engines } = JSON.parse(readFileSync('package.json', 'utf8')) as { engines: { node: string } };
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    packages: Record<string, { engines?: { node?: string } }>;
  };
  const oldest = (range = '') => Number(/^(?:>=|\^)\s*(\d+)/.exec(range)?.[1] ?? 0);
  const parts = Object.entries(packages).filter(([name]) => /^node_modules\/@(?:aws-sdk|smithy)\//.test(name));
  expect(parts.map(([name]) => name)).toContain('node_modules/@aws-sdk/client-s3');
  // AWS lets no version from January 2027 on run on Node 20.
  expect(parts.filter(([, part]) => oldest(part.engines?.node) > oldest(engines.node))).toEqual([]);
});
