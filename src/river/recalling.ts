/** Tells of an article that was rendered before whether it would be rendered the same now, if possible without a look at it. */
import type { Article } from '../model.js';
import type { Preparing } from './preparing.js';
import { isAnsweredAlike, type Asked } from './remembering.js';
import type { RenderContext } from '../render/context.js';
import { stated } from '../stated.js';

/** What an entry depends on besides its article and the settings, and what was said of it. */
export interface Trace extends Pick<Asked, 'questions' | 'problems'> {
  /** Of its result in the cache: as long as its text is the same, so is this. */
  readonly key: string;
  /** Of its file and those that go along with it, as long as these can tell whether one has changed. */
  readonly facts?: string;
}

/** @returns with the facts of now; undefined when it would be rendered to something else */
export async function recallTrace(
  article: Article,
  before: Trace | undefined,
  { prepare, factsOf }: Preparing,
  context: RenderContext,
): Promise<Trace | undefined> {
  if (before === undefined || !isAnsweredAlike(before, article, context)) return undefined;
  const facts = factsOf(article);
  if (facts !== undefined && facts === before.facts) return before;
  const { task } = await prepare(article);
  if (task?.key !== before.key) return undefined;
  const { facts: _, ...rest } = before;
  return facts === before.facts ? before : { ...rest, ...stated({ facts }) };
}
