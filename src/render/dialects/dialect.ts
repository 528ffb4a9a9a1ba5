/** The contract of a dialect: when a text is written in it, and how its own syntax becomes common Markdown. */
import type { DialectName } from '../../config/options.js';
import type { HiddenCode } from './hidden-code.js';
import type { Tag } from './tag.js';

/** What the article gives to its dialects. */
export interface ArticleContext {
  /** Whether the file is MDX by its ending, or the settings say so. */
  readonly isMdx: boolean;
  /** The path of the site's address: `/blog`, or empty at the root of its host. */
  readonly sitePath: string;
  /** The page of another article, by a path or a name as authors write it; undefined when none is published. */
  readonly articleAddress: (target: string) => string | undefined;
  /** What a component or shortcode gives, by the user's own mapping or the common vocabulary. */
  readonly expand: (tag: Tag) => string;
  /** Is told of an article that a text names, and that is not published. */
  readonly reportLink: (target: string) => void;
  /** Is told of template syntax that only the site generator could run. */
  readonly reportTemplate: (syntax: string) => void;
}

export interface DialectContext extends ArticleContext {
  readonly code: Pick<HiddenCode, 'hide' | 'show'>;
}

export interface Dialect {
  readonly name: DialectName;
  /** Whether a text, its code hidden, is unmistakably written in it. */
  readonly isSpokenIn: (text: string, context: DialectContext) => boolean;
  /** Gives common Markdown and HTML; what follows a tag stays behind it. Where one gave nothing stands the mark of that. */
  readonly translate: (text: string, context: DialectContext) => string;
}
