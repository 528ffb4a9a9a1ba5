/** The arguments of tags that only Hexo has: what a word is, its place tells. https://hexo.io/docs/tag-plugins */
import { readArguments, type Tag } from './tag.js';

export const isWhole = (word: string): boolean => /^https?:\/\//.test(word);

/** `{% link text address [external] [title] %}`: the words before the address, or those behind. */
export function linkOfHexo(tag: Tag): Tag {
  const at = tag.positional.findIndex(isWhole);
  const words = at === 0 ? tag.positional.slice(1) : tag.positional.slice(0, at);
  return { ...tag, positional: tag.positional.slice(at, at + 1), named: { label: words.join(' ') } };
}

const isFile = (word: string) => isWhole(word) || /^\/|\.[a-z]{2,5}(?:[?#]|$)/i.test(word);

/** `{% img [class names] address [width [height]] [title ["alt"]] %}` */
export function readPicture(args: string): Pick<Tag, 'named' | 'positional'> {
  const words = args.match(/"[^"]*"|'[^']*'|[^\s"']+/g) ?? [];
  if (words.some((word) => /^[\w-]+=/.test(word))) return readArguments(args);
  const at = Math.max(
    words.findIndex((word) => isFile(withoutQuotes(word))),
    0,
  );
  const [width, height] = /^(\d+)(?: (\d+))?(?= |$)/.exec(words.slice(at + 1, at + 3).join(' '))?.slice(1) ?? [];
  const sizes = [width, height].filter((size) => size !== undefined);
  const src = withoutQuotes(words[at] ?? '');
  const alt = lastQuoted(lastQuoted(words.slice(at + 1 + sizes.length).join(' ')));
  const named = { src, alt, width, height };
  return {
    named: Object.fromEntries(
      Object.entries(named).filter((entry): entry is [string, string] => entry[1] !== undefined),
    ),
    positional: [src],
  };
}

const withoutQuotes = (word: string) => word.replace(/^(["'])(.*)\1$/, '$2');

/** The alternative text is the last of two in quotes, which may stand in quotes together. */
const lastQuoted = (text: string): string => /(["'])((?:(?!\1).)*)\1\s*$/.exec(text)?.[2] ?? text;
