/** Two versions of two hundred documents, which tell torn ones and strangers apart. */
import type { WrittenFile } from '../../src/publish/target.js';

export type Version = 'even' | 'odd';

const count = 200;
const filling: Readonly<Record<Version, number>> = { even: 4000, odd: 5000 };

export function documentsOf(version: Version): readonly (WrittenFile & { readonly bytes: Uint8Array })[] {
  return Array.from({ length: count }, (_, index) => {
    const filler = `${version} ${index} `.repeat(filling[version] / 10);
    const bytes = new TextEncoder().encode(`<feed>${filler}</feed>`);
    return { path: `tags/${index % 10}/${index}.xml`, bytes, type: 'application/rss+xml' };
  });
}

/** @returns undefined when the text is none of the two, whole */
export function versionOf(text: string, path: string): Version | undefined {
  return (['even', 'odd'] as const).find((version) => texts[version].get(path) === text);
}

const textsOf = (version: Version) =>
  new Map(documentsOf(version).map(({ path, bytes }) => [path, new TextDecoder().decode(bytes)]));
const texts = { even: textsOf('even'), odd: textsOf('odd') };
