/** The site's folder: the one door to its files, and nothing outside it can be reached through it. */
import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { compareText } from '../order.js';

export interface SiteFolder {
  /** Absolute path. */
  readonly root: string;
  isFolder(folder: string): boolean;
  /** Files below a folder, as paths from the site with `/`, sorted. Hidden folders and node_modules are passed over. */
  list(folder: string): { readonly files: readonly string[]; readonly outside: readonly string[] };
  read(file: string): Uint8Array;
  /** Size in bytes; undefined when there is no such file within the site. */
  sizeOf(file: string): number | undefined;
}

export function openSite(root: string): SiteFolder {
  const real = realpathSync(root);
  const absolute = (file: string) => path.resolve(root, file);
  const isInside = (target: string) => target === real || target.startsWith(real + path.sep);

  /** Where a path really leads; undefined when that is nowhere or outside the site. */
  function resolveInside(file: string): string | undefined {
    try {
      const target = realpathSync(absolute(file));
      return isInside(target) ? target : undefined;
    } catch {
      return undefined;
    }
  }

  function list(folder: string) {
    const files: string[] = [];
    const outside: string[] = [];
    const visit = (current: string, parents: readonly string[]) => {
      for (const entry of readdirSync(absolute(current), { withFileTypes: true })) {
        const file = path.posix.join(current, entry.name);
        if (entry.isSymbolicLink()) visitLink(file, parents);
        else if (entry.isDirectory()) visitFolder(file, parents);
        else if (entry.isFile()) files.push(file);
      }
    };
    const visitFolder = (folder: string, parents: readonly string[]) => {
      const name = path.posix.basename(folder);
      if (name === 'node_modules' || name.startsWith('.')) return;
      visit(folder, parents);
    };
    const visitLink = (file: string, parents: readonly string[]) => {
      const target = resolveInside(file);
      if (target === undefined) outside.push(file);
      else if (!statSync(target).isDirectory()) files.push(file);
      else if (!parents.includes(target)) visitFolder(file, [...parents, target]); // Else the link runs in a circle.
    };
    visit(folder, []);
    return { files: files.toSorted(compareText), outside: outside.toSorted(compareText) };
  }

  return {
    root,
    list,
    isFolder: (folder) => {
      const target = resolveInside(folder);
      return target !== undefined && statSync(target).isDirectory();
    },
    read: (file) => readFileSync(absolute(file)),
    sizeOf: (file) => {
      const target = resolveInside(file);
      const stats = target === undefined ? undefined : statSync(target);
      return stats?.isFile() === true ? stats.size : undefined;
    },
  };
}
