/** The option `channels`: what it may hold, and the kinds of feeds that it asks for. */
import { isObject } from '../untyped.js';
import { count, isInside, isText, isTextList, matches, text, type Check, type Shape } from './check.js';
import type { ChannelSettings, Settings, UserOptions } from './options.js';

const channelPath: Check = {
  expected: 'a folder within the output folder, like tags/:name',
  test: (value) => isText(value) && isInside(value),
};
const channelTexts = { path: channelPath, title: text, description: text, image: text, url: text };
const channelShape: Shape = { ...channelTexts, minimum: count };
const kindShape: Check = {
  expected: `true, false or an object with ${[...Object.keys(channelShape), 'names'].join(', ')}`,
  test: (value) =>
    typeof value === 'boolean' ||
    (isObject(value) &&
      matches({ ...value, names: undefined }, channelShape) &&
      (value['names'] === undefined ||
        (isObject(value['names']) && Object.values(value['names']).every((texts) => matches(texts, channelTexts)))) &&
      (value['path'] === undefined || String(value['path']).includes(':name'))),
};
const filterFields = ['tags', 'categories', 'authors', 'sections', 'languages'];
const isFilter = (value: unknown) =>
  typeof value === 'function' ||
  (isObject(value) &&
    Object.keys(value).length > 0 &&
    Object.entries(value).every(([name, list]) => filterFields.includes(name) && isTextList(list)));
const ownShape: Check = {
  expected: `an object of names, each with a filter (a function, or an object of lists of ${filterFields.join(', ')}) and perhaps ${Object.keys(channelShape).join(', ')}`,
  test: (value) =>
    isObject(value) &&
    Object.entries(value).every(
      ([name, own]) =>
        isText(name) &&
        isObject(own) &&
        isFilter(own['filter']) &&
        matches({ ...own, filter: undefined }, channelShape),
    ),
};

export const channelsShape: Shape = {
  tags: kindShape,
  categories: kindShape,
  authors: kindShape,
  sections: kindShape,
  languages: kindShape,
  own: ownShape,
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
