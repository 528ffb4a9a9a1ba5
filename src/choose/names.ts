/** The names by which articles belong to channels; and those in the settings that are most likely misspelt. */
import { sameName } from '../addresses/slug.js';
import { authorNames } from '../article-view.js';
import type { ChannelKind } from '../channel.js';
import type { ChannelSettings, Settings } from '../config/options.js';
import type { Article } from '../model.js';
import { nearestName } from '../order.js';
import { problem, type Problem } from '../problem.js';

export type NamedKind = Exclude<ChannelKind, 'site' | 'own'>;

export const namesOf: Readonly<Record<NamedKind, (article: Article, site: Settings['site']) => readonly string[]>> = {
  tag: ({ tags }) => tags,
  category: ({ categories }) => categories,
  author: authorNames,
  section: ({ section }) => (section === undefined ? [] : [section]),
  language: ({ language }, site) => [language ?? site.language].filter((tag) => tag !== undefined),
};

/** The options that hold names, by the kind of the names. */
const options = {
  tag: 'tags',
  category: 'categories',
  author: 'authors',
  section: 'sections',
  language: 'languages',
} as const satisfies Record<NamedKind, string>;

/** Among shorter names, one slip makes another of the same kind: C and C#, de and da. */
const leastLength = 4;

/**
 * A name that no article has may be there for articles to come; one that differs by a slip from a name that articles
 * have is misspelt.
 */
export function misspeltNames(live: readonly Article[], { site, channels }: Settings): readonly Problem[] {
  return channels.flatMap(namesIn).flatMap(({ option, kind, names }) => {
    const told = names.filter((name) => name.length >= leastLength);
    if (told.length === 0) return [];
    const known = new Map(
      live.flatMap((article) => namesOf[kind](article, site).map((name) => [sameName(name), name])),
    );
    return told.flatMap((name) => {
      const nearest = known.has(sameName(name)) ? undefined : nearestName(name, [...known.values()]);
      return nearest === undefined ? [] : [problem('channel-name-unknown', {}, { option, name, nearest })];
    });
  });
}

interface NamesOfOption {
  readonly option: string;
  readonly kind: NamedKind;
  readonly names: readonly string[];
}

function namesIn({ kind, name = '', names, filter }: ChannelSettings): readonly NamesOfOption[] {
  if (kind !== 'own') return [{ option: `channels.${options[kind]}.names`, kind, names: Object.keys(names) }];
  if (typeof filter !== 'object') return [];
  return (Object.keys(options) as NamedKind[]).map((of) => {
    const field = options[of];
    return { option: `channels.own.${name}.filter.${field}`, kind: of, names: filter[field] ?? [] };
  });
}
