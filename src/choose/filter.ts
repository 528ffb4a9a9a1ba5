/** Filters of the user's own: functions, or the names of which an article must have one. */
import { sameName } from '../addresses/slug.js';
import type { ChannelArticle, ChannelFilter } from '../config/options.js';
import { BuildError, problem } from '../problem.js';
import { messageOf } from '../untyped.js';

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

/** The config file is a program of the user's; its mistakes are named like others. */
export function safely(
  name: string,
  filter: (article: ChannelArticle) => unknown,
): (article: ChannelArticle) => boolean {
  return (article) => {
    try {
      return filter(article) === true;
    } catch (error) {
      const option = `channels.own.${name}.filter`;
      const args = {
        option,
        value: 'a function that throws',
        expected: `one that takes ${article.file}: ${messageOf(error)}`,
      };
      throw new BuildError([problem('option-invalid', {}, args)], { cause: error });
    }
  };
}
