#!/usr/bin/env node
/** The executable: hands the process's arguments, streams and colours to the command line, and sets the exit status. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import type { Terminal } from './cli/terminal.js';
import { keepCompiled } from './compiled.js';

const manifest = JSON.parse(readFileSync(path.join(import.meta.dirname, '../package.json'), 'utf8')) as {
  readonly version: string;
};

/**
 * A run is over before most of what V8 optimises in the background has paid for itself, a third of its CPU time: what
 * is used four times as often as V8 asks for is optimised. Its heap is tidied up when it has grown by a third: for
 * 100,000 articles V8 would let it double. And what is young in it is tidied up by one thread: it is so little that
 * several wait for each other more than they help. By release of V8, as Node 20 and 22 have it: these flags were
 * measured, others may not exist.
 */
const flagsOf: Readonly<Record<string, string>> = {
  '11.3': '--interrupt-budget=500000 --heap-growing-percent=30 --no-parallel-scavenge',
  '12.4': '--invocation-count-for-turbofan=12000 --no-parallel-scavenge',
};
const [release = ''] = /^\d+\.\d+/.exec(process.versions.v8) ?? [];
const flags = flagsOf[release];
if (flags !== undefined) setFlagsFromString(flags);

// After the flags, which count. With the package, it comes and goes with its code.
if (!process.env['NODE_DISABLE_COMPILE_CACHE']) {
  const keep = keepCompiled(import.meta.dirname, path.join(import.meta.dirname, '.compiled'));
  process.once('exit', keep);
}

const terminal: Terminal = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  colour: process.stderr.isTTY && !process.env['NO_COLOR'],
  cwd: process.cwd(),
  isScreen: process.stderr.isTTY && process.stdout.isTTY,
  // Some terminals do not say.
  columns: process.stderr.isTTY ? () => process.stderr.columns || 80 : undefined,
  untilStopped: () =>
    new Promise((resolve) => {
      // Once each: asked again, the process ends at once.
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
        process.once(signal, () => {
          // A store or a hub that does not answer keeps nobody waiting; the next run finishes or undoes what this one began.
          setTimeout(() => process.exit(), patience).unref();
          resolve();
        });
      }
    }),
  variable: (name) => process.env[name],
};

/** Milliseconds to finish in: docker stop kills after ten seconds. */
const patience = 8000;

let isUntold = false;

/** What was done is done, but nobody can read it. A reader such as `head` that has enough closes the pipe, and all is well. */
function lose(what: string, { code, message }: NodeJS.ErrnoException): void {
  if (code === 'EPIPE' || isUntold) return;
  isUntold = true;
  process.exitCode = 2;
  process.stderr.write(
    `${what} cannot be written: ${message}. What this run did is not told; see the output folder, or run it again.\n`,
  );
}
process.stdout.on('error', (error) => lose('The standard output', error));
process.stderr.on('error', (error) => lose('The standard error', error));

/** Loaded from here on, with what was kept of it. */
async function run(): Promise<void> {
  const { main } = await import('./cli/main.js');
  const status = await main(process.argv.slice(2), terminal, manifest.version);
  process.exitCode = isUntold ? 2 : status;
}

void run();
