/** The command `redirects`. */
import path from 'node:path';
import { decodedPath } from '../addresses/address.js';
import { listRedirects } from '../redirecting.js';
import { stated } from '../stated.js';
import { readArgs, UsageError } from './args.js';
import { redirectsHelp } from './help.js';
import type { Terminal } from './terminal.js';

const kinds = { for: 'text', config: 'text', url: 'text' } as const;

/** How a server is told that pages have moved for good. Paths are percent-encoded, and hold no spaces. */
interface Server {
  readonly head: string;
  readonly rule: (from: string, to: string) => string;
}

const servers: Readonly<Record<string, Server>> = {
  // `*` and `:` begin placeholders there.
  netlify: { head: '', rule: (from, to) => `${from.replaceAll('*', '%2A').replaceAll(':', '%3A')} ${to} 301\n` },
  nginx: {
    head: '',
    // `$` begins a variable in what is returned, and nothing can escape it.
    rule: ifDecoded((from, to) => `location = ${quoted(from)} { return 301 ${quoted(to.replaceAll('$', '%24'))}; }\n`),
  },
  apache: {
    // Redirect takes all that begins with an address, so that /a led to /a/, to /a//, and on; RedirectMatch encodes
    // `%` once more. `^/?` serves .htaccess and the server's own configuration.
    head: 'RewriteEngine On\n',
    rule: ifDecoded(
      (from, to) => `RewriteRule "^/?${escapedPattern(from.slice(1))}$" "${escapedTarget(to)}" [R=301,L,NE]\n`,
    ),
  },
};

/** nginx and Apache compare with the decoded path. One that is no text, or holds a line break, cannot be written down. */
function ifDecoded(rule: Server['rule']): Server['rule'] {
  return (from, to) => {
    const path = decodedPath(from);
    return path === undefined || /[\0-\x1f\x7f]/.test(path) ? '' : rule(path, to);
  };
}

const quoted = (text: string) => `"${text.replace(/["\\]/g, '\\$&')}"`;

/** Apache knows no escapes within quotes here, so what would end or bend a word is told by number. */
const escapedPattern = (text: string) =>
  text.replace(/[$()*+.?[\]^{|}" \\]/g, (mark) =>
    /[" \\]/.test(mark) ? `\\x${mark.charCodeAt(0).toString(16)}` : `\\${mark}`,
  );

/** `$` and `%` refer to what a rule matched. */
const escapedTarget = (address: string) => address.replace(/[$%]/g, '\\$&');

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
  const rules = redirects.map(({ from, to }) => server.rule(from, to)).join('');
  terminal.out(rules === '' ? '' : server.head + rules);
  return 0;
}
