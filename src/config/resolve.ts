/** Options and defaults become settings; all mistakes are told at once, each with its line. */
import { absoluteAddress, siteAddress, withSlash } from '../addresses/address.js';
import { sameName } from '../addresses/slug.js';
import { parseDate } from '../time/dates.js';
import type { Format, Instant, Person } from '../model.js';
import { expectedLanguage, toLanguageTag } from '../text/language-tag.js';
import { parsePerson } from '../person.js';
import { BuildError, problem, shown, type Problem } from '../problem.js';
import { isTimezone } from '../time/timezone.js';
import { stated } from '../stated.js';
import { isObject } from '../untyped.js';
import { toChannels, channelsShape } from './channels.js';
import {
  checkOptions,
  count,
  hasOnly,
  isInside,
  isText,
  matches,
  text,
  texts,
  type Check,
  type Locate,
  type Shape,
} from './check.js';
import { extensionFaults, extensionsShape, toExtensions } from './extensions.js';
import type { LoadedConfig } from './load.js';
import { findOptionLines, type LineOf } from './option-lines.js';
import {
  dialectNames,
  footerNames,
  permalinkTokens,
  type PersonOption,
  type Settings,
  type UserOptions,
} from './options.js';

const defaults = {
  folder: 'posts',
  include: ['**/*.{md,markdown,mdx}'],
  exclude: ['**/_index.*', '**/README.*', '**/404.*', 'index.*', '**/.*'],
  permalink: '/:path/',
  output: 'output',
  size: { entries: 20, days: 30, bytes: 250_000 },
  limit: 300,
  archiveEntries: 50,
  ledger: 'feedwright.ledger',
  flood: 5,
  timezone: 'UTC',
} as const;

const defaultNames: readonly { readonly format: Format; readonly path: string }[] = [
  { format: 'rss', path: 'rss.xml' },
  { format: 'atom', path: 'atom.xml' },
  { format: 'json', path: 'feed.json' },
];

const isPerson = (value: unknown) => isText(value) || (isObject(value) && isText(value['name']));
const isAddress = (value: unknown) => isText(value) && absoluteAddress(value) !== undefined;

/** What has a scheme is no path. */
const picturePlace: Check = {
  expected: 'a path on the site like /icon.png, or an absolute address',
  test: (value) => isText(value) && (isAddress(value) || !/^\s*[a-z][a-z0-9+.-]*:/i.test(value)),
};

/** Where something is sent: no password belongs into an address, from where it would get into reports and files. */
const isOpenAddress = (value: unknown) => isAddress(value) && !/^https?:\/\/[^/?#]*@/i.test(String(value).trim());
/** It goes into every address and id: what is behind its path would stand in the middle of them. */
const isSiteAddress = (value: unknown) => isOpenAddress(value) && !/[?#]/.test(String(value));
const receivers: Check = {
  expected: 'a list of absolute addresses, without passwords',
  test: (value) => Array.isArray(value) && value.every(isOpenAddress),
};

/** Without a token, every article would have one address; an unknown one would stand in all of them. */
function isPattern(pattern: string): boolean {
  const tokens = [...pattern.matchAll(/:([a-z_]+)/g)].map(([, name]) => name);
  return tokens.length > 0 && tokens.every((name) => (permalinkTokens as readonly unknown[]).includes(name));
}

const oneOf = (...names: readonly string[]): Check => ({
  expected: names.map((name) => `"${name}"`).join(' or '),
  test: (value) => typeof value === 'string' && names.includes(value),
});
const flag: Check = { expected: 'true or false', test: (value) => typeof value === 'boolean' };
/** Names of files for people. */
const takenNames = ['feed.html', 'feeds.html', 'feeds.opml', 'feed.css'];
/** One way to write each path: no `./a`, `a//b` or `a/`. */
const isPlain = (path: string) => path.split(/[/\\]/).every((part) => part !== '' && part !== '.');
const fileName: Check = {
  expected: `true, false or a file name, but none of ${takenNames.join(', ')}`,
  test: (value) =>
    typeof value === 'boolean' ||
    (isText(value) && isInside(value) && isPlain(value) && !takenNames.includes(sameName(value))),
};

const postsShape: Shape = {
  folder: text,
  include: texts,
  exclude: texts,
  permalink: {
    expected: `a function, or a pattern like /:year/:slug/ of ${permalinkTokens
      .slice(0, -1)
      .map((name) => `:${name}`)
      .join(' ')}`,
    test: (value) => typeof value === 'function' || (isText(value) && isPattern(value)),
  },
};
const postsExpected = `a text, the folder, or an object with ${Object.keys(postsShape).join(', ')}`;

const shape: Shape = {
  site: {
    url: {
      expected: 'an absolute address like https://your.site/, without password, query and fragment',
      test: isSiteAddress,
    },
    title: text,
    description: text,
    language: (written) => ({
      expected: expectedLanguage(written),
      test: (value) => isText(value) && toLanguageTag(value) !== undefined,
    }),
    authors: {
      expected: 'a name, "Name <mail>", { name, email, url } or a list of them',
      test: (value) => isPerson(value) || (Array.isArray(value) && value.every(isPerson)),
    },
    copyright: text,
    icon: picturePlace,
    logo: picturePlace,
    cover: picturePlace,
    accentColor: {
      expected: 'six hexadecimal digits like 16861a',
      test: (value) => isText(value) && /^#?[\da-f]{6}$/i.test(value),
    },
    timezone: {
      expected: 'an IANA time zone like Europe/Paris',
      test: (value) => isText(value) && /^[a-z]/i.test(value) && isTimezone(value),
    },
  },
  posts: (value) => (isObject(value) ? postsShape : { expected: postsExpected, test: isText }),
  output: {
    expected: 'a folder or s3://bucket/prefix',
    test: (value) =>
      isText(value) && (!/^[a-z][a-z\d+.-]+:\/\//i.test(value) || /^s3:\/\/[a-z\d][^/?#]*[^?#]*$/.test(value)),
  },
  compress: flag,
  size: {
    entries: count,
    days: { expected: 'a whole number from 0', test: (value) => Number.isSafeInteger(value) && Number(value) >= 0 },
    bytes: count,
  },
  limit: count,
  channels: channelsShape,
  archives: {
    expected: 'true, false, "complete" or an object with entries',
    test: (value) =>
      typeof value === 'boolean' || value === 'complete' || (isObject(value) && matches(value, { entries: count })),
  },
  ledger: {
    expected: 'false or the path of a file',
    test: (value) => value === false || (isText(value) && !/[/\\]$/.test(value)),
  },
  tombstones: count,
  updated: oneOf('stated', 'text'),
  flood: { expected: 'a whole number from 0', test: (value) => Number.isSafeInteger(value) && Number(value) >= 0 },
  cache: flag,
  pages: flag,
  opml: flag,
  stylesheet: flag,
  clickable: flag,
  formats: { rss: fileName, atom: fileName, json: fileName },
  content: oneOf('full', 'summary'),
  invalid: oneOf('fail', 'skip'),
  dialects: {
    expected: `a list of ${dialectNames.join(', ')}`,
    test: (value) => Array.isArray(value) && value.every((name) => (dialectNames as readonly unknown[]).includes(name)),
  },
  components: {
    expected: 'an object of names and texts',
    test: (value) => isObject(value) && Object.values(value).every((text) => typeof text === 'string'),
  },
  math: {
    expected: '"mathml", "plain" or false',
    test: (value) => ['mathml', 'plain', false].includes(value as string),
  },
  footer: {
    expected: `a text, without any placeholder but ${footerNames.map((name) => `{${name}}`).join(', ')}`,
    test: (value) => isText(value) && hasOnly(value, footerNames),
  },
  hubs: receivers,
  cloud: {
    // Readers put http before it whatever it is.
    expected: 'an address like http://rpc.example:5337/pleaseNotify',
    test: (value) => isText(value) && /^http:\/\/[^/?#@]+\/[^?#]*$/i.test(value.trim()) && isAddress(value),
  },
  pings: {
    cloud: { expected: 'an absolute address without a password', test: isOpenAddress },
    weblogs: receivers,
    microblog: { expected: 'true or false', test: (value) => typeof value === 'boolean' },
  },
  refresh: { period: oneOf('hourly', 'daily', 'weekly', 'monthly', 'yearly'), frequency: count },
  extensions: extensionsShape,
};

/** Which flag sets an option, to name the flag when its value is wrong. */
const flagOf: Readonly<Record<string, string>> = {
  'site.url': '--url',
  'site.title': '--title',
  'posts.folder': '--posts',
  output: '--out',
  limit: '--limit',
  invalid: '--invalid',
};

/**
 * @param flags options from the command line or the library's caller; they beat the config file
 * @throws BuildError with every mistake in both.
 */
export function resolveSettings(config: LoadedConfig, flags: UserOptions, now: Instant | string): Settings {
  const { options, problems } = readOptions(config, flags);
  const timezone =
    typeof options.site?.timezone === 'string' && isTimezone(options.site.timezone)
      ? options.site.timezone
      : defaults.timezone;
  const instant = resolveNow(now, timezone);
  const all = [...problems, ...(instant === undefined ? [nowInvalid(now)] : [])];
  const url = options.site?.url;
  if (url === undefined) all.push(problem('url-missing', { file: config.file }));
  if (all.length === 0)
    all.push(
      ...formatFaults(toFormats(options.formats), config),
      ...missingPeriod(options.refresh, config),
      ...tombstoneFaults(options, config),
      ...extensionFaults(options.extensions ?? [], locateIn(config)),
    );
  if (all.length > 0 || url === undefined || instant === undefined) throw new BuildError(all);
  const settings = complete(options, withSlash(absoluteAddress(url) ?? url), instant);
  return { ...settings, ...stated({ file: config.file }) };
}

/** The time zone alone, for what needs no more settings. @throws BuildError with every mistake in the config file */
export function resolveTimezone(config: LoadedConfig): string {
  const { options, problems } = readOptions(config, {});
  if (problems.length > 0) throw new BuildError(problems);
  return options.site?.timezone ?? defaults.timezone;
}

type CheckedOptions = UserOptions & { posts?: Exclude<UserOptions['posts'], string> };

/** Options and what is wrong with them; where nothing is, they have the shape that their type says. */
function readOptions(
  config: LoadedConfig,
  flags: UserOptions,
): { options: CheckedOptions; problems: readonly Problem[] } {
  const configured = expandShorthand(config.options);
  const overriding = expandShorthand(flags);
  const problems = [...checkOptions(configured, shape, locateIn(config)), ...flagFaults(overriding)];
  const merged = merge(configured, overriding);
  return { options: (isObject(merged) ? merged : {}) as CheckedOptions, problems };
}

const flagFaults = (flags: unknown) =>
  checkOptions(flags, shape, (option) => ({ option: flagOf[option] ?? option, place: {} }));

/** @throws BuildError with every mistake in options from the command line, whatever the config file says */
export function refuseWrongFlags(flags: UserOptions): void {
  const problems = flagFaults(expandShorthand(flags));
  if (problems.length > 0) throw new BuildError(problems);
}

/** The file is looked through when the first mistake in it is told. */
function locateIn({ file, source }: LoadedConfig): Locate {
  let lineOf: LineOf | undefined;
  return (option) => {
    lineOf ??= findOptionLines(source, /(?:^|\/)package\.json$/.test(file ?? '') ? 'feedwright.' : '');
    return { option, place: { file, line: lineOf(option) } };
  };
}

function resolveNow(now: Instant | string, timezone: string): Instant | undefined {
  if (typeof now !== 'string') return Number.isFinite(now) ? now : undefined;
  const date = parseDate(now, timezone);
  return typeof date === 'string' ? undefined : date.instant;
}

function nowInvalid(now: unknown): Problem {
  const args = { option: '--now', value: shown(now), expected: 'an instant like 2026-08-22T09:00+02:00' };
  return problem('option-invalid', {}, args);
}

function complete(options: CheckedOptions, url: string, now: Instant): Settings {
  const { site = {}, posts = {}, refresh } = options;
  const title = site.title ?? new URL(url).host;
  const picture = (value: string | undefined) =>
    value === undefined ? undefined : (absoluteAddress(value) ?? siteAddress(url, value));
  return {
    site: {
      url,
      title,
      description: site.description ?? title,
      authors: toPersons(site.authors),
      timezone: site.timezone ?? defaults.timezone,
      ...stated({
        language: site.language === undefined ? undefined : toLanguageTag(site.language),
        copyright: site.copyright,
        icon: picture(site.icon),
        logo: picture(site.logo),
        cover: picture(site.cover),
        accentColor: site.accentColor?.replace('#', ''),
      }),
    },
    posts: {
      folder: (posts.folder ?? defaults.folder).replaceAll('\\', '/'),
      include: posts.include ?? defaults.include,
      exclude: [...defaults.exclude, ...(posts.exclude ?? [])],
      permalink: posts.permalink ?? defaults.permalink,
    },
    output: (options.output ?? defaults.output).replaceAll('\\', '/'),
    compress: options.compress ?? false,
    size: { ...defaults.size, ...options.size },
    limit: options.limit ?? defaults.limit,
    channels: toChannels(options.channels),
    ledger: options.ledger ?? defaults.ledger,
    updated: options.updated ?? 'stated',
    flood: options.flood ?? defaults.flood,
    cache: options.cache ?? true,
    pages: options.pages ?? false,
    opml: options.opml ?? false,
    stylesheet: options.stylesheet ?? true,
    clickable: options.clickable ?? false,
    formats: toFormats(options.formats),
    content: options.content ?? 'full',
    invalid: options.invalid ?? 'fail',
    components: options.components ?? {},
    math: options.math ?? 'mathml',
    hubs: toAddresses(options.hubs),
    pings: {
      weblogs: toAddresses(options.pings?.weblogs),
      microblog: options.pings?.microblog ?? false,
      ...stated({ cloud: toAddresses([options.pings?.cloud ?? pingOf(options.cloud)])[0] }),
    },
    extensions: toExtensions(options.extensions),
    ...stated({
      archives: toArchives(options.archives),
      cloud: options.cloud === undefined ? undefined : absoluteAddress(options.cloud),
      dialects: options.dialects,
      tombstones: options.tombstones,
      footer: options.footer,
      refresh: refresh && { period: refresh.period, frequency: refresh.frequency ?? 1 },
    }),
    now,
  };
}

function missingPeriod(refresh: UserOptions['refresh'], config: LoadedConfig): readonly Problem[] {
  if (refresh === undefined || (refresh.period as unknown) !== undefined) return [];
  const { place } = locateIn(config)('refresh');
  const expected = '"hourly", "daily", "weekly", "monthly" or "yearly"';
  return [problem('option-invalid', place, { option: 'refresh.period', value: 'missing', expected })];
}

/** Since when an article is gone, the ledger alone remembers. */
function tombstoneFaults({ tombstones, ledger }: CheckedOptions, config: LoadedConfig): readonly Problem[] {
  if (tombstones === undefined || ledger !== false) return [];
  const { place } = locateIn(config)('tombstones');
  const args = { option: 'tombstones', value: shown(tombstones), expected: 'left out where there is no ledger' };
  return [problem('option-invalid', place, args)];
}

function formatFaults(formats: Settings['formats'], config: LoadedConfig): readonly Problem[] {
  if (formats.length === 0) {
    const { place } = locateIn(config)('formats');
    const args = { option: 'formats', value: 'false for all', expected: 'true or a file name for one at least' };
    return [problem('option-invalid', place, args)];
  }
  const names = formats.map(({ path }) => sameName(path));
  const twice = formats.filter((_, index) => names.indexOf(names[index] ?? '') !== index);
  return twice.map(({ format, path }) => {
    const option = `formats.${format}`;
    const { place } = locateIn(config)(option);
    return problem('option-invalid', place, {
      option,
      value: shown(path),
      expected: 'another file name than that of the other formats',
    });
  });
}

/** The servers that there are, and the walkthrough of the protocol, have both side by side. */
function pingOf(cloud = ''): string {
  return /\/pleaseNotify\/?$/i.test(cloud) ? cloud.replace(/pleaseNotify(?=\/?$)/i, 'ping') : '';
}

/** Each once: nobody is told twice. */
function toAddresses(list: readonly string[] = []): readonly string[] {
  return [...new Set(list.flatMap((address) => absoluteAddress(address) ?? []))];
}

function toFormats(formats: UserOptions['formats'] = {}): Settings['formats'] {
  return defaultNames.flatMap(({ format, path }) => {
    const choice = formats[format] ?? true;
    if (choice === false) return [];
    return [{ format, path: choice === true ? path : choice }];
  });
}

function toArchives(archives: UserOptions['archives']): Settings['archives'] {
  if (archives === undefined || archives === false) return undefined;
  if (archives === 'complete') return archives;
  return (archives === true ? undefined : archives.entries) ?? defaults.archiveEntries;
}

function toPersons(authors: PersonOption | readonly PersonOption[] = []): readonly Person[] {
  const list = isList(authors) ? authors : [authors];
  return list.flatMap((author) => parsePerson(author) ?? []);
}

const isList = <Item>(value: Item | readonly Item[]): value is readonly Item[] => Array.isArray(value);

function expandShorthand(options: unknown): unknown {
  return isObject(options) && typeof options['posts'] === 'string'
    ? { ...options, posts: { folder: options['posts'] } }
    : options;
}

function merge(base: unknown, over: unknown): unknown {
  if (!isObject(base) || !isObject(over)) return over === undefined ? base : over;
  const names = [...new Set([...Object.keys(base), ...Object.keys(over)])];
  return Object.fromEntries(names.map((name) => [name, merge(base[name], over[name])]));
}
