import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { build } from 'rolldown';
import { beforeAll, describe, expect, test } from 'vitest';
import { fasterLine, outside } from '../.ci/packages.js';
import { parseMarkdown } from '../src/render/markdown.js';

/** Within the project, for what stays outside of a bundle is looked for from where it lies. */
const file = path.resolve('node_modules/.cache/feedwright-test/markdown.mjs');
let bundled: { readonly parseMarkdown: typeof parseMarkdown };

beforeAll(async () => {
  await build({
    input: 'src/render/markdown.ts',
    external: [...outside],
    platform: 'node',
    plugins: [fasterLine],
    output: { file, codeSplitting: false },
  });
  bundled = (await import(pathToFileURL(file).href)) as typeof bundled;
});

describe('the parser with a line that is said in a faster way makes the same tree, positions included', () => {
  const golden = 'test/render/golden';
  test.each(readdirSync(golden).filter((name) => /\.mdx?$/.test(name)))('of %s', (name) => {
    const text = readFileSync(path.join(golden, name), 'utf8');
    expect(bundled.parseMarkdown(text)).toEqual(parseMarkdown(text));
  });

  const piece = fc.constantFrom(
    'a', 'word ', '\n', '\n\n', '\r\n', '\t', '    ', '  \n', '- ', '- [ ] ', '1. ', '> ', '# ', '---\n', '===\n', '`', '```\n', '~~~\n', '*', '**', '_', '~~', '[', '![', ']', '](x)', ']: /u "t"\n',
    '[^1]', '[^1]: ', '|', '| --- |\n', '<b>', '</b>', '<!--', '-->', '<div>\n', '&amp;', '\\', '!', 'http://a.b', 'a@b.c ', 'www.x.y ', '中', '，', '“', ':tada:',
  ); // prettier-ignore
  test('of any text', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('');
        expect(bundled.parseMarkdown(text)).toEqual(parseMarkdown(text));
      }),
      { numRuns: 1000 },
    );
  });
});
