/** What a rule of a format is: data, with the specification that it follows. */

/** One entry or the feed breaks a rule. */
export interface Violation {
  readonly what: string;
  /** Which entry, counted from 0 in the order of the document; undefined when the feed itself is at fault. */
  readonly entry?: number;
}

export interface Rule<Subject> {
  readonly spec: string;
  readonly check: (subject: Subject) => readonly Violation[];
}

/** Whether an address is absolute http(s) and holds nothing but what RFC 3986 allows. */
export function isAddress(text: string | undefined): boolean {
  return text !== undefined && URL.canParse(text) && /^https?:\/\/[\w\-.~!$&'()*+,;=:@/?#%[\]]+$/i.test(text);
}

/** Each entry whose id another one before it has. */
export function repeatedIds(ids: readonly (string | undefined)[]): readonly Violation[] {
  const seen = new Set<string | undefined>();
  return ids.flatMap((id, entry) =>
    seen.size === seen.add(id).size ? [{ what: `two entries have the id ${id}`, entry }] : [],
  );
}

export function isRfc3339(text: string | undefined): boolean {
  return (
    text !== undefined &&
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text) &&
    !Number.isNaN(Date.parse(text))
  );
}
