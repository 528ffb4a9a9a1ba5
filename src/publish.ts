/** Puts documents in place: all are staged beside their targets, then renamed; unchanged ones are not touched. */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Change, FeedDocument } from './model.js';
import { BuildError, problem } from './problem.js';
import { stagedName, writeFlushed } from './files/whole-file.js';

export interface PlannedDocument {
  readonly document: FeedDocument;
  readonly bytes: Uint8Array;
  readonly change: Change;
}

/** Compares documents with what is published. @param output absolute path of the output folder */
export function planDocuments(
  documents: readonly { readonly document: FeedDocument; readonly bytes: Uint8Array }[],
  output: string,
): readonly PlannedDocument[] {
  return documents.map(({ document, bytes }) =>
    guarded(document.path, () => ({ document, bytes, change: changeOf(path.join(output, document.path), bytes) })),
  );
}

function changeOf(target: string, bytes: Uint8Array): Change {
  if (!existsSync(target)) return 'created';
  return readFileSync(target).equals(bytes) ? 'unchanged' : 'changed';
}

/**
 * Renaming is atomic within a file system, and a staged file lies in the folder of its target: readers get the old
 * document or the new one. Between two renames a reader may see one new document beside an old one.
 * @throws BuildError when a folder or file cannot be written; what was staged is removed
 */
export function publishDocuments(planned: readonly PlannedDocument[], output: string): void {
  const staged: { readonly from: string; readonly to: string; readonly path: string }[] = [];
  try {
    for (const { document, bytes, change } of planned) {
      if (change === 'unchanged') continue;
      const to = path.join(output, document.path);
      const from = stagedName(to);
      staged.push({ from, to, path: document.path });
      guarded(document.path, () => stage(from, bytes));
    }
    for (const { from, to, path } of staged) guarded(path, () => renameSync(from, to));
  } finally {
    for (const { from } of staged) rmSync(from, { force: true });
  }
}

function stage(file: string, bytes: Uint8Array): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFlushed(file, bytes, 'w');
}

function guarded<Result>(file: string, action: () => Result): Result {
  try {
    return action();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new BuildError([problem('output-unwritable', { file }, { path: file, reason })], { cause: error });
  }
}
