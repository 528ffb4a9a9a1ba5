/** The authors whom a site knows by keys: from the files in which Docusaurus, MkDocs and Jekyll keep them. */
import path from 'node:path';
import type { SiteFolder } from '../files/site-folder.js';
import { parseBlock } from '../front-matter/parse.js';
import type { Person } from '../model.js';
import { parsePerson } from '../person.js';
import { problem, type Problem } from '../problem.js';
import { isObject, messageOf } from '../untyped.js';
import { decodeArticle } from './text-file.js';

export interface KnownAuthors {
  /** By key. */
  readonly persons: ReadonlyMap<string, Person>;
  readonly problems: readonly Problem[];
}

export const nobodyKnown: KnownAuthors = { persons: new Map(), problems: [] };

/** The first of the files that there is counts. */
export function readKnownAuthors(site: SiteFolder, folder: string): KnownAuthors {
  const file = placesOf(folder).find((candidate) => site.sizeOf(candidate) !== undefined);
  if (file === undefined) return nobodyKnown;
  try {
    const { text = '' } = decodeArticle(file, site.read(file));
    const whole = parseBlock(text, 'yaml');
    const persons = isObject(whole['authors']) ? whole['authors'] : whole;
    return { persons: new Map(Object.entries(persons).flatMap(toEntry)), problems: [] };
  } catch (error) {
    const [reason = ''] = messageOf(error).split('\n');
    return { ...nobodyKnown, problems: [problem('authors-unreadable', { file }, { reason })] };
  }
}

function placesOf(folder: string): readonly string[] {
  return [
    path.posix.join(folder, 'authors.yml'),
    path.posix.join(folder, '.authors.yml'),
    // MkDocs keeps the articles of a blog in a folder beside it.
    path.posix.join(folder, '../.authors.yml'),
    '_data/authors.yml',
  ].filter((file) => !file.startsWith('../'));
}

function toEntry([key, value]: [string, unknown]): readonly (readonly [string, Person])[] {
  const person = isObject(value) ? parsePerson({ ...value, title: undefined }) : undefined;
  return person === undefined ? [] : [[key, person]];
}
