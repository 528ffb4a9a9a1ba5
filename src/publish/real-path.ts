/** Where files of a run really lie: links are followed, but never out of the site and the output folder. */
import path from 'node:path';
import type { Disk } from '../files/disk.js';
import { writing } from '../files/unwritable.js';
import { BuildError, problem } from '../problem.js';

export interface OpenFolder {
  /** Absolute path, links followed. */
  readonly root: string;
  /** Of the site, links followed. */
  readonly site: string;
  readonly shown: (file: string) => string;
  readonly disk: Disk;
}

/** Behind a link stands the file that is served; it may lie elsewhere in the site. */
export function realDocument(file: string, { root, site, shown, disk }: OpenFolder): string {
  return confined(path.join(root, file), shown(file), [root, site], disk);
}

/** A file of the site, by its absolute path, and how problems name it. */
export function realSiteFile(file: string, { site, disk }: OpenFolder): { target: string; shown: string } {
  const shown = path.relative(site, realPath(file, disk)).replaceAll('\\', '/');
  return { target: confined(file, shown, [site], disk), shown };
}

function confined(file: string, shown: string, folders: readonly string[], disk: Disk): string {
  const target = writing(shown, () => realPath(file, disk));
  if (folders.some((folder) => isWithin(target, folder))) return target;
  throw new BuildError([problem('output-outside', { file: shown }, { path: shown, target })]);
}

/** Of a path of which a part may not be there yet. */
export function realPath(file: string, disk: Disk): string {
  if (disk.existsSync(file)) return disk.realpathSync(file);
  const parent = path.dirname(file);
  return parent === file ? file : path.join(realPath(parent, disk), path.basename(file));
}

export function isWithin(file: string, folder: string): boolean {
  const way = path.relative(folder, file);
  return way !== '..' && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way);
}
