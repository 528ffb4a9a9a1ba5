import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Tiding } from '../../src/outbox.js';
import { openFolder } from '../../src/publish/folder.js';
import { openS3 } from '../../src/publish/s3.js';
import type { Replacement, Target } from '../../src/publish/target.js';
import { makeSite } from '../site.js';
import { useFakeS3 } from './fake-s3.js';

/** One kind of target, empty at first, and what somebody sees who looks at it from outside. */
interface Place {
  readonly site: string;
  readonly open: (owner?: string) => Promise<Target>;
  readonly put: (file: string, text: string) => void;
  /** All files with their text, but for what we keep for ourselves. */
  readonly files: () => Readonly<Record<string, string>>;
  /** Changes when anything is written, whatever it is. */
  readonly trace: () => unknown;
}

const s3 = useFakeS3();

function folderPlace(): Place {
  const site = makeSite({});
  const output = path.join(site, 'output');
  const list = () =>
    readdirSync(output, { recursive: true, encoding: 'utf8' })
      .map((file) => file.replaceAll('\\', '/'))
      .filter((file) => statSync(path.join(output, file)).isFile());
  return {
    site,
    open: async (owner = '') => openFolder('output', site, { owner }),
    put: (file, text) => {
      mkdirSync(path.dirname(path.join(output, file)), { recursive: true });
      writeFileSync(path.join(output, file), text);
    },
    files: () =>
      Object.fromEntries(
        list()
          .filter((file) => !file.startsWith('.feedwright/'))
          .map((file) => [file, readFileSync(path.join(output, file), 'utf8')]),
      ),
    trace: () =>
      list().map((file) => [file, statSync(path.join(output, file)).ino, statSync(path.join(output, file)).mtimeMs]),
  };
}

let buckets = 0;
function bucketPlace(): Place {
  const bucket = `bucket-${++buckets}`;
  const root = `/${bucket}/a prefix/`;
  return {
    site: makeSite({}),
    open: (owner = '') => openS3(`s3://${bucket}/a prefix/`, { owner }),
    put: (file, text) => s3().put(root + file, text),
    files: () =>
      Object.fromEntries(
        [...s3().objects]
          .filter(([file]) => file.startsWith(root) && !file.startsWith(`${root}.feedwright/`))
          .map(([file, { bytes }]) => [file.slice(root.length), bytes.toString()]),
      ),
    trace: () => s3().log.filter((line) => line.includes(root) && !line.startsWith('GET ')),
  };
}

type Documents = Readonly<Record<string, string>>;
const bytesOf = (text: string) => new TextEncoder().encode(text);

const replacing = (documents: Documents, { written }: Pick<Target, 'written'>): Replacement => ({
  write: Object.entries(documents).map(([name, text]) => ({ path: name, bytes: bytesOf(text), type: 'text/xml' })),
  remove: written.filter((name) => documents[name] === undefined),
  written: Object.keys(documents),
});

async function publish(documents: Documents, place: Place, beside?: Replacement['beside']): Promise<void> {
  const target = await place.open();
  try {
    await target.replace({ ...replacing(documents, target), ...(beside === undefined ? {} : { beside }) });
  } finally {
    await target.close();
  }
}

describe.each([
  ['a folder', folderPlace],
  ['a bucket', bucketPlace],
])('%s', (_, makePlace) => {
  test('gives what it was given', async () => {
    const place = makePlace();
    await publish({ 'rss.xml': 'é', 'tags/a b/ü.xml': '' }, place);
    const target = await place.open();
    const texts = await Promise.all(['rss.xml', 'tags/a b/ü.xml', 'none.xml'].map(target.read));
    await target.close();
    expect(texts.map((bytes) => bytes && Buffer.from(bytes).toString())).toEqual(['é', '', undefined]);
    expect(target.written).toEqual(['rss.xml', 'tags/a b/ü.xml']);
    expect(place.files()).toEqual({ 'rss.xml': 'é', 'tags/a b/ü.xml': '' });
  });

  test('tells how far it is', async () => {
    const place = makePlace();
    const target = await place.open();
    const told: string[] = [];
    const progress = (done: number, all: number) => void told.push(`${done} of ${all}`);
    await target.replace({ ...replacing({ 'rss.xml': '1', 'atom.xml': '2' }, target), progress });
    await target.close();
    expect(told.slice(0, 2).map((step) => step.split(' of ')[0])).toEqual(['0', '1']);
    expect(told.length).toBe(Number(told[0]?.split(' of ')[1]));
  });

  test('starts without documents and without a record', async () => {
    const target = await makePlace().open();
    expect([target.written, await target.read('rss.xml')]).toEqual([[], undefined]);
    await target.close();
  });

  test('touches nothing when nothing changed', async () => {
    const place = makePlace();
    await publish({ 'b.xml': '1', 'a.xml': '2' }, place);
    const before = place.trace();
    await publish({ 'a.xml': '2', 'b.xml': '1' }, place);
    const target = await place.open();
    await target.replace({ write: [], remove: [], written: ['b.xml', 'a.xml'] });
    await target.close();
    expect(place.trace()).toEqual(before);
  });

  test('removes what it wrote and is not wanted any more, and nothing else', async () => {
    const place = makePlace();
    place.put('foreign.xml', 'foreign');
    place.put('tags/foreign.xml', 'foreign');
    await publish({ 'rss.xml': '1', 'tags/a.xml': '2', 'gone/b.xml': '3' }, place);
    await publish({ 'rss.xml': '1' }, place);
    expect(place.files()).toEqual({ 'foreign.xml': 'foreign', 'rss.xml': '1', 'tags/foreign.xml': 'foreign' });
    const target = await place.open();
    expect(target.written).toEqual(['rss.xml']);
    await target.close();
  });

  test('leaves what another site wrote, until it writes it itself', async () => {
    const place = makePlace();
    const publishAs = async (owner: string, documents: Documents) => {
      const target = await place.open(owner);
      await target.replace(replacing(documents, target));
      await target.close();
    };
    await publishAs('english', { 'en.xml': '1', 'all.xml': '1' });
    await publishAs('deutsch', { 'de.xml': '1', 'all.xml': '2' });
    expect(Object.keys(place.files()).toSorted()).toEqual(['all.xml', 'de.xml', 'en.xml']);
    await publishAs('english', {});
    expect(place.files()).toEqual({ 'all.xml': '2', 'de.xml': '1' });
    await publishAs('deutsch', { 'de.xml': '1' });
    expect(place.files()).toEqual({ 'de.xml': '1' });
  });

  test('takes over a document that others wrote, and goes on when one it wrote is gone', async () => {
    const place = makePlace();
    place.put('rss.xml', 'foreign');
    await publish({ 'rss.xml': '1', 'atom.xml': '1' }, place);
    expect(place.files()).toEqual({ 'atom.xml': '1', 'rss.xml': '1' });
    await publish({ 'atom.xml': '2' }, place);
    expect(place.files()).toEqual({ 'atom.xml': '2' });
  });

  test.each([
    'not json',
    '{"written":[]}',
    '{"written":{"":["../outside.txt","/x","a/../../outside.txt","C:/x",7,".feedwright/lock"]}}',
  ])('believes no record like %s', async (record) => {
    const place = makePlace();
    writeFileSync(path.join(place.site, 'outside.txt'), 'outside');
    place.put('.feedwright/written.json', record);
    const target = await place.open();
    expect(target.written).toEqual([]);
    await target.close();
    await publish({ 'rss.xml': '1' }, place);
    expect(existsSync(path.join(place.site, 'outside.txt'))).toBe(true);
  });

  test('changes files of the site together with the documents, and not when they are the same', async () => {
    const place = makePlace();
    const file = path.join(place.site, 'data/ledger.json');
    await publish({ 'rss.xml': '1' }, place, [{ file, bytes: bytesOf('ledger') }]);
    expect(readFileSync(file, 'utf8')).toBe('ledger');
    const before = statSync(file);
    await publish({ 'rss.xml': '2' }, place, [{ file, bytes: bytesOf('ledger') }]);
    expect([statSync(file).ino, statSync(file).mtimeMs]).toEqual([before.ino, before.mtimeMs]);
    rmSync(file);
    await publish({ 'rss.xml': '2' }, place, [{ file, bytes: bytesOf('ledger') }]);
    expect(readFileSync(file, 'utf8')).toBe('ledger');
  });

  test('keeps what is yet to be told, of each site, until it is told', async () => {
    const place = makePlace();
    const tiding = (path: string) => ({ by: 'websub', to: 'https://hub.example/', path, hash: '1' }) as const;
    const keep = async (owner: string, name: string, untold?: readonly Tiding[]) => {
      const target = await place.open(owner);
      const outbox = untold === undefined ? {} : { untold };
      await target.replace({ ...replacing({ [name]: '1' }, target), ...outbox });
      await target.close();
    };
    const kept = async (owner: string) => {
      const target = await place.open(owner);
      await target.close();
      return target.untold;
    };
    await keep('one', 'a.xml', [tiding('a.xml')]);
    await keep('two', 'b.xml', [tiding('b.xml')]);
    await keep('two', 'b.xml');
    expect([await kept('one'), await kept('two')]).toEqual([[tiding('a.xml')], [tiding('b.xml')]]);
    await keep('three', 'a.xml');
    expect(await kept('one')).toEqual([]);
    const before = place.trace();
    await keep('three', 'a.xml');
    expect(place.trace()).toEqual(before);
    await keep('two', 'b.xml', []);
    expect(await kept('two')).toEqual([]);
  });

  test('names a document as people know it', async () => {
    const target = await makePlace().open();
    expect(target.shown('tags/a.xml')).toMatch(/^(?:output|s3:\/\/bucket-\d+\/a prefix)\/tags\/a\.xml$/);
    await target.close();
  });
});
