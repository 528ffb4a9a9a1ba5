/** Names the program that makes the results of a run: its own files, and the packages that are installed with it. */
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { version } from 'node:process';
import { fileURLToPath } from 'node:url';

/** What package managers write anew whenever a package comes, goes or changes. */
const installed = ['.package-lock.json', '.modules.yaml', '.yarn-state.yml'];

/** @param module the address of a module of ours: its bundled file is named for its content */
export function programName(module: string): string {
  const file = fileURLToPath(module);
  const facts = packageFolders(path.dirname(file))
    .flatMap((folder) => installed.map((name) => path.join(folder, name)))
    .flatMap((name) => stampOf(name));
  return [file, ...stampOf(file), version, ...facts].join(' ');
}

function stampOf(file: string): readonly string[] {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats === undefined ? [] : [`${stats.size}-${stats.mtimeMs}`];
}

/** The folders of packages that a module in this folder can load from. */
function packageFolders(folder: string): readonly string[] {
  const outer = path.dirname(folder);
  const own = path.join(folder, 'node_modules');
  return [...(existsSync(own) ? [own] : []), ...(outer === folder ? [] : packageFolders(outer))];
}
