/** Watches what a run asks of the site's folder, for a later one to ask it again. */
import path from 'node:path';
import type { Instant } from '../model.js';
import { markOf, type Mark } from './mark.js';
import type { SiteFolder } from './site-folder.js';
import { openHeadSum, sumOfListing, type HeadSum, type Testimony } from './testimony.js';

export interface Witness {
  /** The same folder, watched. */
  readonly site: SiteFolder;
  /** @returns undefined when something could not be read: the next run should try again */
  readonly testify: () => Testimony | undefined;
}

/** @param began when the run did, by the clock */
export function watchQuestions(site: SiteFolder, began: Instant): Witness {
  const listings = new Map<string, string>();
  const folders = new Map<string, boolean>();
  const sizes = new Map<string, number | null>();
  const places = new Map<string, string | null>();
  const heads = new Map<number, { readonly files: string[]; readonly sum: HeadSum }>();
  const marks = new Map<string, Mark>();
  let isClear = true;
  const trying = <Result>(ask: () => Result): Result => {
    try {
      return ask();
    } catch (error) {
      isClear = false;
      throw error;
    }
  };
  const note = <Answer>(answers: Map<string, Answer>, name: string, answer: Answer): Answer => {
    answers.set(name, answer);
    return answer;
  };
  // Marked before it is read: what changes in between has changed.
  const reading = <Result>(file: string, read: () => Result): Result =>
    trying(() => {
      if (!marks.has(file)) marks.set(file, markOf(path.resolve(site.root, file), began));
      return read();
    });
  return {
    site: {
      root: site.root,
      isFolder: (folder) => note(folders, folder, site.isFolder(folder)),
      list: (folder) => {
        const listing = site.list(folder);
        listings.set(folder, sumOfListing(listing));
        return listing;
      },
      read: (file) => reading(file, () => site.read(file)),
      readHead: (file, length) => reading(file, () => site.readHead(file, length)),
      lookAt: (file, length, look) =>
        trying(() =>
          site.lookAt(file, length, (head) => {
            const seen = heads.get(length) ?? { files: [], sum: openHeadSum(length) };
            heads.set(length, seen);
            seen.files.push(file);
            seen.sum.add(head);
            return look(head);
          }),
        ),
      pathOf: (file) => {
        const target = site.pathOf(file);
        note(places, file, target ?? null);
        return target === undefined ? undefined : reading(file, () => target);
      },
      sizeOf: (file) => note(sizes, file, site.sizeOf(file) ?? null) ?? undefined,
    },
    testify: () =>
      isClear
        ? {
            listings: [...listings],
            folders: [...folders],
            sizes: [...sizes],
            places: [...places],
            heads: [...heads].map(([length, { files, sum }]) => ({ length, files, sum: sum.end() })),
            marks: [...marks],
          }
        : undefined,
  };
}
