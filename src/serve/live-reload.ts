/** Pages that show themselves anew after a build: what is added to them, and the stream that tells them. */
import type { ServerResponse } from 'node:http';

/** Hidden, so that no file of the folder can have it. */
export const reloadPath = '/.feedwright/reload';

export interface LiveReload {
  /** Tells the open pages that something has changed. */
  readonly changed: () => void;
  /** Keeps a page informed. */
  readonly listen: (response: ServerResponse) => void;
  readonly close: () => void;
}

/** @param first tells this process from one before it: a page that was open meanwhile is old */
export function liveReload(first: number): LiveReload {
  const pages = new Set<ServerResponse>();
  let version = first;
  const tell = (page: ServerResponse) => void page.write(`data: ${version}\n\n`);
  return {
    changed: () => {
      version++;
      for (const page of pages) tell(page);
    },
    listen: (response) => {
      // It is silent until something changes.
      response.socket?.setTimeout(0);
      response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
      pages.add(response);
      response.on('close', () => pages.delete(response));
      tell(response);
    },
    close: () => {
      for (const page of pages) page.end();
    },
  };
}

const script =
  `<script>{let seen;new EventSource(${JSON.stringify(reloadPath)}).onmessage=({data})=>` +
  `{if(seen&&seen!==data)location.reload();seen=data}}</script>`;

/**
 * At the very end, where browsers take a script too. A policy in the page would keep it out: here, on the author's
 * own machine, it is put out of force.
 */
export function withReload(page: Uint8Array): Uint8Array {
  // One character for each byte: the encoding of the page does not matter.
  const text = Buffer.from(page).toString('latin1');
  const open = text.replace(/(<meta\b[^>]*?\bhttp-equiv\s*=\s*["']?)(content-security-policy)/gi, '$1x-$2');
  return Buffer.from(open + script, 'latin1');
}
