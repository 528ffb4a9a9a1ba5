/** Tells that something in a folder has changed: `chokidar` knows how each system says so, and what it leaves out. */
import path from 'node:path';
import { watch } from 'chokidar';

export interface WatchedFolder {
  readonly close: () => Promise<void>;
}

export interface FileEvents {
  /** Absolute path of what came, changed or went: a file, or a folder with all in it. */
  readonly changed: (file: string) => void;
  /** Something can be watched no more, as when the system watches too many files. */
  readonly failed: (error: unknown) => void;
}

/** @param folders absolute paths. @returns once all that is there now is watched */
export async function watchFolders(folders: readonly string[], events: FileEvents): Promise<WatchedFolder> {
  const watcher = watch([...folders], {
    ignoreInitial: true,
    // It would hold back what goes, and take it together with what comes: whoever builds waits a moment anyway.
    atomic: false,
    ignorePermissionErrors: true,
    // Builds read links in the site, wherever they lead.
    followSymlinks: true,
    ignored: (file) => folders.some((folder) => isPassedOver(path.relative(folder, file))),
  });
  watcher.on('all', (_, file) => events.changed(file));
  await new Promise<void>((resolve) => {
    watcher.on('ready', resolve);
    watcher.on('error', (error) => events.failed(error));
  });
  return { close: () => watcher.close() };
}

/** Hidden folders, where tools write all the time, and packages: no articles lie there. */
function isPassedOver(file: string): boolean {
  if (file.startsWith('..')) return false;
  return file.split(/[/\\]/).some((name) => name === 'node_modules' || name.startsWith('.'));
}
