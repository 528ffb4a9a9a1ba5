/** Starts `publisher.ts` as a process of its own, bundled, and talks with it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'rolldown';
import { afterAll } from 'vitest';

const folder = mkdtempSync(path.join(tmpdir(), 'feedwright-publisher-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const script = path.join(folder, 'publisher.mjs');
await build({ input: 'test/publish/publisher.ts', platform: 'node', output: { file: script } });

export interface Child {
  readonly pid: number;
  readonly tell: (command: string) => void;
  /** Tells a command, and waits for the answer. */
  readonly ask: (command: string) => Promise<string>;
  /** The next answer. */
  readonly hear: () => Promise<string>;
  /** Kills it with SIGKILL, and waits for its end. */
  readonly kill: () => Promise<void>;
}

export async function startChild(site: string): Promise<Child> {
  const child = spawn(process.execPath, [script, site], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  child.stdin.on('error', () => {}); // It was killed while it was told something.
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const hear = async () => String((await lines.next()).value ?? 'gone');
  const tell = (command: string) => void child.stdin.write(`${command}\n`);
  await hear();
  return {
    pid: child.pid ?? 0,
    tell,
    hear,
    ask: (command) => {
      tell(command);
      return hear();
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
