/** Recognises archives whose inputs did not change, and which lie where they were published: nothing is done for them. */
import { keyOf, type Cache } from '../cache/cache.js';
import type { Channel } from '../channel.js';
import type { DocumentPlan } from '../choose/layout.js';
import type { Settings } from '../config/options.js';
import { draftChannel } from './drafting.js';
import { hashOf } from '../files/bytes.js';
import { lastingFacts } from '../files/facts.js';
import type { Instant } from '../model.js';
import type { Target } from '../publish/target.js';
import type { Trace } from './recalling.js';
import type { Renderer } from './rendering.js';
import { stated } from '../stated.js';
import { toDocument } from '../write/document.js';
import { documentPlaces, type ComposedDocument, type DocumentPlace } from './writing.js';

/** What an archive was made of, besides what its key tells. */
interface Kept {
  /** As its plan has them. */
  readonly articles: readonly Trace[];
  /** In the order of the formats. */
  readonly documents: readonly PublishedDocument[];
}

interface PublishedDocument {
  readonly length: number;
  readonly hash: string;
  /** Of its file, as long as these can tell whether it changed. */
  readonly facts?: string;
}

export interface Archives {
  /** @returns its documents if they stand as they are */
  readonly recall: (plan: DocumentPlan) => Promise<readonly ComposedDocument[] | undefined>;
  /** @param documents found sound */
  readonly remember: (plan: DocumentPlan, articles: readonly Trace[], documents: readonly ComposedDocument[]) => void;
}

/** What an archive is, as far as that is known before its texts are. */
interface ArchiveOutline {
  readonly plan: DocumentPlan;
  readonly head: Channel;
  readonly places: readonly DocumentPlace[];
  /** Of what is kept of it. */
  readonly key: string;
}

/** What tells archives from others. */
interface ArchivingMeans {
  readonly settings: Settings;
  readonly target: Target;
  readonly cache: Cache;
  /** When the run began, by the clock. */
  readonly began?: Instant;
}

export function openArchives(renderer: Renderer, { settings, target, cache, began }: ArchivingMeans): Archives {
  function outline(plan: DocumentPlan): ArchiveOutline {
    const head = draftChannel(plan, [], { channels: [], tombstones: [] }, settings);
    const places = documentPlaces(plan.folder, settings);
    return { plan, head, places, key: keyOf('archive', head, places, renderer.settings, plan.articles) };
  }

  /** @returns undefined when something else is published */
  async function recallDocument(path: string, before: PublishedDocument): Promise<PublishedDocument | undefined> {
    const { length, hash } = before;
    const found = target.factsOf?.(path);
    if (before.facts !== undefined && before.facts === found?.facts) return before;
    // What cannot be read is told of when it is to be replaced, with all that is wrong besides.
    const bytes = await target.read(path).catch(() => undefined);
    if (bytes === undefined || hashOf(bytes) !== hash) return undefined;
    const facts = lastingFacts(found, began);
    return facts === before.facts ? before : { length, hash, ...stated({ facts }) };
  }

  async function recallDocuments(
    { places }: ArchiveOutline,
    before: Kept['documents'],
  ): Promise<Kept['documents'] | undefined> {
    const documents: PublishedDocument[] = [];
    for (const [index, { path }] of places.entries()) {
      const kept = before[index];
      const document = kept === undefined ? undefined : await recallDocument(path, kept);
      if (document === undefined) return undefined;
      documents.push(document);
    }
    return documents;
  }

  const compose = ({ plan, head, places }: ArchiveOutline, documents: Kept['documents']): readonly ComposedDocument[] =>
    places.map(({ format, path, ...style }, index) => {
      const { length = 0, hash = '' } = documents[index] ?? {};
      const document = { ...toDocument({ ...head, ...style }, format, path), entries: plan.articles };
      return { document, bytes: { length, hash, read: readByNobody }, stands: true };
    });

  return {
    recall: async (plan) => {
      // What a function says, it alone knows.
      if (settings.extensions.length > 0) return undefined;
      const outlined = outline(plan);
      const { key } = outlined;
      const before = cache.get(key) as Kept | undefined;
      if (before === undefined) return undefined;
      const documents = await recallDocuments(outlined, before.documents);
      const articles = documents && (await renderer.recallAll(plan.articles, before.articles));
      if (documents === undefined || articles === undefined) return undefined;
      const isSame = isEach(documents, before.documents) && isEach(articles, before.articles);
      if (!isSame) cache.set(key, { articles, documents } satisfies Kept, true);
      return compose(outlined, documents);
    },
    remember: (plan, articles, documents) => {
      const published = documents.map(({ bytes }) => ({ length: bytes.length, hash: hashOf(bytes) }));
      const kept: Kept = { articles, documents: published };
      cache.set(outline(plan).key, kept, true);
    },
  };
}

const isEach = <Item>(items: readonly Item[], others: readonly Item[]) =>
  items.every((item, index) => item === others[index]);

function readByNobody(): never {
  throw new Error('an archive that stands is not written');
}
