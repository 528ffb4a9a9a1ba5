/** Runs a command line in a folder, as the executable does, and gives back what it printed. */
import { main } from '../../src/cli/main.js';

export async function run(folder: string, ...args: readonly string[]) {
  let out = '';
  let err = '';
  const terminal = {
    out: (text: string) => void (out += text),
    err: (text: string) => void (err += text),
    colour: false,
    cwd: folder,
  };
  const status = await main(args, terminal, '1.2.3');
  return { status, out, err };
}
