/** Splits an article into front matter and body, and parses the front matter; the only importer of gray-matter. */
import { createRequire } from 'node:module';
import { problem, type Problem } from '../problem.js';
import { isObject } from '../untyped.js';
import { readPlainYaml } from './plain-yaml.js';
import { codePoint, forbiddenCharacters, withoutForbidden } from '../xml.js';

export type Fields = Readonly<Record<string, unknown>>;

export interface FrontMatter {
  readonly fields: Fields;
  /** Text of the front matter, in which the lines of fields are looked up. */
  readonly matter: string;
  /** Line of the file at which `matter` begins, counted from 1. */
  readonly matterLine: number;
  readonly body: string;
  readonly bodyLine: number;
  readonly problems: readonly Problem[];
}

export type Language = 'yaml' | 'toml' | 'json';

/** Front matter as text, its fences found but nothing parsed. Offsets are into the whole text. */
export interface MatterBlock {
  /** As the fence names it; anything but a `Language` is refused. */
  readonly language: string;
  readonly fence: string;
  readonly start: number;
  readonly end: number;
  readonly bodyStart: number;
}

export type Split =
  | { readonly kind: 'none' }
  | { readonly kind: 'unclosed'; readonly line: number; readonly fence: string }
  | ({ readonly kind: 'block' } & MatterBlock);

const aliases: Readonly<Record<string, Language>> = {
  '': 'yaml',
  yaml: 'yaml',
  yml: 'yaml',
  toml: 'toml',
  json: 'json',
};

const closings: Readonly<Record<string, RegExp>> = {
  // `...` ends a YAML document too, and Jekyll accepts it.
  '---': /^(?:---|\.\.\.)[ \t\r]*$/m,
  '+++': /^\+\+\+[ \t\r]*$/m,
  ';;;': /^;;;[ \t\r]*$/m,
};

/**
 * Finds front matter as ten site generators do: fences `---` (with or without a language), `+++`, `;;;`, or a JSON
 * object; after blank lines; with spaces after a fence.
 * @param text without byte order mark
 */
export function splitFrontMatter(text: string): Split {
  return splitPlain(text) ?? splitAny(text);
}

/** As most articles have it: fences of three dashes and nothing else, the first on the first line. */
function splitPlain(text: string): Split | undefined {
  if (!text.startsWith('---\n')) return undefined;
  const start = 4;
  const end = text.indexOf('\n---', start - 1) + 1;
  const afterFence = end + 3;
  // What closes it may stand before, or be something longer.
  if (end === 0 || (afterFence < text.length && text[afterFence] !== '\n')) return undefined;
  const block = text.slice(start - 1, end);
  if (otherLines.some((line) => block.includes(line))) return undefined;
  const bodyStart = Math.min(afterFence + 1, text.length);
  return { kind: 'block', language: 'yaml', fence: '---', start, end, bodyStart };
}

/** What ends YAML too, and what ends a line too. */
const otherLines = ['\n...', '\u2028', '\u2029'];

function splitAny(text: string): Split {
  const blank = /^(?:[ \t\r]*\n)*/.exec(text)?.[0].length ?? 0;
  const line = lineAt(text, blank);
  const opening = /^(---|\+\+\+|;;;)[ \t]*([a-z][a-z0-9]*|)[ \t\r]*(?:\n|$)/i.exec(text.slice(blank, blank + 200));
  if (opening === null) return splitUnopened(text, blank, line) ?? splitJsonObject(text, blank, line);
  const [whole, fence = '', name = ''] = opening;
  const start = blank + whole.length;
  const closing = closings[fence]?.exec(text.slice(start));
  if (closing === null || closing === undefined) {
    // A rule may open a text, and an empty line follows it; fields stand right below a fence.
    return name !== '' || /^[ \t]*\S/.test(text.slice(start)) ? { kind: 'unclosed', line, fence } : { kind: 'none' };
  }
  const end = start + closing.index;
  const afterFence = end + closing[0].length;
  const stated = name.toLowerCase();
  const language = fence === '+++' ? 'toml' : fence === ';;;' ? 'json' : (aliases[stated] ?? stated);
  return { kind: 'block', language, fence, start, end, bodyStart: Math.min(afterFence + 1, text.length) };
}

/**
 * Hexo lets the opening fence be left out, and people forget it: lines of fields, one of them a field of articles.
 * Without the closing one too it is a mistake that would publish the fields, `draft: true` among them.
 */
function splitUnopened(text: string, start: number, line: number): Split | undefined {
  // Something like a fence, and fields below it: ` ---`, `----`, `--- # comment`, a zero-width space before it.
  if (/^[ \t\u200B]*-{3,}[^\n]*\n[ \t]*["']?\w[\w -]*["']?[ \t]*:/.test(text.slice(start)))
    return { kind: 'unclosed', line, fence: '---' };
  const [fields = ''] =
    /^(?:[A-Za-z][\w -]*:(?:[ \t][^\n]*)?\r?(?:\n|$)|[ \t]+[^\s][^\n]*\n|-[ \t][^\n]*\n|#[^\n]*\n)+/.exec(
      text.slice(start),
    ) ?? [];
  if (!/^(?:title|date|draft|published|layout|tags|categories|slug)[ \t]*:/im.test(fields)) return undefined;
  const end = start + fields.length;
  const [fence] = /^---[ \t\r]*(?:\n|$)/.exec(text.slice(end)) ?? [];
  if (fence !== undefined)
    return { kind: 'block', language: 'yaml', fence: '---', start, end, bodyStart: end + fence.length };
  const isSeveral = (fields.match(/^[A-Za-z][\w -]*:/gm)?.length ?? 0) > 1;
  return isSeveral ? { kind: 'unclosed', line, fence: '---' } : undefined;
}

/** Hugo's JSON front matter has no fence: the file begins with an object. `{{` and `{%` are templates. */
function splitJsonObject(text: string, start: number, line: number): Split {
  if (!/^\{\s*(?:"|\})/.test(text.slice(start, start + 200))) return { kind: 'none' };
  let depth = 0;
  let isQuoted = false;
  for (let at = start; at < text.length; at++) {
    const character = text[at];
    if (isQuoted && character === '\\') at++;
    else if (character === '"') isQuoted = !isQuoted;
    else if (!isQuoted && character === '{') depth++;
    else if (!isQuoted && character === '}') depth--;
    else continue;
    if (depth > 0 || isQuoted) continue;
    const end = at + 1;
    const newline = /^[ \t\r]*\n?/.exec(text.slice(end))?.[0].length ?? 0;
    return { kind: 'block', language: 'json', fence: '}', start, end, bodyStart: end + newline };
  }
  return { kind: 'unclosed', line, fence: '}' };
}

export function parseFrontMatter(file: string, text: string): FrontMatter {
  const split = splitFrontMatter(text);
  const without = { fields: {}, matter: '', matterLine: 1, body: text, bodyLine: 1 };
  if (split.kind === 'none') return { ...without, problems: [] };
  if (split.kind === 'unclosed') {
    return {
      ...without,
      problems: [problem('front-matter-unclosed', { file, line: split.line }, { fence: split.fence })],
    };
  }
  const { language, start, end, bodyStart } = split;
  const block = text.slice(start, end);
  const matterLine = lineAt(text, start);
  // Spelled out: most front matter comes through here, and a spread takes longer than all else of it.
  const parts = (fields: Fields, problems: readonly Problem[]): FrontMatter => ({
    fields,
    matter: block,
    matterLine,
    body: text.slice(bodyStart),
    bodyLine: lineAt(text, bodyStart),
    problems,
  });
  if (!isLanguage(language)) {
    const place = { file, line: Math.max(1, matterLine - 1) };
    return parts({}, [problem('front-matter-language', place, { language })]);
  }
  const plain = language === 'yaml' ? readPlainYaml(block) : undefined;
  if (plain !== undefined) return parts(plain, []);
  try {
    const { value, removed } = withoutForbiddenTexts(parseBlock(block, language));
    const [first] = removed;
    const args = { character: codePoint(first ?? ''), count: removed.length };
    const problems = first === undefined ? [] : [problem('character-forbidden', { file, line: matterLine }, args)];
    return parts(value, problems);
  } catch (error) {
    const { line, column, reason } = describeError(error, block);
    const place = { file, line: matterLine + line, column };
    return parts({}, [problem('front-matter-unreadable', place, { reason })]);
  }
}

const isLanguage = (name: string): name is Language => ['yaml', 'toml', 'json'].includes(name);

/**
 * Texts stay as the author wrote them: no timestamps (YAML turns 30 February into 1 March), no numbers (`1.10`
 * becomes 1.1); the readers of the fields know better what a field means.
 */
function parseYaml(source: string): unknown {
  const { boolCoreTag, FAILSAFE_SCHEMA, load, mergeTag, nullCoreTag } = parsers.yaml();
  const schema = FAILSAFE_SCHEMA.withTags(nullCoreTag, boolCoreTag, mergeTag);
  // The limits stop aliases that multiply ("billion laughs") and nesting that overflows the stack.
  return load(source, { schema, maxAliases: 1000, maxDepth: 100 });
}

/** Loaded when a front matter is not of the plain kind: most sites have none, and start without them. */
const require = createRequire(import.meta.url);
const parsers = {
  matter: () => require('gray-matter') as typeof import('gray-matter'),
  yaml: () => require('js-yaml') as typeof import('js-yaml'),
  toml: () => require('smol-toml') as typeof import('smol-toml'),
};

const engines: Readonly<Record<Language, (source: string) => object>> = {
  yaml: (source) => asFields(source.trim() === '' ? {} : parseYaml(source)),
  toml: (source) => asFields(withWrittenDates(parsers.toml().parse(source), source)),
  json: (source) => asFields(JSON.parse(source.trim().startsWith('{') ? source : `{${source}}`)),
};

/** NUL cannot stand in a cleaned text, so nothing in the block can be taken for a fence. */
const sealed = '---\u0000';

export function parseBlock(block: string, language: Language): Fields {
  // Without options gray-matter would cache a file before it parsed it, and give a broken one back as all text.
  // The language is one of three here: its `javascript` engine, which is eval, is never asked.
  const parse = (source: string) => engines[language](source.slice(1)); // Its line break belongs to the fence.
  const { data } = parsers.matter()(`${sealed}\n${block}\n${sealed}\n`, {
    language,
    engines: { [language]: parse },
    delimiters: [sealed, sealed],
  });
  return data;
}

function asFields(value: unknown): object {
  if (value === null || value === undefined) return {};
  if (!isObject(value)) throw new Error('it holds a text or a list, where fields are expected');
  return value;
}

/** Escapes such as `"\\u0008"` make characters that the text itself cannot hold. Aliases may run in a circle. */
function withoutForbiddenTexts(fields: Fields): { value: Fields; removed: readonly string[] } {
  const removed: string[] = [];
  const done = new Map<unknown, unknown>();
  const clean = (value: unknown): unknown => {
    if (typeof value === 'string') {
      removed.push(...(value.match(forbiddenCharacters) ?? []));
      return withoutForbidden(value);
    }
    if (typeof value !== 'object' || value === null) return value;
    if (done.has(value)) return done.get(value);
    return Array.isArray(value) ? cleanList(value) : cleanObject(value);
  };
  const cleanList = (list: readonly unknown[]): unknown => {
    const copy: unknown[] = [];
    done.set(list, copy);
    for (const item of list) copy.push(clean(item));
    return copy;
  };
  const cleanObject = (object: object): Fields => {
    const copy: Record<string, unknown> = {};
    done.set(object, copy);
    // Defined, not assigned: a key may be `__proto__`.
    for (const [key, item] of Object.entries(object)) {
      Object.defineProperty(copy, key, { value: clean(item), enumerable: true, configurable: true, writable: true });
    }
    return copy;
  };
  return { value: cleanObject(fields), removed };
}

/** TOML dates as text, as they were written. smol-toml rolls 30 February over to 1 March. */
function withWrittenDates(value: unknown, source: string): unknown {
  const rolled = rolledDates(source);
  const { TomlDate } = parsers.toml();
  const write = (item: unknown): unknown => {
    if (item instanceof TomlDate) {
      const iso = item.toISOString().replace('.000', '');
      const written = rolled.get(iso.slice(0, 10));
      return written === undefined ? iso : written + iso.slice(10);
    }
    if (Array.isArray(item)) return item.map(write);
    return isObject(item) ? Object.fromEntries(Object.entries(item).map(([key, inner]) => [key, write(inner)])) : item;
  };
  return write(value);
}

/**
 * The dates of a source that do not exist, by the day that they are taken for. A day that stands there in its own
 * right as well is given up: better a date too many refused than one guessed.
 */
function rolledDates(source: string): ReadonlyMap<string, string> {
  const literals = [...source.matchAll(/=[ \t]*(\d{4})-(\d\d)-(\d\d)/g)];
  return new Map(
    literals.flatMap(([, year = '', month = '', day = '']) => {
      const taken = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
      const iso = Number.isNaN(taken.getTime()) ? '' : taken.toISOString().slice(0, 10);
      const written = `${year}-${month}-${day}`;
      return iso === written ? [] : [[iso, written] as const];
    }),
  );
}

/** Line and column of a parser's error within the block; the line counts from 0, the column from 1. */
function describeError(error: unknown, block: string): { line: number; column?: number; reason: string } {
  const { message = '', reason, mark, line, column } = error as Partial<Record<string, unknown>> & { message?: string };
  if (isObject(mark)) {
    return {
      line: Number(mark['line']),
      column: Number(mark['column']) + 1,
      reason: yamlReason(String(reason), block, Number(mark['line'])),
    };
  }
  if (typeof line === 'number') {
    const sentence = message.split('\n')[0]?.replace(/^Invalid TOML document: /, '') ?? message;
    return { line: line - 1, column: Number(column), reason: sentence };
  }
  const position = /position (\d+)/.exec(message)?.[1];
  if (position === undefined) return { line: 0, reason: message };
  return {
    line: lineAt(block, Number(position)) - 1,
    reason: message.replace(/ in JSON at position.*| \(line.*/s, ''),
  };
}

/** The commonest mistakes, a field given twice and a value that wants quotes, in words that help. */
function yamlReason(reason: string, block: string, line: number): string {
  const [, key = '', value = ''] = /^\s*([^:]*):[ \t]*(.*)$/.exec(block.split('\n')[line] ?? '') ?? [];
  if (reason === 'duplicated mapping key') return `the field "${key.trim()}" stands here for the second time`;
  const isSpecial = /^[@`%*&!]|:(?:\s|$)/.test(value) && !/^["']/.test(value);
  return isSpecial
    ? `the value of "${key.trim()}" holds a sign that means something to YAML; put it in quotes`
    : reason;
}

/** The line, counted from 1, on which an offset lies. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}
