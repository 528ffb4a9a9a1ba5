/** The option `extensions`: what it may hold, what is wrong with it, and the extensions that it asks for. */
import { isUri } from '../addresses/address.js';
import { isNcName } from '../extensions/elements.js';
import type { Extension, ExtensionOptions } from '../extensions/extension.js';
import { namespaces } from '../namespaces/index.js';
import { problem, shown, type Problem } from '../problem.js';
import { stated } from '../stated.js';
import { isObject } from '../untyped.js';
import { checkOptions, type Check, type Locate, type Shape } from './check.js';

const formats = ['rss', 'atom'] as const;
/** https://www.w3.org/TR/xml-names/#ns-decl */
const namespacesOfXml = ['http://www.w3.org/XML/1998/namespace', 'http://www.w3.org/2000/xmlns/'];
const func: Check = { expected: 'a function', test: (value) => typeof value === 'function' };

const prefix: Check = {
  expected: `a name that begins with a letter and has no colon, is none of ${namespaces.map((own) => own.prefix).join(', ')}, and does not begin with xml`,
  test: (value) =>
    isNcName(value) && /^\p{L}/u.test(value) && !/^xml/i.test(value) && namespaces.every((own) => own.prefix !== value),
};
const namespace: Check = {
  expected: 'an absolute URI like http://www.w3.org/2003/01/geo/wgs84_pos#, and none that the feeds use already',
  test: (value) =>
    typeof value === 'string' &&
    isUri(value) &&
    !namespacesOfXml.includes(value) &&
    namespaces.every(({ uri }) => uri !== value),
};
const shape: Shape = {
  prefix,
  namespace,
  formats: {
    expected: 'a list of "rss" and "atom"',
    test: (value) => Array.isArray(value) && value.every((format) => (formats as readonly unknown[]).includes(format)),
  },
  channel: func,
  entry: func,
  json: { channel: func, entry: func },
};

export const extensionsShape: Check = {
  expected: `a list of objects with ${Object.keys(shape).join(', ')}`,
  test: (value) => Array.isArray(value) && value.every(isObject),
};

const nameOf = (index: number) => `extensions[${index}]`;

export function extensionFaults(extensions: readonly ExtensionOptions[], locate: Locate): readonly Problem[] {
  const invalid = (name: string, value: string, expected: string) => {
    const { option, place } = locate(name);
    return problem('option-invalid', place, { option, value, expected });
  };
  return extensions.flatMap((extension, index) => {
    const missing = Object.entries({ prefix, namespace }).flatMap(([name, { expected }]) =>
      isObject(extension) && extension[name] === undefined
        ? [invalid(`${nameOf(index)}.${name}`, 'missing', expected)]
        : [],
    );
    const first = extensions.findIndex((other) => other.prefix === extension.prefix);
    return [
      ...checkOptions(extension, shape, locate, `${nameOf(index)}.`),
      ...missing,
      ...(extension.prefix !== undefined && first < index
        ? [invalid(`${nameOf(index)}.prefix`, shown(extension.prefix), `another than that of ${nameOf(first)}`)]
        : []),
    ];
  });
}

export function toExtensions(extensions: readonly ExtensionOptions[] = []): readonly Extension[] {
  return extensions.map(({ json = {}, ...own }, index) => ({
    option: nameOf(index),
    prefix: own.prefix,
    namespace: own.namespace,
    formats: own.formats ?? formats,
    channel: stated({ elements: own.channel, json: json.channel }),
    entry: stated({ elements: own.entry, json: json.entry }),
  }));
}
