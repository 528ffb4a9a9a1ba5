/** The MIME types of documents. */
import type { Format } from './model.js';

/** XML and JSON are UTF-8, which JSON always is: RFC 8259 gives it no charset. */
const types: Readonly<Record<Format, string>> = {
  rss: 'application/rss+xml; charset=utf-8',
  atom: 'application/atom+xml; charset=utf-8',
  json: 'application/feed+json',
};

/**
 * Browsers show the own types of RSS and Atom as source, or save them: a style works in `application/xml` alone,
 * which all of fourteen tested readers take.
 */
export function contentType(format: Format, hasStyle: boolean): string {
  return hasStyle && format !== 'json' ? 'application/xml; charset=utf-8' : types[format];
}
