/** Renders a body with the least around it: what the Markdown costs, and nothing else. */
import { renderArticle } from '../../src/render/render.js';

/** @returns undefined when it is refused */
export function renderAlone(body: string): ReturnType<typeof renderArticle>['entry'] {
  return renderArticle({ ...article, body, bodyLine: 1 }, context).entry;
}

const article = {
  file: 'a.md',
  id: 'tag:e.example,2026:/a',
  hasOwnId: false,
  url: 'https://e.example/a/',
  title: 'T',
  nameTitle: '',
  published: 0,
  tags: [],
  categories: [],
  authors: [],
  enclosures: [],
} as const;

const context = {
  content: 'full',
  components: {},
  math: 'mathml',
  site: { authors: [], url: 'https://e.example/' },
  findAddress: () => undefined,
  pictures: { of: () => undefined, behind: () => undefined },
} as const;
