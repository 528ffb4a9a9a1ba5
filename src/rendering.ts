/** Measures and renders articles, each once, however many documents hold it. */
import { indexArticles } from './article-index.js';
import type { Cache } from './cache/cache.js';
import type { Settings } from './config/options.js';
import { extendEntry } from './extensions/extend.js';
import type { SiteFolder } from './files/site-folder.js';
import { measureEnclosures } from './measure.js';
import { openPictures } from './media/pictures.js';
import type { Article, Entry } from './model.js';
import type { Onlooker } from './progress.js';
import type { Problem } from './problem.js';
import { readBody } from './read/body.js';
import { renderRemembering } from './remembering.js';
import { stated } from './stated.js';

export interface Renderer {
  /** @returns undefined when its body cannot be rendered */
  readonly render: (article: Article) => Promise<Entry | undefined>;
  /** How many articles were rendered so far, and how many an earlier run had rendered. */
  readonly counts: () => Readonly<Record<'rendered' | 'cached', number>>;
  /** Of all that was rendered so far. */
  readonly problems: () => readonly Problem[];
}

/** @param live every published article, for links between them */
export function openRenderer(
  live: readonly Article[],
  site: SiteFolder,
  settings: Settings,
  cache: Cache,
  { progress }: Onlooker = {},
): Renderer {
  const { posts } = settings;
  const pictures = openPictures(site, settings.site.url, posts.folder);
  const context = { ...toContext(settings), findAddress: indexArticles(live, posts.folder), pictures };
  const entries = new Map<string, Entry | undefined>();
  const problems: Problem[] = [];
  const counts = { rendered: 0, cached: 0 };

  async function renderOnce(article: Article): Promise<Entry | undefined> {
    progress?.({ stage: 'measure' });
    const measured = await measureEnclosures(article, site);
    progress?.({ stage: 'render' });
    const { text, problems: unread } = readBody(article.file, site);
    problems.push(...measured.problems, ...unread);
    if (text === undefined) return undefined;
    const {
      entry,
      isKept,
      problems: found,
    } = await renderRemembering({ ...measured.article, ...text }, context, cache);
    counts[isKept ? 'cached' : 'rendered']++;
    const extended = entry === undefined ? undefined : extendEntry(measured.article, entry, settings);
    problems.push(...found, ...(extended?.problems ?? []));
    return extended?.entry;
  }

  return {
    render: async (article) => {
      const { file } = article;
      if (!entries.has(file)) entries.set(file, await renderOnce(article));
      return entries.get(file);
    },
    counts: () => counts,
    problems: () => oncePerCause(problems),
  };
}

/** Of the settings, what an entry depends on. */
function toContext({ content, dialects, components, math, footer, site }: Settings) {
  return { content, components, math, site: { authors: site.authors }, ...stated({ dialects, footer }) };
}

/** A component that fifty articles use is one thing to mend, and so is a function that fails on them. */
function oncePerCause(problems: readonly Problem[]): readonly Problem[] {
  const said = new Set<string>();
  return problems.filter(({ code, message }) => {
    const isRepeated = ['component-unknown', 'extension-invalid'].includes(code) && said.has(message);
    said.add(message);
    return !isRepeated;
  });
}
