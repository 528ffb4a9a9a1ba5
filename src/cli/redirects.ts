/** The command `redirects`. */
import path from 'node:path';
import { listRedirects } from '../redirecting.js';
import { stated } from '../stated.js';
import { readArgs, UsageError } from './args.js';
import { redirectsHelp } from './help.js';
import type { Terminal } from './terminal.js';

const kinds = { for: 'text', config: 'text', url: 'text' } as const;

/** How each server is told that a page has moved for good. Paths are percent-encoded, and hold no spaces. */
const servers: Readonly<Record<string, (from: string, to: string) => string>> = {
  netlify: (from, to) => `${from} ${to} 301\n`,
  nginx: (from, to) => `location = ${quoted(decoded(from))} { return 301 ${quoted(to)}; }\n`,
  apache: (from, to) => `Redirect permanent ${quoted(decoded(from))} ${quoted(to)}\n`,
};

/** nginx and Apache compare with the decoded path. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

const quoted = (text: string) => `"${text.replace(/["\\]/g, '\\$&')}"`;

/** @returns the exit status: 0 */
export async function runRedirects(args: readonly string[], terminal: Terminal): Promise<number> {
  const { flags, operands } = readArgs('redirects', args, kinds);
  if (flags.has('help')) {
    terminal.out(redirectsHelp);
    return 0;
  }
  const name = flags.text('for') ?? 'netlify';
  const server = Object.hasOwn(servers, name) ? servers[name] : undefined;
  if (server === undefined)
    throw new UsageError(
      `--for takes ${Object.keys(servers).join(', ')}, not ${name}. See feedwright redirects --help.`,
    );
  const config = flags.text('config');
  const redirects = await listRedirects({
    folder: path.resolve(terminal.cwd, operands[0] ?? '.'),
    options: { site: stated({ url: flags.text('url') }) },
    ...stated({ config: config === undefined ? undefined : path.resolve(terminal.cwd, config) }),
  });
  terminal.out(redirects.map(({ from, to }) => server(from, to)).join(''));
  return 0;
}
