/** The registry of dialects, in the order in which they are translated; and the translation of a text. */
import type { DialectName } from '../../config/options.js';
import { admonitions } from './admonitions.js';
import type { ArticleContext, Dialect } from './dialect.js';
import type { Formula } from './formulas.js';
import { extra } from './extra.js';
import { hideCode } from './hidden-code.js';
import { withoutIncludes } from './includes.js';
import { hugo } from './hugo.js';
import { kramdown } from './kramdown.js';
import { liquid } from './liquid.js';
import { mdx } from './mdx.js';
import { obsidian } from './obsidian.js';
import { withoutRemoved } from './removed.js';
import { zola } from './zola.js';

/** Templates come before Markdown in every tool, components before what may stand in them. */
export const dialects = [
  hugo,
  zola,
  liquid,
  kramdown,
  extra,
  mdx,
  obsidian,
  admonitions,
] as const satisfies readonly Dialect[];

/** A text in common Markdown, with tokens where its formulas were. */
export interface Translation {
  readonly markdown: string;
  readonly formulas: readonly Formula[];
}

/** @param chosen names of dialects; undefined for those that are unmistakable in the text */
export function translate(
  markdown: string,
  chosen: readonly DialectName[] | undefined,
  article: ArticleContext,
): Translation {
  const { text, hide, show, formulas } = hideCode(markdown);
  const context = { ...article, code: { hide, show } };
  const isSpoken = ({ name, isSpokenIn }: Dialect, now: string) =>
    chosen === undefined ? isSpokenIn(now, context) : chosen.includes(name);
  const translated = dialects.reduce(
    (now, dialect) => (isSpoken(dialect, now) ? withoutRemoved(dialect.translate(now, context)) : now),
    text,
  );
  return { markdown: show(withoutIncludes(withoutWebOnly(translated), article.reportTemplate)), formulas };
}

/** What stands between these is for the pages of the site; what stands after `feed:only` is for feeds, and stays. */
function withoutWebOnly(text: string): string {
  return text
    .replace(/<!--\s*feed:skip\s*-->[^]*?(?:<!--\s*feed:end\s*-->|$)/g, '')
    .replace(/<!--\s*feed:(?:only|end)\s*-->/g, '');
}
