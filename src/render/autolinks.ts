/** GFM's autolinks where a text can hold one: at each word the parser tries whether a mail address begins there. */
import type { Root } from 'mdast';
import { someText } from './texts.js';

export type AutolinkKind = 'mail' | 'web';

/** What every autolink of a kind holds, letter by letter. */
const marks: Readonly<Record<AutolinkKind, RegExp>> = { mail: /[-+.\w]@[-.\w]*\./, web: /www\.|https?:\/\//i };
const kinds = ['mail', 'web'] as const;

/** The kinds that a text may hold. The parser looks for them in Markdown as it is written, references unread. */
export function autolinksIn(text: string): readonly AutolinkKind[] {
  return kinds.filter((kind) => marks[kind].test(text));
}

/** The names that GFM's extension gives to what it parses. */
const kindOf: Readonly<Record<string, AutolinkKind>> = {
  emailAutolink: 'mail',
  wwwAutolink: 'web',
  protocolAutolink: 'web',
};

interface Construct {
  readonly name?: string | undefined;
}

type Constructs<Found> = Record<string, Found | Found[] | undefined>;

/** An extension of the parser without the autolinks of other kinds. */
export function withAutolinks<Found extends Construct, Whole extends { text?: Constructs<Found> | undefined }>(
  extension: Whole & { text?: Constructs<Found> | undefined },
  wanted: readonly AutolinkKind[],
): Whole {
  const isWanted = ({ name = '' }: Construct) => {
    const kind = kindOf[name];
    return kind === undefined || wanted.includes(kind);
  };
  const text: Constructs<Found> = {};
  for (const [code, found] of Object.entries(extension.text ?? {})) {
    const kept = (Array.isArray(found) ? found : found === undefined ? [] : [found]).filter(isWanted);
    if (kept.length > 0) text[code] = kept;
  }
  return { ...extension, text };
}

interface TreeExtension {
  transforms?: ((tree: Root) => Root | undefined | null | void)[] | null | undefined;
}

/** An extension of the tree builder whose transforms, which are about addresses alone, run where there may be one. */
export function whereAddresses<Whole extends TreeExtension>(extension: Whole): Whole {
  if (!extension.transforms) return extension;
  const transforms = extension.transforms.map(
    (transform) => (tree: Root) => (someText(tree, isAddress) ? transform(tree) : undefined),
  );
  return { ...extension, transforms };
}

const isAddress = (text: string) => autolinksIn(text).length > 0;
