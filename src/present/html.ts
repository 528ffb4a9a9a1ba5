/** The one door into our HTML pages: a template in which every value is escaped. */
import { withoutForbidden } from '../xml.js';

/** Markup that went through `html`. */
export interface Markup {
  readonly markup: string;
}

type Value = string | Markup | readonly Markup[] | undefined;

/** Values are text, in an element or in a quoted attribute; undefined is nothing; markup stays as it is. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Markup {
  // The indentation is that of our source.
  const lines = parts.map((part) => part.replace(/\s*\n\s*/g, '\n'));
  return { markup: lines.map((part, index) => part + written(values[index])).join('') };
}

/** An element that holds a text of our own to the byte: a style or a script, in which nothing is escaped. */
export function verbatim(name: 'style' | 'script', text: string): Markup {
  return { markup: `<${name}>${text}</${name}>` };
}

function written(value: Value): string {
  if (value === undefined) return '';
  if (typeof value === 'string')
    return withoutForbidden(value).replace(/[&<>"']/g, (found) => `&#${found.charCodeAt(0)};`);
  return 'markup' in value ? value.markup : value.map(({ markup }) => markup).join('');
}
