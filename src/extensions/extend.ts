/** Asks the functions of extensions what they say of a feed or an article; their mistakes are named like others. */
import { viewArticle } from '../article-view.js';
import type { Channel } from '../channel.js';
import type { Settings } from '../config/options.js';
import type { Article, Entry, Extended } from '../model.js';
import { problem, type Place, type Problem } from '../problem.js';
import { stated } from '../stated.js';
import { messageOf } from '../untyped.js';
import { toElements } from './elements.js';
import type { Extension, ExtensionArticle, ExtensionChannel, Sayings } from './extension.js';
import { toJsonObject } from './json-object.js';
import { Unfit } from './unfit.js';

/** @param entry the article, rendered */
export function extendEntry(
  article: Article,
  entry: Entry,
  { extensions, site }: Settings,
): { readonly entry: Entry; readonly problems: readonly Problem[] } {
  if (extensions.length === 0) return { entry, problems: [] };
  const { file, fields = {} } = article;
  const { id, title, summary } = entry;
  const view: ExtensionArticle = { ...viewArticle({ ...article, title }, site), id, summary, fields };
  const asked = extensions.map(({ prefix, option, entry: sayings }) => ask(view, sayings, prefix, [option, 'entry']));
  return {
    entry: { ...entry, extended: asked.map(({ extended }) => extended) },
    problems: asked.flatMap(({ problemsAt }) => problemsAt({ file, line: 1 })),
  };
}

export function extendChannel(
  channel: Channel,
  extensions: readonly Extension[],
): { readonly channel: Channel; readonly problems: readonly Problem[] } {
  const { kind, name, title, description, url, addresses, language, updated, paging } = channel;
  const view: ExtensionChannel = {
    kind,
    name,
    title,
    description,
    url,
    addresses,
    language,
    updated,
    part: paging.part,
  };
  const asked = extensions.map(({ prefix, namespace, formats, option, channel: sayings }) => ({
    ...ask(view, sayings, prefix, [option, 'channel']),
    own: { namespace, formats },
  }));
  return {
    channel: { ...channel, extensions: asked.map(({ extended, own }) => ({ ...extended, ...own })) },
    problems: asked.flatMap(({ problemsAt }) => problemsAt({})),
  };
}

interface Answer {
  readonly extended: Extended;
  readonly problemsAt: (place: Place) => readonly Problem[];
}

function ask<View>(
  view: View,
  { elements, json }: Sayings<View>,
  prefix: string,
  [option, kind]: readonly [string, string],
): Answer {
  const faults: { readonly option: string; readonly what: string }[] = [];
  const attempt = <Said>(name: string, say: () => Said): Said | undefined => {
    try {
      return say();
    } catch (error) {
      const what = error instanceof Unfit ? error.message : `it throws "${messageOf(error)}"`;
      faults.push({ option: name, what });
      return undefined;
    }
  };
  const extended = {
    prefix,
    elements: attempt(`${option}.${kind}`, () => toElements(elements?.(view), prefix)) ?? [],
    ...stated({ json: attempt(`${option}.json.${kind}`, () => toJsonObject(json?.(view))) }),
  };
  return { extended, problemsAt: (place) => faults.map((fault) => problem('extension-invalid', place, fault)) };
}
