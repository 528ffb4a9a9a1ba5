/** Kills processes with SIGKILL while they publish, and says what was found then, and after the next run's recovery. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { openFolder } from '../../src/publish/folder.js';
import { makeSite } from '../site.js';
import { startChild } from './child.js';
import { documentsOf, versionOf, type Version } from './versions.js';

export interface Kills {
  /** What the set of documents was right after the kill. */
  readonly found: Readonly<Record<'old' | 'new' | 'mixed', number>>;
  /** And after recovery. */
  readonly recovered: Readonly<Record<'old' | 'new' | 'mixed', number>>;
  /** Documents that were neither version, whole. */
  readonly torn: readonly string[];
  /** Files that nobody should have left, after recovery. */
  readonly left: readonly string[];
  /** Of an undisturbed run, in milliseconds: from begin to end, and from the first rename to the last. */
  readonly publishing: number;
  readonly renaming: number;
}

/**
 * @param seed of the moments, which are the same each time
 * @param spread over the whole time that publishing takes, or over that of the renames
 */
export async function killPublishers(count: number, seed: number, spread: 'publishing' | 'renaming'): Promise<Kills> {
  const site = makeSite({ 'posts/a.md': '' });
  const found = { old: 0, new: 0, mixed: 0 };
  const recovered = { old: 0, new: 0, mixed: 0 };
  const torn: string[] = [];
  const left = new Set<string>();
  const { publishing, renaming } = await measure(site);
  const random = randomNumbers(seed);

  let version: Version = 'even';
  for (let kill = 0; kill < count; kill++) {
    const next: Version = version === 'even' ? 'odd' : 'even';
    const child = await startChild(site);
    await child.ask('open output');
    await child.ask(`publish ${next}`);
    if (spread === 'renaming') await child.hear();
    // In each of as many equal parts of the time one, so that few kills meet all of it; and a little longer than it
    // takes, so that the end is met too.
    await waitFor(((kill + random()) / count) * 1.2 * (spread === 'renaming' ? renaming : publishing));
    await child.kill();
    found[judge(site, version, torn)]++;

    await openFolder('output', site, {}).close();
    const state = judge(site, version, torn);
    recovered[state]++;
    for (const file of strangers(site)) left.add(file);
    if (state === 'new') version = next;
  }
  return { found, recovered, torn, left: [...left], publishing, renaming };
}

/** Of a process that has published nothing yet, like those that are killed. The first makes what the others replace. */
async function measure(site: string): Promise<{ publishing: number; renaming: number }> {
  await timeOf(site, 'even');
  await timeOf(site, 'odd');
  return timeOf(site, 'even');
}

async function timeOf(site: string, version: 'even' | 'odd'): Promise<{ publishing: number; renaming: number }> {
  const child = await startChild(site);
  await child.ask('open output');
  await child.ask(`publish ${version}`);
  const start = performance.now();
  await child.hear();
  const renaming = Number((await child.hear()).split(' ')[1]);
  const publishing = performance.now() - start;
  await child.ask('close');
  await child.kill();
  return { publishing, renaming };
}

function judge(site: string, before: Version, torn: string[]): 'old' | 'new' | 'mixed' {
  const versions = documentsOf(before).map(({ path: name }) => {
    const version = versionOf(readFileSync(path.join(site, 'output', name), 'utf8'), name);
    if (version === undefined) torn.push(name);
    return version;
  });
  if (versions.every((version) => version === before)) return 'old';
  return versions.includes(before) ? 'mixed' : 'new';
}

function strangers(site: string): readonly string[] {
  const known = new Set([...documentsOf('even').map(({ path: name }) => name), '.feedwright/written.json']);
  const files = readdirSync(path.join(site, 'output'), { recursive: true, withFileTypes: true });
  return files
    .filter((file) => file.isFile())
    .map((file) =>
      path.relative(path.join(site, 'output'), path.join(file.parentPath, file.name)).replaceAll('\\', '/'),
    )
    .filter((file) => !known.has(file));
}

async function waitFor(milliseconds: number): Promise<void> {
  const end = performance.now() + milliseconds;
  if (milliseconds > 3) await setTimeout(milliseconds - 2);
  while (performance.now() < end);
}

/** Park and Miller's minimal standard generator: the same moments for the same seed. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
