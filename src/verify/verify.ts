/** Reads a written document back from its bytes, and holds it against the rules of its format. */
import type { FeedDocument } from '../channel.js';
import { problem, type Problem } from '../problem.js';
import { parseXml } from '../xml-parser.js';
import { atomRules } from './atom.js';
import { jsonRules, toJsonDocument } from './json.js';
import { rssRules } from './rss.js';
import type { Rule, Violation } from './rule.js';
import { toXmlDocument, xmlRules } from './xml-document.js';
import { messageOf } from '../untyped.js';

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
): readonly Problem[] {
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
      const document = toJsonDocument(JSON.parse(text), url);
      if (document === undefined) return [broken(jsonSpec, { what: 'it is no object with items' })];
      return [...counted(jsonSpec, document.items.length), ...hold(jsonRules, document)];
    }
    const document = toXmlDocument(parseXml(text), url, format, extensions);
    const rules = [...xmlRules, ...(format === 'rss' ? rssRules : atomRules)];
    return [...counted(xmlSpec, document.entries.length), ...hold(rules, document)];
  } catch (error) {
    const what = `it cannot be parsed, ${messageOf(error)}`;
    return [broken(format === 'json' ? jsonSpec : xmlSpec, { what })];
  }
}

const xmlSpec = 'https://www.w3.org/TR/xml/';
const jsonSpec = 'https://www.jsonfeed.org/version/1.1/';
