/** A person from how people write one: a name, `Name <mail>`, or an object with the parts under any usual name. */
import { absoluteAddress } from './addresses/address.js';
import type { Person } from './model.js';
import { stated } from './stated.js';
import { isObject, toText } from './untyped.js';

/** @returns undefined when no name can be told. */
export function parsePerson(value: unknown): Person | undefined {
  if (!isObject(value)) return parsePersonText(typeof value === 'string' ? value : '');
  const fields = new Map(Object.entries(value).map(([key, field]) => [key.toLowerCase(), field]));
  const text = (...names: readonly string[]) =>
    names.map((name) => toText(fields.get(name))).find((field) => field !== undefined);
  const named = parsePersonText(text('name', 'title', 'label') ?? '');
  if (named === undefined) return undefined;
  const email = named.email ?? toEmail(text('email', 'mail') ?? '');
  const url = absoluteAddress(text('url', 'uri', 'link', 'website', 'homepage') ?? '');
  return { name: named.name, ...stated({ email, url }) };
}

/** `Name`, `Name <mail>`, `mail (Name)` or `mail`. A comma is part of the name: "Christine Runnegar, ISRG Board". */
function parsePersonText(text: string): Person | undefined {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line === '') return undefined;
  const [, before = '', inAngles = ''] = /^([^<>]*)<([^<>]+)>$/.exec(line) ?? [];
  const [, first = '', inBrackets = ''] = /^([^()\s]+) ?\(([^()]+)\)$/.exec(line) ?? [];
  const email = toEmail(inAngles) ?? toEmail(first) ?? toEmail(line);
  if (email === undefined) return { name: line };
  // Of an address alone, the part that is no address.
  return { name: before.trim() || inBrackets.trim() || email.replace(/@.*/, ''), email };
}

/** What is no single address is none: the W3C validator refuses a feed for it. */
function toEmail(text: string): string | undefined {
  const address = text.replace(/^mailto:/i, '').trim();
  return /^[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(\.[\w-]+)+$/.test(address) ? address : undefined;
}
