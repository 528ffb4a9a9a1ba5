/** Supplies each document with the entries that it holds, and holds no more of them than are wanted again. */
import type { DocumentPlan } from '../choose/layout.js';
import type { Settings } from '../config/options.js';
import type { Article } from '../model.js';
import type { Onlooker } from '../progress.js';
import type { RenderedArticle, Renderer } from './rendering.js';

export interface SuppliedPlan {
  readonly plan: DocumentPlan;
  /** As the plan has them. */
  readonly articles: readonly RenderedArticle[];
}

/** Several live feeds hold the same few articles; archives hold all, and one after another. */
export async function* supplyEntries(
  plans: readonly DocumentPlan[],
  renderer: Renderer,
  { settings, progress }: Onlooker & { readonly settings: Settings },
): AsyncIterable<SuppliedPlan> {
  const live = new Set(
    plans.flatMap(({ part, articles }) => (part === 'archive' ? [] : articles.map(({ file }) => file))),
  );
  const wanted = articlesInOrder(plans, live);
  // The ledger alone asks for fingerprints, of what the live feeds hold.
  const printed = settings.ledger === false ? new Set<string>() : live;
  const rendered = renderer.renderAll(wanted, printed)[Symbol.asyncIterator]();
  let done = 0;
  const held = new Map<string, RenderedArticle>();
  for (const plan of plans) {
    const articles: RenderedArticle[] = [];
    for (const { file } of plan.articles) {
      const before = held.get(file);
      if (before === undefined) progress?.({ stage: 'render', done: done++, all: wanted.length });
      const next = before ?? (await nextOf(rendered));
      if (live.has(file)) held.set(file, next);
      articles.push(next);
    }
    yield { plan, articles };
  }
}

/** Those that are held come once. */
function articlesInOrder(plans: readonly DocumentPlan[], held: ReadonlySet<string>): readonly Article[] {
  const before = new Set<string>();
  return plans
    .flatMap(({ articles }) => articles)
    .filter(({ file }) => {
      const isNew = !before.has(file);
      if (held.has(file)) before.add(file);
      return isNew;
    });
}

async function nextOf<Value>(iterator: AsyncIterator<Value>): Promise<Value> {
  const next = await iterator.next();
  if (next.done === true) throw new Error('a document is to hold what was not rendered');
  return next.value;
}
