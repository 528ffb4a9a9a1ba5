import { expect, test } from 'vitest';
import { firstWords } from '../../src/text/excerpt.js';

test.each([
  ['short enough', 20, 'short enough'],
  ['cut between words, not within', 11, 'cut between…'],
  ['comma, then more', 7, 'comma…'],
  ['日本語の文章はどこでも切れます', 5, '日本語の文…'],
  ['👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 4, '👩‍👩‍👧‍👦…'],
  ['Pneumonoultramicroscopic', 6, 'Pneumo…'],
  ['שלום עולם ומלואו', 10, 'שלום עולם…'],
  ['ก็ทำได้ดี', 3, 'ก็ท…'],
  // A quotation from right to left is whole or not there, unless it is most of the text.
  ['He wrote about it: שלום עולם ומלואו', 30, 'He wrote about it…'],
  ['He: שלום עולם ומלואו', 14, 'He: שלום עולם…'],
  ['\u2067שלום עולם\u2069 he said', 7, '\u2067שלום…\u2069'],
])('%s up to %i is %s', (text, length, expected) => {
  expect(firstWords(text, length)).toBe(expected);
});
