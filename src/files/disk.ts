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
  try {
    for (let folder = from; folder !== stays && folder.startsWith(stays); folder = path.dirname(folder)) {
      disk.rmdirSync(folder);
    }
  } catch {
    // It holds something, or is no folder.
  }
}

export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return isObject(error) && codes.includes(String(error['code']));
}
