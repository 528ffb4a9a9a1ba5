/** Reads a written document back from its bytes, and holds it against the rules of its format. */
import type { FeedDocument } from '../channel.js';
import type { FeedContent } from '../feed-content.js';
import { problem, type Problem } from '../problem.js';
import { parseXml } from '../xml-parser.js';
import { atomRules } from './atom.js';
import { jsonRules, toJsonDocument } from './json.js';
import { rssRules } from './rss.js';
import type { Rule, Violation } from './rule.js';
import { toXmlDocument, xmlRules } from './xml-document.js';
import { messageOf } from '../untyped.js';

export interface Verification {
  readonly faults: readonly Problem[];
  /** What was read from the bytes, if they could be. */
  readonly content?: FeedContent;
}

/** @param bytes what will be published, UTF-8 */
export function verifyDocument(
  {
    path,
    url,
    format,
    entries,
    extensions = [],
  }: Pick<FeedDocument, 'path' | 'url' | 'format' | 'entries'> & Partial<Pick<FeedDocument, 'extensions'>>,
  bytes: Uint8Array,
): Verification {
  const broken = (spec: string, { what, entry }: Violation) => {
    const article = entry === undefined ? undefined : entries[entry];
    return problem('feed-invalid', { file: article?.file ?? path }, { feed: path, what, spec });
  };
  const hold = <Subject>(rules: readonly Rule<Subject>[], subject: Subject) =>
    rules.flatMap(({ spec, check }) => check(subject).map((violation) => broken(spec, violation)));
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    const counted = (spec: string, count: number) =>
      count === entries.length
        ? []
        : [broken(spec, { what: `it holds ${count} entries instead of ${entries.length}` })];
    if (format === 'json') {
      const value: unknown = JSON.parse(text);
      const content = { kind: 'json', value } as const;
      const document = toJsonDocument(value, url);
      if (document === undefined)
        return { faults: [broken(jsonSpec, { what: 'it is no object with items' })], content };
      return { faults: [...counted(jsonSpec, document.items.length), ...hold(jsonRules, document)], content };
    }
    const root = parseXml(text);
    const document = toXmlDocument(root, url, format, extensions);
    const rules = [...xmlRules, ...(format === 'rss' ? rssRules : atomRules)];
    const faults = [...counted(xmlSpec, document.entries.length), ...hold(rules, document)];
    return { faults, content: { kind: 'xml', root } };
  } catch (error) {
    const what = `it cannot be parsed, ${messageOf(error)}`;
    return { faults: [broken(format === 'json' ? jsonSpec : xmlSpec, { what })] };
  }
}

const xmlSpec = 'https://www.w3.org/TR/xml/';
const jsonSpec = 'https://www.jsonfeed.org/version/1.1/';
