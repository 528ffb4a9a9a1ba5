/**
 * Answers requests for files.
 *
 * `send` decides on conditions, ranges and HEAD; it is handed the bytes, which it would
 * read by name once it had told what they are.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import send from 'send';
import { contentType } from '../content-type.js';
import { deliveryHeaders } from '../delivery.js';
import { hasCode } from '../files/disk.js';
import type { Format } from '../model.js';
import type { Clock } from '../time/clock.js';
import { askedPath } from './asked-path.js';
import { encoder, isCompressible, preferredEncoding } from './encodings.js';
import { reloadPath, withReload, type LiveReload } from './live-reload.js';
import { mediaTypeByName } from './media-type.js';
import { allow, everywhere, redirect, refuse, refuseMethod } from './short-answers.js';
import { BusyError, heldSnapshot, type ServedFolder, type Snapshot } from './served-folder.js';

export interface ServedFeeds {
  /** Whether the settings give them a style, for those too large to look. */
  readonly areStyled: boolean;
  /** Path of the site, between slashes. */
  readonly base: string;
  /** What feed is at a path of the folder, if one is. */
  readonly feedAt: (file: string) => { readonly format: Format; readonly isArchive: boolean } | undefined;
}

export type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** @param live pages are kept up to date, and nothing is kept by anyone */
export function answerer(folder: ServedFolder, feeds: ServedFeeds, clock: Clock, live?: LiveReload): Answer {
  const { encode } = encoder(folder);

  return async (request, response) => {
    const { method = '', url = '' } = request;
    for (const [name, value] of everywhere) response.setHeader(name, value);
    if (method === 'OPTIONS') return allow(response);
    if (method !== 'GET' && method !== 'HEAD') return refuseMethod(response);
    if (live !== undefined && method === 'GET' && url === reloadPath) return live.listen(response);
    if (method === 'HEAD') delete request.headers.range; // RFC 9110, 14.2: of GET alone.
    const asked = askedPath(url, feeds.base);
    if (asked === 'malformed') return refuse(response, 400);
    if (asked === undefined) return refuse(response, 404);
    try {
      const file = asked.isFolder ? `${asked.file}/index.html`.replace(/^\//, '') : asked.file;
      const found = await folder.find(file);
      if (found === 'folder') {
        // Not twice to the same place: index.html is no folder in any sound site.
        if (asked.isFolder) return refuse(response, 404);
        return redirect(response, `${asked.pathname}/${asked.query}`);
      }
      if (found === undefined) return refuse(response, 404);
      await sendFile(file, found, request, response);
    } catch (error) {
      // Too many files are open, or a file is being written in place: it passes.
      if (error instanceof BusyError || isShortage(error)) {
        response.setHeader('Retry-After', '1');
        return refuse(response, 503);
      }
      throw error;
    }
  };

  async function sendFile(
    file: string,
    found: Snapshot,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const type = typeOf(file, found);
    response.setHeader('Content-Type', type);
    const isArchive = live === undefined && feeds.feedAt(file)?.isArchive === true;
    for (const [name, value] of deliveryHeaders(isArchive)) response.setHeader(name, value);
    const whole =
      live !== undefined && found.bytes !== undefined && /\.html?$/i.test(file)
        ? heldSnapshot(withReload(found.bytes), found.modified)
        : found;
    transmit(file, await encoded(file, whole, request, response), request, response);
  }

  function typeOf(file: string, { bytes }: Snapshot): string {
    const feed = feeds.feedAt(file);
    if (feed === undefined) return mediaTypeByName(file);
    return contentType(feed.format, bytes === undefined ? feeds.areStyled : isStyled(bytes));
  }

  async function encoded(
    file: string,
    snapshot: Snapshot,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<Snapshot> {
    if (!isCompressible(String(response.getHeader('Content-Type')))) return snapshot;
    response.setHeader('Vary', 'Accept-Encoding');
    const name = preferredEncoding(request.headers['accept-encoding']);
    // A part of a compressed form is of no use to those who ask for parts.
    if (name === undefined || request.headers.range !== undefined) return snapshot;
    const smaller = await encode(name, file, snapshot);
    if (smaller === undefined) return snapshot;
    response.setHeader('Content-Encoding', name);
    return smaller;
  }

  function transmit(file: string, snapshot: Snapshot, request: IncomingMessage, response: ServerResponse): void {
    // A file that nobody waits for any more is not left open.
    const close = () => void snapshot.close().catch(() => {});
    if (response.destroyed) return close();
    response.on('close', close);
    const { hash, size, modified } = snapshot;
    response.setHeader('ETag', `"${hash}"`);
    // Seconds are all it tells: within the second of a change, it would name the version before as well.
    if (clock.now() - modified > 2000) response.setHeader('Last-Modified', new Date(modified).toUTCString());
    const stream = send(conditionsOf(request, response), file, {
      etag: false,
      lastModified: false,
      cacheControl: false,
    });
    // 412 and 416: `send` would clear the headers by which a browser lets scripts see them.
    stream.on('error', (error: { readonly status?: number }) => {
      if (response.headersSent) response.destroy();
      else refuse(response, error.status ?? 500);
    });
    stream.stream = (_, { start = 0, end = 0 }: { start?: number; end?: number } = {}) => {
      const bytes = snapshot.stream(start, end);
      bytes.on('error', () => response.destroy());
      response.on('close', () => bytes.destroy());
      bytes.pipe(response);
    };
    Object.assign(stream, { res: response }).send(file, { size } as Parameters<typeof stream.send>[1]);
  }
}

/**
 * The request as `send` is to see it. A date that is later than ours proves nothing: files come back, and clocks are
 * set. Like nginx, we take our own date alone for it.
 */
function conditionsOf(request: IncomingMessage, response: ServerResponse): IncomingMessage {
  const { headers } = request;
  const date = Date.parse(headers['if-modified-since'] ?? '');
  if (date !== Date.parse(String(response.getHeader('Last-Modified')))) delete headers['if-modified-since'];
  return request;
}

/** Whether a feed names a stylesheet, in front of its root. */
function isStyled(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, 1000)).toString('latin1');
  return /^[^<]*(?:<[?!][^>]*>\s*)*?<\?xml-stylesheet\s/.test(head);
}

const isShortage = (error: unknown) => hasCode(error, 'EMFILE', 'ENFILE', 'ENOMEM', 'EAGAIN');
