/** The registry of formats: how a channel is written in each. */
import type { Channel } from '../channel.js';
import type { Format } from '../model.js';
import { writeAtom } from './atom.js';
import { writeJson } from './json.js';
import { writeRss } from './rss.js';

export const writers = { rss: writeRss, atom: writeAtom, json: writeJson } as const satisfies Record<
  Format,
  (channel: Channel) => string
>;
