/** Renders an article, unless the last run did and nothing has changed that it asked for. */
import { keyOf, type Cache } from './cache/cache.js';
import type { Entry, WholeArticle } from './model.js';
import type { Problem } from './problem.js';
import type { RenderContext } from './render/context.js';

interface Rendered {
  readonly entry?: Entry;
  readonly problems: readonly Problem[];
}

/** What an article asked for while it was rendered, and the answer. */
interface Question {
  /** An article's address, the picture behind an address, or the picture in a file. */
  readonly about: 'address' | 'picture' | 'file';
  readonly target: string;
  readonly answer: unknown;
}

interface Kept extends Rendered {
  readonly questions: readonly Question[];
}

export async function renderRemembering(
  article: WholeArticle,
  context: RenderContext,
  cache: Cache,
): Promise<Rendered & { readonly isKept: boolean }> {
  const { findAddress: _findAddress, pictures: _pictures, ...settings } = context;
  const key = keyOf('entry', settings, article);
  const kept = cache.get(key) as Kept | undefined;
  if (kept !== undefined && kept.questions.every((question) => isAnsweredAlike(question, article, context)))
    return { ...kept, isKept: true };
  const questions: Question[] = [];
  const { renderArticle } = await import('./render/render.js');
  const rendered = renderArticle(article, asking(context, questions));
  cache.set(key, { ...rendered, questions });
  return { ...rendered, isKept: false };
}

function asking(context: RenderContext, questions: Question[]): RenderContext {
  const { findAddress, pictures } = context;
  const note = <Answer>(about: Question['about'], target: string, answer: Answer): Answer => {
    questions.push({ about, target, answer });
    return answer;
  };
  return {
    ...context,
    findAddress: (from, target) => note('address', target, findAddress(from, target)),
    pictures: {
      of: (file) => note('file', file, pictures.of(file)),
      behind: (address, place) => note('picture', address, pictures.behind(address, place)),
    },
  };
}

function isAnsweredAlike(
  { about, target, answer }: Question,
  article: WholeArticle,
  { findAddress, pictures }: RenderContext,
): boolean {
  const now = {
    address: () => findAddress(article.file, target),
    file: () => pictures.of(target),
    picture: () => pictures.behind(target, article),
  };
  return JSON.stringify(now[about]()) === JSON.stringify(answer);
}
