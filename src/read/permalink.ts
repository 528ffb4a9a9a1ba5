/** Permalinks: an article's address from its front matter, else from the site's pattern. */
import { absoluteAddress, siteAddress } from '../addresses/address.js';
import { toSlug } from '../addresses/slug.js';
import type { Settings } from '../config/options.js';
import { readText, type FieldReader } from '../front-matter/fields.js';
import { problem, shown, type Problem } from '../problem.js';
import { isMedia } from './enclosures.js';
import { callPermalink, expandPattern, pathParts, type Called, type PermalinkSource } from './permalink-pattern.js';

export function readPermalink(
  reader: FieldReader,
  source: PermalinkSource,
  { site, posts }: Settings,
): { url?: string; problems: readonly Problem[] } {
  const { post, title, categories, wall } = source;
  const { folders, name: baseName } = pathParts(post);
  const name = toSlug(baseName) || baseName;
  const slugField = readText(reader, 'slug');
  const slug = slugField === undefined || slugField.text.startsWith('/') ? name : slugField.text.replace(/\/+$/, '');
  const ownSlug = slugField?.text;
  // Spelled out: spread, it takes half the time of the whole permalink.
  const parts = { post, title, categories, wall, folders, name, slug, ownSlug };

  const problems: Problem[] = [];
  const { permalink } = posts;
  const generator = generatorOf(permalink);
  for (const { field, text } of statedAddresses(reader, generator === 'docusaurus' ? undefined : slugField)) {
    if (/\{[{%]/.test(text)) {
      problems.push(problem('url-template', reader.place(field), { field, value: shown(text) }));
      continue;
    }
    const address = /^[a-z][a-z0-9+.-]*:/i.test(text)
      ? absoluteAddress(text)
      : siteAddress(site.url, asServed(expandPattern(text, parts), generator));
    if (address !== undefined) return { url: withoutIndex(address), problems };
    return { problems: [...problems, problem('url-invalid', reader.place(field), { field, value: shown(text) })] };
  }
  const { text, fault }: Called =
    typeof permalink === 'function' ? callPermalink(permalink, parts) : { text: expandPattern(permalink, parts) };
  if (fault !== undefined) {
    // Of the article, as all that is wrong with it: where its time has not come, a schedule does not tell.
    const args = { option: 'posts.permalink', ...fault };
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

/** Which generator's path the pattern names: it tells how that reads stated addresses too. */
function generatorOf(permalink: Settings['posts']['permalink']): string | undefined {
  return typeof permalink === 'string' ? /:([a-z]+)_path/.exec(permalink)?.[1] : undefined;
}

/** Hugo and Zola write a page into the folder of its address, unless that names a file. */
function asServed(path: string, generator: string | undefined): string {
  const isFolder = (generator === 'hugo' || generator === 'zola') && /(?:^|\/)[^/.?#]+$/.test(path);
  return isFolder ? `${path}/` : path;
}

function withoutIndex(address: string): string {
  return address.endsWith('/') ? address : address.replace(/\/index\.html?$/i, '/');
}
