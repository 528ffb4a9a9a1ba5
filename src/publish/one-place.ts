/** Refuses files of a run that would stand in one place, or in that of a file of the site, and overwrite it without a word. */
import { sameName } from '../addresses/slug.js';
import { BuildError, problem } from '../problem.js';
import { stateFolder } from './record.js';
import type { Target } from './target.js';

/**
 * Two files clash when they have one name, or when one has the name of a folder of the other.
 * @param paths from the root of a target
 * @throws BuildError with the first that clash
 */
export function refuseClashes(paths: readonly string[]): void {
  const files = new Map([[sameName(stateFolder), stateFolder]]);
  for (const path of paths) {
    const name = sameName(path);
    const other = files.get(name);
    if (other !== undefined) throw clash(path, other);
    files.set(name, path);
  }
  for (const path of paths) {
    const parts = sameName(path).split('/');
    const folders = parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'));
    const other = folders.flatMap((folder) => files.get(folder) ?? [])[0];
    if (other !== undefined) throw clash(path, other);
  }
}

/** What a file of the site is that must never be overwritten, in words, by its absolute path, links followed. */
export type WhatIsKept = (file: string) => string | undefined;

/**
 * @param paths that are about to be written
 * @throws BuildError with the first that is a file of the site
 */
export function refuseKept(paths: readonly string[], { fileOf, shown }: Target, whatIsKept: WhatIsKept): void {
  if (fileOf === undefined) return;
  for (const path of paths) {
    const what = whatIsKept(fileOf(path));
    if (what === undefined) continue;
    throw new BuildError([problem('output-overwrites', { file: shown(path) }, { path: shown(path), what })]);
  }
}

/** @throws BuildError with all files that would take the place of what somebody else wrote */
export function refuseForeign(
  files: readonly { readonly path: string; readonly option: string }[],
  { shown }: Target,
): void {
  const problems = files.map(({ path, option }) =>
    problem('output-foreign', { file: shown(path) }, { path: shown(path), option }),
  );
  if (problems.length > 0) throw new BuildError(problems);
}

function clash(path: string, other: string): BuildError {
  return new BuildError([problem('output-clash', {}, { path, other })]);
}
