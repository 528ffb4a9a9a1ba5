/** Renders an article and notes what it asked for: as long as all answers stay the same, so does what was rendered. */
import { fingerprint, type Fingerprint } from '../ledger/fingerprint.js';
import type { Entry, WholeArticle } from '../model.js';
import type { Problem } from '../problem.js';
import type { RenderContext } from '../render/context.js';

export interface Rendered {
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

/** Plain data, as JSON and threads can hold it. */
export interface Asked extends Rendered {
  readonly questions: readonly Question[];
  /** Of its text, once the ledger wanted it. */
  readonly print?: Fingerprint;
}

export async function renderAsking(article: WholeArticle, context: RenderContext): Promise<Asked> {
  const questions: Question[] = [];
  const { renderArticle } = await import('../render/render.js');
  return { ...renderArticle(article, asking(context, questions)), questions };
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

/** Taken once, and kept with what was rendered of the text. */
export const withPrint = (asked: Asked, { body }: WholeArticle): Asked =>
  asked.print === undefined ? { ...asked, print: fingerprint(body) } : asked;

/** Whether an article would be rendered the same now. */
export function isAnsweredAlike(
  { questions }: Pick<Asked, 'questions'>,
  article: Pick<WholeArticle, 'file' | 'url'>,
  { findAddress, pictures }: RenderContext,
): boolean {
  const answerTo: Readonly<Record<Question['about'], (target: string) => unknown>> = {
    address: (target) => findAddress(article.file, target),
    file: pictures.of,
    picture: (target) => pictures.behind(target, article),
  };
  return questions.every(
    ({ about, target, answer }) => JSON.stringify(answerTo[about](target)) === JSON.stringify(answer),
  );
}
