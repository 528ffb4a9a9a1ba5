/** Filters of the user's own: functions, or the names of which an article must have one. */
import { sameName } from '../addresses/slug.js';
import type { ChannelArticle, ChannelFilter } from '../config/options.js';
import { BuildError, problem } from '../problem.js';
import { isPromise, messageOf } from '../untyped.js';

export function hasOneOfEach(filter: ChannelFilter): (article: ChannelArticle) => boolean {
  const wanted = Object.entries(filter).map(([field, names]) => [field, new Set(names.map(sameName))] as const);
  return ({ tags, categories, authors, section, language }) => {
    const has: Readonly<Record<string, readonly (string | undefined)[]>> = {
      tags,
      categories,
      authors,
      sections: [section],
      languages: [language],
    };
    return wanted.every(([field, names]) =>
      has[field]?.some((name) => name !== undefined && names.has(sameName(name))),
    );
  };
}

/** The config file is a program of the user's; its mistakes are named like others. Whatever counts as true passes. */
export function safely(
  name: string,
  filter: (article: ChannelArticle) => unknown,
): (article: ChannelArticle) => boolean {
  const refusal = (value: string, expected: string, cause?: unknown) => {
    const args = { option: `channels.own.${name}.filter`, value, expected };
    return new BuildError([problem('option-invalid', {}, args)], { cause });
  };
  return (article) => {
    const answer = askAbout(article, filter, (error) =>
      refusal('a function that throws', `one that takes ${article.file}: ${messageOf(error)}`, error),
    );
    // A promise would count as true, whatever it brings.
    if (isPromise(answer)) throw refusal('a function that returns a promise', 'one that answers at once');
    return Boolean(answer);
  };
}

function askAbout(
  article: ChannelArticle,
  filter: (article: ChannelArticle) => unknown,
  refusalOf: (error: unknown) => BuildError,
): unknown {
  try {
    return filter(article);
  } catch (error) {
    throw refusalOf(error);
  }
}
