/** Slugs: texts as parts of an address. */
import { createHash } from 'node:crypto';

/** Readable and safe in a path in every script: letters, marks, digits, `-`, `_`, `.` and `~`. */
export function toSlug(text: string): string {
  // Most names are slugs as they are.
  if (/^\w+(?:[-.~]\w+)*$/.test(text)) return text;
  return text
    .normalize('NFC')
    .replace(/['’]/g, '')
    .replace(/[^\p{L}\p{M}\p{N}\-_.~]+/gu, '-')
    .replace(/-{2,}/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '');
}

/** Whether two names are one to people, and to file systems that tell neither case nor the ways to write é. */
export function sameName(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

/** Names that Windows gives to devices, whatever their ending. */
const devices = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/;

/** Characters; with the three bytes that most scripts need for one, within the 255 of a file name. */
const longest = 60;

/**
 * The name of a tag, category … as a folder: lower case, and in every script. `C++` and `C#` are not `c`, emoji
 * become their code points, what is too long is cut and told apart by a hash.
 */
export function channelSlug(name: string): string {
  const slug = toSlug(name.replace(/(?<=.)\+/g, 'plus').replace(/(?<=.)#/g, 'sharp')).toLowerCase();
  const readable = slug === '' ? [...name].map((character) => character.codePointAt(0)?.toString(16)).join('-') : slug;
  const whole = readable.replace(devices, '$&_');
  const characters = [...whole];
  if (characters.length <= longest) return whole;
  const hash = createHash('sha256').update(sameName(name)).digest('hex').slice(0, 8);
  return `${characters.slice(0, longest).join('')}-${hash}`;
}
