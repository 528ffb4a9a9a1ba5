/** Finds the end of front matter in the first bytes of a file, so that the text below it need not be read. */

const fences = ['---', '+++'];

/** @returns the bytes up to the end of the closing fence; undefined when they have another form, or go on */
export function frontMatterOf(head: Uint8Array): Uint8Array | undefined {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.length);
  const start = bytes.toString('latin1', 0, 5);
  const fence = fences.find((mark) => start.startsWith(mark) && /^[\r\n]/.test(start.slice(mark.length)));
  if (fence === undefined) return undefined;
  const close = bytes.indexOf(`\n${fence}`, fence.length);
  const end = close < 0 ? -1 : bytes.indexOf('\n', close + 1);
  if (end < 0 || bytes.toString('latin1', close + 1, end).trimEnd() !== fence) return undefined;
  const matter = bytes.subarray(0, end + 1);
  // YAML has another end, and a lone CR ends a line too: those are for the parser to see.
  return matter.includes('\n...') || /\r(?!\n)/.test(matter.toString('latin1')) ? undefined : matter;
}
