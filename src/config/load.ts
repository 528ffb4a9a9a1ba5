/** Finds and reads the config file: a TypeScript or JavaScript module, JSON, or a key in package.json. */
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { hasCode } from '../files/disk.js';
import { BuildError, problem, type Place } from '../problem.js';
import { isObject, messageOf } from '../untyped.js';
import { findJsonFault } from './json-fault.js';

export interface LoadedConfig {
  /** Path from the site's folder, for problems; undefined when there is no config file. */
  readonly file: string | undefined;
  /** Text of the file, in which the lines of options are looked up. */
  readonly source: string;
  readonly options: unknown;
}

const configNames = ['ts', 'js', 'mjs', 'json'].map((extension) => `feedwright.config.${extension}`);

/** Where other tools have their settings, and where ours are under names that differ in case. */
const likeConfig =
  /^(?:feedwright\.config\.(?:[cm]?[jt]s|json[c5]?|ya?ml|toml)|feedwright\.(?:json[c5]?|ya?ml|toml)|\.feedwrightrc(?:\..+)?)$/i;

/**
 * @param site absolute path of the site's folder
 * @param stated path of the config file if one was named, from the site's folder
 * @throws BuildError when it is missing, unreadable, passed over, or when two would count.
 */
export async function loadConfig(site: string, stated: string | undefined): Promise<LoadedConfig> {
  const name = stated ?? findConfig(site);
  if (name === undefined) return { file: name, source: '', options: {} };
  const absolute = path.resolve(site, name);
  const file = path.relative(site, absolute).replaceAll('\\', '/');
  const source = decode(readBytes(absolute, name, file), file);
  return { file, source, options: await readOptions(absolute, source, file) };
}

function findConfig(site: string): string | undefined {
  const names = namesIn(site);
  const passedOver = names.filter((name) => likeConfig.test(name) && !configNames.includes(name));
  if (passedOver.length > 0) throw new BuildError(passedOver.map((file) => problem('config-passed-over', { file })));
  const files = configNames.filter((name) => names.includes(name));
  const held = names.includes('package.json') ? holdsOptions(path.join(site, 'package.json')) : 'no';
  if (held === 'yes' || (held === 'perhaps' && files.length === 0)) files.push('package.json');
  if (files.length > 1) throw new BuildError([problem('config-ambiguous', { file: files[0] }, { files })]);
  return files[0];
}

function namesIn(site: string): readonly string[] {
  try {
    return readdirSync(site);
  } catch (error) {
    throw unreadable({}, `the folder ${site} may not be listed`, error);
  }
}

/** Somebody else's file mostly: whether it is broken concerns us where it may hold our options. */
function holdsOptions(file: string): 'yes' | 'no' | 'perhaps' {
  let text: string;
  try {
    text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    return hasCode(error, 'EISDIR') ? 'no' : 'perhaps';
  }
  try {
    const content: unknown = JSON.parse(text);
    return isObject(content) && content['feedwright'] !== undefined ? 'yes' : 'no';
  } catch {
    return text.includes('feedwright') ? 'perhaps' : 'no';
  }
}

function readBytes(absolute: string, name: string, file: string): Uint8Array {
  try {
    return readFileSync(absolute);
  } catch (error) {
    if (!hasCode(error, 'ENOENT', 'ELOOP')) throw unreadable({ file }, reasonOf(error), error);
    if (lstatSync(absolute, { throwIfNoEntry: false }) === undefined)
      throw new BuildError([problem('config-missing', {}, { path: name })], { cause: error });
    throw unreadable({ file }, 'it is a link that leads nowhere', error);
  }
}

function reasonOf(error: unknown): string {
  if (hasCode(error, 'EACCES', 'EPERM')) return 'reading it is not permitted';
  return hasCode(error, 'EISDIR') ? 'it is a folder' : messageOf(error);
}

const decoder = new TextDecoder('utf-8', { fatal: true });

/** What is garbled in a title is garbled in every feed. */
function decode(bytes: Uint8Array, file: string): string {
  try {
    return decoder.decode(bytes);
  } catch (error) {
    const text = new TextDecoder().decode(bytes);
    throw unreadable(
      { file, ...placeAt(text, text.indexOf('\uFFFD')) },
      'it is not UTF-8 text; save it as such',
      error,
    );
  }
}

async function readOptions(absolute: string, source: string, file: string): Promise<unknown> {
  if (!absolute.endsWith('.json')) return evaluate(absolute, source, file);
  const content = parseJson(source, file);
  if (path.basename(absolute) !== 'package.json') return content;
  return isObject(content) ? content['feedwright'] : undefined;
}

function parseJson(source: string, file: string): unknown {
  try {
    return JSON.parse(source);
  } catch (error) {
    const fault = findJsonFault(source);
    const place = fault && placeAt(source, fault.index);
    throw unreadable({ file, ...place }, fault?.reason ?? messageOf(error), error);
  }
}

async function evaluate(absolute: string, source: string, file: string): Promise<unknown> {
  try {
    // Node 20 runs no TypeScript, and a site that calls us through npx cannot resolve our name: hence jiti and the alias.
    const { createJiti } = await import('jiti');
    const alias = { feedwright: createRequire(import.meta.url).resolve('feedwright') };
    const jiti = createJiti(import.meta.url, { alias, fsCache: false, moduleCache: false });
    // Node keeps a module for as long as it runs: of what is evaluated here, a new version counts (`watch`).
    const module = await jiti.evalModule(source, { filename: absolute, async: true, forceTranspile: true });
    return isObject(module) && 'default' in module ? module['default'] : module;
  } catch (error) {
    // A parser ends its message with the place, whose columns count from 0.
    const [whole = '', message = '', at = '', line, column] =
      /^(?:ParseError: )?([^]*?)\s+(\S.*):(\d+):(\d+)$/.exec(messageOf(error)) ?? [];
    const isHere = whole !== '' && at === absolute;
    const place = isHere ? { line: Number(line), column: Number(column) + 1 } : {};
    throw unreadable({ file, ...place }, isHere ? message : messageOf(error), error);
  }
}

function placeAt(text: string, index: number): Pick<Place, 'line' | 'column'> {
  const before = text.slice(0, index).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

function unreadable(place: Place, reason: string, cause: unknown): BuildError {
  return new BuildError([problem('config-unreadable', place, { reason: reason.replace(/\.$/, '') })], { cause });
}
