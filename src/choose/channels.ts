/** Sorts the live articles into channels: the whole site, and one for each tag, category, author, section and language. */
import { absoluteAddress, fileAddress, siteAddress } from '../addresses/address.js';
import { channelSlug, sameName } from '../addresses/slug.js';
import { viewArticle } from '../article-view.js';
import type { ChannelSettings, ChannelTexts, Settings } from '../config/options.js';
import type { Channel } from '../channel.js';
import { hasOneOfEach, safely } from './filter.js';
import type { Article, Instant } from '../model.js';
import { misspeltNames, namesOf, type NamedKind } from './names.js';
import { compareText } from '../order.js';
import { problem, type Problem } from '../problem.js';
import { stated } from '../stated.js';
import { toLanguageTag } from '../text/language-tag.js';

/** A channel before its documents: what it is called, where it goes, and what belongs to it. */
export interface ChannelPlan extends Pick<
  Channel,
  'kind' | 'name' | 'folder' | 'id' | 'title' | 'description' | 'url' | 'language' | 'icon' | 'logo'
> {
  /** Newest first. */
  readonly articles: readonly Article[];
}

/**
 * @param live newest first
 * @returns the channel of the whole site first; of two that would have one folder, the younger is left out
 */
export function chooseChannels(
  live: readonly Article[],
  settings: Settings,
): { channels: readonly ChannelPlan[]; problems: readonly Problem[] } {
  const { site, channels } = settings;
  const all = [siteChannel(live, site), ...channels.flatMap((wanted) => channelsOfKind(live, wanted, site))];
  const byFolder = new Map<string, ChannelPlan>();
  const problems = [...misspeltNames(live, settings)];
  for (const channel of all) {
    // macOS and Windows tell neither case nor the two ways to write é.
    const folder = sameName(channel.folder);
    const other = byFolder.get(folder);
    if (other === undefined) {
      byFolder.set(folder, channel);
      continue;
    }
    // Subscribers know the older one: a new tag must not take the feed of another.
    const [older, younger] = startOf(channel) < startOf(other) ? [channel, other] : [other, channel];
    byFolder.set(folder, older);
    problems.push(collision(younger, older));
  }
  return { channels: [...byFolder.values()], problems };
}

/** The site's own feed was there before all others. */
function startOf({ kind, articles }: ChannelPlan): Instant {
  return kind === 'site' ? -Infinity : (articles.at(-1)?.published ?? Infinity);
}

function collision({ kind, name, folder, articles }: ChannelPlan, other: ChannelPlan): Problem {
  const args = { what: `${kind} ${name}`, other: `${other.kind} ${other.name}`.trim(), folder };
  return problem('channel-collision', { file: articles[0]?.file }, args);
}

function siteChannel(live: readonly Article[], site: Settings['site']): ChannelPlan {
  const { url, title, description, language, icon, logo } = site;
  const pictures = stated({ language, icon, logo });
  return { kind: 'site', name: '', folder: '', id: url, title, description, url, ...pictures, articles: live };
}

function channelsOfKind(
  live: readonly Article[],
  settings: ChannelSettings,
  site: Settings['site'],
): readonly ChannelPlan[] {
  const groups = settings.kind === 'own' ? ownGroup(live, settings, site) : groupByName(live, settings.kind, site);
  return groups
    .filter(({ articles }) => articles.length >= settings.minimum)
    .map(({ name, articles }) => toChannel(name, articles, settings, site));
}

interface Group {
  readonly name: string;
  readonly articles: readonly Article[];
}

/** `News` and `news` are one: a name is as most articles write it. */
function groupByName(live: readonly Article[], kind: NamedKind, site: Settings['site']): readonly Group[] {
  const groups = new Map<string, { spellings: Map<string, number>; articles: Article[] }>();
  for (const article of live) {
    for (const name of namesOf[kind](article, site)) {
      const group = groups.get(sameName(name)) ?? { spellings: new Map<string, number>(), articles: [] };
      groups.set(sameName(name), group);
      group.spellings.set(name, (group.spellings.get(name) ?? 0) + 1);
      if (group.articles.at(-1) !== article) group.articles.push(article);
    }
  }
  return [...groups]
    .toSorted(([a], [b]) => compareText(a, b))
    .map(([, { spellings, articles }]) => ({ name: commonest(spellings), articles }));
}

function commonest(spellings: ReadonlyMap<string, number>): string {
  const [[name = ''] = []] = [...spellings].toSorted(
    ([a, countA], [b, countB]) => countB - countA || compareText(a, b),
  );
  return name;
}

function ownGroup(
  live: readonly Article[],
  { name = '', filter = () => true }: ChannelSettings,
  site: Settings['site'],
): readonly Group[] {
  const passes = typeof filter === 'function' ? safely(name, filter) : hasOneOfEach(filter);
  return [{ name, articles: live.filter((article) => passes(viewArticle(article, site))) }];
}

function toChannel(
  name: string,
  articles: readonly Article[],
  { kind, texts: common, names }: ChannelSettings,
  site: Settings['site'],
): ChannelPlan {
  const own = Object.entries(names).find(([other]) => sameName(other) === sameName(name))?.[1];
  const texts: ChannelTexts = { ...common, ...own };
  const slug = channelSlug(name);
  const parts = texts.path.replaceAll(':name', slug).split(/[/\\]/);
  const folder = parts.flatMap((part) => (part === '' || part === '.' ? [] : `${part}/`)).join('');
  const filled = (text: string) =>
    text.replace(/\{(name|site)\}/g, (_, token) => (token === 'name' ? name : site.title));
  const address = (value: string | undefined) => {
    const path = value?.replaceAll(':name', slug);
    return path === undefined ? undefined : (absoluteAddress(path) ?? siteAddress(site.url, path));
  };
  const title = filled(texts.title);
  return {
    kind,
    name,
    folder,
    id: fileAddress(site.url, folder) ?? site.url,
    title,
    description: texts.description === undefined ? title : filled(texts.description),
    url: address(texts.url) ?? site.url,
    ...stated({
      language: kind === 'language' ? toLanguageTag(name) : site.language,
      icon: address(texts.image) ?? site.icon,
      logo: address(texts.image) ?? site.logo,
    }),
    articles,
  };
}
