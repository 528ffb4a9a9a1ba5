/** The option `channels`: what it may hold, and the kinds of feeds that it asks for. */
import { isObject } from '../untyped.js';
import { count, hasOnly, isInside, isText, texts, type Check, type Expected, type Shape } from './check.js';
import type { ChannelSettings, Settings, UserOptions } from './options.js';

/** Whether it holds no other token than `:name`. Behind a letter begins none (`Tag:x`, a scheme), nor with a digit (a port). */
const hasNameAlone = (value: unknown) => !/(?<!\w):(?!name)[A-Za-z_]+/.test(String(value));

const path: Check = {
  expected: 'a folder within the output folder, like tags/news, without any token but :name',
  test: (value) => isText(value) && isInside(value) && hasNameAlone(value),
};
const pathOfEach: Check = {
  expected: 'a folder within the output folder for each name, like tags/:name, without any other token',
  test: (value) => path.test(value) && String(value).includes(':name'),
};
const filled: Check = {
  expected: 'a text, without any placeholder but {name} and {site}',
  test: (value) => isText(value) && hasOnly(value, ['name', 'site']),
};
const address: Check = {
  expected: 'an address or a path on the site, without any token but :name',
  test: (value) => isText(value) && hasNameAlone(value),
};
const textsShape: Shape = { path, title: filled, description: filled, image: address, url: address };
const shape: Shape = { ...textsShape, minimum: count };

/** Of a value that is none of what it may be. */
const none = (expected: string): Check => ({ expected, test: () => false });

/** An object of names of the user's own, each of which holds the same. */
const byName =
  (expected: Expected): Expected =>
  (value) =>
    isObject(value) && Object.entries(value).every(([name, held]) => isText(name) && held !== undefined)
      ? Object.fromEntries(Object.keys(value).map((name) => [name, expected]))
      : none('an object, each of whose names holds an object');

const kindShape: Shape = { ...shape, path: pathOfEach, names: byName(textsShape) };
const kind: Expected = (value) =>
  isObject(value)
    ? kindShape
    : {
        expected: `true, false or an object with ${Object.keys(kindShape).join(', ')}`,
        test: (choice) => typeof choice === 'boolean',
      };

const filterShape: Shape = { tags: texts, categories: texts, authors: texts, sections: texts, languages: texts };
const expectedFilter = `a function, or an object with lists of ${Object.keys(filterShape).join(', ')}`;
const filter: Expected = (value) =>
  isObject(value) && Object.keys(value).length > 0 && !Object.values(value).includes(undefined)
    ? filterShape
    : { expected: expectedFilter, test: (choice) => typeof choice === 'function' };
const own: Expected = (value) =>
  isObject(value) && value['filter'] !== undefined
    ? { ...shape, filter }
    : none(`an object with a filter (${expectedFilter}) and perhaps ${Object.keys(shape).join(', ')}`);

export const channelsShape: Shape = {
  tags: kind,
  categories: kind,
  authors: kind,
  sections: kind,
  languages: kind,
  own: byName(own),
};

/** The kinds of channels, by the option that wants them; their order is that of the feeds. */
const channelKinds = [
  ['tags', 'tag'],
  ['categories', 'category'],
  ['authors', 'author'],
  ['sections', 'section'],
  ['languages', 'language'],
] as const;

export function toChannels(channels: UserOptions['channels'] = {}): Settings['channels'] {
  const kinds = channelKinds.flatMap(([option, kind]): Settings['channels'] => {
    const choice = channels[option] ?? false;
    if (choice === false) return [];
    const { minimum = 1, names = {}, ...texts } = choice === true ? {} : choice;
    const title = kind === 'language' ? '{site} ({name})' : '{site}: {name}';
    return [{ kind, minimum, names, texts: { path: `${option}/:name`, title, ...texts } }];
  });
  const own = Object.entries(channels.own ?? {}).map(([name, { filter, minimum = 1, ...texts }]): ChannelSettings => ({
    kind: 'own',
    name,
    filter,
    minimum,
    names: {},
    texts: { path: ':name', title: '{site}: {name}', ...texts },
  }));
  return [...kinds, ...own];
}
