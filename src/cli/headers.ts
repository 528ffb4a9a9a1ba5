/** The command `headers`. */
import { headerFile, hostNames, isHost } from '../announce/header-files.js';
import { listServed } from '../announcing.js';
import { readArgs, UsageError } from './args.js';
import { toRequest } from './build.js';
import { headersHelp } from './help.js';
import type { Terminal } from './terminal.js';

const kinds = { for: 'text', config: 'text', url: 'text' } as const;

/** @returns the exit status: 0 */
export async function runHeaders(args: readonly string[], terminal: Terminal): Promise<number> {
  const { flags, operands } = readArgs('headers', args, kinds);
  if (flags.has('help')) {
    terminal.out(headersHelp);
    return 0;
  }
  const host = flags.text('for') ?? 'netlify';
  if (!isHost(host))
    throw new UsageError(`--for takes ${hostNames.join(', ')}, not ${host}. See feedwright headers --help.`);
  terminal.out(headerFile(host, await listServed(toRequest('headers', flags, operands, terminal))));
  return 0;
}
