/** The calls of the file system that publishing makes, as an object, so that a test can let each of them fail. */
import * as fs from 'node:fs';
import path from 'node:path';
import { platform } from 'node:process';
import { isObject } from '../untyped.js';

export type Disk = Pick<
  typeof fs,
  | 'chmodSync'
  | 'closeSync'
  | 'existsSync'
  | 'fsyncSync'
  | 'linkSync'
  | 'mkdirSync'
  | 'openSync'
  | 'readdirSync'
  | 'readFileSync'
  | 'readlinkSync'
  | 'realpathSync'
  | 'renameSync'
  | 'rmdirSync'
  | 'statSync'
  | 'unlinkSync'
  | 'writeSync'
>;

export const systemDisk: Disk = fs;

/** A name is on the disk when its folder is. Windows opens no folders, and some network disks flush none. */
export function flushFolder(folder: string, disk: Disk): void {
  if (platform === 'win32') return;
  const handle = disk.openSync(folder, 'r');
  try {
    disk.fsyncSync(handle);
  } catch (error) {
    if (!hasCode(error, 'EINVAL', 'ENOTSUP')) throw error;
  } finally {
    disk.closeSync(handle);
  }
}

/** A folder, and those above it up to one: the name of a new folder is on the disk when the folder above it is. */
export function flushFoldersUpTo(folder: string, above: string, disk: Disk): void {
  for (const each of [...foldersBetween(folder, above), above]) flushFolder(each, disk);
}

export function removeFile(file: string, disk: Disk): void {
  try {
    disk.unlinkSync(file);
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
  }
}

/** For what the next run removes too. */
export function tryToRemove(file: string, disk: Disk): void {
  try {
    disk.unlinkSync(file);
  } catch {
    // It stays.
  }
}

/** Up to a folder that holds something, or that stays in any case. */
export function removeEmptyFolders(from: string, stays: string, disk: Disk): void {
  for (const folder of foldersBetween(from, stays)) {
    try {
      disk.rmdirSync(folder);
    } catch (error) {
      // It holds something, or is no folder. One that is gone was removed by a run that was killed right then.
      if (!hasCode(error, 'ENOENT')) return;
    }
  }
}

/** From a folder up to one above it, without that; none when it is not above. */
export function foldersBetween(from: string, above: string): readonly string[] {
  const folders: string[] = [];
  const beginning = above.endsWith(path.sep) ? above : above + path.sep;
  for (let folder = from; folder !== above && folder.startsWith(beginning); folder = path.dirname(folder)) {
    folders.push(folder);
  }
  return folders;
}

/** The innermost folder at a path that is there. */
export function nearestFolder(folder: string, disk: Disk): string {
  return disk.existsSync(folder) ? folder : nearestFolder(path.dirname(folder), disk);
}

export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return isObject(error) && codes.includes(String(error['code']));
}
