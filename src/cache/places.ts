/** Where a site keeps its cache, and where an earlier run may have left one. */
import path from 'node:path';
import type { Settings } from '../config/options.js';
import type { SiteFolder } from '../files/site-folder.js';
import { keyOf } from './cache.js';

/** Absolute paths, each of its own kind of results: what changes at every edit is not written with what seldom does. */
export interface CachePlaces {
  /** Of entries and documents. */
  readonly results: string;
  /** Of articles as their front matter tells of them. */
  readonly articles: string;
  /** Of a run that changed nothing. */
  readonly settled: string;
}

/**
 * Where tools keep what they can make again; in a folder of ours where there is no such place. What an earlier run
 * kept where this one keeps nothing would outlive the articles in it.
 */
export function cachePlaces(
  site: SiteFolder,
  { output, cache }: Settings,
): { readonly places?: CachePlaces; readonly abandoned: readonly string[] } {
  // Two outputs of a site are two sets of settings, mostly.
  const name = keyOf(output).slice(0, 8);
  const placesIn = (folder: string) => ({
    results: path.join(site.root, folder, `${name}.cache`),
    articles: path.join(site.root, folder, `${name}.articles`),
    settled: path.join(site.root, folder, `${name}.settled`),
  });
  const [ours, shared] = [placesIn('.feedwright-cache'), placesIn('node_modules/.cache/feedwright')];
  if (!cache) return { abandoned: [ours, shared].flatMap(Object.values<string>) };
  return site.isFolder('node_modules')
    ? { places: shared, abandoned: Object.values(ours) }
    : { places: ours, abandoned: [] };
}
