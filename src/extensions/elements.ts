/** What an extension's function returned, as elements with its prefix: `unknown` goes in, whatever was written there. */
import { shown } from '../problem.js';
import { isObject, isPromise } from '../untyped.js';
import { element, type Element } from '../xml.js';
import { Unfit } from './unfit.js';

/** So deep, elements are no data any more, and a circle of them never ends. */
const deepest = 20;
const parts = ['name', 'attributes', 'text', 'children'];

const nameStart =
  'A-Z_a-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C\\u200D\\u2070-\\u218F\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD\\u{10000}-\\u{EFFFF}';
const ncName = new RegExp(`^[${nameStart}][${nameStart}\\-.0-9\\u00B7\\u0300-\\u036F\\u203F\\u2040]*$`, 'u');

/** Whether a text is a name without a prefix (https://www.w3.org/TR/xml-names/#NT-NCName). */
export const isNcName = (value: unknown): value is string => typeof value === 'string' && ncName.test(value);

/** @throws Unfit for what is neither an element, nor a list of them, nor nothing */
export function toElements(value: unknown, prefix: string, depth = 0): readonly Element[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((item) => item !== undefined && item !== null).map((item) => toElement(item, prefix, depth));
}

function toElement(value: unknown, prefix: string, depth: number): Element {
  if (!isObject(value)) throw new Unfit(`it returns ${shown(value)}, which is no element`);
  if (isPromise(value)) throw new Unfit('it returns a promise, and nothing waits for one');
  const { name, attributes = {}, text, children } = value;
  if (!isNcName(name)) throw new Unfit(`it returns an element whose name is ${shown(name)}, which is no name in XML`);
  const stranger = Object.keys(value).find((key) => !parts.includes(key));
  if (stranger !== undefined) throw new Unfit(`<${name}> has "${stranger}", which is none of ${parts.join(', ')}`);
  if (!isObject(attributes))
    throw new Unfit(`the attributes of <${name}> are ${shown(attributes)}, which is no object`);
  if (children !== undefined && !Array.isArray(children))
    throw new Unfit(`the children of <${name}> are ${shown(children)}, which is no list`);
  if (depth > deepest) throw new Unfit(`<${name}> stands more than ${deepest} elements deep`);
  return element(
    `${prefix}:${name}`,
    Object.fromEntries(Object.entries(attributes).map(([key, content]) => [key, toAttribute(name, key, content)])),
    [
      ...(text === undefined || text === null ? [] : [toContent(text, `the text of <${name}>`)]),
      ...toElements(children, prefix, depth + 1),
    ],
  );
}

function toAttribute(name: string, key: string, content: unknown): string | undefined {
  if (!isNcName(key) || key === 'xmlns')
    throw new Unfit(`<${name}> has an attribute ${shown(key)}, which is no name in XML`);
  return content === undefined || content === null ? undefined : toContent(content, `the ${key} of <${name}>`);
}

function toContent(value: unknown, what: string): string {
  if (typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value))) return String(value);
  throw new Unfit(`${what} is ${shown(value)}, which is neither a text nor a number`);
}
