/** The site's folder: the one door to its files, and nothing outside it can be reached through it. */
import { closeSync, type Dirent, openSync, readdirSync, readFileSync, readSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { compareText } from '../order.js';
import { hasCode } from './disk.js';
import { toFacts, type FileFacts } from './facts.js';

export interface Listing {
  readonly files: readonly string[];
  /** Links that lead out of the site. */
  readonly outside: readonly string[];
  /** Links that lead nowhere, or to themselves. */
  readonly nowhere: readonly string[];
  /** Folders that may not be read. */
  readonly unreadable: readonly string[];
}

/**
 * Finds what counts in the first bytes of a file.
 * @param length so many were asked for, and a shorter file has fewer
 * @returns undefined when there is no telling without reading on
 */
export type Find = (head: Buffer, length: number) => Buffer | undefined;

export interface SiteFolder {
  /** Absolute path. */
  readonly root: string;
  isFolder(folder: string): boolean;
  /** Files below a folder, as paths from the site with `/`, sorted. Hidden folders and node_modules are passed over. */
  list(folder: string): Listing;
  read(file: string): Uint8Array;
  /** At most so many bytes from the beginning of a file. */
  readHead(file: string, length: number): Uint8Array;
  /** What is found in them, in bytes that the next call uses again: thousands of files are looked into, and few are kept. */
  lookAt(file: string, length: number, find: Find): Buffer | undefined;
  /** Absolute path of a file, for a library that opens it; undefined when there is no such file within the site. */
  pathOf(file: string): string | undefined;
  /** Size in bytes; undefined when there is no such file within the site. */
  sizeOf(file: string): number | undefined;
  /** For who has read a file before, and would read it again if it had changed. */
  factsOf(file: string): FileFacts | undefined;
}

export function openSite(root: string): SiteFolder {
  const real = realpathSync(root);
  const absolute = (file: string) => path.resolve(root, file);
  /** For paths from the site, normal already: thousands of articles are asked for. */
  const joined = (file: string) => withSeparator(root) + file;
  let shared = Buffer.alloc(0);
  const isInside = (target: string) => target === real || target.startsWith(withSeparator(real));

  /** Where a path really leads; undefined when that is nowhere or outside the site. */
  function resolveInside(file: string): string | undefined {
    try {
      // Told without an error: a picture is looked for in many places where it is not.
      if (statSync(absolute(file), { throwIfNoEntry: false }) === undefined) return undefined;
      const target = realpathSync(absolute(file));
      return isInside(target) ? target : undefined;
    } catch {
      return undefined;
    }
  }

  function leadsNowhere(link: string): boolean {
    try {
      return statSync(absolute(link), { throwIfNoEntry: false }) === undefined;
    } catch (error) {
      return hasCode(error, 'ELOOP');
    }
  }

  function list(folder: string): Listing {
    const files: string[] = [];
    const outside: string[] = [];
    const nowhere: string[] = [];
    const links: string[] = [];
    const unreadable: string[] = [];
    const visit = (current: string) => {
      const entries = entriesOf(absolute(current));
      if (entries === undefined) unreadable.push(current);
      const below = path.posix.join(current, 'x').slice(0, -1);
      for (const entry of entries ?? []) {
        const file = below + entry.name;
        if (entry.isSymbolicLink()) links.push(file);
        else if (entry.isFile()) files.push(file);
        else if (entry.isDirectory() && entry.name !== 'node_modules' && !entry.name.startsWith('.')) visit(file);
      }
    };
    visit(folder);
    // A file that two paths lead to is one article: the path without a link counts, then the first by name.
    const seen = new Set(links.length === 0 ? [] : [folder, ...files].map((file) => realpathSync(absolute(file))));
    links.sort(compareText);
    for (let link = links.shift(); link !== undefined; link = links.shift()) {
      const target = resolveInside(link);
      if (target === undefined) (leadsNowhere(link) ? nowhere : outside).push(link);
      else if (!statSync(target).isDirectory()) addOnce(link, target);
      else if (!seen.has(target)) {
        seen.add(target);
        const before = files.length;
        visit(link);
        for (const file of files.splice(before)) addOnce(file, realpathSync(absolute(file)));
      }
    }
    return {
      files: files.toSorted(compareText),
      outside: outside.toSorted(compareText),
      nowhere: nowhere.toSorted(compareText),
      unreadable: unreadable.toSorted(compareText),
    };

    function addOnce(file: string, target: string): void {
      if (seen.has(target)) return;
      seen.add(target);
      files.push(file);
    }
  }

  return {
    root,
    list,
    isFolder: (folder) => {
      const target = resolveInside(folder);
      return target !== undefined && statSync(target).isDirectory();
    },
    read: (file) => readFileSync(absolute(file)),
    readHead: (file, length) => readInto(Buffer.alloc(length), absolute(file)),
    lookAt: (file, length, find) => {
      if (shared.length < length) shared = Buffer.alloc(length);
      return find(readInto(shared.subarray(0, length), joined(file)), length);
    },
    pathOf: (file) => {
      const target = resolveInside(file);
      return target !== undefined && statSync(target).isFile() ? target : undefined;
    },
    sizeOf: (file) => {
      const target = resolveInside(file);
      const stats = target === undefined ? undefined : statSync(target);
      return stats?.isFile() === true ? stats.size : undefined;
    },
    factsOf: (file) => toFacts(statSync(joined(file), { throwIfNoEntry: false })),
  };
}

function readInto(bytes: Buffer, file: string): Buffer {
  const handle = openSync(file, 'r');
  try {
    return bytes.subarray(0, readSync(handle, bytes, 0, bytes.length, 0));
  } finally {
    closeSync(handle);
  }
}

/** @returns undefined when the folder may not be read */
function entriesOf(folder: string): readonly Dirent[] | undefined {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return undefined;
  }
}

/** The root of the file system ends in one already. */
function withSeparator(folder: string): string {
  return folder.endsWith(path.sep) ? folder : folder + path.sep;
}
