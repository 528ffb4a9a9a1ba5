/** The contract of a namespace: what it adds to a channel and to an entry, as elements with its own prefix. */
import type { Channel } from '../channel.js';
import type { Entry } from '../model.js';
import type { Element } from '../xml.js';

export type XmlFormat = 'rss' | 'atom';

export interface Namespace {
  /** Put before its elements' names, and declared on the root only when one of them is there. */
  readonly prefix: string;
  readonly uri: string;
  /** Where its elements are defined. */
  readonly spec: string;
  /** The formats that it completes. */
  readonly formats: readonly XmlFormat[];
  readonly forChannel?: (channel: Channel, format: XmlFormat) => readonly Element[];
  readonly forEntry?: (entry: Entry, format: XmlFormat, channel: Channel) => readonly Element[];
}
