/** A little site that is built into a folder, and deployed by copying that to a server on loopback. */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build, ping, type BuildRequest, type PingRequest, type UserOptions } from '../../src/index.js';
import { article, makeSite, now } from '../site.js';
import { fakeTime } from './fake-time.js';
import { serve, type Handler } from './servers.js';

export async function putOnline(options: UserOptions = {}) {
  const folder = makeSite({ 'posts/first.md': article('title: First') });
  const output = path.join(folder, 'output');
  const deployed = new Map<string, Buffer>();
  const requests: { readonly url: string; readonly headers: Readonly<Record<string, unknown>> }[] = [];
  let instead: Handler | undefined;
  const url = await serve((request, response) => {
    requests.push({ url: request.url ?? '', headers: request.headers });
    if (instead !== undefined) return instead(request, response);
    const bytes = deployed.get(request.url ?? '');
    return response.writeHead(bytes === undefined ? 404 : 200, { 'content-type': 'application/xml' }).end(bytes);
  });
  const time = fakeTime();
  const all = { ...options, site: { url, title: 'Site & more', ...options.site } };
  return {
    url,
    folder,
    output,
    time,
    /** What the site was asked for. */
    requests,
    serveInstead: (handler: Handler | undefined) => void (instead = handler),
    build: (request: BuildRequest = {}) => build({ folder, now, options: all, ...time, ...request }),
    ping: (request: PingRequest = {}) => ping({ folder, now, options: all, ...time, ...request }),
    write: (name: string, fields: string, body?: string) =>
      writeFileSync(path.join(folder, 'posts', name), article(fields, body)),
    deploy: () => {
      for (const name of readdirSync(output, { recursive: true, encoding: 'utf8' })) {
        const file = path.join(output, name);
        if (statSync(file).isFile()) deployed.set(`/${name.replaceAll('\\', '/')}`, readFileSync(file));
      }
    },
    outbox: (): unknown => {
      try {
        return JSON.parse(readFileSync(path.join(output, '.feedwright/outbox.json'), 'utf8'));
      } catch {
        return undefined;
      }
    },
  };
}
