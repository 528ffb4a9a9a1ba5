/** Why an article is held back: what its author says, in its front matter or by its name. */
import { cautious, fieldNames, withholding } from '../front-matter/field-names.js';
import { spoken, type FieldReader } from '../front-matter/fields.js';
import type { Fields } from '../front-matter/parse.js';
import type { LeftOut, PostFile } from '../model.js';
import { problem, shown, type Problem } from '../problem.js';
import { parseDate } from '../time/dates.js';
import { toText } from '../untyped.js';

/** Why, and what is to be said of it. */
export interface Withheld extends Pick<LeftOut, 'kind' | 'why'> {
  readonly problems?: readonly Problem[];
}

export function whyWithheld(reader: FieldReader, { post }: PostFile): Withheld | undefined {
  for (const { kind, field, when } of reader.among(withholding, ({ field: name }) => name)) {
    const value = listOf(reader.named(field))
      .map(spoken)
      .find((word) => word !== undefined && when.includes(word.replace(/[\s_-]/g, '')));
    if (value !== undefined) return { kind, why: `${field}: ${value}` };
  }
  const unclear = reader.among(cautious, String).find((field) => isUnclear(field, reader.named(field)));
  if (unclear !== undefined) {
    const value = shown(reader.named(unclear));
    const told = problem('withheld-unclear', reader.place(unclear), { field: unclear, value });
    return { kind: 'draft', why: `${unclear}: ${value}, neither yes nor no`, problems: [told] };
  }
  // Plug-ins that encrypt an article for a password work on its page alone.
  if (toText(reader.named('password')) !== undefined) return { kind: 'draft', why: 'password' };
  if (!/(?:^|\/)(?:_|drafts?\/)|\.draft\./i.test(post)) return undefined;
  const folder = /(?:^|\/)(_?drafts?|_private)\//i.exec(post)?.[1];
  if (folder !== undefined) return { kind: 'draft', why: `in ${folder}` };
  if (/(^|\/)_[^/]*$/.test(post)) return { kind: 'draft', why: 'name begins with _' };
  if (/\.draft\.[^/]*$/.test(post)) return { kind: 'draft', why: 'name ends in .draft' };
  return undefined;
}

/** Those of some fields that tell whether an article is held back, each under the name that we know it by. */
export function withholdingFields(reader: FieldReader): Fields {
  const names = [
    ...reader.among(withholding, ({ field }) => field).map(({ field }) => field),
    ...reader.among(cautious, String),
  ];
  const tops = new Set(names.map((name) => name.split('.')[0] ?? name));
  return Object.fromEntries([...tops].map((name) => [name, reader.named(name)]));
}

/** Obsidian keeps a single word as a list too. */
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

const published = /^(?:public|published|online|always|now|live)$/i;

/** Whether a value was given that is neither yes nor no. `publish: 2027-01-01` says when. */
function isUnclear(field: string, value: unknown): boolean {
  if (value === undefined || value === null || ['true', 'false'].includes(spoken(value) ?? '')) return false;
  const tellsOfPublishing = /^(?:is)?publish(?:ed)?$/i.test(field);
  // Where to, or that it is.
  if (tellsOfPublishing && (typeof value === 'object' || published.test(toText(value) ?? ''))) return false;
  const mayBeDate = tellsOfPublishing || (fieldNames.due as readonly string[]).includes(field);
  return !mayBeDate || parseDate(toText(value) ?? '', 'UTC') === 'unreadable';
}
