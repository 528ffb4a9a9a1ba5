/** The one door into our HTML pages: a template in which every value is escaped. */
import { withoutForbidden } from '../xml.js';

/** Markup that went through `html`. */
export interface Markup {
  readonly markup: string;
}

type Value = string | Markup | readonly Markup[] | undefined;

/** Values are text, in an element or in a quoted attribute; undefined is nothing; markup stays as it is. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Markup {
  return { markup: parts.map((part, index) => part + written(values[index])).join('') };
}

/** A text of our own, put in as it is: the style and the script of a page, where nothing is escaped. */
export function verbatim(text: string): Markup {
  return { markup: text };
}

function written(value: Value): string {
  if (value === undefined) return '';
  if (typeof value === 'string')
    return withoutForbidden(value).replace(/[&<>"']/g, (found) => `&#${found.charCodeAt(0)};`);
  return 'markup' in value ? value.markup : value.map(({ markup }) => markup).join('');
}
