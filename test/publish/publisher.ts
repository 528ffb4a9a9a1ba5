/** A process of its own that does what it is told on standard input, one word a line, and answers on standard output. */
import { writeSync } from 'node:fs';
import { argv, stdin } from 'node:process';
import { createInterface } from 'node:readline';
import { systemDisk, type Disk } from '../../src/files/disk.js';
import { BuildError } from '../../src/problem.js';
import { openFolder } from '../../src/publish/folder.js';
import type { Target } from '../../src/publish/target.js';
import { documentsOf, type Version } from './versions.js';

const [, , site = ''] = argv;
const say = (word: string) => writeSync(1, `${word}\n`);

/** Renames of documents, with the time of each. */
const renamed: number[] = [];
const timedDisk: Disk = {
  ...systemDisk,
  renameSync: (from, to) => {
    systemDisk.renameSync(from, to);
    if (String(to).endsWith('journal-committing.json')) say('committing');
    if (String(to).endsWith('.xml')) renamed.push(performance.now());
  },
};

let target: Target | undefined;

const commands: Readonly<Record<string, (word: string) => Promise<void>>> = {
  /** Opens a folder, and holds its lock. */
  async open(folder) {
    try {
      target = openFolder(folder, site, {}, timedDisk);
      say('open');
    } catch (error) {
      if (!(error instanceof BuildError)) throw error;
      say(`${error.problems[0]?.code} ${error.message}`);
    }
  },
  async close() {
    await target?.close();
    target = undefined;
    say('closed');
  },
  async publish(version) {
    const write = documentsOf(version as Version);
    renamed.length = 0;
    say('begin');
    await target?.replace({ write, remove: [], written: write.map(({ path }) => path) });
    say(`done ${(renamed.at(-1) ?? 0) - (renamed[0] ?? 0)}`);
  },
};

say('ready');
for await (const line of createInterface({ input: stdin })) {
  const [command = '', word = ''] = line.split(' ');
  await commands[command]?.(word);
}
