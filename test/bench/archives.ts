/** What archives of all articles cost: a first run against rendering alone, and one new article against a run without. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { medianCost, openMeter, type Cost } from './cost.js';
import { generateSite } from './generate.js';
import { renderAlone } from './render-alone.js';

/** New articles, one after another. */
const rounds = 5;
const bars = { cold: 1.1, news: 1.5 } as const;
/** Milliseconds after which files count as settled. */
const stillness = 2500;

/**
 * @param args how many articles: none for 2,000; or, in the folder of a site, `--floor 0 2` to render the first half of
 * its articles and do nothing else, `--floor-on 2` to do so with all of them in two processes
 */
export async function archives([size = '2000', ...rest]: readonly string[]): Promise<void> {
  const [first = 0, second = 1] = rest.map(Number);
  if (size === '--floor') return renderPart(first, second);
  if (size === '--floor-on') return renderOn(first);
  const place = mkdtempSync(path.join(tmpdir(), 'feedwright-bench-'));
  try {
    const folder = path.join(place, 'site');
    generateSite(folder, Number(size));
    const options = JSON.parse(readFileSync(path.join(folder, 'feedwright.config.json'), 'utf8')) as object;
    const own = { ...options, output: 'archived', ledger: 'archived.ledger', archives: true };
    writeFileSync(path.join(folder, 'archives.json'), JSON.stringify(own));
    measure(folder, place, Number(size));
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

function measure(folder: string, scratch: string, size: number): void {
  const { costOfNode } = openMeter(scratch);
  const build = [path.resolve('dist/bin.cjs'), 'build', '--quiet'];
  const [plain, archived] = [
    () => costOfNode(folder, build),
    () => costOfNode(folder, [...build, '--config', 'archives.json']),
  ];
  const cores = availableParallelism();
  console.log(`${size} articles, Node ${process.versions.node}, ${cores} cores of ${cpus()[0]?.model ?? 'unknown'}`);

  const floorOn = (count: number) => costOfNode(folder, [self, 'archives', '--floor-on', String(count)]);
  const alone = floorOn(1);
  tell('rendering all, in one process', alone);
  // Cores of a virtual machine may be threads of one: what two of them do in parallel takes longer than half.
  const shared = floorOn(cores);
  tell(`rendering all, in ${cores} processes`, shared);
  const cold = archived();
  const byShared = ratio(cold.wall / shared.wall, bars.cold);
  const byAlone = ((cold.wall * cores) / alone.wall).toFixed(2);
  tell('cold, with archives', cold, `wall ${byShared} rendering so, ${byAlone} times rendering alone by ${cores}`);
  const plainCold = plain();
  tell('cold, without', plainCold);
  const news: Record<'plain' | 'archived', Cost[]> = { plain: [], archived: [] };
  for (let round = 0; round < rounds; round++) {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, stillness);
    addArticle(folder, round);
    news.plain.push(plain());
    news.archived.push(archived());
  }
  const [without, withArchives] = [medianCost(news.plain), medianCost(news.archived)];
  tell('one new article, without archives', without);
  tell('one new article, with archives', withArchives, `CPU ${ratio(withArchives.cpu / without.cpu, bars.news)} that`);
}

function tell(what: string, { cpu, wall, memory = 0 }: Cost, verdict = ''): void {
  const numbers = [`${cpu.toFixed(2)} s CPU`, `${wall.toFixed(2)} s`, `${memory.toFixed(0)} MB`];
  console.log(what.padEnd(36) + numbers.map((number) => number.padStart(14)).join('') + (verdict && `   ${verdict}`));
}

const ratio = (value: number, bar: number) => `${value.toFixed(2)} times (${value <= bar ? 'within' : 'over'} ${bar})`;

/** Newer than all others: it pushes the oldest out of the live feeds, into the newest archive. */
function addArticle(folder: string, number: number): void {
  const [text] = bodiesIn(folder);
  const matter = `---\ntitle: News ${number}\ndate: 2026-11-${String(number + 1).padStart(2, '0')}\n---\n\n`;
  writeFileSync(path.join(folder, `posts/news-${number}.md`), matter + (text ?? ''));
}

/** This very file, as it runs. */
const self = process.argv[1] ?? '';

async function renderOn(cores: number): Promise<void> {
  const part = (index: number) => [self, 'archives', '--floor', String(index), String(cores)];
  await Promise.all(Array.from({ length: cores }, (_, index) => run(process.execPath, part(index))));
}

const run = promisify(execFile);

function renderPart(index: number, parts: number): void {
  for (const [at, body] of [...bodiesIn('.')].entries()) if (at % parts === index) renderAlone(body);
}

function* bodiesIn(folder: string): Iterable<string> {
  const posts = path.join(folder, 'posts');
  for (const name of readdirSync(posts, { recursive: true, encoding: 'utf8' }))
    if (name.endsWith('.md')) yield readFileSync(path.join(posts, name), 'utf8').replace(/^---\n[^]*?\n---\n/, '');
}
