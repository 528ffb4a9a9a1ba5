import { readdirSync, readFileSync, realpathSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { expect, test } from 'vitest';
import type { Disk } from '../../src/files/disk.js';
import { BuildError } from '../../src/problem.js';
import { openFolder } from '../../src/publish/folder.js';
import type { Target } from '../../src/publish/target.js';
import { failingDisk, unflushedDisk } from '../files/failing-disk.js';
import { makeSite } from '../site.js';

type Documents = Readonly<Record<string, string>>;

const old: Documents = { 'rss.xml': 'old rss', 'tags/a.xml': 'old a', 'gone/deep/b.xml': 'old b' };
const fresh: Documents = {
  'rss.xml': 'new rss',
  'tags/a.xml': 'new a',
  'fresh/deep/c.xml': 'new c',
};

async function publish(documents: Documents, site: string, disk: Disk = unflushedDisk): Promise<void> {
  const target = openFolder('output', site, {}, disk);
  try {
    await replace(documents, site, target);
  } finally {
    await target.close();
  }
}

function replace(documents: Documents, site: string, target: Target): Promise<void> {
  const bytesOf = (text: string) => new TextEncoder().encode(text);
  return target.replace({
    write: Object.entries(documents).map(([name, text]) => ({ path: name, bytes: bytesOf(text), type: 'text/xml' })),
    remove: target.written.filter((name) => documents[name] === undefined),
    written: Object.keys(documents),
    // Told of the fresh version, that is: the outbox comes and goes with the documents.
    untold: documents === old ? [{ by: 'websub', to: 'https://hub.example/', path: 'rss.xml', hash: '1' }] : [],
    beside: [{ file: path.join(site, 'ledger.json'), bytes: bytesOf(documents['rss.xml'] ?? '') }],
  });
}

/** Every file of the site with its text. */
function filesOf(site: string, isOurs: (name: string) => boolean = () => true): Documents {
  const names = readdirSync(site, { recursive: true, encoding: 'utf8' }).map((name) => name.replaceAll('\\', '/'));
  const files = names.filter((name) => statSync(path.join(site, name)).isFile() && isOurs(name)).toSorted();
  return Object.fromEntries(files.map((name) => [name, readFileSync(path.join(site, name), 'utf8')]));
}

function emptyFolders(site: string): readonly string[] {
  const folders = readdirSync(site, { recursive: true, withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.map(({ parentPath, name }) => path.join(parentPath, name)).filter((folder) => isEmpty(folder));
}
const isEmpty = (folder: string) => readdirSync(folder).length === 0;

const isHidden = (name: string) => /\.feedwright-(?:tmp|old)$|\.feedwright\/(?:lock|journal)/.test(name);
const documentsOf = (site: string) => filesOf(site, (name) => !isHidden(name));

/** A process that is gone left this lock, not the one that runs the tests. */
function outliveLocks(site: string): void {
  for (const [name, text] of Object.entries(filesOf(site, (file) => /\.feedwright\/lock[^/]*$/.test(file)))) {
    writeFileSync(path.join(site, name), text.replace(/"pid":\d+/, '"pid":4194305'));
  }
}

async function oldSite(): Promise<string> {
  const site = makeSite({ 'output/foreign.txt': 'foreign', 'output/tags/foreign.txt': 'foreign' });
  await publish(old, site);
  return site;
}

const stateOf = async (documents: Documents) => {
  const site = await oldSite();
  await publish(documents, site);
  return filesOf(site);
};

/** The two versions, which replace each other in turn: each makes, replaces and removes one document. */
const versions = async () =>
  Promise.all([old, fresh].map(async (documents) => ({ documents, files: await stateOf(documents) })));

test.each(['ENOSPC', 'EIO', 'EACCES', 'EXDEV'])(
  'whichever writing call fails with %s, all documents are old or all are new, and the next run ends well',
  async (code) => {
    const site = await oldSite();
    let refused = 0;
    let [now, next] = await versions();
    for (let n = 1, isDone = false; !isDone && now !== undefined && next !== undefined; n++) {
      const disk = failingDisk(n, { code, forGood: false });
      const error: unknown = await publish(next.documents, site, disk).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      isDone = disk.failed() === undefined;
      if (error !== undefined) refused++;
      expect([disk.failed(), error ?? new BuildError([])]).toEqual([disk.failed(), expect.any(BuildError)]);
      expect([disk.failed(), documentsOf(site)]).toEqual([disk.failed(), (error === undefined ? next : now).files]);
      outliveLocks(site);
      await publish(next.documents, site);
      expect([disk.failed(), filesOf(site)]).toEqual([disk.failed(), next.files]);
      [now, next] = [next, now];
    }
    expect(refused).toBeGreaterThan(40);
  },
  60_000,
);

test('wherever a run is cut off, no document is torn, and the next run finds all old or all new', async () => {
  const site = await oldSite();
  const found = { old: 0, new: 0, mixed: 0 };
  let [now, next] = await versions();
  for (let n = 1, isDone = false; !isDone && now !== undefined && next !== undefined; n++) {
    const disk = failingDisk(n, { code: 'EIO', forGood: true });
    await publish(next.documents, site, disk).catch(() => {});
    isDone = disk.failed() === undefined;
    const before = documentsOf(site);
    for (const [name, text] of Object.entries(before)) expect([now.files[name], next.files[name]]).toContain(text);
    if (isDeepStrictEqual(before, now.files)) found.old++;
    else if (isDeepStrictEqual(before, next.files)) found.new++;
    else found.mixed++;

    outliveLocks(site);
    await openFolder('output', site, {}, unflushedDisk).close();
    const after = filesOf(site);
    const isOld = after['ledger.json'] === now.files['ledger.json'];
    expect([disk.failed(), after, emptyFolders(site)]).toEqual([disk.failed(), (isOld ? now : next).files, []]);
    if (!isOld) [now, next] = [next, now];
  }
  // Seven files are replaced, made or removed: between them are six moments at which a run can be cut off.
  expect(found.mixed).toBe(6);
  expect(found.old).toBeGreaterThan(40);
  expect(found.new).toBeGreaterThan(20);
}, 60_000);

test('says so when the old documents cannot be put back, and the next run mends it', async () => {
  const site = await oldSite();
  let renames = 0;
  const disk: Disk = {
    ...unflushedDisk,
    renameSync: (from, to) => {
      // The journal takes two; of the documents, the third fails, and so does putting the second back.
      if (++renames >= 5) throw Object.assign(new Error('EIO'), { code: 'EIO' });
      unflushedDisk.renameSync(from, to);
    },
  };
  await expect(publish(fresh, site, disk)).rejects.toMatchObject({ problems: [{ code: 'output-unfinished' }] });
  await openFolder('output', site, {}, unflushedDisk).close();
  expect(filesOf(site)).toEqual(await stateOf(fresh));
});

/** A disk that fails the renames of documents from the n-th on, and all that comes after when it is cut off there. */
function failingRenames(n: number, { isCutOff }: { isCutOff: boolean }, base: Disk = unflushedDisk): Disk {
  let renames = 0;
  const fail = () => {
    throw Object.assign(new Error('EIO'), { code: 'EIO' });
  };
  return {
    ...base,
    renameSync: (from, to) => {
      if (String(from).endsWith('-tmp') && String(to).endsWith('.xml') && ++renames >= n) fail();
      base.renameSync(from, to);
    },
    unlinkSync: (file) => (isCutOff && renames >= n ? fail() : base.unlinkSync(file)),
    existsSync: (file) => (isCutOff && renames >= n ? fail() : base.existsSync(file)),
  };
}

test('a run that cannot be finished, as a staged file was taken away, is undone by the next', async () => {
  const site = await oldSite();
  await publish(fresh, site, failingRenames(3, { isCutOff: true })).catch(() => {});
  expect(documentsOf(site)).not.toEqual(await stateOf(old));
  const [staged = ''] = Object.keys(filesOf(site, (name) => name.endsWith('-tmp')));
  unlinkSync(path.join(site, staged));
  outliveLocks(site);
  await openFolder('output', site, {}, unflushedDisk).close();
  expect(filesOf(site)).toEqual(await stateOf(old));
});

test('a disk without hard links is rolled back as well', async () => {
  const linkless: Disk = {
    ...unflushedDisk,
    linkSync: () => {
      throw Object.assign(new Error('EPERM'), { code: 'EPERM' });
    },
  };
  const site = await oldSite();
  await expect(publish(fresh, site, failingRenames(3, { isCutOff: false }, linkless))).rejects.toThrow(BuildError);
  expect(filesOf(site)).toEqual(await stateOf(old));
});

test('a disk that gives back other bytes than were written replaces nothing', async () => {
  const site = await oldSite();
  const read = (...args: Parameters<Disk['readFileSync']>) => {
    const bytes = unflushedDisk.readFileSync(...args);
    return String(args[0]).endsWith('-tmp') && bytes instanceof Buffer ? bytes.fill(0, 0, 1) : bytes;
  };
  const disk: Disk = { ...unflushedDisk, readFileSync: read as Disk['readFileSync'] };
  await expect(publish(fresh, site, disk)).rejects.toMatchObject({
    problems: [{ code: 'output-unwritable', message: expect.stringContaining('gives back other bytes') as unknown }],
  });
  expect(filesOf(site)).toEqual(await stateOf(old));
});

// Windows opens no folders.
test.skipIf(process.platform === 'win32')(
  'a folder that the run makes is on the disk, with its name in the one above, before anything is replaced',
  async () => {
    const site = makeSite({});
    const opened = new Map<number, string>();
    const flushed: string[] = [];
    const disk: Disk = {
      ...unflushedDisk,
      openSync: (file, flags) => {
        const handle = unflushedDisk.openSync(file, flags);
        opened.set(handle, path.relative(realpathSync(site), String(file)));
        return handle;
      },
      fsyncSync: (handle) => void flushed.push(opened.get(handle) ?? ''),
      renameSync: (from, to) => {
        unflushedDisk.renameSync(from, to);
        if (String(to).endsWith('journal-committing.json')) flushed.push('committing');
      },
    };
    await publish({ 'rss.xml': '1', 'tags/deep/a.xml': '1' }, site, disk);
    const before = flushed.slice(0, flushed.indexOf('committing')).filter((name) => !name.endsWith('.feedwright-tmp'));
    const [journal, documents] = [before.slice(0, 3), before.slice(3)];
    expect(journal).toEqual(['output', '', 'output/.feedwright']);
    expect(documents.toSorted()).toEqual(['', 'output', 'output/.feedwright', 'output/tags', 'output/tags/deep']);
  },
);
