/** The outbox: what is yet to be told to hubs and other servers, kept with the documents until it is. */
import { compareText } from './order.js';
import { isObject } from './untyped.js';

/** Ways to tell of news: WebSub, rssCloud, XML-RPC, and micro.blog's own. */
export const tellingWays = ['websub', 'rsscloud', 'weblogs', 'microblog'] as const;

export interface Listener {
  readonly by: (typeof tellingWays)[number];
  /** Absolute address. */
  readonly to: string;
}

/** That a document has changed, for one who is yet to hear of it. */
export interface Tiding extends Listener {
  /** Of the document, within the output folder. */
  readonly path: string;
  /** SHA-256 of its bytes: news of later bytes are other news. */
  readonly hash: string;
}

/** By the owner of the documents: several sites may publish to one place. */
export type Outbox = Readonly<Record<string, readonly Tiding[]>>;

/** Whom a tiding is for and what about, whatever it says: of two alike the later counts. A weblog is one, not its feeds. */
export function subjectOf({ by, to, path }: Tiding): string {
  return JSON.stringify(by === 'weblogs' ? [by, to] : [by, to, path]);
}

/** @param paths the owner's documents: what others once had to tell of them is no more */
export function withTidings(
  outbox: Outbox,
  owner: string,
  tidings: readonly Tiding[],
  paths: readonly string[],
): Outbox {
  const ours = new Set(paths);
  const others = Object.entries(outbox)
    .filter(([name]) => name !== owner)
    .map(([name, list]) => [name, list.filter(({ path }) => !ours.has(path))] as const);
  return Object.fromEntries([...others, [owner, tidings]]);
}

/** @returns undefined when nothing is to be told: then there is no outbox */
export function writeOutbox(outbox: Outbox): Uint8Array | undefined {
  const lists = Object.entries(outbox)
    .filter(([, list]) => list.length > 0)
    .toSorted(([a], [b]) => compareText(a, b))
    .map(([owner, list]) => [owner, list.toSorted((a, b) => compareText(subjectOf(a), subjectOf(b)))] as const);
  if (lists.length === 0) return undefined;
  return new TextEncoder().encode(`${JSON.stringify({ untold: Object.fromEntries(lists) }, undefined, 2)}\n`);
}

/** What cannot be read is forgotten: news that nobody is told of are found by asking, later. */
export function readOutbox(bytes: Uint8Array | undefined): Outbox {
  try {
    const outbox: unknown = JSON.parse(new TextDecoder().decode(bytes));
    const untold = isObject(outbox) && isObject(outbox['untold']) ? outbox['untold'] : {};
    const lists = Object.entries(untold).map(([owner, list]) => [owner, isList(list) ? list.flatMap(toTiding) : []]);
    return Object.fromEntries(lists) as Outbox;
  } catch {
    return {};
  }
}

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

function toTiding(value: unknown): readonly Tiding[] {
  if (!isObject(value)) return [];
  const { to, path, hash } = value;
  const by = tellingWays.find((way) => way === value['by']);
  if (by === undefined || typeof to !== 'string' || typeof path !== 'string' || typeof hash !== 'string') return [];
  return [{ by, to, path, hash }];
}
