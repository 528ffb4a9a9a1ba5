/** Reads the text of an article, once some document or the ledger wants it. */
import type { SiteFolder } from '../files/site-folder.js';
import { parseFrontMatter } from '../front-matter/parse.js';
import { fingerprint, type Fingerprint, type PrintOf } from '../ledger/fingerprint.js';
import type { Body } from '../model.js';
import { problem, type Problem } from '../problem.js';
import { messageOf } from '../untyped.js';
import { decodeArticle } from './text-file.js';

export interface ReadBody {
  /** Undefined when it cannot be read. */
  readonly text?: Body;
  readonly problems: readonly Problem[];
}

export function readBody(file: string, site: SiteFolder): ReadBody {
  try {
    const { text, problems } = decodeArticle(file, site.read(file));
    if (text === undefined) return { problems };
    const { body, bodyLine } = parseFrontMatter(file, text);
    return { text: { body, bodyLine }, problems };
  } catch (error) {
    return { problems: [problem('file-unreadable', { file }, { reason: messageOf(error) })] };
  }
}

/** Each text is read once for it, and none that nobody asks for. */
export function printsOf(site: SiteFolder): PrintOf {
  const prints = new Map<string, Fingerprint>();
  return ({ file }) => {
    const print = prints.get(file) ?? fingerprint(readBody(file, site).text?.body ?? '');
    prints.set(file, print);
    return print;
  };
}
