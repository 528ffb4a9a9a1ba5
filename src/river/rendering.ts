/** Measures and renders articles; many of them on all cores, and none that is as it was for documents that are. */
import type { Cache } from '../cache/cache.js';
import type { Settings } from '../config/options.js';
import { extendEntry } from '../extensions/extend.js';
import type { SiteFolder } from '../files/site-folder.js';
import type { Article, Instant } from '../model.js';
import { sortProblems, type Problem } from '../problem.js';
import type { Onlooker } from '../progress.js';
import type { Outline } from './outlining.js';
import { openPreparing, type PreparedArticle } from './preparing.js';
import { recallTrace, type Trace } from './recalling.js';
import { isAnsweredAlike, renderAsking, withPrint, type Asked } from './remembering.js';
import { stated } from '../stated.js';
import { openContext, toRenderingSite, type RenderingSite } from './render-context.js';
import { openThreading, untilSettled, type Task } from './threading.js';

export interface Renderer {
  /** In the order of the articles, whichever thread is done first; with the fingerprints of some, by file. */
  readonly renderAll: (articles: readonly Article[], printed: ReadonlySet<string>) => AsyncIterable<RenderedArticle>;
  /** @returns their traces, those anew of which more is known now; undefined if one would be rendered to something else */
  readonly recallAll: (articles: readonly Article[], before: readonly Trace[]) => Promise<readonly Trace[] | undefined>;
  /** Of all settings, those that count. */
  readonly settings: RenderingSite['settings'];
  /** How many articles were rendered so far, and how many an earlier run had rendered. */
  readonly counts: () => Readonly<Record<'rendered' | 'cached', number>>;
  /** Of all articles so far, by file. */
  readonly problems: () => readonly Problem[];
  readonly close: () => Promise<void>;
}

/** Without an entry when its body cannot be rendered, and without a print when that was not wanted. */
export interface RenderedArticle extends Pick<Asked, 'entry' | 'print'> {
  readonly article: Article;
  readonly trace?: Trace;
}

/** So many articles are read ahead of the one whose turn it is. */
const readAhead = 200;

/** An article on its way. */
interface Pending extends PreparedArticle {
  readonly task?: PreparedArticle['task'] & Task;
  /** What was made of it before. */
  readonly kept?: Asked;
  /** Its end: documents that hold it may follow each other. */
  done?: Promise<RenderedArticle>;
}

/** What a run has, and may use. */
export interface RenderingMeans extends Onlooker {
  readonly settings: Settings;
  readonly cache: Cache;
  /** When it began, by the clock. */
  readonly began?: Instant;
  /** Of the processor. */
  readonly cores?: number;
}

export function openRenderer(
  { linkable, findAddress }: Pick<Outline, 'linkable' | 'findAddress'>,
  site: SiteFolder,
  means: RenderingMeans,
): Renderer {
  const { settings, cache, began, cores = 1, progress, pulse = async () => {} } = means;
  const rendering = toRenderingSite(linkable, settings);
  const context = openContext(rendering, site, findAddress);
  const threading = openThreading(rendering, site.root, cores);
  const problems = new Map<string, readonly Problem[]>();
  const preparing = openPreparing(site, rendering.settings, { began, progress });
  const origins = new Map<string, 'rendered' | 'cached'>();
  let renderedHere = 0;

  function withKept(pending: Pending): Pending {
    const { task } = pending;
    const kept = task === undefined ? undefined : (cache.get(task.key) as Asked | undefined);
    const isValid = task !== undefined && kept !== undefined && isAnsweredAlike(kept, task.whole, context);
    return isValid ? { ...pending, kept } : pending;
  }

  async function finish({ article, problems: found, facts, task, kept }: Pending, isPrinted: boolean) {
    if (task === undefined) return note({ article }, found);
    const rendered = kept ?? (await fromThread(task)) ?? (await renderHere(task));
    const asked = isPrinted ? withPrint(rendered, task.whole) : rendered;
    if (!origins.has(article.file)) origins.set(article.file, kept === undefined ? 'rendered' : 'cached');
    if (asked !== kept) cache.set(task.key, asked);
    const { entry, questions, print } = asked;
    const extended = entry === undefined ? undefined : extendEntry(article, entry, settings);
    const said = [...found, ...asked.problems, ...(extended?.problems ?? [])];
    const trace = { key: task.key, questions, problems: said, ...stated({ facts }) };
    return note({ article, trace, ...stated({ entry: extended?.entry, print }) }, said);
  }

  function note(rendered: RenderedArticle, said: readonly Problem[]): RenderedArticle {
    problems.set(rendered.article.file, said);
    return rendered;
  }

  /** @returns undefined when files changed meanwhile, or it failed there: this thread says how */
  async function fromThread({ threaded, whole }: Task): Promise<Asked | undefined> {
    if (threaded === undefined) return undefined;
    await untilSettled(threaded, pulse);
    const asked = await threaded;
    return asked.entry !== undefined && isAnsweredAlike(asked, whole, context) ? asked : undefined;
  }

  function renderHere({ whole }: Task): Promise<Asked> {
    renderedHere += whole.body.length;
    return renderAsking(whole, context);
  }

  return {
    async *renderAll(articles, printed) {
      const queue: Pending[] = [];
      /** What nobody renders yet. */
      const open = new Set<Task>();
      const end = (pending: Pending) => {
        if (pending.task !== undefined) open.delete(pending.task);
        return (pending.done ??= finish(pending, printed.has(pending.article.file)));
      };
      for (const article of articles) {
        await pulse();
        const same = queue.find((pending) => pending.article.file === article.file);
        const pending = same ?? withKept(await preparing.prepare(article));
        queue.push(pending);
        if (pending.task !== undefined && !isHandled(pending)) open.add(pending.task);
        await threading.offer(open, renderedHere);
        if (queue.length > readAhead) for (const first of queue.splice(0, 1)) yield end(first);
      }
      for (const pending of queue) yield end(pending);
    },
    recallAll: async (articles, before) => {
      const traces: Trace[] = [];
      for (const [index, article] of articles.entries()) {
        const trace = await recallTrace(article, before[index], preparing, context);
        if (trace === undefined) return undefined;
        traces.push(trace);
      }
      for (const [index, { key, problems: said }] of traces.entries()) {
        const { file = '' } = articles[index] ?? {};
        cache.keep(key);
        problems.set(file, said);
        if (!origins.has(file)) origins.set(file, 'cached');
      }
      return traces;
    },
    settings: rendering.settings,
    counts: () => {
      const counts = { rendered: 0, cached: 0 };
      for (const origin of origins.values()) counts[origin]++;
      return counts;
    },
    problems: () => oncePerCause(sortProblems([...problems.values()].flat())),
    close: threading.close,
  };
}

const isHandled = ({ task, kept, done }: Pending) =>
  kept !== undefined || done !== undefined || task?.threaded !== undefined;

/** A component that fifty articles use is one thing to mend, and so is a function that fails on them. */
function oncePerCause(problems: readonly Problem[]): readonly Problem[] {
  const said = new Set<string>();
  return problems.filter(({ code, message }) => {
    const isRepeated = ['component-unknown', 'extension-invalid'].includes(code) && said.has(message);
    said.add(message);
    return !isRepeated;
  });
}
