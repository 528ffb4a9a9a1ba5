/** A body as a reader takes it: parsed anew, sanitised by the same list, and written. */
import type { Root } from 'hast';
import rehypeRaw from 'rehype-raw';
import rehypeSanitize from 'rehype-sanitize';
import rehypeStringify from 'rehype-stringify';
import { remark } from 'remark';
import { readerSafeSchema } from '../../src/render/reader-safe.js';

export function sanitise(html: string): string {
  const tree = rehypeRaw()({ type: 'root', children: [{ type: 'raw', value: html }] } as Root, {} as never);
  const safe = rehypeSanitize(readerSafeSchema)(tree as Root);
  return remark()
    .use(rehypeStringify)
    .stringify(safe as never)
    .trim();
}
