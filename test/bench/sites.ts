/** What a run costs on sites of several sizes, as ratios against what the disk and Node themselves cost. */
import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { generateSite } from './generate.js';

interface Cost {
  /** Seconds. */
  readonly cpu: number;
  readonly wall: number;
  /** MiB at most. */
  readonly memory: number;
}

const rounds = 5;

/** Notes what a process has used as it ends. */
const meter = `process.on('exit', () => { const u = process.resourceUsage(); require('fs').writeFileSync(process.env.BENCH_USE, JSON.stringify([(u.userCPUTime + u.systemCPUTime) / 1e6, u.maxRSS / 1024])); });`;

function costOf(folder: string, args: readonly string[]): Cost {
  const use = path.join(folder, '.bench-use');
  const hook = path.join(folder, '.bench-meter.cjs');
  writeFileSync(hook, meter);
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, ['--require', hook, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, BENCH_USE: use },
  });
  const wall = Number(process.hrtime.bigint() - start) / 1e9;
  if (status !== 0) throw new Error(`${args.join(' ')} failed: ${stderr}`);
  const [cpu = 0, memory = 0] = JSON.parse(readFileSync(use, 'utf8')) as number[];
  return { cpu, wall, memory };
}

const readAll = `const fs = require('fs'), path = require('path'); const walk = (d) => { for (const e of fs.readdirSync(d, { withFileTypes: true })) { const f = path.join(d, e.name); if (e.isDirectory()) walk(f); else fs.readFileSync(f, 'utf8'); } }; walk('posts');`;

/** What people write when they need a feed: front matter of all, the newest twenty rendered, one format. */
const script = `
const { default: matter } = await import('gray-matter');
const { remark } = await import('remark');
const { default: gfm } = await import('remark-gfm');
const { default: toHast } = await import('remark-rehype');
const { default: stringify } = await import('rehype-stringify');
const { Feed } = await import('feed');
const { readdirSync, readFileSync, writeFileSync } = await import('node:fs');
const files = readdirSync('posts', { recursive: true }).filter((f) => f.endsWith('.md'));
const posts = files.map((f) => { const { data, content } = matter(readFileSync('posts/' + f, 'utf8')); return { f, data, content, date: new Date(data.date) }; });
posts.sort((a, b) => b.date - a.date);
const feed = new Feed({ title: 'x', id: 'https://x.example/', link: 'https://x.example/', copyright: '' });
const md = remark().use(gfm).use(toHast).use(stringify);
for (const p of posts.slice(0, 20)) feed.addItem({ title: String(p.data.title), link: 'https://x.example/' + p.f, date: p.date, content: String(md.processSync(p.content)) });
writeFileSync('script.xml', feed.rss2());
`;

/** @param sizes of sites, in articles; none for 20 and 10,000 */
export function sites(sizes: readonly string[]): void {
  const bin = path.resolve('dist/bin.js');
  const build = [bin, 'build', '--quiet', '--now', '2026-11-22'];
  const scriptFile = path.resolve('node_modules/.cache/feedwright-bench/script.mjs');
  writeFileSync(scriptFile, script);
  console.log(
    `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}; medians of ${rounds} paired runs`,
  );
  for (const count of sizes.length === 0 ? [20, 10_000] : sizes.map(Number)) {
    const folder = mkdtempSync(path.join(tmpdir(), 'feedwright-bench-'));
    try {
      generateSite(folder, count);
      const first = readNewest(folder);
      const cases: Readonly<Record<string, () => Cost>> = {
        'node -e 0 (N)': () => costOf(folder, ['-e', '0']),
        'reading all (R)': () => costOf(folder, ['-e', readAll]),
        cold: () => {
          for (const name of ['output', '.feedwright-cache', 'feedwright.ledger'])
            rmSync(path.join(folder, name), { recursive: true, force: true });
          return costOf(folder, build);
        },
        'nothing changed': () => costOf(folder, build),
        'one edit': () => {
          appendFileSync(first, '\nOne more sentence.\n');
          return costOf(folder, build);
        },
        'script that people write': () => costOf(folder, [scriptFile]),
      };
      const costs = new Map(Object.keys(cases).map((name) => [name, [] as Cost[]]));
      for (let round = 0; round < rounds; round++)
        for (const [name, run] of Object.entries(cases)) costs.get(name)?.push(run());
      report(count, costs);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

function readNewest(folder: string): string {
  const file = path.join(folder, 'posts/2026/10/article-0.md');
  if (!existsSync(file)) throw new Error('The newest article is not where it was');
  return file;
}

function report(count: number, costs: ReadonlyMap<string, readonly Cost[]>): void {
  const floor = (name: string) => median((costs.get(name) ?? []).map(({ cpu }) => cpu));
  const [node, reading] = [floor('node -e 0 (N)'), floor('reading all (R)')];
  console.log(
    `\n${count} articles`.padEnd(27) +
      ['CPU s', '× N', '× R', 'wall s', 'MiB'].map((head) => head.padStart(9)).join(''),
  );
  for (const [name, list] of costs) {
    const cpu = median(list.map((cost) => cost.cpu));
    const cells = [
      cpu.toFixed(2),
      (cpu / node).toFixed(1),
      (cpu / reading).toFixed(1),
      median(list.map(({ wall }) => wall)).toFixed(2),
      median(list.map(({ memory }) => memory)).toFixed(0),
    ];
    console.log(name.padEnd(26) + cells.map((cell) => cell.padStart(9)).join(''));
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
