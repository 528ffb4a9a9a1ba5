/** The files of the site that no run may write over: the settings, the ledger, the articles. */
import path from 'node:path';
import { sameName } from '../addresses/slug.js';
import type { Settings } from '../config/options.js';
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

/** @param isSource whether a path from the site's folder is one of an article, be it published or not */
export function articleFiles({ root }: SiteFolder, isSource: (file: string) => boolean): WhatIsKept {
  const real = realPath(root, systemDisk);
  return (name) => (isSource(path.relative(real, name).replaceAll('\\', '/')) ? 'an article' : undefined);
}
