/** Puts documents in place: all are staged beside their targets, then renamed; unchanged ones are not touched. */
import { chmodSync, existsSync, mkdirSync, readFileSync, realpathSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Change, FeedDocument } from './model.js';
import { BuildError, problem } from './problem.js';
import { removeStaged, stagedName, writeFlushed } from './files/whole-file.js';
import { messageOf } from './untyped.js';

export interface PlannedDocument {
  readonly document: FeedDocument;
  readonly bytes: Uint8Array;
  readonly change: Change;
  /** The document that is in place. */
  readonly published: Uint8Array | undefined;
}

/** The output folder. */
export interface Output {
  /** Absolute path. */
  readonly folder: string;
  /** As the settings name it, for problems. */
  readonly shown: string;
}

/** Compares documents with what is published. */
export function planDocuments(
  documents: readonly { readonly document: FeedDocument; readonly bytes: Uint8Array }[],
  output: Output,
): readonly PlannedDocument[] {
  return documents.map(({ document, bytes }) =>
    guarded(document.path, output, (target) => {
      const published = existsSync(target) ? readFileSync(target) : undefined;
      const change = published === undefined ? 'created' : published.equals(bytes) ? 'unchanged' : 'changed';
      return { document, bytes, change, published };
    }),
  );
}

/**
 * Renaming is atomic within a file system, and a staged file lies in the folder of its target: readers get the old
 * document or the new one. Between two renames a reader may see one new document beside an old one.
 * @throws BuildError when a folder or file cannot be written; what was staged is removed
 */
export function publishDocuments(planned: readonly PlannedDocument[], output: Output): void {
  const staged: { readonly from: string; readonly path: string }[] = [];
  try {
    for (const { document, bytes, change } of planned) {
      if (change === 'unchanged') continue;
      guarded(document.path, output, (target) => {
        const from = stagedName(target);
        staged.push({ from, path: document.path });
        mkdirSync(path.dirname(target), { recursive: true });
        writeFlushed(from, bytes, 'wx');
        if (change === 'changed') chmodSync(from, statSync(target).mode);
      });
    }
    for (const { from, path } of staged) guarded(path, output, (target) => renameSync(from, target));
  } finally {
    for (const { from } of staged) removeStaged(from);
  }
}

function guarded<Result>(file: string, { folder, shown }: Output, action: (target: string) => Result): Result {
  try {
    const target = path.join(folder, file);
    // Behind a link stands the file that is served.
    return action(existsSync(target) ? realpathSync(target) : target);
  } catch (error) {
    const reason = messageOf(error);
    const named = path.posix.join(shown, file);
    throw new BuildError([problem('output-unwritable', { file: named }, { path: named, reason })], { cause: error });
  }
}
