/** The MIME types of documents. */
import type { Format } from './model.js';

/** JSON Feed 1.1 asks for a type of its own. */
export const mimeTypes = {
  rss: 'application/rss+xml',
  atom: 'application/atom+xml',
  json: 'application/feed+json',
} as const satisfies Record<Format, string>;

/**
 * Browsers show the own types of RSS and Atom as source, or save them: a style works in `application/xml` alone,
 * which all of fourteen tested readers take.
 */
export function contentType(format: Format, hasStyle: boolean): string {
  // JSON is always UTF-8: RFC 8259 gives it no charset.
  if (format === 'json') return mimeTypes.json;
  return `${hasStyle ? 'application/xml' : mimeTypes[format]}; charset=utf-8`;
}
