/** Bytes of an article as text: UTF-8, lines ending in `\n`, without the characters that XML forbids. */
import { problem, type Problem } from '../problem.js';
import { codePoint, forbiddenCharacters, holdsForbidden, withoutForbidden } from '../xml.js';

export function decodeArticle(file: string, bytes: Uint8Array): { text?: string; problems: readonly Problem[] } {
  const decoded = decodeUtf8(bytes);
  if (decoded === undefined) return { problems: [problem('encoding-invalid', { file })] };
  const text = decoded.includes('\r') ? decoded.replace(/\r\n?/g, '\n') : decoded;
  return holdsForbidden(text)
    ? { text: withoutForbidden(text), problems: reportForbidden(file, text) }
    : { text, problems: [] };
}

const decoder = new TextDecoder('utf-8', { fatal: true });

/** Without a byte order mark; undefined when the bytes are not UTF-8. */
function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

/** One problem for each forbidden character, at its first place. */
function reportForbidden(file: string, text: string): readonly Problem[] {
  const places = new Map<string, { line: number; column: number; count: number }>();
  for (const [index, line] of text.split('\n').entries()) {
    for (const match of line.matchAll(forbiddenCharacters)) {
      const place = places.get(match[0]);
      if (place === undefined) places.set(match[0], { line: index + 1, column: match.index + 1, count: 1 });
      else place.count++;
    }
  }
  return [...places].map(([character, { line, column, count }]) =>
    problem('character-forbidden', { file, line, column }, { character: codePoint(character), count }),
  );
}
