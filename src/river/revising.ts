/** Keeps the outline of a run for a next one: where nothing but texts has changed since, no article is read again but for them. */
import path from 'node:path';
import type { FindAddress } from '../article-index.js';
import type { ChannelPlan } from '../choose/channels.js';
import type { DocumentPlan } from '../choose/layout.js';
import type { Settings } from '../config/options.js';
import type { SiteFolder } from '../files/site-folder.js';
import { amendLedger, readLedger, sumOfLedger, type LedgerChange } from '../ledger/open-ledger.js';
import { withKnown } from '../ledger/fingerprint.js';
import { parseLedger, type LedgerRecord } from '../ledger/ledger-file.js';
import type { Article } from '../model.js';
import type { Problem } from '../problem.js';
import { printsOf } from '../read/body.js';
import { rememberArticles } from '../recognise/remember.js';
import { stated } from '../stated.js';
import type { Layout, Outline } from './outlining.js';

/** As plain data: of the articles, those alone that are in documents. */
export interface KeptOutline extends Pick<Outline, 'tombstones' | 'counts' | 'leftOut' | 'ahead'> {
  readonly articles: readonly Article[];
  readonly channels: readonly Omit<ChannelPlan, 'articles'>[];
  /** With places in these two lists. */
  readonly plans: readonly (Omit<DocumentPlan, 'channel' | 'articles'> & {
    readonly channel: number;
    readonly articles: readonly number[];
  })[];
  readonly problems: readonly Problem[];
  readonly channelProblems: readonly Problem[];
  /** Null for never. */
  readonly restsUntil: number | null;
  /** Where links of the articles lead; null for nowhere. */
  readonly addresses: readonly (readonly [from: string, target: string, address: string | null])[];
  /** What it has of the articles, and the sum of all that it says. */
  readonly ledger?: { readonly records: readonly LedgerRecord[]; readonly sum: string };
}

/** More than texts, since the outline was kept. */
export class MoreHasChanged extends Error {}

/** Files. With fewer, it is as quick to read them all. */
const leastFound = 200;

/** Notes what links were found to lead to. */
export function notingAddresses(outline: Outline): Outline & { readonly addresses: () => KeptOutline['addresses'] } {
  const answers = new Map<string, KeptOutline['addresses'][number]>();
  return {
    ...outline,
    findAddress: (from, target) => {
      const address = outline.findAddress(from, target);
      answers.set(`${from}\n${target}`, [from, target, address ?? null]);
      return address;
    },
    addresses: () => [...answers.values()],
  };
}

/** @returns undefined when it would not do for another run, or save nothing */
export function keepOutline(
  outline: ReturnType<typeof notingAddresses>,
  change: LedgerChange | undefined,
  { updated }: Settings,
): KeptOutline | undefined {
  const { layout, tombstones, counts, leftOut, ahead, restsUntil, problemsOf, addresses } = outline;
  const { channels, plans } = layout;
  const articles = [...new Set(plans.flatMap((plan) => plan.articles))];
  const pays = counts.found >= Math.max(leastFound, 2 * articles.length);
  // Archives hold all articles; and a text that is watched may change the order of all.
  const isSimple = updated !== 'text' && plans.every(({ part }) => part === 'live');
  if (!pays || !isSimple || restsUntil === undefined) return undefined;
  const ids = new Set(articles.map(({ id }) => id));
  const records = change?.records.filter(({ id }) => ids.has(id));
  if (records !== undefined && records.length < ids.size) return undefined;
  const placeOf = new Map(articles.map((article, at) => [article, at]));
  return {
    articles,
    channels: channels.map(({ articles: _articles, ...channel }) => channel),
    plans: plans.map((plan) => ({
      ...plan,
      channel: channels.indexOf(plan.channel),
      articles: plan.articles.map((article) => placeOf.get(article) ?? 0),
    })),
    tombstones,
    counts,
    leftOut,
    ahead,
    restsUntil: restsUntil === Infinity ? null : restsUntil,
    problems: problemsOf(articles),
    channelProblems: layout.problems,
    addresses: addresses(),
    ...stated({
      ledger: change === undefined || records === undefined ? undefined : { records, sum: change.sum },
    }),
  };
}

/** @returns undefined when the ledger says something else now */
export function outlineFrom(
  kept: KeptOutline,
  site: SiteFolder,
  settings: Settings,
  frozen = false,
): Outline | undefined {
  const { ledger, articles, tombstones, counts, leftOut, ahead, restsUntil, problems, addresses } = kept;
  const text = settings.ledger === false ? undefined : readLedger(site.root, settings.ledger);
  if (settings.ledger !== false && (text === undefined || sumOfLedger(text) !== ledger?.sum)) return undefined;
  let isEnough = true;
  const lacking = <Answer>(answer: Answer): Answer => {
    isEnough = false;
    return answer;
  };
  const empty: Layout = { channels: [], plans: [], problems: [], without: () => empty };
  const known = new Map(addresses.map(([from, target, address]) => [`${from}\n${target}`, address]));
  const findAddress: FindAddress = (from, target) => {
    const address = known.get(`${from}\n${target}`);
    return address === undefined ? lacking(undefined) : (address ?? undefined);
  };
  return {
    layout: { ...layoutOf(kept), without: () => lacking(empty) },
    tombstones,
    counts,
    leftOut,
    ahead,
    restsUntil: restsUntil ?? Infinity,
    problemsOf: () => problems,
    linkable: [],
    findAddress,
    expected: () => lacking([]),
    lasting: () => lacking([]),
    records: () => (settings.ledger === false ? [] : parseLedger(settings.ledger, text ?? '').records),
    changeLedger: (seen, prints) => {
      if (ledger === undefined || settings.ledger === false || text === undefined) return undefined;
      const records = rememberArticles(ledger.records, articles, seen, withKnown(prints, printsOf(site)));
      const change = amendLedger(path.resolve(site.root, settings.ledger), text, ledger.records, records);
      return change === undefined || (frozen && change.bytes !== undefined) ? lacking(undefined) : change;
    },
    isEnough: () => isEnough,
  };
}

function layoutOf({ channels, plans, articles, channelProblems }: KeptOutline): Omit<Layout, 'without'> {
  const whole = channels.map((channel): ChannelPlan => ({ ...channel, articles: [] }));
  return {
    channels: whole,
    plans: plans.flatMap(({ channel: at, articles: places, ...plan }) => {
      const channel = whole[at];
      return channel === undefined
        ? []
        : [{ ...plan, channel, articles: places.flatMap((place) => articles[place] ?? []) }];
    }),
    problems: channelProblems,
  };
}
