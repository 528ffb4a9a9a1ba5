/** Says in plain words why something cannot be written. */
import { BuildError, problem } from '../problem.js';
import { isObject, messageOf } from '../untyped.js';

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'writing is not permitted there',
  EPERM: 'writing is not permitted there',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EIO: 'the disk reports an error',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is no folder',
  ENAMETOOLONG: 'its name is too long',
  EXDEV: 'a part of its path lies on another disk',
};

export function reasonOf(error: unknown): string {
  return reasons[isObject(error) ? String(error['code']) : ''] ?? messageOf(error);
}

/** @param shown as the settings name it, with `/` */
export function unwritable(shown: string, error: unknown): BuildError {
  if (error instanceof BuildError) return error;
  const reason = reasonOf(error);
  return new BuildError([problem('output-unwritable', { file: shown }, { path: shown, reason })], { cause: error });
}

/** Does it, and says what it was about when it fails. */
export function writing<Result>(shown: string, action: () => Result): Result {
  try {
    return action();
  } catch (error) {
    throw unwritable(shown, error);
  }
}
