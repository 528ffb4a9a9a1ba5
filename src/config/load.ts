/** Finds and reads the config file: a TypeScript or JavaScript module, JSON, or a key in package.json. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { BuildError, problem } from '../problem.js';
import { isObject, messageOf } from '../untyped.js';

export interface LoadedConfig {
  /** Path from the site's folder, for problems; undefined when there is no config file. */
  readonly file: string | undefined;
  /** Text of the file, in which the lines of options are looked up. */
  readonly source: string;
  readonly options: unknown;
}

const configNames = ['ts', 'js', 'mjs', 'json'].map((extension) => `feedwright.config.${extension}`);

/**
 * @param site absolute path of the site's folder
 * @param stated path of the config file if one was named, from the site's folder
 * @throws BuildError when it is missing, unreadable, or when two would count.
 */
export async function loadConfig(site: string, stated: string | undefined): Promise<LoadedConfig> {
  const file = stated ?? findConfig(site);
  if (file === undefined) return { file, source: '', options: {} };
  const absolute = path.resolve(site, file);
  if (!existsSync(absolute)) throw new BuildError([problem('config-missing', {}, { path: file })]);
  try {
    const source = readFileSync(absolute, 'utf8').replace(/^\uFEFF/, '');
    return {
      file: path.relative(site, absolute).replaceAll('\\', '/'),
      source,
      options: await readOptions(absolute, source),
    };
  } catch (error) {
    const reason = messageOf(error);
    throw new BuildError([problem('config-unreadable', { file }, { reason })], { cause: error });
  }
}

function findConfig(site: string): string | undefined {
  const files = configNames.filter((name) => existsSync(path.join(site, name)));
  if (packageOptions(path.join(site, 'package.json')) !== undefined) files.push('package.json');
  if (files.length > 1) throw new BuildError([problem('config-ambiguous', { file: files[0] }, { files })]);
  return files[0];
}

function packageOptions(file: string): unknown {
  if (!existsSync(file)) return undefined;
  try {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
    return isObject(content) ? content['feedwright'] : undefined;
  } catch {
    return undefined; // Somebody else's file, and broken: it holds no options of ours.
  }
}

async function readOptions(absolute: string, source: string): Promise<unknown> {
  if (path.basename(absolute) === 'package.json') return packageOptions(absolute);
  if (absolute.endsWith('.json')) return JSON.parse(source);
  // Node 20 runs no TypeScript, and a site that calls us through npx cannot resolve our name: hence jiti and the alias.
  const { createJiti } = await import('jiti');
  const alias = { feedwright: createRequire(import.meta.url).resolve('feedwright') };
  const jiti = createJiti(import.meta.url, { alias, fsCache: false, moduleCache: false });
  // Node keeps a module for as long as it runs: of what is evaluated here, a new version counts (`watch`).
  const module = await jiti.evalModule(source, { filename: absolute, async: true, forceTranspile: true });
  return isObject(module) && 'default' in module ? module['default'] : module;
}
