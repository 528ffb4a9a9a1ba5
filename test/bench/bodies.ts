/** Bodies that are meant to cost more than their length: the curve of time over size, against plain prose. */
import { performance } from 'node:perf_hooks';
import { bodyOf, hostileBodies, prose } from './hostile-bodies.js';
import { renderAlone } from './render-alone.js';

const sizes = [32, 64, 128, 256].map((kilobytes) => kilobytes * 1024);
/** Milliseconds after which larger sizes of a construct are not tried. */
const patience = 3000;

function timeOf(body: string): { readonly elapsed: number; readonly isRefused: boolean } {
  const start = performance.now();
  const entry = renderAlone(body);
  return { elapsed: performance.now() - start, isRefused: entry === undefined };
}

/**
 * Time over that of as much prose, at each size; then how time grows with size: 1 is linear, 2 quadratic.
 * @param wanted names of bodies; none for all
 */
export function bodies(wanted: readonly string[]): void {
  timeOf(bodyOf(prose, 200_000)); // Warms the parsers up.
  const floor = new Map(sizes.map((size) => [size, timeOf(bodyOf(prose, size)).elapsed]));
  console.log(`${'body'.padEnd(34)}${sizes.map((size) => `${size / 1024} KiB`.padStart(10)).join('')}   growth`);
  let worst = { name: 'none', growth: 0 };
  for (const [name, construct] of Object.entries(hostileBodies)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    const times: number[] = [];
    const cells: string[] = [];
    for (const size of sizes) {
      if ((times.at(-1) ?? 0) > patience) break;
      const { elapsed, isRefused } = timeOf(bodyOf(construct, size));
      times.push(elapsed);
      cells.push(`${(elapsed / (floor.get(size) ?? 1)).toFixed(2)}${isRefused ? ' refused' : ''}`.padStart(10));
    }
    const [before = 1, last = 1] = times.slice(-2);
    // What is as fast as prose does not matter, and what is little is noise.
    const isNoise = last < 2 * (floor.get(sizes[times.length - 1] ?? 0) ?? 1);
    const growth = isNoise ? 1 : Math.log2(last / before);
    if (growth > worst.growth) worst = { name, growth };
    console.log(`${name.padEnd(34)}${cells.join('')}   ${growth.toFixed(2)}${growth > 1.5 ? '  !' : ''}`);
  }
  const seconds = (Math.max(...floor.values()) / 1000).toFixed(2);
  console.log(
    `1.00 is prose: ${seconds} s at ${(sizes.at(-1) ?? 0) / 1024} KiB. Worst growth: ${worst.growth.toFixed(2)} (${worst.name}).`,
  );
}
