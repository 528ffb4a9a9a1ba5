/** What people write in the config file, and what it becomes: complete, readonly settings. */
import type { Channel, ChannelKind } from '../channel.js';
import type { Extension, ExtensionOptions } from '../extensions/extension.js';
import type { Article, Format, Instant, Person } from '../model.js';

export const dialectNames = ['hugo', 'zola', 'liquid', 'kramdown', 'extra', 'mdx', 'obsidian', 'admonitions'] as const;

export type DialectName = (typeof dialectNames)[number];

/** A person as people write them: a name, `Name <mail>`, or the parts. */
export type PersonOption = string | { name: string; email?: string; url?: string };

export interface UserOptions {
  /** The site that the articles appear on. */
  site?: {
    /** Where it is published, an absolute http(s) address; a path in it counts. Needed, here or as `--url`. */
    url?: string;
    /** Title of the feeds. Default: the host in `url`. */
    title?: string;
    /** What the feeds are about, in a sentence. Default: the title. */
    description?: string;
    /** Language of the articles that state none, as a BCP 47 tag: `en`, `pt-BR`. Default: not stated. */
    language?: string;
    /** Who wrote the articles that name no author. Default: not stated. */
    authors?: PersonOption | readonly PersonOption[];
    /** Rights of the whole feed. Default: not stated. */
    copyright?: string;
    /** A square picture, at best 512 pixels wide: an address, or a path on the site. */
    icon?: string;
    /** A wider picture, at most 144 × 400 pixels in RSS: an address, or a path on the site. */
    logo?: string;
    /** A large picture, for Feedly: an address, or a path on the site. */
    cover?: string;
    /** The colour of links and buttons in Feedly: six hexadecimal digits, such as `16861a`. */
    accentColor?: string;
    /** IANA time zone of dates that state none, and of dates without a time. Default: `UTC`. */
    timezone?: string;
  };
  /** Where the articles are; a text is short for `{ folder }`. */
  posts?:
    | string
    | {
        /** Folder of the articles, within the site's folder. Default: `posts`. */
        folder?: string;
        /** Globs, within the folder, of the files that are articles. Default: `**\/*.{md,markdown,mdx}`. */
        include?: readonly string[];
        /** Globs of files that are none, besides `_index`, `README`, `404`, a top `index` and hidden files. Default: none. */
        exclude?: readonly string[];
        /**
         * The address of an article whose front matter does not give it: a pattern such as
         * `/:year/:month/:day/:slug/`, or a function of the article's parts. Default: `/:path/`.
         *
         * Tokens: `:path` (folders and slug), `:folders`, `:slug` (field `slug`, else the file name without
         * its date), `:name` (file name without its date), `:title`, `:category` (the first), `:categories` (all, as
         * folders), `:year`, `:month`, `:day`, `:i_month`, `:i_day` (without leading zero), `:hour`, `:minute`,
         * `:second`, `:stem` (path of the file as it is, without its ending); and the path as a site generator makes
         * it: `:hugo_path`, `:zola_path`, `:astro_path`, `:docusaurus_path`.
         */
        permalink?: string | ((parts: PermalinkParts) => string);
      };
  /**
   * Folder that the feeds are written to, from the site's folder, or `s3://bucket/prefix`; it is served at `site.url`.
   * Default: `output`.
   */
  output?: string;
  /** Whether a folder also gets each document compressed, as `.gz` and `.br`, for servers that serve these. Default: false. */
  compress?: boolean;
  /** How much a feed holds: at least so many entries, and those of so many days; whole texts while they fit. */
  size?: {
    /** At least so many entries. Default: 20. */
    entries?: number;
    /** And all of so many days before the newest. Default: 30. */
    days?: number;
    /**
     * About so many bytes: once the texts of the newer entries fill them, older ones come as summaries.
     * Default: 250,000.
     */
    bytes?: number;
  };
  /** Never more entries in a feed. Default: 300, all that some readers look at. */
  limit?: number;
  /** Feeds of a part of the articles, besides that of the whole site. Default: none. */
  channels?: {
    /** One for each tag. Default: false. */
    tags?: boolean | ChannelOptions;
    /** One for each category. Default: false. */
    categories?: boolean | ChannelOptions;
    /** One for each author. Default: false. */
    authors?: boolean | ChannelOptions;
    /** One for each folder within the posts folder. Default: false. */
    sections?: boolean | ChannelOptions;
    /** One for each language. Default: false. */
    languages?: boolean | ChannelOptions;
    /** Any others, by name, each of the articles that its filter lets through. Default: none. */
    own?: Readonly<Record<string, OwnChannelOptions>>;
  };
  /**
   * Documents of all older entries, by RFC 5005: `true`, or about so many `entries` in each (default: 50); or
   * `complete`: every feed holds all entries. Default: false.
   */
  archives?: boolean | 'complete' | { entries?: number };
  /**
   * File, from the site's folder, that remembers what subscribers know of each article; commit it. `false`: none is
   * kept, and ids follow addresses. Default: `feedwright.ledger`.
   */
  ledger?: string | false;
  /**
   * So many days Atom says of an article that was taken back that it is gone (RFC 6721); needs the ledger. Default:
   * it does not.
   */
  tombstones?: number;
  /** What moves an entry's update: what the author states, or a real change of its `text` too. Default: `stated`. */
  updated?: 'stated' | 'text';
  /** So many old articles may appear as new, or vanish, before the build stops and asks. Default: 5. */
  flood?: number;
  /** Whether each feed has a page for people, `feed.html` beside it, and all of them an index, `feeds.html`. Default: false. */
  pages?: boolean;
  /** Whether all feeds stand in a list that readers import, `feeds.opml`. Default: false. */
  opml?: boolean;
  /** Whether browsers show a feed in a readable form, by `feed.css`. Default: true. */
  stylesheet?: boolean;
  /** Whether there are links to click in it then; they cost a warning of the W3C validator. Default: false. */
  clickable?: boolean;
  /** Whether results are kept for the next run, in `node_modules/.cache` or `.feedwright-cache`. Default: true. */
  cache?: boolean;
  /** Formats to write: `false` leaves one out, a text is its file name. Default: `rss.xml`, `atom.xml`, `feed.json`. */
  formats?: { rss?: boolean | string; atom?: boolean | string; json?: boolean | string };
  /** Whether entries carry the whole text and a summary, or the summary alone. Default: `full`. */
  content?: 'full' | 'summary';
  /** What an invalid article does: stop the build, or be left out and reported. Default: `fail`. */
  invalid?: 'fail' | 'skip';
  /** Dialects of Markdown that the articles are written in. Default: those that are unmistakable in each text. */
  dialects?: readonly DialectName[];
  /**
   * What a component or shortcode of your own becomes, by its name: HTML or Markdown in which `{children}` stands
   * for what it holds, and `{name}` for its argument of that name. Default: none.
   */
  components?: Readonly<Record<string, string>>;
  /** Formulas: MathML; or `plain`, their TeX as code; or `false`, where dollars are dollars. Default: `mathml`. */
  math?: 'mathml' | 'plain' | false;
  /**
   * What ends each entry: Markdown or HTML with `{title}`, `{url}`, `{author}`, `{email}` and `{reply}`, the address
   * of a mail to the author about it. A line that names what an article has not is left out. Default: none.
   */
  footer?: string;
  /** WebSub hubs that are told of new articles: absolute addresses. Default: none. */
  hubs?: readonly string[];
  /** Where RSS readers ask an rssCloud server to be told of new articles: `http://host:port/path`. Default: none. */
  cloud?: string;
  /** Whom `--ping` tells of changes besides the hubs. */
  pings?: {
    /** Where the rssCloud server is told. Default: `cloud` with `ping` in place of `pleaseNotify`. */
    cloud?: string;
    /** Servers that take `weblogUpdates.ping` of XML-RPC: absolute addresses. Default: none. */
    weblogs?: readonly string[];
    /** Whether micro.blog is told, so that it fetches the feed at once. Default: false. */
    microblog?: boolean;
  };
  /** How often it is worth asking for news, `frequency` times (default: 1) a period. Default: not stated. */
  refresh?: { period: NonNullable<Channel['refresh']>['period']; frequency?: number };
  /** Elements of namespaces of your own, and objects of JSON Feed, told by functions. Default: none. */
  extensions?: readonly ExtensionOptions[];
}

/** How the channels of a kind are made. `:name` in a path, and `{name}` in a text, is the tag, category … */
export interface ChannelOptions {
  /** Folder of the documents within the output folder. Default: `tags/:name`, `categories/:name` … */
  path?: string;
  /** Default: `{site}: {name}`, of languages `{site} ({name})`. */
  title?: string;
  /** Default: the title. */
  description?: string;
  /** A square picture: an address, or a path on the site. Default: that of the site. */
  image?: string;
  /** The page that the feed belongs to: an address, or a path on the site, such as `/tags/:name/`. Default: the site. */
  url?: string;
  /** No feed for fewer entries. Default: 1. */
  minimum?: number;
  /** What is different for some of them, by name. Default: nothing. */
  names?: Readonly<Record<string, Omit<ChannelOptions, 'minimum' | 'names'>>>;
}

export interface OwnChannelOptions extends Omit<ChannelOptions, 'names'> {
  /** Which articles: a function, or for each field the names of which an article must have one. */
  filter: ((article: ChannelArticle) => boolean) | ChannelFilter;
}

export type ChannelFilter = Readonly<
  Partial<Record<'tags' | 'categories' | 'authors' | 'sections' | 'languages', readonly string[]>>
>;

/** What a filter can ask of an article. */
export interface ChannelArticle extends Pick<
  Article,
  'file' | 'url' | 'title' | 'published' | 'updated' | 'tags' | 'categories' | 'enclosures'
> {
  readonly authors: readonly string[];
  readonly section: string | undefined;
  readonly language: string | undefined;
}

/** What a permalink is made of; texts are not percent-encoded yet. */
export interface PermalinkParts {
  /** Path of the file within the posts folder, with `/`. */
  readonly file: string;
  readonly path: string;
  readonly folders: string;
  readonly slug: string;
  readonly name: string;
  /** From the front matter; empty when it has none. */
  readonly title: string;
  /** First category; empty when it has none. */
  readonly category: string;
  /** In the time zone that the article's date was written in; digits, with leading zeros. */
  readonly year: string;
  readonly month: string;
  readonly day: string;
  readonly hour: string;
  readonly minute: string;
  readonly second: string;
}

/** The tokens of a permalink pattern; the last is Jekyll's name for what a pattern can say itself. */
export const permalinkTokens = [
  'path',
  'folders',
  'slug',
  'name',
  'title',
  'category',
  'categories',
  'year',
  'month',
  'day',
  'i_month',
  'i_day',
  'hour',
  'minute',
  'second',
  'stem',
  'hugo_path',
  'zola_path',
  'astro_path',
  'docusaurus_path',
  'output_ext',
] as const;

/** What stands between braces in a footer. */
export const footerNames = ['title', 'url', 'author', 'email', 'reply'] as const;

/** Every option decided: what the build works with. Nobody asks again whether one is set. */
export interface Settings {
  /** The file that they stand in, from the site's folder. */
  readonly file?: string;
  readonly site: {
    readonly url: string;
    readonly title: string;
    readonly description: string;
    readonly language?: string;
    readonly authors: readonly Person[];
    readonly copyright?: string;
    readonly icon?: string;
    readonly logo?: string;
    readonly cover?: string;
    /** Without `#`. */
    readonly accentColor?: string;
    readonly timezone: string;
  };
  readonly posts: {
    readonly folder: string;
    readonly include: readonly string[];
    readonly exclude: readonly string[];
    readonly permalink: string | ((parts: PermalinkParts) => string);
  };
  readonly output: string;
  readonly compress: boolean;
  readonly size: { readonly entries: number; readonly days: number; readonly bytes: number };
  readonly limit: number;
  readonly channels: readonly ChannelSettings[];
  /** About so many entries in each archive document; undefined: no archives. */
  readonly archives?: number | 'complete';
  readonly ledger: string | false;
  /** So many days. */
  readonly tombstones?: number;
  readonly updated: 'stated' | 'text';
  readonly flood: number;
  readonly cache: boolean;
  readonly pages: boolean;
  readonly opml: boolean;
  readonly stylesheet: boolean;
  readonly clickable: boolean;
  readonly formats: readonly { readonly format: Format; readonly path: string }[];
  readonly content: 'full' | 'summary';
  readonly invalid: 'fail' | 'skip';
  /** Undefined: those that are unmistakable in each text. */
  readonly dialects?: readonly DialectName[];
  readonly components: Readonly<Record<string, string>>;
  readonly math: 'mathml' | 'plain' | false;
  readonly footer?: string;
  readonly hubs: readonly string[];
  readonly cloud?: string;
  readonly pings: { readonly cloud?: string; readonly weblogs: readonly string[]; readonly microblog: boolean };
  readonly refresh?: NonNullable<Channel['refresh']>;
  readonly extensions: readonly Extension[];
  /** The instant of the build: later articles are scheduled. */
  readonly now: Instant;
}

/** A kind of channel that is wanted, or one channel of the user's own. */
export interface ChannelSettings {
  readonly kind: Exclude<ChannelKind, 'site'>;
  /** Of an own channel. */
  readonly name?: string;
  readonly filter?: OwnChannelOptions['filter'];
  readonly minimum: number;
  /** With `:name` or `{name}` in them. */
  readonly texts: ChannelTexts;
  readonly names: Readonly<Record<string, Partial<ChannelTexts>>>;
}

export interface ChannelTexts {
  readonly path: string;
  readonly title: string;
  readonly description?: string;
  readonly image?: string;
  readonly url?: string;
}

/** Gives a config file its types. */
export function defineConfig(options: UserOptions): UserOptions {
  return options;
}
