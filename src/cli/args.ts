/** Command lines: flags and operands of a command, strictly read. */
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { nearestName } from '../order.js';
import { messageOf } from '../untyped.js';

/** The command was used wrongly: one sentence, exit status 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export interface Flags {
  /** The value of a flag that takes one. */
  readonly text: (name: string) => string | undefined;
  /** The values of a flag that may be given several times. */
  readonly texts: (name: string) => readonly string[];
  readonly has: (name: string) => boolean;
}

/** A flag that takes a value or leaves it out says what stands for it then. */
type FlagKinds = Readonly<Record<string, 'text' | 'texts' | 'switch' | { readonly otherwise: number }>>;

/** @throws UsageError for an unknown flag, with the nearest name, and for a flag without its value */
export function readArgs(
  command: string,
  args: readonly string[],
  kinds: FlagKinds,
): { flags: Flags; operands: readonly string[] } {
  const options: NonNullable<ParseArgsConfig['options']> = Object.fromEntries(
    Object.entries({ ...kinds, help: 'switch' }).map(
      ([name, kind]) =>
        [
          name,
          {
            type: kind === 'switch' ? 'boolean' : 'string',
            multiple: kind === 'texts',
            ...(name === 'help' ? { short: 'h' } : {}),
          },
        ] as const,
    ),
  );
  try {
    const { values, positionals } = parseArgs({
      args: withValues(args, kinds),
      options,
      strict: true,
      allowPositionals: true,
    });
    const text = (name: string) => {
      const value = values[name];
      return typeof value === 'string' ? value : undefined;
    };
    const texts = (name: string) => {
      const value = values[name];
      return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
    };
    return { flags: { text, texts, has: (name) => values[name] === true }, operands: positionals };
  } catch (error) {
    throw new UsageError(usageMessage(command, error, Object.keys(options)), { cause: error });
  }
}

/** `--wait 5` and `--wait` become `--wait=5` and what stands for it: a folder is never taken for a number. */
function withValues(args: readonly string[], kinds: FlagKinds): string[] {
  const [arg, next = '', ...rest] = args;
  if (arg === undefined || arg === '--') return [...args];
  const kind = arg.startsWith('--') && Object.hasOwn(kinds, arg.slice(2)) ? kinds[arg.slice(2)] : undefined;
  if (typeof kind !== 'object') return [arg, ...withValues(args.slice(1), kinds)];
  return /^\d+$/.test(next)
    ? [`${arg}=${next}`, ...withValues(rest, kinds)]
    : [`${arg}=${kind.otherwise}`, ...withValues(args.slice(1), kinds)];
}

function usageMessage(command: string, error: unknown, known: readonly string[]): string {
  const message = messageOf(error);
  const hint = `See feedwright ${command} --help.`;
  const unknown = /^Unknown option '(-{1,2})([^']+)'/.exec(message);
  if (unknown === null) return `${message.split(/\.\s/)[0]?.replace(/\.$/, '')}. ${hint}`;
  const [, dashes = '', name = ''] = unknown;
  const nearest = nearestName(name, known);
  return `There is no option ${dashes}${name}. ${nearest === undefined ? '' : `Did you mean --${nearest}? `}${hint}`;
}
