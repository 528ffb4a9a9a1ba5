/** Watches what a run asks of the site's folder, for a later one to ask it again. */
import path from 'node:path';
import type { Instant } from '../model.js';
import { lastingFacts } from './facts.js';
import { markOf, type Mark } from './mark.js';
import type { Listing, SiteFolder } from './site-folder.js';
import { openHeadSum, sumOfAll, type Answers, type Ground, type HeadSum, type Span } from './testimony.js';

export interface Testimony {
  /** Where each file is in the list of files. */
  readonly placeOf: ReadonlyMap<string, number>;
  readonly ground: Ground;
  /** Of the ground, as `sumOfGround` adds it up. */
  readonly sum: string;
  readonly answers: Answers;
}

export interface Witness {
  /** The same folder, watched. */
  readonly site: SiteFolder;
  /** Takes for asked what is known to have the same answers still. */
  readonly trust: (ground: Ground, answers: Answers) => void;
  /** Files whose content counts, so far. */
  readonly marked: () => ReadonlySet<string>;
  /**
   * @param hidden files of which the ground tells nothing
   * @returns undefined when something could not be read, or changed meanwhile: the next run should try again
   */
  readonly testify: (hidden: ReadonlySet<string>) => Testimony | undefined;
}

/** @param began when the run did, by the clock */
export function watchQuestions(site: SiteFolder, began: Instant): Witness {
  const listings = new Map<string, Listing>();
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
    // Something has changed while the run was at work.
    if (answers.has(name) && answers.get(name) !== answer) isClear = false;
    answers.set(name, answer);
    return answer;
  };
  // Marked before it is read: what changes in between has changed.
  const reading = <Result>(file: string, read: () => Result): Result =>
    trying(() => {
      const mark = marks.get(file) ?? markOf(path.resolve(site.root, file), began);
      if (mark === undefined) isClear = false;
      else marks.set(file, mark);
      return read();
    });
  return {
    site: {
      root: site.root,
      isFolder: (folder) => note(folders, folder, site.isFolder(folder)),
      list: (folder) => note(listings, folder, site.list(folder)),
      read: (file) => reading(file, () => site.read(file)),
      readHead: (file, length) => reading(file, () => site.readHead(file, length)),
      lookAt: (file, length, find) => {
        const seen = heads.get(length) ?? { files: [], sum: openHeadSum(length, find) };
        heads.set(length, seen);
        seen.files.push(file);
        return trying(() => site.lookAt(file, length, seen.sum.find));
      },
      pathOf: (file) => {
        const target = note(places, file, site.pathOf(file) ?? null);
        return target === null ? undefined : reading(file, () => target);
      },
      sizeOf: (file) => note(sizes, file, site.sizeOf(file) ?? null) ?? undefined,
      factsOf: (file) => {
        const found = trying(() => site.factsOf(file));
        const facts = lastingFacts(found, began);
        // They are a mark already, mostly: thousands of files are asked for nothing else.
        if (facts === undefined || marks.has(file)) return reading(file, () => found);
        marks.set(file, { facts });
        return found;
      },
    },
    trust: ({ folder, texts }, answers) => {
      const { files = [] } = listings.get(folder) ?? {};
      for (const [at, mark] of texts) marks.set(files[at] ?? '', mark);
      for (const [file, mark] of answers.marks) marks.set(file, mark);
    },
    marked: () => new Set(marks.keys()),
    testify: (hidden) => {
      const [[folder, listing] = [], ...others] = listings;
      if (!isClear || folder === undefined || listing === undefined || others.length > 0) return undefined;
      const placeOf = new Map(listing.files.map((file, at) => [file, at]));
      const isText = (file: string) => placeOf.has(file) && !hidden.has(file);
      return {
        placeOf,
        ground: {
          folder,
          count: listing.files.length,
          texts: [...marks].filter(([file]) => isText(file)).map(([file, mark]) => [placeOf.get(file) ?? -1, mark]),
          heads: [...heads].map(([length, { files }]) => ({ length, spans: spansOf(files, placeOf) })),
        },
        sum: sumOfAll(
          listing,
          [...heads.values()].map(({ sum }) => sum),
        ),
        answers: {
          folders: [...folders],
          sizes: [...sizes],
          places: [...places],
          marks: [...marks].filter(([file]) => !isText(file)),
        },
      };
    },
  };
}

/** Files that follow each other make one span. */
function spansOf(files: readonly string[], placeOf: ReadonlyMap<string, number>): readonly Span[] {
  const spans: [number, number][] = [];
  for (const file of files) {
    const at = placeOf.get(file) ?? -1;
    const last = spans.at(-1);
    if (last?.[1] === at) last[1] = at + 1;
    else spans.push([at, at + 1]);
  }
  return spans;
}
