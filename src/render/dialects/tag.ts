/** A component or shortcode, whatever syntax it was written in. */

export interface Tag {
  /** As written: `YouTube`, `quote-block`, `n.Note`. */
  readonly name: string;
  readonly named: Readonly<Record<string, string>>;
  readonly positional: readonly string[];
  /** Markdown between its opening and its end; undefined when it has no end. */
  readonly inner: string | undefined;
  /** Whether it stands where an address does: `[text]({{< link "a.md" >}})`. */
  readonly isAddress?: boolean;
  /** What else stands on its line, when it holds no more than a part of that. */
  readonly inLineOf?: 'text' | 'HTML' | undefined;
  /** Whether it stands on one line, and words beside it. */
  readonly isInSentence?: boolean;
}

/** An address in Markdown or an attribute as far as a tag in it, which others may stand before. */
const address = /(?:\]\(\s*<?|^ {0,3}\[[^\]\n]+\]:[ \t]*<?|=["'])(?:\{\{[^{}\n]*\}\}|[^\s()<>"'{}])*$/m;
/** Longest beginning of an address, in characters, that is looked at for each tag. */
const longestBeginning = 200;

/** Whether what stands at an offset is part of an address. */
export function isInAddress(text: string, at: number): boolean {
  return address.test(text.slice(Math.max(0, at - longestBeginning), at));
}

/** The first of several arguments that is there. */
export function argument(tag: Tag, ...names: readonly string[]): string | undefined {
  const named = names.map((name) => tag.named[name]).find((value) => value !== undefined && value !== '');
  return named ?? (names.includes('0') ? tag.positional[0] : undefined);
}

/** Reads `a="x" b=y "c" d` as the tags of Hugo, Zola, Liquid and HTML have it. */
export function readArguments(text: string): Pick<Tag, 'named' | 'positional'> {
  const named: Record<string, string> = {};
  const positional: string[] = [];
  for (const match of text.matchAll(
    // The colon of a whole address ends no name.
    /(?:([\w:.-]+)\s*(?:=|:(?!\/\/))\s*)?(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|`([^`]*)`|([^\s,"'`]+))/g,
  )) {
    const [, name, double, single, back, bare] = match;
    const value = (double ?? single ?? back ?? bare ?? '').replace(/\\(["'\\])/g, '$1');
    if (name === undefined) positional.push(value);
    else named[name] = value;
  }
  return { named, positional };
}

/** Fills a user's template: `{children}` with what the tag holds, `{name}` with its argument, `{0}` with its first. */
export function fillTemplate(template: string, tag: Tag): string {
  return template.replace(/\{([\w:.-]+)\}/g, (_, name: string) => {
    if (name === 'children') return tag.inner ?? '';
    return tag.named[name] ?? tag.positional[Number(name)] ?? '';
  });
}
