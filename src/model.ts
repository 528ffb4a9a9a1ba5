/** The nouns that flow through a build: what a file, an article and an entry are. */
import type { Place } from './problem.js';
import type { Element } from './xml.js';

/** Milliseconds since 1970-01-01T00:00:00Z, as `Date.now()` counts them. */
export type Instant = number;

/** The three formats, by the name that the config file and the reports use. */
export type Format = 'rss' | 'atom' | 'json';

/** A source file, found but not read yet. */
export interface PostFile {
  /** Path within the site's folder, with `/` on every platform: how problems name it. */
  readonly file: string;
  /** The same, within the posts folder: where permalinks and dates in folder names come from. */
  readonly post: string;
}

export interface Person {
  readonly name: string;
  readonly email?: string;
  /** Absolute http(s) address. */
  readonly url?: string;
}

/** A picture that stands for an article, and what is known of it. */
export interface Picture {
  /** Absolute http(s) address. */
  readonly url: string;
  /** What it shows, as plain text. */
  readonly alt?: string;
  readonly caption?: string;
  /** Who made it. */
  readonly credit?: string;
  /** MIME type and size in pixels, of a picture that is a file of the site. */
  readonly type?: string;
  readonly width?: number;
  readonly height?: number;
  /** Path from the site's folder, when it is a file of the site. */
  readonly file?: string;
  /** Whether it is part of the article: a card for social networks or a thumbnail is not. */
  readonly isShown: boolean;
}

/** A file that goes along with an article: a podcast's episode, mostly. */
export interface Enclosure {
  /** Absolute http(s) address. */
  readonly url: string;
  /** MIME type. */
  readonly type: string;
  /** Size in bytes; unknown when the file is elsewhere and the author does not say. */
  readonly length?: number;
  readonly title?: string;
  /** Seconds. */
  readonly duration?: number;
  /** Path from the site's folder, when it is a file of the site. */
  readonly file?: string;
  /** What the author says of a file of the site, and where: its bytes may say otherwise. */
  readonly claim?: { readonly place: Place; readonly type?: string; readonly length?: number };
}

/** What the front matter and the path say of an article, read and typed. */
export interface Article {
  readonly file: string;
  /** Permanent identity, equal in all three formats: the author's `guid`, else a `tag:` URI. */
  readonly id: string;
  /** Whether the author stated the id. */
  readonly hasOwnId: boolean;
  /** Permalink: absolute, percent-encoded http(s) address. */
  readonly url: string;
  /** Empty for a note; undefined when only the body's heading or the file name can tell. */
  readonly title: string | undefined;
  /** The file's name made readable: the title of last resort. Empty where it says nothing, or none is needed. */
  readonly nameTitle: string;
  readonly published: Instant;
  /** Only when the author states one that differs from `published`. */
  readonly updated?: Instant;
  /** When it leaves the feeds. */
  readonly expires?: Instant;
  /** Plain text, from the front matter. */
  readonly summary?: string;
  /** Each once, in the author's order; so are the categories, some of which may be tags too. */
  readonly tags: readonly string[];
  readonly categories: readonly string[];
  /** The folder of the posts folder that it lies in, its dates aside: `news` of `news/2026/a.md`. */
  readonly section?: string;
  readonly authors: readonly Person[];
  /** BCP 47 tag. */
  readonly language?: string;
  /** Lead image. */
  readonly image?: Picture;
  /** A wide picture beside it: absolute address. */
  readonly banner?: string;
  /** The author's own mark between summary and text (Jekyll). */
  readonly excerptMark?: string;
  readonly enclosures: readonly Enclosure[];
  /** What a link post links to: absolute address. */
  readonly externalUrl?: string;
  /** Where it appeared first, when that is elsewhere: absolute address. */
  readonly canonicalUrl?: string;
  /** Front matter as the author wrote it, when an extension asks for it. */
  readonly fields?: Readonly<Record<string, unknown>>;
}

/** The text of an article. It is read when it is needed: most articles are in no document. */
export interface Body {
  /** Markdown after the front matter. */
  readonly body: string;
  /** Line of the file at which `body` begins, counted from 1. */
  readonly bodyLine: number;
}

export type WholeArticle = Article & Body;

/** Why a file is in no feed. */
export type LeftOutKind = 'draft' | 'scheduled' | 'expired' | 'excluded' | 'invalid';

export interface LeftOut {
  readonly file: string;
  readonly kind: LeftOutKind;
  /** One phrase for people: `draft: true`, `due 2027-01-01T00:00:00Z`. */
  readonly why: string;
}

/** An article as subscribers get it. */
export interface Entry extends Omit<
  Article,
  'title' | 'nameTitle' | 'summary' | 'expires' | 'excerptMark' | 'hasOwnId' | 'fields'
> {
  /** Plain text; undefined for a note without a title. */
  readonly title: string | undefined;
  /** Plain text; undefined when `html` is all there is. */
  readonly summary?: string;
  /** The body, or the summary where settings or the article give no more: sanitised HTML with absolute addresses. */
  readonly html: string;
  /** The summary as HTML: what stands in for `html` in a feed that has no room for it. */
  readonly shortHtml: string;
  /** The first words of the body: what stands in for a title where a format demands one. */
  readonly firstWords: string;
  /** What the user's own extensions say of it. */
  readonly extended?: readonly Extended[];
}

/** What an extension of the user's own says of a feed or an entry. */
export interface Extended {
  readonly prefix: string;
  /** Their names have the prefix. */
  readonly elements: readonly Element[];
  /** Its object in JSON Feed. */
  readonly json?: Readonly<Record<string, unknown>>;
}
