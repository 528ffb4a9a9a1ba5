/** The registry of namespaces; their order here is that of their elements in the feeds. */
import { at } from './at.js';
import { atom } from './atom.js';
import { content } from './content.js';
import { dc } from './dc.js';
import { fh } from './fh.js';
import { media } from './media.js';
import type { Namespace } from './namespace.js';
import { sy } from './sy.js';
import { webfeeds } from './webfeeds.js';
import { xhtml } from './xhtml.js';

export const namespaces = [
  atom,
  fh,
  at,
  content,
  dc,
  media,
  sy,
  webfeeds,
  xhtml,
] as const satisfies readonly Namespace[];
