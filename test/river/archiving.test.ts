import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { buildSite as runRiver } from '../../src/build.js';
import { resolveSettings } from '../../src/config/resolve.js';
import { openSite } from '../../src/files/site-folder.js';
import { build } from '../../src/index.js';
import { article, makeSite, now } from '../site.js';

/** A PNG of one pixel by so many. */
const picture = (height: number) => {
  const bytes = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ', 'base64');
  bytes.writeUInt32BE(height, 20);
  return bytes;
};

/** 16 articles, the newest is number 0: two in the live feeds, the others in archives, and of a tag too. */
const files: Readonly<Record<string, string | Uint8Array>> = {
  ...Object.fromEntries(
    Array.from({ length: 16 }, (_, index) => [
      `posts/a${index}.md`,
      `---\ndate: 2026-04-${30 - index}\n${index % 4 === 0 ? 'tags: [t]\n' : ''}\n---\nText ${index}, [next](a${(index + 1) % 16}.md). ![p](/p.png)\n`,
    ]),
  ),
  'posts/sound.md': article('date: 2026-03-01\nenclosure: s.mp3').replace('date: 2026-05-01\n', ''),
  'posts/odd.md': article('date: 2026-03-02', '<Unknown /> <OnlyHere /> [lost](nowhere.md)').replace(
    'date: 2026-05-01\n',
    '',
  ),
  'posts/s.mp3': 'ID3 no sound',
  'p.png': picture(3),
};
const options = {
  site: { url: 'https://site.example/', title: 'Site' },
  size: { entries: 2, days: 0 },
  archives: { entries: 4 },
  channels: { tags: true },
} as const;

/** Years after the files were written: what the file system says of them is trusted. */
const clock = { now: () => statSync('package.json').ctimeMs + 10 * 365 * 24 * 60 * 60 * 1000, elapsed: () => 0 };

/** All that is published, by path. */
function outputOf(folder: string): Readonly<Record<string, string>> {
  const output = path.join(folder, 'output');
  const names = readdirSync(output, { recursive: true, encoding: 'utf8' }).filter((name) => /\w\.\w+$/.test(name));
  return Object.fromEntries(names.toSorted().map((name) => [name, readFileSync(path.join(output, name), 'latin1')]));
}

const archivesOf = (folder: string) => Object.keys(outputOf(folder)).filter((name) => name.includes('archive/'));

describe('archives are the same with a cache and without one', () => {
  const changes: Readonly<Record<string, (folder: string) => object | void>> = {
    nothing: () => {},
    'an old text': (folder) => appendFileSync(path.join(folder, 'posts/a10.md'), '\nMore.\n'),
    'an old text, which keeps its size and its time': (folder) => {
      const file = path.join(folder, 'posts/a10.md');
      const { atime, mtime } = statSync(file);
      writeFileSync(file, readFileSync(file, 'utf8').replace('Text', 'Tent'));
      utimesSync(file, atime, mtime);
    },
    'an old title': (folder) =>
      writeFileSync(path.join(folder, 'posts/a10.md'), '---\ntitle: New\ndate: 2026-04-20\n---\nText.\n'),
    'an article that comes': (folder) => writeFileSync(path.join(folder, 'posts/new.md'), article('title: New')),
    'an old article that comes': (folder) =>
      writeFileSync(path.join(folder, 'posts/old.md'), '---\ndate: 2026-04-19 12:00\ntags: [t]\n---\nOld.\n'),
    'an old article that goes': (folder) => rmSync(path.join(folder, 'posts/a15.md')),
    'the address of an article that others link': (folder) =>
      writeFileSync(path.join(folder, 'posts/a7.md'), '---\ndate: 2026-04-23\npermalink: /else/\n---\nText.\n'),
    'an article that others link, which moves': (folder) =>
      renameSync(path.join(folder, 'posts/a12.md'), path.join(folder, 'posts/moved.md')),
    'an article that a link leads to, which comes': (folder) =>
      writeFileSync(path.join(folder, 'posts/nowhere.md'), article()),
    'a picture': (folder) => writeFileSync(path.join(folder, 'p.png'), picture(9)),
    'a picture that goes': (folder) => rmSync(path.join(folder, 'p.png')),
    'a picture that comes before another': (folder) => writeFileSync(path.join(folder, 'posts/p.png'), picture(7)),
    'an enclosure': (folder) => writeFileSync(path.join(folder, 'posts/s.mp3'), picture(1)),
    'the title of the site': () => ({ site: { ...options.site, title: 'Other' } }),
    'the footer': () => ({ footer: 'By {author}' }),
    'the names of the documents': () => ({ formats: { rss: 'feed.xml', atom: false } }),
    'the style': () => ({ stylesheet: true }),
    'what an extension says': () => ({
      extensions: [{ prefix: 'x', namespace: 'https://x.example/', entry: () => ({ name: 'a' }) }],
    }),
    'an archive that somebody touched': (folder) => {
      const [name = ''] = archivesOf(folder);
      appendFileSync(path.join(folder, 'output', name), '<!-- touched -->');
    },
    'an archive that somebody removed': (folder) => rmSync(path.join(folder, 'output', archivesOf(folder)[1] ?? '')),
  };

  test.each(Object.keys(changes))('when this changes: %s', async (what) => {
    const run = async (cache: boolean) => {
      const folder = makeSite(files);
      const request = { folder, now, clock, allowFlood: true };
      // What was published is known to have rested once a second run has seen it.
      for (let before = cache ? 2 : 1; before > 0; before--)
        await build({ ...request, options: { ...options, cache } });
      const more = changes[what]?.(folder) ?? {};
      const runs = [];
      for (let again = 0; again < 2; again++) {
        const { ok, problems, feeds, removed } = await build({ ...request, options: { ...options, ...more, cache } });
        runs.push({ ok, problems, feeds, removed, output: outputOf(folder) });
      }
      return runs;
    };
    const [cached, fresh] = [await run(true), await run(false)];
    expect(cached[0]?.ok).toBe(true);
    expect(cached).toEqual(fresh);
  });

  test('and compressed siblings are too', async () => {
    const folder = makeSite(files);
    const request = { folder, now, options: { ...options, compress: true } };
    await build(request);
    const before = outputOf(folder);
    const sibling = path.join(folder, 'output', archivesOf(folder).find((name) => name.endsWith('.br')) ?? '');
    rmSync(sibling);
    await build(request);
    expect(existsSync(sibling)).toBe(true);
    expect(outputOf(folder)).toEqual(before);
  });
});

describe('an archive that did not change', () => {
  const settings = resolveSettings({ file: undefined, source: '', options: {} }, options, now);
  const began = clock.now();

  /** Builds, and tells what was read of which articles. */
  async function readBy(folder: string): Promise<readonly string[]> {
    const read: string[] = [];
    const site = openSite(folder);
    const watched = { ...site, read: (file: string) => (read.push(path.basename(file)), site.read(file)) };
    const { ok } = await runRiver(watched, settings, { dryRun: false, began });
    expect(ok).toBe(true);
    return [...new Set(read.filter((file) => file.endsWith('.md')))].toSorted();
  }

  const stampsOf = (folder: string) =>
    archivesOf(folder).map((name) => {
      const { ino, mtimeMs } = statSync(path.join(folder, 'output', name));
      return [name, ino, mtimeMs] as const;
    });

  test('needs none of its texts, and is not written', async () => {
    const folder = makeSite(files);
    await readBy(folder);
    const stamps = stampsOf(folder);
    // Two are in the feed of the site and two in that of the tag, one of them in both.
    expect(await readBy(folder)).toEqual(['a0.md', 'a1.md', 'a4.md']);
    expect(stampsOf(folder)).toEqual(stamps);
  });

  test('stands beside one that a new article changes', async () => {
    const folder = makeSite(files);
    await readBy(folder);
    const stamps = stampsOf(folder);
    writeFileSync(path.join(folder, 'posts/new.md'), article('tags: [t]'));
    const read = await readBy(folder);
    expect(read).toContain('new.md');
    expect(read.length).toBeLessThan(12);
    const kept = new Set(stampsOf(folder).map(String));
    expect(stamps.filter((stamp) => !kept.has(String(stamp))).length).toBeLessThan(stamps.length / 3);
  });

  test('does not hide what is wrong with an article when a folder stands in its place', async () => {
    const folder = makeSite(files);
    await build({ folder, now, options });
    const archive = path.join(folder, 'output', archivesOf(folder)[0] ?? '');
    rmSync(archive);
    mkdirSync(archive);
    writeFileSync(path.join(folder, 'posts/undated.md'), 'No date.\n');
    const { problems } = await build({ folder, now, options });
    expect(problems.map(({ code }) => code)).toContain('date-missing');
  });

  test('has its warnings told by every run', async () => {
    const folder = makeSite(files);
    const request = { folder, now, options };
    const told = [];
    for (let run = 0; run < 3; run++) told.push((await build(request)).problems);
    expect(told[0]?.map(({ code }) => code)).toContain('component-unknown');
    expect(told[1]).toEqual(told[0]);
    expect(told[2]).toEqual(told[0]);
  });
});
