#!/usr/bin/env node
/** The executable: hands the process's arguments, streams and colours to the command line, and sets the exit status. */
import { readFileSync } from 'node:fs';
import { main } from './cli/main.js';
import type { Terminal } from './cli/terminal.js';

const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  readonly version: string;
};

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

// A reader such as `head` that has enough closes the pipe: no reason for a stack trace.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = await main(process.argv.slice(2), terminal, manifest.version);
