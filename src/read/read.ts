/** Reads found files: each becomes an article, or is left out for a reason. */
import { absoluteAddress } from '../addresses/address.js';
import type { Settings } from '../config/options.js';
import { findLocalFile, type MediaPlace } from '../media/local-file.js';
import type { Article, Instant, LeftOut, Picture, PostFile } from '../model.js';
import { problem, type Problem } from '../problem.js';
import type { SiteFolder } from '../files/site-folder.js';
import { addStated, stated } from '../stated.js';
import { ownText, remembering } from '../text/known-texts.js';
import { toText, messageOf } from '../untyped.js';
import { dateInPath, type ReadDate } from '../time/dates.js';
import { toldInstant } from '../time/instant.js';
import { laterThan, readPublished, readUpdated } from './dates.js';
import { readEnclosures } from './enclosures.js';
import {
  fieldReader,
  readAuthors,
  readBanner,
  readDate,
  readExternal,
  readImage,
  readLanguage,
  readNames,
  readText,
  type FieldReader,
} from '../front-matter/fields.js';
import { parseFrontMatter, splitFrontMatter, type FrontMatter } from '../front-matter/parse.js';
import { readId } from './identity.js';
import type { Inherited } from './inherited.js';
import type { KnownAuthors } from './known-authors.js';
import { pathParts } from './permalink-pattern.js';
import { readPermalink } from './permalink.js';
import { startOf } from './head.js';
import { decodeArticle } from './text-file.js';
import { readTitle, titleFromName } from './title.js';
import { whyWithheld } from './withheld.js';

export type Outcome =
  | { article: Article; problems: readonly Problem[] }
  | {
      leftOut: LeftOut;
      /** Whether it is invalid, and its time has not come, as far as its date can be read. */
      isAwaited?: boolean;
      problems: readonly Problem[];
    };

/** What surrounds an article. */
export interface Surroundings {
  readonly site: SiteFolder;
  readonly settings: Settings;
  readonly authors: KnownAuthors;
}

/** Whatever one file does to a parser, the others are read, and the file is named. */
export function readArticle(post: PostFile, start: Start, around: Surroundings): Outcome {
  try {
    return readPost(post, start, around);
  } catch (error) {
    const problems = [problem('file-unreadable', { file: post.file }, { reason: messageOf(error) })];
    return invalid(post, problems, around.settings);
  }
}

/**
 * What an article depends on beside its front matter and the files that it names: for who keeps it.
 * @returns undefined where a function of the settings is asked
 */
export function readingDependsOn({ site, posts, extensions }: Settings, { persons }: KnownAuthors): object | undefined {
  if (typeof posts.permalink === 'function' || isAsked({ extensions })) return undefined;
  return { site: { url: site.url, timezone: site.timezone }, posts, persons: [...persons] };
}

function readPost(post: PostFile, { text, problems: textProblems, inherited }: Start, around: Surroundings): Outcome {
  const { settings } = around;
  const { file } = post;
  if (text === undefined) return invalid(post, textProblems, settings);
  const matter = parseFrontMatter(file, text);
  const reader = fieldReader(file, matter);
  if (hasError(matter.problems)) return invalid(post, matter.problems, settings);
  const withheld = whyWithheld(reader, post) ?? (inherited && whyInherited(matter, post, inherited));
  // What is not published is not judged: a draft often has no date yet.
  if (withheld !== undefined) {
    const { kind, why, problems = [] } = withheld;
    return { leftOut: { file, kind, why }, problems };
  }
  const fields = isAsked(settings) ? matter.fields : undefined;
  const { article, due, problems } = readFields(reader, post, fields, around);
  // Of forbidden characters is told where the text is read.
  const all = [...matter.problems, ...problems];
  return article === undefined || hasError(all) ? invalid(post, all, settings, due) : { article, problems: all };
}

/** What the article says itself beats what its folder says. */
function whyInherited(
  { fields, ...matter }: FrontMatter,
  post: PostFile,
  { fields: others, from }: Inherited,
): ReturnType<typeof whyWithheld> {
  // Its own come first: of two spellings of a name, the first counts.
  const withheld = whyWithheld(
    fieldReader(post.file, { ...matter, fields: { ...fields, ...others, ...fields } }),
    post,
  );
  return withheld && { ...withheld, why: `${withheld.why}, in ${from}` };
}

/** Whether an extension may ask for the front matter; nobody else needs to keep it. */
const isAsked = ({ extensions }: Pick<Settings, 'extensions'>) =>
  extensions.some(({ entry: { elements, json } }) => elements !== undefined || json !== undefined);

const hasError = (problems: readonly Problem[]) => problems.some(({ severity }) => severity === 'error');

/** The text up to the end of the front matter; of an article without, it may be more. */
export interface Start {
  readonly text?: string;
  readonly problems: readonly Problem[];
  /** What its folder says of it. */
  readonly inherited?: Inherited;
}

/** All that tells what the article is, but for files that it names. */
export function readStart(file: string, site: SiteFolder, inherited?: Inherited): Start {
  const start = readMatter(file, site);
  return inherited === undefined ? start : { ...start, inherited };
}

function readMatter(file: string, site: SiteFolder): Start {
  try {
    for (const size of headSizes) {
      const start = site.lookAt(file, size, startOf);
      if (start !== undefined) return decodeStart(file, start);
    }
    const { text, problems } = decodeArticle(file, site.read(file));
    return text === undefined ? { problems } : { text: withoutBody(text), problems };
  } catch (error) {
    return { problems: [problem('file-unreadable', { file }, { reason: messageOf(error) })] };
  }
}

const none: readonly Problem[] = [];

/** Most need no decoding: letters of ASCII are the same in every encoding, and none of them is forbidden. */
function decodeStart(file: string, bytes: Buffer): Start {
  const text = bytes.toString('latin1');
  return /^[\t\n\u0020-\u007E]*$/.test(text) ? { text, problems: none } : decodeArticle(file, bytes);
}

/** A copy: a part of the text would hold all of it. */
function withoutBody(text: string): string {
  const split = splitFrontMatter(text);
  return split.kind === 'block' ? Buffer.from(text.slice(0, split.bodyStart)).toString() : text;
}

/** Bytes: of most articles, and of those that say much of themselves. */
const headSizes = [1024, 16_384];

/** @param due where its front matter cannot be read, its path may still tell */
function invalid(
  { file, post }: PostFile,
  problems: readonly Problem[],
  { now, site: { timezone } }: Settings,
  due = dateInPath(post, timezone)?.instant,
): Outcome {
  const codes = problems.filter(({ severity }) => severity === 'error').map(({ code }) => code);
  const isAwaited = due !== undefined && due > now;
  return { leftOut: { file, kind: 'invalid', why: codes.join(', ') }, isAwaited, problems };
}

function readFields(
  reader: FieldReader,
  { file, post }: PostFile,
  fields: Article['fields'],
  { site, settings, authors }: Surroundings,
): { article?: Article; due?: Instant; problems: readonly Problem[] } {
  const { timezone, url: siteUrl } = settings.site;
  const title = readTitle(reader);
  const published = readPublished(reader, post, timezone);
  const updated = readUpdated(reader, timezone, settings.now);
  const expires = readDate(reader, 'expires', timezone);
  const language = readLanguage(reader);
  const problems = [
    ...title.problems,
    ...published.problems,
    ...updated.problems,
    ...expires.problems,
    ...language.problems,
  ];
  const { date } = published;
  if (date === undefined) return { problems };

  const categories = readNames(reader, 'categories');
  const permalink = readPermalink(reader, { post, title: title.title ?? '', categories, wall: date.wall }, settings);
  problems.push(...permalink.problems);
  const { url } = permalink;
  if (url === undefined) return { due: date.instant, problems };

  const id = readId(reader, { siteUrl, url, year: date.wall.year });
  const image = readImage(reader, url);
  const place = { site, siteUrl, postsFolder: settings.posts.folder, file, url };
  const enclosures = readEnclosures(reader, place);
  const canonical = readText(reader, 'canonical');
  const tags = readNames(reader, 'tags');
  problems.push(...id.problems, ...image.problems, ...enclosures.problems);
  for (const tag of [...tags, ...categories])
    if (tag.includes(',')) problems.push(problem('tag-comma', reader.place('tags'), { tag }));

  const summary = readText(reader, 'summary');
  const told = ({ instant }: ReadDate) => toldInstant(instant, settings.now);
  const made = {
    file,
    id: id.id,
    hasOwnId: id.isStated,
    url,
    title: title.title === undefined ? undefined : ownText(title.title),
    nameTitle: title.title === undefined ? titleFromName(pathParts(post).name) : '',
    published: told(date),
    tags,
    categories,
    authors: readAuthors(reader, authors.persons),
    enclosures: enclosures.enclosures,
  };
  const article: Article = addStated(made, {
    updated: laterThan(told(date), updated.date && told(updated.date)),
    expires: expires.date?.instant,
    summary: summary === undefined ? undefined : ownText(summary.text),
    language: language.language,
    section: sectionOf(post),
    image: withFile(image, place),
    banner: readBanner(reader, url),
    excerptMark: toText(reader.named('excerpt_separator')),
    externalUrl: readExternal(reader),
    canonicalUrl: canonical === undefined ? undefined : absoluteAddress(canonical.text),
    fields,
  });
  return { article, due: date.instant, problems };
}

/** Folders of dates are none, nor is the folder that a bundle, `a/index.md`, is the article of. */
function sectionOf(post: string): string | undefined {
  const end = post.lastIndexOf('/');
  const isBundle = /^index\.[^/]+$/.test(post.slice(end + 1));
  return firstUndated(post.slice(0, Math.max(0, isBundle ? post.lastIndexOf('/', end - 1) : end)));
}

const firstUndated = remembering((folders) => folders.split('/').find((folder) => !/^\d*$/.test(folder)));

function withFile({ image, address }: ReturnType<typeof readImage>, place: MediaPlace): Picture | undefined {
  if (image === undefined || address === undefined) return image;
  return { ...image, ...stated({ file: findLocalFile(address, image.url, place) }) };
}
