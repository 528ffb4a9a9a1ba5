/** What an entry is about: formats know one kind of label, and authors two. */
import type { Entry } from '../model.js';

/** Tags, then categories; each once. */
export function topicsOf({ tags, categories }: Pick<Entry, 'tags' | 'categories'>): readonly string[] {
  return [...new Set([...tags, ...categories])];
}
