/** Finds the end of front matter in the first bytes of a file, so that the text below it need not be read. */

const fences = ['---', '+++'];
const [lineFeed, carriageReturn] = [10, 13];

/** @returns the bytes up to the end of the closing fence; undefined when they have another form, or go on */
export function frontMatterOf(head: Buffer): Buffer | undefined {
  const start = head.toString('latin1', 0, 3);
  const fence = fences.find((mark) => start === mark);
  if (fence === undefined || (head[3] !== lineFeed && head[3] !== carriageReturn)) return undefined;
  const close = head.indexOf(`\n${fence}`, 3);
  const end = close < 0 ? -1 : head.indexOf(lineFeed, close + 1);
  if (end < 0 || head.toString('latin1', close + 1, end).trimEnd() !== fence) return undefined;
  const matter = head.subarray(0, end + 1);
  // YAML has another end, and a lone CR ends a line too: those are for the parser to see.
  return matter.includes('\n...') || holdsLoneReturn(matter) ? undefined : matter;
}

const holdsLoneReturn = (bytes: Buffer) => bytes.includes(carriageReturn) && /\r(?!\n)/.test(bytes.toString('latin1'));
