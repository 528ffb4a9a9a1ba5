/** Writes all files for people that a site asks for: pages, their index, OPML, and the style of the XML. */
import type { Channel } from '../channel.js';
import { isOurStyle, writeFeedStyle } from './feed-style.js';
import { writeIndexPage } from './index-page.js';
import { isOurOpml, writeOpml } from './opml.js';
import { writeFeedPage } from './page.js';
import { feedPagePath, indexPath, opmlPath, stylePath } from './places.js';
import { isOurPage } from './shell.js';
import type { Site } from './site.js';

export interface FileForPeople {
  /** Within the output folder. */
  readonly path: string;
  /** MIME type. */
  readonly type: string;
  readonly text: string;
  /** The option that wants it. */
  readonly option: keyof Wanted;
  /** Whether what stands in its place is of the same kind, written by this or another version of ours. */
  readonly isOurs: (text: string) => boolean;
  /** Whether every site writes the same in its place. */
  readonly isCommon: boolean;
}

export interface Wanted {
  readonly pages: boolean;
  readonly opml: boolean;
  readonly stylesheet: boolean;
}

/** @param documents the channel of every document; archives have no pages, nor do readers subscribe to them */
export function filesForPeople(site: Site, documents: readonly Channel[], wanted: Wanted): readonly FileForPeople[] {
  const channels = documents.filter(({ paging }) => paging.part !== 'archive');
  const page = (path: string, text: string): FileForPeople => ({
    path,
    type: 'text/html; charset=utf-8',
    text,
    option: 'pages',
    isOurs: isOurPage,
    isCommon: false,
  });
  const opml = (): FileForPeople => ({
    path: opmlPath,
    type: 'text/x-opml; charset=utf-8',
    text: writeOpml(site, channels),
    option: 'opml',
    isOurs: isOurOpml,
    isCommon: false,
  });
  const style = (): FileForPeople => ({
    path: stylePath(site.language),
    type: 'text/css; charset=utf-8',
    text: writeFeedStyle(site.language),
    option: 'stylesheet',
    isOurs: isOurStyle,
    isCommon: true,
  });
  return [
    ...(wanted.pages
      ? [
          ...channels.map((channel) => page(feedPagePath(channel), writeFeedPage(channel, site, channels))),
          page(indexPath, writeIndexPage(site, channels, wanted.opml)),
        ]
      : []),
    ...(wanted.opml ? [opml()] : []),
    ...(wanted.stylesheet ? [style()] : []),
  ];
}
