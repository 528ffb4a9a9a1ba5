/** Bundles a program that is no part of the package, with packages as they go into it: `jiti .ci/program.ts test/bench/run.ts`. */
import path from 'node:path';
import { build } from 'rolldown';
import { fasterLine, outside } from './packages.js';

const [source = ''] = process.argv.slice(2);
await build({
  input: source,
  // Prettier is asked to format what the gallery writes, and has its own ways to load its parts.
  external: [...outside, 'prettier'],
  platform: 'node',
  logLevel: 'warn',
  plugins: [fasterLine],
  output: {
    file: `node_modules/.cache/feedwright-${path.basename(path.dirname(source))}/${path.basename(source, '.ts')}.mjs`,
    codeSplitting: false,
  },
});
