import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { expect, test } from 'vitest';
import { parseBlock, parseFrontMatter, splitFrontMatter } from '../../src/front-matter/parse.js';
import { readPlainYaml } from '../../src/front-matter/plain-yaml.js';
import { frontMatterOf } from '../../src/read/head.js';
import { decodeArticle } from '../../src/read/text-file.js';
import { corpora } from './blogs.js';

test.skipIf(!existsSync(corpora))(
  'of every article is the same by the short way and by the long one',
  () => {
    const files = readdirSync(corpora, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.(?:md|mdx)$/.test(name),
    );
    const count = { plain: 0, short: 0 };
    const different: string[] = [];
    const compare = (name: string, short: object, long: object) => {
      if (!isDeepStrictEqual(short, long)) different.push(name);
    };
    for (const name of files) {
      const bytes = readFileSync(path.join(corpora, name));
      const { text } = decodeArticle(name, bytes);
      if (text === undefined) continue;
      const head = frontMatterOf(bytes.subarray(0, 4096));
      if (head !== undefined) {
        count.short++;
        const short = parseFrontMatter(name, decodeArticle(name, head).text ?? '');
        compare(name, { ...short, body: '' }, { ...parseFrontMatter(name, text), body: '' });
      }
      const split = splitFrontMatter(text);
      if (split.kind !== 'block' || split.language !== 'yaml') continue;
      const block = text.slice(split.start, split.end);
      const plain = readPlainYaml(block);
      if (plain === undefined) continue;
      count.plain++;
      compare(name, plain, { ...parseBlock(block, 'yaml') });
    }
    expect(different).toEqual([]);
    expect(count.plain).toBeGreaterThan(files.length / 3);
    expect(count.short).toBeGreaterThan(files.length / 2);
  },
  120_000,
);
