/** Permalinks: an article's address from its front matter, else from the site's pattern. */
import { absoluteAddress, siteAddress } from '../addresses/address.js';
import type { Settings } from '../config/options.js';
import { problem, shown, type Problem } from '../problem.js';
import { toSlug } from '../addresses/slug.js';
import { isMedia } from './enclosures.js';
import { readText, type FieldReader } from '../front-matter/fields.js';
import { withoutDate } from '../time/dates.js';
import { callPermalink, expandPattern, type PathParts, type PermalinkSource } from './permalink-text.js';

export function pathParts(post: string): PathParts {
  // Macintoshes decompose letters in names: `ë` is one letter or two by where the folder was made.
  const path = /^[\u0020-\u007E]*$/.test(post) ? post : post.normalize('NFC');
  const whole = path.replace(/\.[^./]+$/, '');
  const bundle = whole.replace(/\/index$/i, '');
  const end = bundle.lastIndexOf('/');
  const base = bundle.slice(end + 1);
  return { folders: bundle.slice(0, Math.max(0, end)), name: withoutDate(base) || base };
}

export function readPermalink(
  reader: FieldReader,
  source: PermalinkSource,
  { site, posts }: Settings,
): { url?: string; problems: readonly Problem[] } {
  const { post, title, category, wall } = source;
  const { folders, name: baseName } = pathParts(post);
  const name = toSlug(baseName) || baseName;
  const slugField = readText(reader, 'slug');
  const slug = slugField === undefined || slugField.text.startsWith('/') ? name : slugField.text.replace(/\/+$/, '');
  // Spelled out: spread, it takes half the time of the whole permalink.
  const parts = { post, title, category, wall, folders, name, slug };

  const problems: Problem[] = [];
  for (const { field, text } of statedAddresses(reader, slugField)) {
    if (/\{[{%]/.test(text)) {
      problems.push(problem('url-template', reader.place(field), { field, value: shown(text) }));
      continue;
    }
    const address = /^[a-z][a-z0-9+.-]*:/i.test(text)
      ? absoluteAddress(text)
      : siteAddress(site.url, expandPattern(text, parts));
    if (address !== undefined) return { url: withoutIndex(address), problems };
    return { problems: [...problems, problem('url-invalid', reader.place(field), { field, value: shown(text) })] };
  }
  const { permalink } = posts;
  const { text, failed } =
    typeof permalink === 'function'
      ? callPermalink(permalink, parts)
      : { text: expandPattern(permalink, parts), failed: undefined };
  if (failed !== undefined) {
    // Of the article, as all that is wrong with it: where its time has not come, a schedule does not tell.
    const args = {
      option: 'posts.permalink',
      value: 'a function that throws',
      expected: `one that takes ${post}: ${failed}`,
    };
    return { problems: [...problems, problem('option-invalid', { file: reader.place('').file }, args)] };
  }
  const address = /^https?:/i.test(text)
    ? absoluteAddress(text)
    : text === ''
      ? undefined
      : siteAddress(site.url, text);
  if (address !== undefined) return { url: withoutIndex(address), problems };
  return {
    problems: [
      ...problems,
      problem('url-invalid', reader.place('permalink'), { field: 'posts.permalink', value: shown(text) }),
    ],
  };
}

/** Jekyll's names for its own patterns: the site's pattern should say the same. */
const jekyllStyles = ['date', 'pretty', 'ordinal', 'weekdate', 'none'];

function statedAddresses(
  reader: FieldReader,
  slug: ReturnType<typeof readText>,
): readonly { field: string; text: string }[] {
  const stated = reader
    .all('url')
    .flatMap(({ name, value }) =>
      typeof value === 'string' && value.trim() !== '' ? [{ field: name, text: value.trim() }] : [],
    )
    .filter(({ text }) => !jekyllStyles.includes(text) && !isMedia(text));
  return slug?.text.startsWith('/') === true ? [...stated, { field: slug.name, text: slug.text }] : stated;
}

function withoutIndex(address: string): string {
  return address.endsWith('/') ? address : address.replace(/\/index\.html?$/i, '/');
}
