/** Stamps a file: reads it, and puts the article in its place, or beside it when it is no Markdown file. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { problem, type Problem } from '../problem.js';
import { isObject, messageOf } from '../untyped.js';
import { replaceFile, writeFlushed } from '../files/whole-file.js';
import { stampText, type Stamped, type StampFacts } from './stamp-text.js';

export interface StampedFile {
  readonly from: string;
  /** The article: the file itself, or the `.md` beside it. */
  readonly to: string;
  readonly before: string;
  readonly after: string;
  readonly added: Readonly<Record<string, string>>;
  readonly problems: readonly Problem[];
}

/** @param from path from `folder`, as problems name it */
export function planStamp(from: string, folder: string, facts: Omit<StampFacts, 'file' | 'isPlain'>): StampedFile {
  const isMarkdown = /\.(md|markdown|mdx)$/i.test(from);
  const to = isMarkdown ? from : `${from.slice(0, from.length - path.extname(from).length)}.md`;
  const failed = (fault: Problem): StampedFile => ({ from, to, before: '', after: '', added: {}, problems: [fault] });
  if (to !== from && existsSync(path.resolve(folder, to)))
    return failed(problem('stamp-exists', { file: from }, { path: to }));
  try {
    const before = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      readFileSync(path.resolve(folder, from)),
    );
    const { text, added, problems }: Stamped = stampText(before, {
      ...facts,
      file: from.replaceAll('\\', '/'),
      isPlain: !isMarkdown,
    });
    return { from, to, before, after: text, added, problems };
  } catch (error) {
    const code = isObject(error) ? error['code'] : undefined;
    if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return failed(problem('encoding-invalid', { file: from }));
    const reason = code === 'ENOENT' ? 'there is no such file' : messageOf(error);
    return failed(problem('file-unreadable', { file: from }, { reason }));
  }
}

/** Whether there is something to write, and nothing against it. */
export function isStampable({ from, to, before, after, problems }: StampedFile): boolean {
  return (after !== before || to !== from) && problems.every(({ severity }) => severity !== 'error');
}

/** A new file is never put over another; a changed one is replaced at once, whole. */
export function writeStamp({ from, to, after }: StampedFile, folder: string): void {
  const target = path.resolve(folder, to);
  const bytes = new TextEncoder().encode(after);
  if (from === to) replaceFile(target, bytes);
  else writeFlushed(target, bytes, 'wx');
}
