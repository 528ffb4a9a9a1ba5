/** The command `serve`. */
import { serveSite } from '../serving.js';
import { systemTimers } from '../time/timers.js';
import { readArgs, UsageError } from './args.js';
import { toRequest } from './build.js';
import { serveHelp } from './help.js';
import { printable, type Terminal } from './terminal.js';

const kinds = { port: 'text', host: 'text', config: 'text', out: 'text', url: 'text' } as const;

/** @returns the exit status: 0 when it is ended */
export async function runServe(args: readonly string[], terminal: Terminal): Promise<number> {
  const { flags, operands } = readArgs('serve', args, kinds);
  if (flags.has('help')) {
    terminal.out(serveHelp);
    return 0;
  }
  const server = await serveSite({
    ...toRequest('serve', flags, operands, terminal),
    host: flags.text('host') ?? '127.0.0.1',
    port: portOf('serve', '--port', flags.text('port') ?? '8080'),
    timers: systemTimers,
    isLive: false,
  });
  terminal.out(`Serving at ${printable(server.url)} until Ctrl-C.\n`);
  await terminal.untilStopped?.();
  await server.close();
  return 0;
}

/** @throws UsageError */
export function portOf(command: string, flag: string, value: string): number {
  if (/^\d{1,5}$/.test(value) && Number(value) <= 65_535) return Number(value);
  throw new UsageError(`${flag} takes a number up to 65535, not ${value}. See feedwright ${command} --help.`);
}
