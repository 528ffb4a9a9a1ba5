/** The formats of a feed as pages and readers are offered them: names, types, and which comes first. */
import type { Addresses } from './channel.js';
import { mimeTypes } from './content-type.js';
import type { Format } from './model.js';

/**
 * Finders offer what stands first, and NetNewsWire takes five points off for each place further down. Atom leads: its
 * titles are right in the most readers. JSON comes last: newsboat, Thunderbird and others cannot read it.
 */
const offered = [
  { format: 'atom', name: 'Atom' },
  { format: 'rss', name: 'RSS' },
  { format: 'json', name: 'JSON Feed' },
] as const satisfies readonly { format: Format; name: string }[];

export interface Offer {
  readonly name: string;
  /** MIME type. */
  readonly type: string;
  readonly address: string;
}

export function offersOf(addresses: Addresses): readonly Offer[] {
  return offered.flatMap(({ format, name }) => {
    const address = addresses[format];
    return address === undefined ? [] : [{ name, type: mimeTypes[format], address }];
  });
}

/** The address to subscribe to. */
export function mainAddress(addresses: Addresses): string | undefined {
  return offersOf(addresses)[0]?.address;
}
