/** What a run costs on sites of several sizes, against what the disk and Node themselves cost, and against others. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { verdicts, type Costs, type Run } from './bars.js';
import { medianCost, openMeter, type Cost } from './cost.js';
import { generateSite, newestArticle } from './generate.js';
import { addHugo, findHugo, script } from './rivals.js';
import { tableOf, type Measured } from './table.js';

const rounds = 5;

const readAll = `const fs = require('fs'), path = require('path'); const walk = (d) => { for (const e of fs.readdirSync(d, { withFileTypes: true })) { const f = path.join(d, e.name); if (e.isDirectory()) walk(f); else fs.readFileSync(f, 'utf8'); } }; walk('posts');`;

/**
 * Prints the block of the README on standard output, all else on standard error.
 * @param sizes of sites, in articles; none for 20 and 10,000
 */
export function sites(sizes: readonly string[]): void {
  const hugo = findHugo();
  console.error(hugo === undefined ? 'There is no Hugo on the PATH: it is left out.' : `Hugo ${hugo}`);
  const measured = (sizes.length === 0 ? [20, 10_000] : sizes.map(Number)).map((articles): Measured => {
    const costs = measureSite(articles, hugo !== undefined);
    console.error([`\n${articles} articles`, ...verdicts(articles, costs)].join('\n'));
    return { articles, costs };
  });
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`;
  const versions = [`Node ${process.versions.node}`, ...(hugo === undefined ? [] : [`Hugo ${hugo}`])].join(', ');
  console.log(`${machine}; ${versions}; medians of ${rounds} rounds.\n\n${tableOf(measured).trimEnd()}`);
}

function measureSite(articles: number, hasHugo: boolean): Costs {
  const place = mkdtempSync(path.join(tmpdir(), 'feedwright-bench-'));
  try {
    const folder = path.join(place, 'site');
    generateSite(folder, articles);
    writeFileSync(path.join(folder, 'tags.json'), tagsConfig(folder));
    if (hasHugo) addHugo(folder);
    mkdirSync(path.join(place, 'scratch'));
    const runs = runsOf(folder, path.join(place, 'scratch'), hasHugo);
    const costs = new Map<Run, Cost[]>();
    // Each round runs all, one after another: what disturbs the machine for a while disturbs them alike.
    for (let round = 0; round < rounds; round++) {
      for (const { run, prepare, measure } of runs) {
        prepare?.();
        costs.set(run, [...(costs.get(run) ?? []), measure()]);
      }
      console.error(`${articles} articles, round ${round + 1} of ${rounds}`);
    }
    return Object.fromEntries([...costs].map(([run, list]) => [run, medianCost(list)]));
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

/** The same site with a feed of each tag; both have all of their own besides the articles. */
function tagsConfig(folder: string): string {
  const options = JSON.parse(readFileSync(path.join(folder, 'feedwright.config.json'), 'utf8')) as object;
  return JSON.stringify({ ...options, output: 'tags-output', ledger: 'tags.ledger', channels: { tags: true } });
}

interface Measurement {
  readonly run: Run;
  /** Not measured. */
  readonly prepare?: () => void;
  readonly measure: () => Cost;
}

function runsOf(folder: string, scratch: string, hasHugo: boolean): readonly Measurement[] {
  const build = [path.resolve('dist/bin.cjs'), 'build', '--quiet'];
  const buildTags = [...build, '--config', 'tags.json'];
  // Beside what it imports.
  const scriptFile = path.resolve('node_modules/.cache/feedwright-bench/script.mjs');
  writeFileSync(scriptFile, script);
  const sources = new Set(readdirSync(folder));
  const { costOf, costOfNode } = openMeter(scratch);
  const original = readFileSync(path.join(folder, newestArticle), 'utf8');
  const body = original.indexOf('\n---\n') + 6;
  let edits = 0;

  /** Another word each time, in the body of the newest article. */
  function edit(): void {
    const text = original.slice(body).replace(/^\S+/, `Edit${++edits}`);
    writeFileSync(path.join(folder, newestArticle), original.slice(0, body) + text);
  }
  /** Leaves the articles and the settings. */
  function forgetRuns(): void {
    for (const name of readdirSync(folder).filter((name) => !sources.has(name)))
      rmSync(path.join(folder, name), { recursive: true });
  }
  /** Of files that were saved this moment, no run can know whether they still change; people come back later. */
  function settle(): void {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, stillness);
    for (const args of [build, buildTags, build, buildTags]) spawnSync(process.execPath, args, { cwd: folder });
  }

  const hugo = (): Cost => costOf(folder, 'hugo', ['--quiet', '--buildFuture']);
  return [
    { run: 'node', prepare: forgetRuns, measure: () => costOfNode(folder, ['-e', '0']) },
    { run: 'reading', measure: () => costOfNode(folder, ['-e', readAll]) },
    { run: 'cold', measure: () => costOfNode(folder, build) },
    { run: 'tagsCold', measure: () => costOfNode(folder, buildTags) },
    ...(hasHugo ? [{ run: 'hugoCold', measure: hugo } as const] : []),
    { run: 'script', measure: () => costOfNode(folder, [scriptFile]) },
    { run: 'again', prepare: settle, measure: () => costOfNode(folder, build) },
    { run: 'tagsAgain', measure: () => costOfNode(folder, buildTags) },
    { run: 'edit', prepare: edit, measure: () => costOfNode(folder, build) },
    { run: 'tagsEdit', measure: () => costOfNode(folder, buildTags) },
    ...(hasHugo ? [{ run: 'hugoAgain', measure: hugo } as const] : []),
  ];
}

/** Milliseconds; some disks tell times no finer than two seconds. */
const stillness = 2500;
