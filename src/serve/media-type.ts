/** The types of files by their names, where no setting says more. */
import { lookup } from 'mrmime';

const others: Readonly<Record<string, string>> = {
  opml: 'text/x-opml',
  // It names its own encoding.
  xml: 'application/xml',
};

export function mediaTypeByName(file: string): string {
  const ending = file.slice(file.lastIndexOf('.') + 1).toLowerCase();
  const type = others[ending] ?? lookup(ending) ?? 'application/octet-stream';
  return type.startsWith('text/') ? `${type}; charset=utf-8` : type;
}
