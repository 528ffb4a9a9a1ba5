/** A person from how people write one: a name, `Name <mail>`, or an object with the parts under any usual name. */
import { absoluteAddress } from './address.js';
import type { Person } from './model.js';

/** @returns undefined when no name can be told. */
export function parsePerson(value: unknown): Person | undefined {
  if (typeof value === 'string') return parsePersonText(value);
  if (typeof value !== 'object' || value === null) return undefined;
  const fields = new Map(Object.entries(value).map(([key, field]) => [key.toLowerCase(), field]));
  const text = (...names: readonly string[]) =>
    names.map((name) => fields.get(name)).find((field) => typeof field === 'string' && field.trim() !== '') as
      string | undefined;
  const named = parsePersonText(text('name', 'title', 'label') ?? '');
  if (named === undefined) return undefined;
  const email = named.email ?? text('email', 'mail');
  const url = absoluteAddress(text('url', 'uri', 'link', 'website', 'homepage') ?? '');
  return { name: named.name, ...(email === undefined ? {} : { email }), ...(url === undefined ? {} : { url }) };
}

/** `Name`, `Name <mail>` or `mail (Name)`. A comma is part of the name: "Christine Runnegar, ISRG Board". */
function parsePersonText(text: string): Person | undefined {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line === '') return undefined;
  const [, name, email] = /^(.*\S) ?<([^<>\s@]+@[^<>\s@]+)>$/.exec(line) ?? [];
  if (name !== undefined && email !== undefined) return { name, email };
  const [, mail, real] = /^([^()\s@]+@[^()\s@]+) ?\((.+)\)$/.exec(line) ?? [];
  if (mail !== undefined && real !== undefined) return { name: real, email: mail };
  return { name: line };
}
