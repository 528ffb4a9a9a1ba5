/** Slugs: texts as parts of an address. */

/** Readable and safe in a path in every script: letters, marks, digits, `-`, `_`, `.` and `~`. */
export function toSlug(text: string): string {
  return text
    .normalize('NFC')
    .replace(/['’]/g, '')
    .replace(/[^\p{L}\p{M}\p{N}\-_.~]+/gu, '-')
    .replace(/-{2,}/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '');
}
