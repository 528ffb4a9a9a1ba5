import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { hashOf, inMemory } from '../../src/files/bytes.js';
import { openSpool } from '../../src/files/spool.js';
import { makeSite } from '../site.js';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const texts = ['first', 'é'.repeat(100_000), '', 'last'];

test('a spool gives back what was put there, in any order, and says what it is', () => {
  const spool = openSpool(makeSite({}));
  const put = texts.map((text) => spool.put(bytesOf(text)));
  expect(put.some((bytes) => bytes instanceof Uint8Array)).toBe(false);
  for (const [index, text] of [...texts.entries()].toReversed()) {
    const bytes = put[index] ?? bytesOf('');
    expect(new TextDecoder().decode(inMemory(bytes)) === text).toBe(true);
    expect([bytes.length, hashOf(bytes)]).toEqual([bytesOf(text).length, hashOf(bytesOf(text))]);
  }
  spool.close();
});

test('nothing of it is left, nor made before it is needed', () => {
  const folder = makeSite({});
  openSpool(folder).close();
  const spool = openSpool(folder);
  expect(readdirSync(folder)).toEqual([]);
  spool.put(bytesOf('text'));
  spool.close();
  expect(readdirSync(folder)).toEqual([]);
});

test('where the disk refuses, it stays in memory', () => {
  const spool = openSpool('/dev/null/nowhere');
  expect(spool.put(bytesOf('text'))).toEqual(bytesOf('text'));
  spool.close();
});
