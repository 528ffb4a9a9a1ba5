/** Makes an article of a text: completes its front matter, in the style it has, and leaves its body alone. */
import { isDeepStrictEqual } from 'node:util';
import { firstProse, firstWords } from '../text/excerpt.js';
import { problem, type Problem } from '../problem.js';
import { fieldReader, readText, type FieldReader } from '../front-matter/fields.js';
import { parseFrontMatter, splitFrontMatter, type Language, type Split } from '../front-matter/parse.js';
import { fieldNames, type FieldName } from '../front-matter/field-names.js';
import { dateInPath } from '../time/dates.js';
import { toSlug } from '../addresses/slug.js';
import { withFields, type Style } from './matter-text.js';

/** What the text itself cannot tell. */
export interface StampFacts {
  /** Path of the article, with `/`: a date in it serves. */
  readonly file: string;
  /** For an article without one, as it is written into the front matter. */
  readonly date: string;
  /** Whether `date` was asked for, and so beats one in the path. */
  readonly dateAsked: boolean;
  readonly id: string;
  /** The id that a build gives the article now; undefined when it gives none. */
  readonly currentId?: string | undefined;
  /** Whether the text is plain, or Markdown: in plain text, marks are characters. */
  readonly isPlain: boolean;
  /** What Markdown takes for more than text, by line counted from 1. */
  readonly findMarks: (markdown: string) => readonly { readonly line: number; readonly what: string }[];
  /** Markdown as plain text, on one line. */
  readonly toPlainText: (markdown: string) => string;
}

export interface Stamped {
  readonly text: string;
  /** The fields that were added, in order. */
  readonly added: Readonly<Record<string, string>>;
  readonly problems: readonly Problem[];
}

const descriptionLength = 300;
const slugLength = 80;

export function stampText(original: string, facts: StampFacts): Stamped {
  const { file } = facts;
  const mark = original.startsWith('\uFEFF') ? '\uFEFF' : '';
  const text = original.slice(mark.length);
  const unchanged = (problems: readonly Problem[]): Stamped => ({ text: original, added: {}, problems });
  if (text.trim() === '') return unchanged([problem('stamp-empty', { file, line: 1 })]);

  if (/\r(?!\n)/.test(text))
    return unchanged([
      problem('stamp-unsure', { file, line: 1 }, { reason: 'its lines end as those of old Macintoshes do' }),
    ]);
  const matter = parseFrontMatter(file, text);
  if (matter.problems.some(({ severity }) => severity === 'error')) return unchanged(matter.problems);
  const split = splitFrontMatter(text);
  const body = split.kind === 'block' ? text.slice(split.bodyStart) : text;
  const reader = fieldReader(file, matter);
  const headline = isMissing(reader, 'title') ? findHeadline(body, facts) : undefined;
  const rest = headline === undefined ? body : body.slice(0, headline.start) + body.slice(headline.end);
  const added = missingFields(reader, headline?.text, rest, facts);
  if (Object.keys(added).length === 0) return unchanged([]);

  const stamped = mark + insertFields(text, split, added, rest);
  const reason = whyUnsafe(stamped.slice(mark.length), file, matter.fields, added, rest);
  if (reason !== undefined) return unchanged([problem('stamp-unsure', { file, line: 1 }, { reason })]);
  const { body: newBody, bodyLine } = parseFrontMatter(file, stamped.slice(mark.length));
  const marks = facts.isPlain ? facts.findMarks(newBody) : [];
  const problems = [
    ...(isJoined(rest) ? [problem('stamp-lines', { file, line: bodyLine })] : []),
    ...marks.map(({ line, what }) => problem('stamp-mark', { file, line: bodyLine + line - 1 }, { what })),
  ];
  return { text: stamped, added, problems };
}

function isMissing(reader: FieldReader, field: FieldName): boolean {
  return readText(reader, field) === undefined;
}

function missingFields(
  reader: FieldReader,
  headline: string | undefined,
  body: string,
  facts: StampFacts,
): Readonly<Record<string, string>> {
  const title = headline ?? readText(reader, 'title')?.text ?? '';
  const paragraph = title === '' ? '' : firstParagraph(body, facts);
  const isDated = !isMissing(reader, 'published') || (!facts.dateAsked && dateInPath(facts.file, 'UTC') !== undefined);
  const wanted: readonly (readonly [FieldName, string, string])[] = [
    // A text without a headline is a note, and says so.
    ['title', 'title', title],
    ['published', 'date', isDated ? '' : facts.date],
    // What is dated may be published: another address or id would show it twice as new.
    ['slug', 'slug', isDated || !isMissing(reader, 'url') ? '' : shortSlug(title)],
    ['summary', 'description', firstWords(paragraph, descriptionLength)],
    ['id', 'id', isDated ? (facts.currentId ?? '') : facts.id],
  ];
  const missing = wanted.filter(([field, , value]) => isMissing(reader, field) && (value !== '' || field === 'title'));
  return Object.fromEntries(missing.map(([field, name, value]) => [emptyName(reader, field) ?? name, value]));
}

/** A field that is there and empty, as templates leave it: it is filled in, under its own name. */
function emptyName(reader: FieldReader, field: FieldName): string | undefined {
  const name = fieldNames[field].find(
    (candidate) => reader.named(candidate) === null || reader.named(candidate) === '',
  );
  return name === undefined ? undefined : reader.keyOf(name);
}

function shortSlug(title: string): string {
  const slug = toSlug(title).toLowerCase();
  return slug.length <= slugLength ? slug : slug.slice(0, slugLength).replace(/-[^-]*$/, '');
}

interface Headline {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Longest first line that is a headline and no paragraph, in characters. */
const headlineLength = 150;

/** The heading with which a text begins, or a line of its own that reads like one. */
function findHeadline(body: string, { isPlain, toPlainText }: StampFacts): Headline | undefined {
  const start = /^(?:[ \t]*\r?\n)*/.exec(body)?.[0].length ?? 0;
  const [line = ''] = /^[^\r\n]*/.exec(body.slice(start)) ?? [];
  const lineEnd = afterLine(body, start + line.length);
  const isMarked = /^ {0,3}#{1,6}[ \t]/.test(line);
  const underline = isPlain || isMarked ? null : /^(?:=+|-+)[ \t]*(?=\r?\n|$)/.exec(body.slice(lineEnd));
  const end = underline === null ? lineEnd : afterLine(body, lineEnd + underline[0].length);
  if (isMarked || underline !== null) {
    const text = toPlainText(body.slice(start, end));
    return text === '' ? undefined : { text, start, end };
  }
  const text = line.replace(/\s+/g, ' ').trim();
  return isHeadline(text, body.slice(end)) && (isPlain || !startsBlock(line)) ? { text, start, end } : undefined;
}

/** Whether a first line is a headline, not the beginning of a paragraph: short, no sentence, and the text goes on anew. */
function isHeadline(line: string, rest: string): boolean {
  const goesOn = /^\p{Ll}/u.test(rest) || /[,;:–—-]$/.test(line);
  const isSentence = /(?<!\.\.)\.$/.test(line);
  return line !== '' && line.length <= headlineLength && rest.trim() !== '' && !goesOn && !isSentence;
}

function afterLine(text: string, at: number): number {
  return at + (/^\r?\n|^\r/.exec(text.slice(at, at + 2))?.[0].length ?? 0);
}

/** Whether a line of Markdown begins something other than a paragraph: list, quote, code, table, image, HTML. */
function startsBlock(line: string): boolean {
  return /^(?: {4}|\t|\s*(?:[-*+>|<{]|!\[|\d{1,9}[.)]\s|```|~~~|\[\^|import\s|export\s))/.test(line);
}

function firstParagraph(body: string, { isPlain, toPlainText }: StampFacts): string {
  const paragraphs = body.replace(/\r\n?/g, '\n').split(/\n[ \t]*\n/);
  const prose = paragraphs.filter((text) => isPlain || !(startsBlock(text.trim()) || text.trim().startsWith('#')));
  const paragraph = firstProse(prose) ?? '';
  return isPlain ? paragraph.replace(/\s+/g, ' ').trim() : toPlainText(paragraph);
}

function insertFields(text: string, split: Split, added: Readonly<Record<string, string>>, body: string): string {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  if (split.kind !== 'block') {
    const space = /^\s*\n/.test(body) ? '' : eol;
    return `---${eol}${withFields('', { language: 'yaml', eol, braces: false }, added)}---${eol}${space}${body}`;
  }
  const block = text.slice(split.start, split.end);
  // The text was parsed, so its language is one of the three.
  const style: Style = { language: split.language as Language, eol, braces: block.trimStart().startsWith('{') };
  return text.slice(0, split.start) + withFields(block, style, added) + text.slice(split.end, split.bodyStart) + body;
}

/** Reads the result back: it must hold what was there, what was added, and the body. */
function whyUnsafe(
  text: string,
  file: string,
  before: object,
  added: Readonly<Record<string, string>>,
  body: string,
): string | undefined {
  const after = parseFrontMatter(file, text);
  const [fault] = after.problems;
  if (fault !== undefined) return `with the new fields, ${fault.message}`;
  const changed = Object.entries(before).filter(
    ([name, value]) => !Object.hasOwn(added, name) && !isDeepStrictEqual(after.fields[name], value),
  );
  if (changed.length > 0) return `the field "${changed[0]?.[0]}" would change`;
  const lost = Object.entries(added).find(([name, value]) => String(after.fields[name] ?? '') !== value);
  if (lost !== undefined) return `the field "${lost[0]}" would not be read back`;
  return text.endsWith(body) ? undefined : 'the text would change';
}

/** Whether paragraphs stand on lines of their own without an empty line between: Markdown would join them. */
function isJoined(body: string): boolean {
  const blocks = body.replace(/\r\n?/g, '\n').split(/\n[ \t]*\n/);
  return blocks.some((block) => {
    const lines = block.trim().split('\n');
    return lines.length > 1 && lines.some((line) => line.length > 120);
  });
}
