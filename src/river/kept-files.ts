/** The files of the site that no run may write over: the settings, the ledger, the articles. */
import path from 'node:path';
import { sameName } from '../addresses/slug.js';
import type { Settings } from '../config/options.js';
import { isExcluded, isSource } from '../find.js';
import { systemDisk } from '../files/disk.js';
import type { SiteFolder } from '../files/site-folder.js';
import type { WhatIsKept } from '../publish/one-place.js';
import { realPath } from '../publish/real-path.js';

/** The settings and the ledger. */
export function ownFiles({ root }: SiteFolder, { file, ledger }: Settings): WhatIsKept {
  const placeOf = (name: string) => sameName(realPath(path.resolve(root, name), systemDisk));
  const kept = new Map([
    ...(file === undefined ? [] : [[placeOf(file), 'the file of the settings'] as const]),
    ...(ledger === false ? [] : [[placeOf(ledger), 'the ledger'] as const]),
  ]);
  return (name) => kept.get(sameName(name));
}

/** @param written by earlier runs: absolute paths */
export function filesToKeep(site: SiteFolder, settings: Settings, written: readonly string[]): WhatIsKept {
  const own = ownFiles(site, settings);
  const article = articleFiles(site, settings, written);
  return (file) => own(file) ?? article(file);
}

/** Published or not; one that the settings pass over, where somebody else has put it there. */
function articleFiles({ root }: SiteFolder, settings: Settings, written: readonly string[]): WhatIsKept {
  const real = realPath(root, systemDisk);
  const ours = new Set(written.map(sameName));
  return (name) => {
    const file = path.relative(real, name).replaceAll('\\', '/');
    if (!isSource(file, settings)) return undefined;
    const isFree = isExcluded(file, settings) && (!systemDisk.existsSync(name) || ours.has(sameName(name)));
    return isFree ? undefined : 'an article';
  };
}
