/** Runs the benchmark that is named on the command line, or all: `npm run bench -- bodies`. What follows the name is for it. */
import { archives } from './archives.js';
import { bodies } from './bodies.js';
import { schedule } from './schedule.js';
import { sites } from './sites.js';

const benches: Readonly<Record<string, (args: readonly string[]) => void | Promise<void>>> = {
  archives,
  bodies,
  schedule,
  sites,
};

const [name, ...args] = process.argv.slice(2);
for (const chosen of name === undefined ? Object.keys(benches) : [name]) {
  const bench = Object.hasOwn(benches, chosen) ? benches[chosen] : undefined;
  if (bench === undefined) throw new Error(`There is no benchmark ${chosen}, only ${Object.keys(benches).join(', ')}`);
  await bench(args);
}
