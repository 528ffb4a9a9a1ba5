/** Prepares articles to be rendered: reads their texts, measures what goes along with them, and says what would change that. */
import { keyOf } from '../cache/cache.js';
import { lastingFacts } from '../files/facts.js';
import type { SiteFolder } from '../files/site-folder.js';
import { measureEnclosures } from '../measure.js';
import type { Article, Instant, WholeArticle } from '../model.js';
import type { Problem } from '../problem.js';
import type { Onlooker } from '../progress.js';
import { readBody } from '../read/body.js';
import type { RenderingSite } from './render-context.js';
import { stated } from '../stated.js';

export interface PreparedArticle {
  readonly article: Article;
  readonly problems: readonly Problem[];
  /** As of the moment before it was read: what changes after has changed. */
  readonly facts?: string;
  /** Undefined when its text cannot be read, or a file that goes along with it is none. */
  readonly task?: {
    readonly whole: WholeArticle;
    /** Of what is made of it, but for the answers that it gets. */
    readonly key: string;
  };
}

export interface Preparing {
  readonly prepare: (article: Article) => Promise<PreparedArticle>;
  /** Of its file and those that go along with it; undefined when they cannot tell whether one has changed. */
  readonly factsOf: (article: Article) => string | undefined;
}

/** @param run when it began, by the clock, and who looks on */
export function openPreparing(
  site: SiteFolder,
  settings: RenderingSite['settings'],
  { began, progress }: { readonly began: Instant | undefined; readonly progress: Onlooker['progress'] | undefined },
): Preparing {
  const known = new Map<string, string | undefined>();
  const factsOfFile = (file: string): string | undefined => {
    if (!known.has(file)) known.set(file, lastingFacts(site.factsOf(file), began));
    return known.get(file);
  };
  const factsOf = ({ file, enclosures }: Article): string | undefined => {
    const all = [file, ...enclosures.flatMap((enclosure) => enclosure.file ?? [])].map(factsOfFile);
    return all.includes(undefined) ? undefined : all.join('\n');
  };
  return {
    factsOf,
    prepare: async (found) => {
      const facts = factsOf(found);
      progress?.({ stage: 'measure' });
      const { article, problems: differences } = await measureEnclosures(found, site);
      progress?.({ stage: 'render' });
      const { text, problems: unread } = readBody(article.file, site);
      const prepared = { article, problems: [...differences, ...unread], ...stated({ facts }) };
      if (text === undefined || differences.some(({ severity }) => severity === 'error')) return prepared;
      const whole = { ...article, ...text };
      return { ...prepared, task: { whole, key: keyOf('entry', settings, whole) } };
    },
  };
}
