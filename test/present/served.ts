/** The files that people see of the magazine, served on loopback as a static host serves them. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { writeFeedStyle } from '../../src/present/feed-style.js';
import { writeIndexPage } from '../../src/present/index-page.js';
import { writeOpml } from '../../src/present/opml.js';
import { writeFeedPage } from '../../src/present/page.js';
import { addressFrom, feedPagePath, indexPath, opmlPath, stylePath } from '../../src/present/places.js';
import { writeAtom } from '../../src/write/atom.js';
import { writeJson } from '../../src/write/json.js';
import { writeRss } from '../../src/write/rss.js';
import { parseXml } from '../../src/xml-parser.js';
import { serializeXml } from '../../src/xml.js';
import { channels, site } from './channels.js';

/** Text of each path of the output folder. */
export function filesAt(base: string): ReadonlyMap<string, string> {
  const all = channels(base);
  const styled = (text: string, folder: string) =>
    serializeXml(parseXml(text), addressFrom(folder, stylePath(site.language)));
  return new Map([
    [indexPath, writeIndexPage(site, all, true)],
    [opmlPath, writeOpml(site, all)],
    [stylePath(site.language), writeFeedStyle(site.language)],
    ['feed-ar.css', writeFeedStyle('ar')],
    ...all.flatMap((channel): [string, string][] => {
      const { folder } = channel;
      const clickable = { ...channel, clickable: true };
      return [
        [feedPagePath(channel), writeFeedPage(channel, site, all)],
        [`${folder}atom.xml`, styled(writeAtom(channel), folder)],
        [`${folder}rss.xml`, styled(writeRss(channel), folder)],
        [`${folder}feed.json`, writeJson(channel)],
        [`${folder}clickable-atom.xml`, styled(writeAtom(clickable), folder)],
        [`${folder}clickable-rss.xml`, styled(writeRss(clickable), folder)],
      ];
    }),
  ]);
}

const types: Readonly<Record<string, string>> = {
  html: 'text/html',
  css: 'text/css',
  // What static hosts send, and what a browser shows.
  xml: 'application/xml',
  json: 'application/feed+json',
  opml: 'text/x-opml',
};

export interface Served {
  readonly base: string;
  readonly close: () => Promise<void>;
}

export async function serve(): Promise<Served> {
  let files: ReadonlyMap<string, string> = new Map();
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://loopback').pathname).slice(1);
    const text = files.get(path);
    response.writeHead(text === undefined ? 404 : 200, { 'content-type': types[path.split('.').at(-1) ?? ''] ?? '' });
    response.end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  files = filesAt(base);
  return {
    base,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
