/** The user's own extensions as namespaces: what their functions said, where the modules here add theirs. */
import type { Channel } from '../channel.js';
import type { Extended } from '../model.js';
import type { Namespace } from './namespace.js';

export function extendedNamespaces({ extensions }: Channel): readonly Namespace[] {
  return extensions.map(({ prefix, namespace, formats, elements }) => ({
    prefix,
    uri: namespace,
    spec: namespace,
    formats,
    forChannel: () => elements,
    forEntry: ({ extended = [] }) => extended.find((own) => own.prefix === prefix)?.elements ?? [],
  }));
}

/** In JSON Feed an extension is an object whose name begins with `_` (https://www.jsonfeed.org/version/1.1/#extensions). */
export function extendedJson(extended: readonly Extended[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(extended.flatMap(({ prefix, json }) => (json === undefined ? [] : [[`_${prefix}`, json]])));
}
