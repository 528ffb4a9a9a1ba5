/** Gathers the licences of the packages that are bundled, into dist/licences.txt: `npm run licences`, after the bundle. */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly author?: string | { readonly name: string; readonly email?: string };
}

/** The folders of the packages of which something is in the bundle that was made last. */
const folders = JSON.parse(
  readFileSync('node_modules/.cache/feedwright-bundle/packages.json', 'utf8'),
) as readonly string[];

/** Licences under which a package may be handed on with ours. */
const fitting = ['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'BlueOak-1.0.0', '0BSD', 'Apache-2.0'];

/** For a package that names its licence and holds no text of it: https://opensource.org/license/isc-license-txt */
const iscText = `Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby granted, provided that the above copyright notice and this permission notice appear in all copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT, INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF THIS SOFTWARE.`;

/** @throws Error for a package whose licence is not known to fit, or has no text */
function licenceOf(folder: string): string {
  const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as Manifest;
  const { name, version, license = 'none' } = manifest;
  if (!fitting.includes(license)) throw new Error(`${name} has the licence ${license}: may it be bundled?`);
  const files = readdirSync(folder).filter((file) => /^(?:licen[cs]e|copying|notice)/i.test(file));
  const texts = files.map((file) => readFileSync(path.join(folder, file), 'utf8').trim());
  if (texts.length === 0 && license === 'ISC') texts.push(`Copyright (c) ${authorOf(manifest)}\n\n${iscText}`);
  if (texts.length === 0) throw new Error(`${name} holds no text of its licence, ${license}`);
  return `${name} ${version} (${license})\n\n${texts.join('\n\n')}`;
}

function authorOf({ name, author }: Manifest): string {
  if (author === undefined) throw new Error(`${name} names no author`);
  return typeof author === 'string' ? author : author.name;
}

const rule = `\n\n${'-'.repeat(80)}\n\n`;
const head = 'Feedwright is bundled with parts of these packages, each under its licence.';
const licences = folders.map(licenceOf);
writeFileSync('dist/licences.txt', `${[head, ...licences].join(rule).replaceAll('\r\n', '\n')}\n`);
